"""Bringing a review up to its texts where these have changed: what was decided stays as long as its text stands.

Owns what becomes of each unit: it stays, is opened again with its new Chinese, or has none any more; what is new is
aligned and put in its place. Which paragraph is which is `align.anchoring`. Pure, but for the texts that are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Literal

from align_bench.align.readers import Terms
from align_bench.errors import InputError
from align_bench.model.document import Document, Level
from align_bench.model.edits import Edit, Stamp
from align_bench.model.merging.hunks import edit_between
from align_bench.model.unit import Review, Status, Unit, text_hash
from align_bench.text.labels import split_marker
from align_bench.workflow.review_lines import Line, unit_lines
from align_bench.workflow.text_versions import side_of
from align_bench.workflow.units import make_review

ACTION = "update"

What = Literal["changed", "gone", "kept", "new", "filled", "left"]


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """What becomes of one unit; those that stay as they are have no line."""

    what: What
    before: Unit | None
    after: Unit | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """A review and what it is to be."""

    before: Review
    after: Review
    lines: tuple[UpdateLine, ...]

    @property
    def edit(self) -> Edit:
        """All of it; undone in one step."""
        return edit_between(ACTION, self.before, self.after)


def update_review(
    review: Review, source: Document, target: Document | None, stamp: Stamp, *, level: Level, terms: Terms = ()
) -> Update:
    """The review for the texts as they are now. InputError where its rows do not say of which paragraphs they are."""
    for unit in review.units:
        if len(unit.source_numbers) != len(unit.source_lines):
            raise InputError(
                f"{review.name}: {unit.called} does not say of which paragraphs it is",
                hint="move it and its .bak away and run `align-bench align` (what was decided stays in what you moved)",
            )
    return _Updating(review, source, target, stamp, level=level, terms=terms).update()


class _Updating:
    def __init__(
        self, review: Review, source: Document, target: Document | None, stamp: Stamp, *, level: Level, terms: Terms
    ) -> None:
        self._review = review
        self._documents = source, target
        self._level = level
        self._terms = terms
        self._stamp = stamp
        lines = [unit_lines(unit) for unit in review.units]
        self._source = side_of([own for own, _ in lines], source, "zh", frozenset())
        # The English is the reviewer's own.
        touched = (unit.target_numbers for unit in review.units if unit.updated)
        self._target = side_of([own for _, own in lines], target, "en", frozenset(chain.from_iterable(touched)))
        self._pieces: dict[int, int] = {}
        self._names = {unit.id for unit in review.units}
        self._lines: list[UpdateLine] = []

    def update(self) -> Update:
        kept: list[tuple[int, Unit]] = []
        last = 0
        for unit in self._review.units:
            after = self._updated(unit)
            if after is not None:
                last = min(after.source_numbers, default=last)
                kept.append((last, after))
        units = self._with_new(kept)
        return Update(self._review, replace(self._review, units=tuple(units)), tuple(self._lines))

    def _updated(self, unit: Unit) -> Unit | None:
        """The unit with the Chinese that its paragraphs have now; None where nothing of it is left."""
        lines = list(self._source_lines(unit))
        numbered = replace(
            unit,
            source_numbers=tuple(line.number for line in lines),
            target_numbers=_known(tuple(self._target.numbers.get(number, 0) for number in unit.target_numbers)),
        )
        if unit.paragraph and unit.paragraph == str(next(iter(unit.source_numbers), "")) and lines:
            numbered = replace(numbered, paragraph=str(lines[0].number))
        source = "\n".join(line.text for line in lines)
        if source == unit.source:
            return numbered
        if source:
            labels = ", ".join(filter(None, (split_marker(line.text, "zh")[1] for line in lines)))
            after = self._stamp.on(_reopened(replace(numbered, source=source, label=labels)))
            self._tell("changed", unit, after, _status_note(unit, after))
            return after
        return self._without_source(numbered, unit)

    def _without_source(self, numbered: Unit, unit: Unit) -> Unit | None:
        """English whose Chinese was taken out stays where it is still in the file, or somebody worked on it."""
        worked_on = bool(unit.updated or unit.comment or unit.locked or not unit.status.is_open)
        if unit.target and (worked_on or numbered.target_numbers):
            after = self._stamp.on(_reopened(replace(numbered, source="", source_numbers=(), label="", paragraph="")))
            self._tell("kept", unit, after, "its Chinese is no longer in the text; the English stays")
            return after
        self._tell("gone", unit, None, f"comment: {unit.comment}" if unit.comment else "")
        return None

    def _source_lines(self, unit: Unit) -> Iterator[Line]:
        for line in unit_lines(unit)[0]:
            number = self._source.numbers.get(line.number)
            piece = self._pieces.get(line.number, 0)
            self._pieces[line.number] = piece + 1
            if number is not None:
                changed = self._source.changed.get(line.number)
                text = line.text if changed is None else changed[piece]
                if text:
                    yield Line(text, number)

    def _with_new(self, kept: list[tuple[int, Unit]]) -> list[Unit]:
        """With the paragraphs that no unit has, paired as the aligner pairs them, in their places."""
        source, target = self._documents
        placed = [(number, place, unit) for place, (number, unit) in enumerate(kept)]
        places: dict[int, list[int]] = {}
        for place, (_, unit) in enumerate(kept):
            for number in unit.source_numbers:
                places.setdefault(number, []).append(place)
        if self._source.added or (self._target.added and target is not None):
            last = 0
            for unit in make_review(source, target, level=self._level, terms=self._terms).units:
                last = min(unit.source_numbers, default=last)
                new = self._new_part(unit)
                if new is None:
                    continue
                if new.source or not unit.source:
                    placed.append((last, len(placed), self._named(new)))
                elif (k := _bare_place([(k, placed[k][2]) for k in places.get(last, ())], unit)) is not None:
                    placed[k] = (*placed[k][:2], self._filled(placed[k][2], new))
                else:
                    placed.append((last, len(placed), self._named(replace(new, label="", paragraph=""))))
        return [unit for _, _, unit in sorted(placed, key=lambda entry: entry[:2])]

    def _new_part(self, unit: Unit) -> Unit | None:
        """What of a unit of the new alignment no unit of the review has; None where it has all of it."""
        sides = unit_lines(unit)
        source = [line for line in sides[0] if line.number in self._source.added]
        target = [line for line in sides[1] if line.number in self._target.added]
        if not source and not target:
            return None
        labels = unit.label if source else ""
        return replace(
            unit,
            source="\n".join(line.text for line in source),
            target="\n".join(line.text for line in target),
            source_numbers=tuple(line.number for line in source),
            target_numbers=_known(tuple(line.number for line in target)),
            status=Status.DRAFT if target else Status.UNTRANSLATED,
            label=labels,
        )

    def _named(self, unit: Unit) -> Unit:
        name = text_hash(unit.source or unit.target)
        if name in self._names:
            name = next(n for n in (f"{name}-{k}" for k in count(2)) if n not in self._names)
        self._names.add(name)
        named = replace(unit, id=name)
        self._tell("new", None, named)
        return named

    def _filled(self, unit: Unit, new: Unit) -> Unit:
        """A unit without English, with the English that the file has for it now; unless somebody wants it so."""
        # One that had a counterpart to be sure of and was worked on has none because somebody took it out.
        if unit.locked or (unit.updated and unit.confidence is not None):
            self._tell("left", unit, unit, f"not taken, as somebody worked on the unit: {new.target}")
            return unit
        after = self._stamp.on(
            replace(
                unit,
                target=new.target,
                target_numbers=new.target_numbers,
                status=Status.DRAFT,
                confidence=new.confidence,
            )
        )
        self._tell("filled", unit, after, "English that was not there before")
        return after

    def _tell(self, what: What, before: Unit | None, after: Unit | None, note: str = "") -> None:
        self._lines.append(UpdateLine(what, before, after, note))


def _bare_place(units: Sequence[tuple[int, Unit]], unit: Unit) -> int | None:
    """Of units at places, that of the one without English that has the Chinese of `unit`, else of the first such."""
    bare = [(place, own) for place, own in units if not own.target]
    return next((place for place, own in bare if own.source == unit.source), bare[0][0] if bare else None)


def _reopened(unit: Unit) -> Unit:
    """What was decided of a text that is another now has to be decided again; rejected stays rejected."""
    if unit.status is Status.REJECTED:
        return unit
    return replace(unit, status=Status.DRAFT if unit.target else Status.UNTRANSLATED)


def _status_note(before: Unit, after: Unit) -> str:
    return "" if before.status is after.status else f"{before.status.value}, now {after.status.value}"


def _known(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """No numbers rather than nothing but zeros."""
    return numbers if any(numbers) else ()
