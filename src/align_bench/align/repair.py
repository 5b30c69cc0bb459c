"""Repair: what one ordered path cannot show.

Three steps on the groups of paragraphs: cut off paragraphs that hang on a neighbour without being explained by it;
let groups of equal size change the order inside them; exchange partners, orphans included, where the new ones are much
more alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from align_bench.align.affinity import Affinity, affinity
from align_bench.align.aligner import Aligned, Prepared, align_once, beads
from align_bench.align.arrays import Floats, Integers
from align_bench.align.band import full_band
from align_bench.align.groups import Group, Owners, linked
from align_bench.align.likeness import likeness, measures
from align_bench.align.weights import Model
from align_bench.model.bitext import Bead

# Mean token scores, chosen on disturbed development texts (benchmarks/alignment.py --disturbed). Unrelated paragraphs
# score about -1.5 there, counterparts mostly above -0.5.
_UNEXPLAINED = -0.7
_NEEDED = 0.02

# The mean of few tokens scatters too much to be judged: a closing formula has five or six.
_ENOUGH_TOKENS = 8

_SURE = 0.95
"""Confidence from which nothing is cut off. Any value from 0.5 to never does about as well on the disturbed texts;
without it, short lines that were merged into a neighbour are lost."""

_GAIN = 3.0
"""Log odds that an exchange has to gain: paragraphs that change places are so rare."""

_BOTH_ALONE = 2.0
"""What speaks for two paragraphs beforehand when nothing else was found for either."""

_FAR_AHEAD = 10.0
_LARGEST_OPENED = 4
_MOST_EXCHANGED = 300

_Pairing = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Repairer:
    """Repairs the groups of one document pair."""

    pair: Prepared
    aligned: Aligned
    owners: Owners
    model: Model

    def repair(self, groups: Sequence[Group]) -> list[Group]:
        before = {(group.source, group.target): group for group in groups}
        cut = [part for group in groups for part in self._cut(group)]
        opened = [part for pairing in cut for part in self._opened(*pairing)]
        return [
            before.get(pairing) or self._aligned_anew(*pairing, self._confidence(pairing, margin))
            for pairing, margin in self._exchanged(opened)
        ]

    # Cutting off

    def _cut(self, group: Group) -> list[_Pairing]:
        """Take edge paragraphs off that the other side neither explains nor needs, unless the search was sure."""
        source, target = group.source, group.target
        cut: list[_Pairing] = []
        if group.confidence >= _SURE:
            return [(source, target)]
        while len(source) > 1 and target and (edge := self._loose_source(source, target)) is not None:
            cut.append(((edge,), ()))
            source = tuple(p for p in source if p != edge)
        while len(target) > 1 and source and (edge := self._loose_target(source, target)) is not None:
            cut.append(((), (edge,)))
            target = tuple(p for p in target if p != edge)
        return [(source, target), *cut]

    def _loose_source(self, source: tuple[int, ...], target: tuple[int, ...]) -> int | None:
        for edge in (source[0], source[-1]):
            if self.pair.source.tokens[self.owners.source_sentences((edge,))].sum() < _ENOUGH_TOKENS:
                continue
            rest = tuple(p for p in source if p != edge)
            scores = self._affinity([(edge,), rest, source], [target])
            if scores.backward[0, 0] < _UNEXPLAINED and scores.forward[2, 0] - scores.forward[1, 0] < _NEEDED:
                return edge
        return None

    def _loose_target(self, source: tuple[int, ...], target: tuple[int, ...]) -> int | None:
        for edge in (target[0], target[-1]):
            if self.pair.target.tokens[self.owners.target_sentences((edge,))].sum() < _ENOUGH_TOKENS:
                continue
            rest = tuple(p for p in target if p != edge)
            scores = self._affinity([source], [(edge,), rest, target])
            if scores.forward[0, 0] < _UNEXPLAINED and scores.backward[0, 2] - scores.backward[0, 1] < _NEEDED:
                return edge
        return None

    # Opening

    def _opened(self, source: tuple[int, ...], target: tuple[int, ...]) -> list[_Pairing]:
        """A group of as many source as target paragraphs, in another order if that is much better than this one."""
        size = len(source)
        if not 1 < size == len(target) <= _LARGEST_OPENED:
            return [(source, target)]
        value = self._likeness([(p,) for p in source], [(p,) for p in target])
        orders = list(permutations(range(size)))
        totals = [sum(value[a, b] for a, b in enumerate(order)) for order in orders]
        best = int(np.argmax(totals))
        if totals[best] <= totals[0] + _GAIN:
            return [(source, target)]
        return [((source[a],), (target[b],)) for a, b in enumerate(orders[best])]

    # Exchanging

    def _exchanged(self, pairings: Sequence[_Pairing]) -> list[tuple[_Pairing, float]]:
        """Exchange the targets of two groups, the largest gain first; how far each result is ahead of its rivals."""
        doubtful = self._doubtful(pairings)
        sources = [pairings[k][0] for k in doubtful]
        targets = [pairings[k][1] for k in doubtful]
        value = self._values(sources, targets)
        partner = np.arange(len(doubtful))
        for _ in range(len(doubtful)):
            best = _best_exchange(value, partner, sources, targets)
            if best is None:
                break
            partner[list(best)] = partner[list(best)][::-1]
        result = [(pairing, 0.0) for k, pairing in enumerate(pairings) if k not in set(doubtful)]
        for a, source in enumerate(sources):
            result.append(((source, targets[partner[a]]), _margin(value, a, int(partner[a]))))
        return [(pairing, ahead) for pairing, ahead in result if any(pairing)]

    def _doubtful(self, pairings: Sequence[_Pairing]) -> list[int]:
        """The groups that take part in exchanges: orphans first, then those that explain each other least."""
        orphans = [k for k, pairing in enumerate(pairings) if not all(pairing)]
        full = [k for k, pairing in enumerate(pairings) if all(pairing)]
        if len(pairings) > _MOST_EXCHANGED:
            own = [float(self._likeness([pairings[k][0]], [pairings[k][1]])[0, 0]) for k in full]
            full = [k for _, k in sorted(zip(own, full, strict=True))]
        return sorted((orphans + full)[:_MOST_EXCHANGED])

    def _values(self, sources: Sequence[tuple[int, ...]], targets: Sequence[tuple[int, ...]]) -> Floats:
        """The likeness of each pairing, less the farther apart the two stand; 0 where a side is empty."""
        value = np.zeros((len(sources), len(targets)))
        rows = [a for a, paragraphs in enumerate(sources) if paragraphs]
        columns = [b for b, paragraphs in enumerate(targets) if paragraphs]
        if rows and columns:
            found = self._likeness([sources[a] for a in rows], [targets[b] for b in columns])
            # A paragraph that moved may stand anywhere, but near places are likelier: one over the distance.
            distance = np.abs(np.subtract.outer(rows, columns))
            value[np.ix_(rows, columns)] = found - np.log1p(distance)
        return value

    # Values

    def _likeness(self, source: Sequence[tuple[int, ...]], target: Sequence[tuple[int, ...]]) -> Floats:
        ours = [self.owners.source_sentences(p) for p in source]
        theirs = [self.owners.target_sentences(p) for p in target]
        return likeness(measures(self.pair, self.aligned, ours, theirs), self.model.likeness)

    def _confidence(self, pairing: _Pairing, margin: float) -> float:
        changed = self.model.changed
        odds = changed["paired"] + changed["margin"] * margin if all(pairing) else changed["alone"]
        return 1 / (1 + math.exp(-odds))

    def _affinity(self, source: Sequence[tuple[int, ...]], target: Sequence[tuple[int, ...]]) -> Affinity:
        return affinity(
            self.pair,
            self.aligned,
            [self.owners.source_sentences(p) for p in source],
            [self.owners.target_sentences(p) for p in target],
        )

    # Sentences of changed groups

    def _aligned_anew(self, source: tuple[int, ...], target: tuple[int, ...], confidence: float) -> Group:
        ours, theirs = self.owners.source_sentences(source), self.owners.target_sentences(target)
        if not ours or not theirs:
            alone = [Bead((i,), (), round(confidence, 4)) for i in ours]
            alone += [Bead((), (j,), round(confidence, 4)) for j in theirs]
            return Group(source, target, confidence, tuple(alone))
        part = self.pair.pick(ours, theirs)
        aligned = align_once(
            part,
            full_band(len(ours), len(theirs)),
            self.aligned.forward,
            self.aligned.backward,
            self.model.paragraphs_later,
        )
        inner = Owners([self.owners.source[i] for i in ours], [self.owners.target[j] for j in theirs])
        sentences = tuple(
            Bead(tuple(ours[i] for i in bead.source), tuple(theirs[j] for j in bead.target), bead.confidence)
            for bead in beads(aligned)
        )
        tied = [group for group in linked(aligned, inner) if group.source and group.target]
        if len(tied) != 1 or (tied[0].source, tied[0].target) != (source, target):
            sentences = (Bead(tuple(ours), tuple(theirs), 0.5),)
        return Group(source, target, confidence, sentences)


def _margin(value: Floats, source: int, target: int) -> float:
    """How far a pairing is ahead of the best other partner of either side, and of standing alone."""
    rivals = np.concatenate([np.delete(value[source], target), np.delete(value[:, target], source), [0.0]])
    return float(np.clip(value[source, target] - rivals.max(), -_FAR_AHEAD, _FAR_AHEAD))


def _best_exchange(
    value: Floats, partner: Integers, sources: Sequence[tuple[int, ...]], targets: Sequence[tuple[int, ...]]
) -> tuple[int, int] | None:
    """The two groups whose targets should change places; None where nothing is gained.

    Two orphans that find each other need no gain: no link is broken for them.
    """
    current = value[np.arange(len(partner)), partner]
    now = value[:, partner]
    gains = now + now.T - current[:, None] - current[None, :]
    left_out = np.array([bool(source) and not targets[p] for source, p in zip(sources, partner, strict=True)])
    added = np.array([not source and bool(targets[p]) for source, p in zip(sources, partner, strict=True)])
    meet = left_out[:, None] & added[None, :]
    gains[meet | meet.T] += _GAIN + _BOTH_ALONE
    gains[np.tril_indices(len(gains))] = -np.inf
    best = int(np.argmax(gains)) if gains.size else 0
    if not gains.size or gains.flat[best] <= _GAIN:
        return None
    return best // len(gains), best % len(gains)
