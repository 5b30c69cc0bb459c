"""The English of a review against its file: the reviewer's own stays, what was changed in the file alone is taken over.

Owns which of the two a difference is, by the text as it was last taken from the file; white space does not count. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align_bench.model.document import Document
from align_bench.model.unit import Review, Unit, known_numbers
from align_bench.text.scripts import without_space
from align_bench.workflow.review_lines import Line, unit_lines
from align_bench.workflow.text_versions import Side, side_of

_UNKNOWN = "is not the unit's; it is not known which of the two was changed"
_EDITED = "was changed, and the unit's too"
_LOCKED = "was changed, and the unit is locked"


@dataclass(frozen=True, slots=True)
class English:
    """What becomes of the English of a unit."""

    lines: tuple[Line, ...]
    """With the numbers that their paragraphs have now, 0 where they are in the file no more."""

    offered: str = ""
    """What the file has in the place of a text that stays; empty where nothing has to be decided."""

    note: str = ""
    """Why that has to be decided."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def numbers(self) -> tuple[int, ...]:
        return known_numbers(line.number for line in self.lines)


class EnglishUpdate:
    """Gives unit after unit, in the order of the review, its English for the file as it is now."""

    def __init__(self, review: Review, document: Document | None, taken: Sequence[str] | None) -> None:
        units = review.units
        # Whoever worked on a unit may have written its English anew altogether.
        touched = frozenset(number for unit in units if unit.updated for number in unit.target_numbers)
        self._side: Side = side_of([unit_lines(unit)[1] for unit in units], document, "en", touched)
        self._now = None if document is None else _Texts(paragraph.line for paragraph in document.body)
        self._taken = None if taken is None else _Texts(taken)
        self._pieces: dict[int, int] = {}

    @property
    def added(self) -> frozenset[int]:
        """Numbers of the file's paragraphs that are in no unit."""
        return self._side.added

    def next(self, unit: Unit) -> English:
        """The English of a unit."""
        own_lines = unit_lines(unit)[1]
        kept: list[Line] = []
        there: list[Line] = []
        why = ""
        for line in own_lines:
            number = self._side.numbers.get(line.number, 0)
            text = self._text_now(unit, line)
            own, now = Line(line.text, number), Line(line.text if text is None else text, number)
            reason = "" if text is None else self._reason_to_keep(unit, line)
            kept.append(own if reason else now)
            there.append(now)
            why = why or reason
        lines = tuple(line for line, own in zip(kept, own_lines, strict=True) if line.text or not own.text)
        if not why:
            return English(lines)
        return English(lines, "\n".join(line.text for line in there if line.text), f"the English in the file {why}")

    def _text_now(self, unit: Unit, line: Line) -> str | None:
        """What the file has in the place of a line, empty where nothing; None where it was not changed there."""
        piece = self._pieces.get(line.number, 0)
        self._pieces[line.number] = piece + 1
        if self._now is None or not line.number or without_space(line.text) in self._now:
            return None
        changed = self._side.changed.get(line.number)
        text = "" if changed is None else changed[piece]
        if self._taken is None:
            return None if unit.updated else text or None
        is_own = without_space(line.text) not in self._taken
        was_there = bool(text) and without_space(text) in self._taken
        return None if is_own and (was_there or not text) else text

    def _reason_to_keep(self, unit: Unit, line: Line) -> str:
        if self._taken is None:
            return _UNKNOWN
        if without_space(line.text) not in self._taken:
            return _EDITED
        return _LOCKED if unit.locked else ""


def changed_english(review: Review, document: Document, taken: Sequence[str]) -> tuple[int, ...]:
    """Numbers of the file's paragraphs that were changed or added since they were taken, and are in no unit so.

    Where paragraphs were only taken out, the number of the last one that is left.
    """
    before, now = _Texts(taken), _Texts(paragraph.line for paragraph in document.body)
    held = _Texts(unit.target for unit in review.units)
    found = [p.number for p in document.body if not any(without_space(p.line) in texts for texts in (before, held))]
    gone = any(text not in now and text in held for text in map(without_space, taken))
    return tuple(found) or ((document.body[-1].number,) if gone else ())


class _Texts:
    """Texts without white space, one behind the other: whether another one stands in them.

    Most that are asked for are whole ones of them; a search through all of them takes a thousand times as long.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        bare = [without_space(text) for text in texts]
        self._each, self._all = frozenset(bare), "".join(bare)

    def __contains__(self, text: str) -> bool:
        return text in self._each or text in self._all
