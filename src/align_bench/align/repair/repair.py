"""Repair: what one ordered path cannot show.

The groups of paragraphs that a path ties together are changed in three steps: paragraphs that do not belong to their
group are cut off; groups of equal size may change the order inside them; partners are exchanged, and pairs that are
none fall apart. Then the sentences of every changed group are aligned anew.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from align_bench.align.aligner import Aligned, Prepared, align_once, beads
from align_bench.align.arrays import Floats
from align_bench.align.repair.comparison import Comparison, Pairing, Paragraphs
from align_bench.align.repair.edges import cut
from align_bench.align.repair.exchange import ahead_of_rivals, exchanged
from align_bench.align.repair.groups import Group, Owners, linked
from align_bench.align.search.band import full_band
from align_bench.align.weights import Model, odds
from align_bench.model.bitext import Bead

_LARGEST_OPENED = 4
"""Paragraphs a side of a group whose order may change: all 24 orders are tried."""

_UNTIED = 0.5
"""Confidence of the one sentence bead of a group that its sentences do not hold together."""


@dataclass(frozen=True)
class Repairer:
    """Repairs the groups of one document pair."""

    pair: Prepared
    aligned: Aligned
    owners: Owners
    model: Model

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.pair, self.aligned, self.owners, self.model.likeness)

    def repair(self, groups: Sequence[Group]) -> list[Group]:
        before = {(group.source, group.target): group for group in groups}
        return [
            before.get(pairing) or self._aligned_anew(*pairing, self._confidence(pairing, margin))
            for pairing, margin in exchanged(self.opened(groups), self.comparison, self.model.repair)
        ]

    def opened(self, groups: Sequence[Group]) -> list[Pairing]:
        """The pairings whose partners may be exchanged."""
        parts = [part for group in groups for part in cut(group, self.comparison, self.model.repair["kept"])]
        return [pairing for part in parts for pairing in self._reordered(*part)]

    def _reordered(self, source: Paragraphs, target: Paragraphs) -> list[Pairing]:
        """A group of as many source as target paragraphs, in another order if a swap of them is likely."""
        size = len(source)
        if not 1 < size == len(target) <= _LARGEST_OPENED:
            return [(source, target)]
        value = self.comparison.likeness([(p,) for p in source], [(p,) for p in target])
        orders = list(permutations(range(size)))
        best = max(orders, key=lambda order: _total(value, order))
        if best == orders[0]:
            return [(source, target)]
        gained = {
            name: _total(table, best) - _total(table, orders[0])
            for name, table in (("gain", value), ("ahead", ahead_of_rivals(value)))
        }
        if odds({"bias": 1.0, **gained, "distance": 2 * math.log(2)}, self.model.repair["swap"]) <= 0:
            return [(source, target)]
        return [((source[a],), (target[b],)) for a, b in enumerate(best)]

    def _confidence(self, pairing: Pairing, margin: float) -> float:
        kind = "paired" if all(pairing) else "alone"
        known = odds({kind: 1.0, f"{kind}, margin": margin}, self.model.changed)
        return 1 / (1 + math.exp(-known))

    # Sentences of changed groups

    def _aligned_anew(self, source: Paragraphs, target: Paragraphs, confidence: float) -> Group:
        ours, theirs = self.owners.source_sentences(source), self.owners.target_sentences(target)
        if not ours or not theirs:
            alone = [Bead((i,), (), round(confidence, 4)) for i in ours]
            alone += [Bead((), (j,), round(confidence, 4)) for j in theirs]
            return Group(source, target, confidence, tuple(alone))
        part = self.pair.pick(ours, theirs)
        tables = self.aligned.forward, self.aligned.backward
        aligned = align_once(part, full_band(len(ours), len(theirs)), tables, self.model.paragraphs_later)
        inner = Owners([self.owners.source[i] for i in ours], [self.owners.target[j] for j in theirs])
        sentences = tuple(
            Bead(tuple(ours[i] for i in bead.source), tuple(theirs[j] for j in bead.target), bead.confidence)
            for bead in beads(aligned)
        )
        tied = [group for group in linked(aligned, inner) if group.source and group.target]
        if len(tied) != 1 or (tied[0].source, tied[0].target) != (source, target):
            sentences = (Bead(tuple(ours), tuple(theirs), _UNTIED),)
        return Group(source, target, confidence, sentences)


def _total(value: Floats, order: Sequence[int]) -> float:
    return float(sum(value[a, b] for a, b in enumerate(order)))
