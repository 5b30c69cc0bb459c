"""Exchange: paragraphs that changed places, and pairs that are none.

Owns which change of partners is worth it. Pairings are exchanged two by two, the likeliest exchange first; what each
kind has to gain in likeness is trained, since some are rarer than others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align_bench.align.arrays import Booleans, Floats, Integers
from align_bench.align.repair.comparison import Comparison, Pairing
from align_bench.align.weights import Weights

KINDS = ("swap", "other partner", "meet", "part")
"""Two pairs; a pair and a paragraph alone; two alone; one pair that falls apart."""

_FAR_AHEAD = 10.0
"""Log odds beyond which it does not matter how far."""

_FAR_AWAY = 5
"""Pairings beyond which it does not matter how far: what moves to another chapter may move anywhere."""

_MOST_EXCHANGED = 300
"""Pairings that are compared with each other: 90,000 cells take about a second."""

_NOTHING: Pairing = ((), ())


@dataclass(frozen=True)
class Table:
    """The likeness of all sources with all targets of some pairings."""

    pairings: Sequence[Pairing]
    value: Floats
    """[a, b]: log odds for source a with target b; 0 where a side is empty."""

    ahead: Floats
    """[a, b]: how far they are ahead of the best other partner of either; 0 where a side is empty."""

    distance: Floats
    """[a, b]: log of one more than the pairings from the one to the other; 0 where a side is empty."""

    def changes(self, partner: Integers) -> Iterator[tuple[str, Booleans, dict[str, Floats]]]:
        """For each kind of change, [a, b] for a before b: where exchanging their targets is one, and what it brings."""
        source = np.array([bool(source) for source, _ in self.pairings])
        target = np.array([bool(self.pairings[p][1]) for p in partner])
        full, nothing = source & target, ~source & ~target
        alone, added = source & ~target, ~source & target
        kinds = (
            _both(full, full),
            _both(full, alone) | _both(full, added),
            _both(alone, added),
            _both(full, nothing),
        )
        above = np.triu(np.ones((len(partner), len(partner)), bool), 1)
        gains = {
            "bias": np.ones(above.shape),
            "gain": self._gains(self.value, partner),
            "ahead": self._gains(self.ahead, partner),
            "distance": self._gains(self.distance, partner),
        }
        for name, possible in zip(KINDS, kinds, strict=True):
            yield name, possible & above, gains

    @staticmethod
    def _gains(value: Floats, partner: Integers) -> Floats:
        now = value[:, partner]
        current = np.diagonal(now)
        return np.asarray(now + now.T - current[:, None] - current[None, :])

    def margin(self, source: int, target: int) -> float:
        """How far a pairing, or standing alone, is ahead of what else could be."""
        partners = [bool(paragraphs) for _, paragraphs in self.pairings]
        others = [bool(paragraphs) for paragraphs, _ in self.pairings]
        if others[source] and partners[target]:
            margin = min(self.value[source, target], self.ahead[source, target])
        else:
            margin = -max(self.value[source, partners] if others[source] else self.value[others, target], default=0.0)
        return float(np.clip(margin, -_FAR_AHEAD, _FAR_AHEAD))


def table(pairings: Sequence[Pairing], comparison: Comparison) -> Table:
    """Of some pairings, and of empty ones for the pairs that may fall apart."""
    value, ahead, distance = np.zeros((3, len(pairings), len(pairings)))
    rows = [a for a, (source, _) in enumerate(pairings) if source]
    columns = [b for b, (_, target) in enumerate(pairings) if target]
    if rows and columns:
        cells = np.ix_(rows, columns)
        found = comparison.likeness([pairings[a][0] for a in rows], [pairings[b][1] for b in columns])
        value[cells], ahead[cells] = found, ahead_of_rivals(found)
        distance[cells] = np.log1p(np.minimum(np.abs(np.subtract.outer(rows, columns)), _FAR_AWAY))
    unlike = sum(all(pairing) and value[k, k] < 0 for k, pairing in enumerate(pairings))
    room = [(0, unlike)] * 2
    return Table([*pairings, *[_NOTHING] * unlike], np.pad(value, room), np.pad(ahead, room), np.pad(distance, room))


def ahead_of_rivals(value: Floats) -> Floats:
    """[a, b]: how far a pairing is ahead of the best other partner of either, within limits."""
    rivals = np.maximum(_others_best(value), _others_best(value.T).T)
    return np.asarray(np.clip(value - rivals, -_FAR_AHEAD, _FAR_AHEAD))


def _others_best(value: Floats) -> Floats:
    """[a, b]: the highest of row a, b left out."""
    if value.shape[1] < 2:
        return np.full(value.shape, -np.inf)
    second, first = np.partition(value, -2, axis=1)[:, -2:].T
    return np.asarray(np.where(value == first[:, None], second[:, None], first[:, None]))


def exchanged(
    pairings: Sequence[Pairing], comparison: Comparison, weights: dict[str, Weights]
) -> list[tuple[Pairing, float]]:
    """The pairings with other partners where that is likelier, and how far each is ahead of its rivals."""
    doubtful = _doubtful(pairings, comparison)
    found = table([pairings[k] for k in doubtful], comparison)
    partner = np.arange(len(found.pairings))
    # What has fallen apart is judged: it does not meet again.
    apart = np.zeros(found.value.shape, bool)
    for _ in range(2 * len(partner)):
        best = _likeliest(found, partner, weights, apart)
        if best is None:
            break
        apart[best, partner[best]] |= [not found.pairings[k][0] for k in best[::-1]]
        partner[best] = partner[best[::-1]]
    taking_part = set(doubtful)
    result = [(pairing, 0.0) for k, pairing in enumerate(pairings) if k not in taking_part]
    for a, (source, _) in enumerate(found.pairings):
        b = int(partner[a])
        result.append(((source, found.pairings[b][1]), found.margin(a, b)))
    return [(pairing, ahead) for pairing, ahead in result if any(pairing)]


def _doubtful(pairings: Sequence[Pairing], comparison: Comparison) -> list[int]:
    """The pairings that take part: paragraphs alone first, then those that are least alike."""
    alone = [k for k, pairing in enumerate(pairings) if not all(pairing)]
    full = [k for k, pairing in enumerate(pairings) if all(pairing)]
    if len(pairings) > _MOST_EXCHANGED:
        own = [float(comparison.likeness([pairings[k][0]], [pairings[k][1]])[0, 0]) for k in full]
        full = [k for _, k in sorted(zip(own, full, strict=True))]
    return sorted((alone + full)[:_MOST_EXCHANGED])


def _likeliest(found: Table, partner: Integers, weights: dict[str, Weights], apart: Booleans) -> list[int] | None:
    """The two whose targets should change places; None where no exchange is likelier than not."""
    odds = np.full((len(partner), len(partner)), -np.inf)
    again = apart[:, partner]
    for kind, possible, brought in found.changes(partner):
        own = sum(weights[kind].get(name, 0.0) * value for name, value in brought.items())
        odds = np.where(possible & ~(again | again.T), own, odds)
    best = int(np.argmax(odds)) if odds.size else 0
    if not odds.size or odds.flat[best] <= 0:
        return None
    return [best // len(partner), best % len(partner)]


def _both(one: Booleans, other: Booleans) -> Booleans:
    return np.asarray((one[:, None] & other[None, :]) | (other[:, None] & one[None, :]))
