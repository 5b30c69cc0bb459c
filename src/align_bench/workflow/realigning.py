"""Realigning a review: the pairs around a correction are proposed anew, as an edit that can be looked at first.

Owns which units stay as they are, and what becomes of the ids and comments of the others. The edit is applied and
taken back like any other (`reviewing.Session`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from align_bench.align.constraints import Constraints
from align_bench.align.evidence.evidence import Explanation, explain
from align_bench.align.lexicon import learnt
from align_bench.align.reading.readers import Terms
from align_bench.align.realign import realign
from align_bench.errors import AlignmentError
from align_bench.model.bitext import Bead
from align_bench.model.document import Level
from align_bench.model.edits import Change, Edit, Stamp
from align_bench.model.task import Task
from align_bench.model.unit import Review, Unit, text_hash
from align_bench.workflow.review_lines import Paragraphs, ReviewLines, review_lines, unit_lines, unit_of

ACTION = "realign"


class Realigner:
    """What the aligner has learnt of one review.

    Making one takes a second or two for 2,000 units: do that beside the screen, and again when much has been typed.
    """

    def __init__(self, review: Review, *, level: Level, terms: Terms = (), task: Task | None = None) -> None:
        self._level = level
        lines = review_lines(review)
        self._lexicon = learnt(
            Paragraphs(lines.source, "zh", level),
            Paragraphs(lines.target, "en", level),
            lines.beads,
            level=level,
            terms=terms,
            task=task,
        )

    def propose(
        self,
        review: Review,
        stamp: Stamp,
        *,
        corrected: Collection[str],
        doubtful: Collection[str] = (),
        apart: Sequence[tuple[str, str]] = (),
    ) -> Edit:
        """The edit that pairs anew what stands around the corrected units; without changes where all is well.

        `corrected` are the ids of units that the reviewer has just put right: they stay, as do those that are reviewed,
        final or locked, and those that were paired by hand before unless `doubtful` names them. No Chinese of the
        first unit of each pair of `apart` comes together with English of the second. AlignmentError where an id is not
        in the review, or where what must stay apart stands in one unit that stays.
        """
        places = {unit.id: place for place, unit in enumerate(review.units)}
        for name in (*corrected, *doubtful, *(name for pair in apart for name in pair)):
            if name not in places:
                raise AlignmentError(f"{review.name}: there is no pair {name}", hint="look at the pair again")
        for first, second in apart:
            unit = review.units[places[first]]
            if first == second and _stays(unit, corrected, doubtful):
                raise AlignmentError(
                    f"{unit.called} cannot stay as it is: its Chinese and its English must stay apart",
                    hint="split the pair first",
                )
        lines = review_lines(review)
        kept = tuple(lines.beads[place] for place, unit in enumerate(review.units) if _stays(unit, corrected, doubtful))
        named = [lines.beads[places[name]] for name in (*corrected, *doubtful, *(n for pair in apart for n in pair))]
        around = Bead(
            tuple(sorted({i for bead in named for i in bead.source})),
            tuple(sorted({j for bead in named for j in bead.target})),
        )
        found = realign(
            self._lexicon,
            Paragraphs(lines.source, "zh", self._level),
            Paragraphs(lines.target, "en", self._level),
            lines.beads,
            Constraints(kept, _apart(lines, places, apart)),
            around=around,
        )
        return Edit(ACTION, tuple(_Rewriting(review, lines, self._level, stamp).changes(found.beads)))

    def explain(self, unit: Unit) -> Explanation:
        """Why the texts of a unit belong together; the lines that places name are those of its texts."""
        source, target = unit_lines(unit)
        return explain(self._lexicon, Paragraphs(source, "zh", self._level), Paragraphs(target, "en", self._level))


class _Rewriting:
    """The units of a review written anew where their beads are others."""

    def __init__(self, review: Review, lines: ReviewLines, level: Level, stamp: Stamp) -> None:
        self._units = review.units
        self._lines = lines
        self._level = level
        self._stamp = stamp
        self._names = {unit.id for unit in review.units}

    def changes(self, beads: Sequence[Bead]) -> Iterator[Change]:
        """Every run of units that are not the same, and what takes its place."""
        old = {(bead.source, bead.target): place for place, bead in enumerate(self._lines.beads)}
        order = [old.get((bead.source, bead.target)) for bead in beads]
        for (k, place), (next_k, next_place) in pairwise(_anchors(order, len(self._units))):
            run = range(place + 1, next_place)
            if run or next_k > k + 1:
                new = zip(beads[k + 1 : next_k], order[k + 1 : next_k], strict=True)
                after = [self._unit(bead, run) if same is None else self._units[same] for bead, same in new]
                yield _change(self._units, run, after)

    def _unit(self, bead: Bead, run: range) -> Unit:
        """A new unit: with the id of the one that had the same Chinese, and the comments of those that it replaces."""
        made = unit_of(self._lines, bead, "", self._level)
        before = next((k for k in run if bead.source and self._lines.beads[k].source == bead.source), None)
        if before is None:
            made = replace(made, id=_free_name(text_hash(made.source or made.target), self._names))
            self._names.add(made.id)
        else:
            unit = self._units[before]
            made = replace(made, id=unit.id, label=unit.label, paragraph=unit.paragraph)
        comments = [self._units[k].comment for k in run if _begins_in(self._lines.beads[k], bead)]
        return self._stamp.on(replace(made, comment="\n".join(filter(None, comments))))


def _stays(unit: Unit, corrected: Collection[str], doubtful: Collection[str]) -> bool:
    """Whether a person stands for the pair: the aligner gives every pair that it makes a confidence."""
    if unit.locked or not unit.status.is_open or unit.id in corrected:
        return True
    return unit.confidence is None and bool(unit.source and unit.target) and unit.id not in doubtful


def _apart(
    lines: ReviewLines, places: Mapping[str, int], apart: Sequence[tuple[str, str]]
) -> tuple[tuple[int, int], ...]:
    return tuple(
        (i, j)
        for first, second in apart
        for i in lines.beads[places[first]].source
        for j in lines.beads[places[second]].target
    )


def _anchors(order: Sequence[int | None], length: int) -> list[tuple[int, int]]:
    """Where units stay, as places in the new order and in the old one, from before the first to behind the last."""
    kept = [(k, place) for k, place in enumerate(order) if place is not None]
    if any(second[1] < first[1] for first, second in pairwise(kept)):
        # Some unit changes places: all between the first and the last that do not is one run.
        head = next((k for k, place in enumerate(order) if place != k), len(order))
        shift = length - len(order)
        tail = next((k for k in range(len(order), head, -1) if order[k - 1] != k - 1 + shift), head)
        kept = [(k, k) for k in range(head)] + [(k, k + shift) for k in range(max(tail, head - shift), len(order))]
    return [(-1, -1), *kept, (len(order), length)]


def _change(units: Sequence[Unit], run: range, after: Sequence[Unit]) -> Change:
    """What replaces a run of units; where either is empty, a neighbour stands in both, so that there is a place."""
    before = [units[k] for k in run]
    if before and after:
        return Change(tuple(before), tuple(after))
    if run.start:
        neighbour = units[run.start - 1]
        return Change((neighbour, *before), (neighbour, *after))
    neighbour = units[run.stop]
    return Change((*before, neighbour), (*after, neighbour))


def _begins_in(bead: Bead, other: Bead) -> bool:
    """Whether the first line of one bead stands in the other."""
    return bead.source[0] in other.source if bead.source else bool(bead.target) and bead.target[0] in other.target


def _free_name(name: str, taken: Collection[str]) -> str:
    return next(n for n in (name, *(f"{name}-{k}" for k in range(2, len(taken) + 3))) if n not in taken)
