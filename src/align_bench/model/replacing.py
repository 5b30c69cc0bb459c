"""Finding and replacing in the English of many units: what would change, and the edit that changes it.

Owns what is found; the reviewer sees every place before anything is done.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from align_bench.model.edits import Change, Edit, Stamp
from align_bench.model.unit import Unit
from align_bench.text.search import search_pattern

Place = tuple[str, int]
"""The id of a unit, and where in its English a place begins."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One unit with the places that are replaced: half-open offsets in its English."""

    unit: Unit
    places: tuple[tuple[int, int], ...]
    by: str

    @property
    def after(self) -> str:
        """The English as it will be."""
        text, done = "", 0
        for start, stop in self.places:
            text += self.unit.target[done:start] + self.by
            done = stop
        return text + self.unit.target[done:]


def find_replacements(
    units: Iterable[Unit], find: str, by: str, *, whole_words: bool = True, match_case: bool = True
) -> list[Replacement]:
    """The units whose English holds the text, but for locked ones and those that would lose all of it.

    `find` is a text, not a pattern; white space in it stands for any. Without `match_case`, the forms of quotes and
    dashes and the width do not count either.
    """
    pattern = _pattern(find, whole_words=whole_words, match_case=match_case)
    if pattern is None:
        return []
    found = []
    for unit in units:
        if not unit.locked:
            places = tuple(match.span() for match in pattern.finditer(unit.target) if match[0] != by)
            one = Replacement(unit, places, by)
            if places and one.after.strip():
                found.append(one)
    return found


def without(replacements: Iterable[Replacement], left_out: Container[Place]) -> list[Replacement]:
    """The same but for some places; what has none left is gone."""
    kept = [
        replace(each, places=tuple(place for place in each.places if (each.unit.id, place[0]) not in left_out))
        for each in replacements
    ]
    return [each for each in kept if each.places]


def _pattern(find: str, *, whole_words: bool, match_case: bool) -> re.Pattern[str] | None:
    words = find.split()
    if not words:
        return None
    if match_case:
        inner = r"\s+".join(map(re.escape, words))
    else:
        folded = search_pattern(find)
        inner = folded.pattern if folded is not None else ""
    before = r"(?<!\w)" if whole_words and words[0][0].isalnum() else ""
    behind = r"(?!\w)" if whole_words and words[-1][-1].isalnum() else ""
    return re.compile(f"{before}{inner}{behind}")


def replace_all(replacements: Sequence[Replacement], stamp: Stamp) -> Edit:
    """One edit of all of them: one undo takes it back."""
    return Edit(
        "replace",
        tuple(
            Change((each.unit,), (stamp.on(replace(each.unit, target=each.after.strip())),)) for each in replacements
        ),
    )
