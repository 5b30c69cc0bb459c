"""Neighbourhoods: some lines of a document aligned anew, held to what a person has decided.

One ordered path through the sentences of the lines that are not fixed; at paragraph level, the paragraphs that it ties
together, and then what the repair exchanges. What must stay apart does so at both levels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from align_bench.align.aligner import FULL_CELLS, Aligned, Prepared, beads, grid_of, one_sided
from align_bench.align.constraints import Constraints, Pairs, constrained
from align_bench.align.lexicon import Lexicon, Sentences, read_lines
from align_bench.align.repair.groups import Group, Owners, linked
from align_bench.align.repair.repair import Repairer
from align_bench.align.search.band import Band, band_around, full_band
from align_bench.align.search.scoring import scorer
from align_bench.align.search.search import best_path_with_posteriors
from align_bench.model.bitext import Bead
from align_bench.model.document import Paragraph

Pairing = tuple[tuple[int, ...], tuple[int, ...]]
"""Lines of both sides that belong together."""

_MARGIN = 12
"""Columns beside the old path that are searched in a neighbourhood too large to be searched whole."""

_PARTED = 0.5
"""Confidence of a group whose ties were cut because they would have brought together what must stay apart."""


@dataclass(frozen=True)
class Neighbourhood:
    """Lines that are to be aligned anew."""

    source: Sequence[Paragraph]
    """All lines of the document; the numbers below are places among them."""

    target: Sequence[Paragraph]
    pairings: Sequence[Pairing]
    """How the lines of the neighbourhood, none of them fixed, are paired so far."""

    constraints: Constraints
    order: frozenset[Pairing]
    """The pairings around, fixed ones among them, that ascend on both sides."""


def aligned_anew(lexicon: Lexicon, place: Neighbourhood) -> list[Bead]:
    """The beads of a neighbourhood: every line of it once."""
    ours = sorted(i for source, _ in place.pairings for i in source)
    theirs = sorted(j for _, target in place.pairings for j in target)
    if not ours or not theirs:
        found: Sequence[Bead] = one_sided(len(ours), len(theirs))
    else:
        found = _Search(lexicon, place, ours, theirs).beads()
    return [
        Bead(tuple(ours[i] for i in bead.source), tuple(theirs[j] for j in bead.target), bead.confidence)
        for bead in found
    ]


def ascending(pairings: Sequence[Pairing]) -> frozenset[Pairing]:
    """A longest list of pairings whose first segments ascend on both sides: the order of the document."""
    filled = sorted(pairing for pairing in pairings if all(pairing))
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, target) in enumerate(filled):
        place = bisect_left(ends, target[0])
        ends[place : place + 1] = [target[0]]
        last[place : place + 1] = [number]
        before.append(last[place - 1] if place else -1)
    chain = set()
    number = last[-1] if last else -1
    while number >= 0:
        chain.add(filled[number])
        number = before[number]
    return frozenset(chain)


class _Search:
    """One neighbourhood; lines are counted from 0 within it."""

    def __init__(self, lexicon: Lexicon, place: Neighbourhood, ours: list[int], theirs: list[int]) -> None:
        self._lexicon = lexicon
        self._place = place
        self._lines = ours, theirs
        self._source = read_lines([place.source[i] for i in ours], "zh", lexicon.level)
        self._target = read_lines([place.target[j] for j in theirs], "en", lexicon.level)
        self._barred = _within(place.constraints, ours, theirs)

    def beads(self) -> list[Bead]:
        """The beads of the lines."""
        pair = self._lexicon.prepared(self._source, self._target)
        found = _path(self._lexicon, pair, self._band(), self._sentences_barred(), self._landmarks())
        if self._lexicon.level == "paragraph":
            return [group.bead for group in self._paragraphs(pair, found)]
        return self._sentences(pair, found)

    def _paragraphs(self, pair: Prepared, found: Aligned) -> list[Group]:
        owners = self._owners()
        groups = linked(found, owners)
        if self._are_allowed(groups):
            repaired = self._repairer(pair, found).repair(groups)
            return repaired if self._are_allowed(repaired) else groups
        return [part for group in groups for part in self._parted(group, owners)]

    def _sentences(self, pair: Prepared, found: Aligned) -> list[Bead]:
        """Of whole paragraphs, those that were exchanged; of those with a fixed sentence, the path."""
        if not self._lexicon.has_paragraphs:
            return list(beads(found))
        free, held = self._by_freedom(linked(found, self._owners()))
        if free:
            rest = [bead for group in held for bead in group.sentences]
            repaired = [bead for group in self._repairer(pair, found).repair(free) for bead in group.sentences]
            if all(self._barred.violated(bead.source, bead.target) is None for bead in repaired):
                return [*rest, *repaired]
        return list(beads(found))

    def _repairer(self, pair: Prepared, found: Aligned) -> Repairer:
        return Repairer(pair, found, self._owners(), self._lexicon.model)

    def _owners(self) -> Owners:
        return Owners([s.paragraph for s in self._source.segments], [s.paragraph for s in self._target.segments])

    def _are_allowed(self, groups: Sequence[Group]) -> bool:
        return all(self._barred.violated(group.source, group.target) is None for group in groups)

    def _parted(self, group: Group, owners: Owners) -> list[Group]:
        """A group with its weakest ties cut, where it would bring together what must stay apart."""
        if self._barred.violated(group.source, group.target) is None:
            return [group]
        parts = [Group((p,), (), _PARTED, ()) for p in group.source] + [
            Group((), (p,), _PARTED, ()) for p in group.target
        ]
        for bead in sorted(group.sentences, key=lambda bead: -bead.confidence):
            source = {owners.source[i] for i in bead.source}
            target = {owners.target[j] for j in bead.target}
            joined = [part for part in parts if not (source.isdisjoint(part.source) and target.isdisjoint(part.target))]
            whole = Group(
                tuple(sorted(p for part in joined for p in part.source)),
                tuple(sorted(p for part in joined for p in part.target)),
                _PARTED,
                (),
            )
            if self._barred.violated(whole.source, whole.target) is None:
                parts = [*(part for part in parts if part not in joined), whole]
        return parts

    def _by_freedom(self, groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
        """The groups of which no sentence is fixed, and the others."""
        fixed = self._place.constraints.fixed
        ours = {self._place.source[i].number for bead in fixed for i in bead.source}
        theirs = {self._place.target[j].number for bead in fixed for j in bead.target}
        free: list[Group] = []
        held: list[Group] = []
        for group in groups:
            numbers = (
                {self._place.source[self._lines[0][i]].number for bead in group.sentences for i in bead.source},
                {self._place.target[self._lines[1][j]].number for bead in group.sentences for j in bead.target},
            )
            is_free = ours.isdisjoint(numbers[0]) and theirs.isdisjoint(numbers[1])
            (free if is_free else held).append(group)
        return free, held

    # From lines to sentences

    def _sentences_barred(self) -> Constraints:
        ours, theirs = _sentences_of(self._source), _sentences_of(self._target)
        barred = self._barred
        return Constraints(
            apart=_spread(barred.apart, ours, theirs),
            apart_source=_spread(barred.apart_source, ours, ours),
            apart_target=_spread(barred.apart_target, theirs, theirs),
        )

    def _cell(self, pairing: Pairing) -> tuple[int, int]:
        """The cell, by sentences, in front of a pairing that may stand outside the neighbourhood or be fixed."""
        row, column = (bisect_left(lines, first[0]) for lines, first in zip(self._lines, pairing, strict=True))
        return bisect_left(self._source.lines, row), bisect_left(self._target.lines, column)

    def _landmarks(self) -> Counter[tuple[int, int]]:
        """The cells that a path goes through where it keeps the order of fixed beads; corners say nothing."""
        fixed = ((bead.source, bead.target) for bead in self._place.constraints.fixed)
        cells = Counter(self._cell(pairing) for pairing in fixed if pairing in self._place.order)
        del cells[0, 0], cells[len(self._source.texts), len(self._target.texts)]
        return cells

    def _band(self) -> Band:
        size = len(self._source.texts), len(self._target.texts)
        if (size[0] + 1) * (size[1] + 1) <= FULL_CELLS:
            return full_band(*size)
        fixed = [(bead.source, bead.target) for bead in self._place.constraints.fixed]
        path = ascending([*self._place.pairings, *(pairing for pairing in fixed if pairing in self._place.order)])
        return band_around(sorted(map(self._cell, path)), *size, _MARGIN)


def _path(
    lexicon: Lexicon, pair: Prepared, band: Band, barred: Constraints, landmarks: Mapping[tuple[int, int], int]
) -> Aligned:
    grid = replace(grid_of(pair, band, lexicon.forward, lexicon.backward), ratio=lexicon.ratio)
    scores = constrained(scorer(grid, lexicon.weights), band, barred, landmarks)
    return Aligned(*best_path_with_posteriors(band, scores), lexicon.forward, lexicon.backward)


def _within(constraints: Constraints, ours: Sequence[int], theirs: Sequence[int]) -> Constraints:
    """What must stay apart among these lines, by their places in the lists."""
    source, target = ({line: place for place, line in enumerate(lines)} for lines in (ours, theirs))
    return Constraints(
        apart=_placed(constraints.apart, source, target),
        apart_source=_placed(constraints.apart_source, source, source),
        apart_target=_placed(constraints.apart_target, target, target),
    )


def _placed(pairs: Pairs, first: Mapping[int, int], second: Mapping[int, int]) -> Pairs:
    return tuple((first[a], second[b]) for a, b in pairs if a in first and b in second)


def _sentences_of(side: Sentences) -> list[range]:
    """The sentences of each line."""
    bounds = np.searchsorted(side.lines, np.arange(side.lines[-1] + 2)).tolist()
    return [range(start, stop) for start, stop in pairwise(bounds)]


def _spread(pairs: Pairs, first: Sequence[range], second: Sequence[range]) -> Pairs:
    return tuple((a, b) for x, y in pairs for a in first[x] for b in second[y])
