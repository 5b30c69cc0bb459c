"""What is new in texts that changed: aligned, and put in its place among the units that stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from align_bench.align.reading.readers import Terms
from align_bench.model.document import Document, Level
from align_bench.model.edits import Stamp
from align_bench.model.unit import Status, Unit, initial_status, known_numbers, text_hash
from align_bench.workflow.review_lines import unit_lines
from align_bench.workflow.units import make_review
from align_bench.workflow.update_lines import UpdateLines, reopened, status_note


@dataclass(frozen=True, slots=True)
class NewTexts:
    """The texts as they are now, and the numbers of those of their paragraphs that no unit has."""

    source: Document
    target: Document | None
    source_added: frozenset[int]
    target_added: frozenset[int]
    level: Level
    terms: Terms

    @property
    def is_any(self) -> bool:
        return bool(self.source_added or (self.target_added and self.target is not None))


class Placing:
    """Puts what is new among the units that stay. `emptied` are units that lost their English, as they were before."""

    def __init__(
        self, texts: NewTexts, names: Iterable[str], emptied: dict[str, Unit], stamp: Stamp, lines: UpdateLines
    ) -> None:
        self._texts = texts
        self._names = set(names)
        self._emptied = emptied
        self._stamp = stamp
        self._lines = lines

    def placed(self, kept: list[tuple[int, Unit]]) -> list[Unit]:
        """With the paragraphs that no unit has, paired as the aligner pairs them, in their places."""
        texts = self._texts
        placed = [(number, place, unit) for place, (number, unit) in enumerate(kept)]
        places: dict[int, list[int]] = {}
        for place, (_, unit) in enumerate(kept):
            for number in unit.source_numbers:
                places.setdefault(number, []).append(place)
        if texts.is_any:
            last = 0
            for unit in make_review(texts.source, texts.target, level=texts.level, terms=texts.terms).units:
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
        source = [line for line in sides[0] if line.number in self._texts.source_added]
        target = [line for line in sides[1] if line.number in self._texts.target_added]
        if not source and not target:
            return None
        english = "\n".join(line.text for line in target)
        return replace(
            unit,
            source="\n".join(line.text for line in source),
            target=english,
            source_numbers=tuple(line.number for line in source),
            target_numbers=known_numbers(line.number for line in target),
            status=initial_status(english),
            label=unit.label if source else "",
        )

    def _named(self, unit: Unit) -> Unit:
        name = text_hash(unit.source or unit.target)
        if name in self._names:
            name = next(n for n in (f"{name}-{k}" for k in count(2)) if n not in self._names)
        self._names.add(name)
        named = replace(unit, id=name)
        self._lines.tell("new", None, named)
        return named

    def _filled(self, unit: Unit, new: Unit) -> Unit:
        """A unit without English, with the English that the file has for it now; unless somebody wants it so."""
        if (before := self._emptied.pop(unit.id, None)) is not None:
            return self._rewritten(before, unit, new)
        # One that had a counterpart to be sure of and was worked on has none because somebody took it out.
        if unit.locked or not unit.status.is_open or (unit.updated and unit.confidence is not None):
            self._lines.tell("left", unit, unit, f"not taken, as somebody worked on the unit: {new.target}")
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
        self._lines.tell("filled", unit, after, "English that was not there before")
        return after

    def _rewritten(self, before: Unit, unit: Unit, new: Unit) -> Unit:
        """A unit whose English the file has no more, with what the aligner finds in its place: one line tells both."""
        numbers, confidence = new.target_numbers, new.confidence
        after = reopened(replace(unit, target=new.target, target_numbers=numbers, confidence=confidence))
        self._lines.tell_anew("changed", before, after, status_note(before, after))
        return after


def _bare_place(units: Sequence[tuple[int, Unit]], unit: Unit) -> int | None:
    """Of units at places, that of the one without English that has the Chinese of `unit`, else of the first such."""
    bare = [(place, own) for place, own in units if not own.target]
    return next((place for place, own in bare if own.source == unit.source), bare[0][0] if bare else None)
