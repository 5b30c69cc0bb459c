"""Finding and replacing in the English of many units: what would change, and the edit that changes it.

Owns what is found; the reviewer sees every place before anything is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from align_bench.model.edits import Change, Edit, Stamp
from align_bench.model.task import Task
from align_bench.model.unit import Unit
from align_bench.text.search import search_pattern

Place = tuple[str, int]
"""The id of a unit, and where in its English a place begins."""

Finder = Callable[[str], Iterator[tuple[tuple[int, int], str]]]
"""Finds places in a text, half-open, each with what comes there."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One unit with the places that are replaced: half-open offsets in its English."""

    unit: Unit
    places: tuple[tuple[int, int], ...]
    by: tuple[str, ...]
    """What comes in, place by place."""

    @property
    def after(self) -> str:
        """The English as it will be."""
        text, done = "", 0
        for (start, stop), by in zip(self.places, self.by, strict=True):
            text += self.unit.target[done:start] + by
            done = stop
        return text + self.unit.target[done:]


def find_replacements(
    units: Sequence[Unit],
    find: str,
    by: str,
    *,
    whole_words: bool = True,
    match_case: bool = True,
    is_expression: bool = False,
    task: Task | None = None,
) -> list[Replacement]:
    """The units whose English holds the text, but for locked ones and those that would lose all of it.

    `find` is a text in which white space stands for any; without `match_case`, the forms of quotes and dashes and the
    width do not count either. Or it is a regular expression, and `by` may hold its groups.
    UsageError where that is none, or runs away. The task takes a step for each unit.
    """
    if not find.split():
        return []
    made = _expression if is_expression else _plain
    finder = made(find, by, whole_words=whole_words, match_case=match_case)
    found = []
    for unit in (task or Task()).over(units, "the pairs", len(units)):
        text = unit.target
        changed = [] if unit.locked else [(place, by) for place, by in finder(text) if text[slice(*place)] != by]
        if changed:
            one = Replacement(unit, tuple(place for place, _ in changed), tuple(by for _, by in changed))
            if one.after.strip():
                found.append(one)
    return found


def without(replacements: Iterable[Replacement], left_out: Container[Place]) -> list[Replacement]:
    """The same but for some places; what has none left is gone."""
    kept = []
    for each in replacements:
        stays = [(each.unit.id, start) not in left_out for start, _ in each.places]
        if any(stays):
            kept.append(replace(each, places=tuple(compress(each.places, stays)), by=tuple(compress(each.by, stays))))
    return kept


def _expression(find: str, by: str, *, whole_words: bool, match_case: bool) -> Finder:
    # Only who asks for one waits until it is loaded.
    from align_bench.text.expressions import Expression

    return Expression.of(find, by, whole_words=whole_words, match_case=match_case).replaced


def _plain(find: str, by: str, *, whole_words: bool, match_case: bool) -> Finder:
    words = find.split()
    folded = None if match_case else search_pattern(find)
    inner = folded.pattern if folded is not None else r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if whole_words and words[0][0].isalnum() else ""
    behind = r"(?!\w)" if whole_words and words[-1][-1].isalnum() else ""
    pattern = re.compile(f"{before}{inner}{behind}")
    return lambda text: ((match.span(), by) for match in pattern.finditer(text))


def replace_all(replacements: Sequence[Replacement], stamp: Stamp) -> Edit:
    """One edit of all of them: one undo takes it back."""
    return Edit(
        "replace",
        tuple(
            Change((each.unit,), (stamp.on(replace(each.unit, target=each.after.strip())),)) for each in replacements
        ),
    )
