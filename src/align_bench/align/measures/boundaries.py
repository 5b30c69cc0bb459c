"""Boundaries: whether the clauses on both sides of a place in the grid stay with what stands there.

A bead boundary is right where the last clauses in front of it are explained by the segment in front rather than by the
one behind, and the first clauses behind it the other way round. Translators move clauses across the ends of sentences:
then a boundary that is right for the rest of both sentences is wrong for these, and the sentences belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from align_bench.align.arrays import Floats, Integers, Sparse
from align_bench.align.measures.overlap import MISSING, Overlap, clause_overlap
from align_bench.align.reading.bags import Bags
from align_bench.align.search.band import Band

ENDS = ("source tail", "source head", "target tail", "target head")
"""The last clause in front of the boundary and the first behind it, of either side."""

MOST_MEAN = 1.5
MOST_TOTAL = 20.0
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Boundaries:
    """What the clauses at each boundary of a band show; kept as one table an end, as large texts have millions."""

    band: Band
    gains: Floats
    """[4, i, k] in the order of ENDS: by how much the clause is better explained by the segment on its own side of the
    boundary in front of cell (i, lows[i]+k) than by the one on the other side; 0 at the ends of the texts and where
    nothing is known."""

    rates: tuple[Floats, ...]
    """One over the tokens of the clause and two more: of source ends for each row, of target ends for each column."""

    def rows(self, start: int, stop: int) -> Iterator[tuple[Floats, Floats]]:
        """Of some rows, for each of ENDS: gains by token and gains, both within limits."""
        columns = self.band.lows[start:stop, None] + np.arange(self.band.width)
        for k, (gains, rates) in enumerate(zip(self.gains[:, start:stop], self.rates, strict=True)):
            own = rates[start:stop, None] if k < 2 else rates.take(columns, mode="clip")
            yield np.clip(gains * own, -MOST_MEAN, MOST_MEAN), np.clip(gains, -MOST_TOTAL, MOST_TOTAL)


def boundaries(bags: Bags, band: Band, forward: Sparse, backward: Sparse) -> Boundaries:
    first, last = clause_overlap(bags, band, forward, backward)
    gains = np.zeros((len(ENDS), *band.shape), np.float32)
    for start in range(0, band.source_length + 1, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, band.source_length + 1))
        gains[:, rows] = _gains(first, last, band, rows)
    source, target = (
        [_rates(ends.last.row_sums(), 1), _rates(ends.first.row_sums(), 0)]
        for ends in (bags.source_ends, bags.target_ends)
    )
    return Boundaries(band, gains, (*source, *target))


def _rates(tokens: Floats, back: int) -> Floats:
    """By the place of a boundary, of the clause that ends (`back` 1) or begins (0) there."""
    return np.asarray(1 / (tokens.take(np.arange(len(tokens) + 1) - back, mode="clip") + 2), np.float32)


def _gains(first: Overlap, last: Overlap, band: Band, rows: Integers) -> Floats:
    """In the order of ENDS: what each boundary of these rows gains."""
    columns = band.lows[rows, None] + np.arange(band.width)
    inside = (columns > 0) & (columns < band.target_length)
    inside &= ((rows > 0) & (rows < band.source_length))[:, None]

    def gain(table: Floats, own: tuple[int, int], other: tuple[int, int]) -> Floats:
        ours, theirs = (_shifted(table, band, rows, *place) for place in (own, other))
        known = inside & (ours > MISSING / 2) & (theirs > MISSING / 2)
        return np.where(known, ours - theirs, np.float32(0))

    return np.stack(
        [
            gain(last.backward[0], (-1, -1), (-1, 0)),
            gain(first.backward[0], (0, 0), (0, -1)),
            gain(last.forward[0], (-1, -1), (0, -1)),
            gain(first.forward[0], (0, 0), (-1, 0)),
        ]
    )


def _shifted(table: Floats, band: Band, rows: Integers, down: int, right: int) -> Floats:
    """The table's value at (i+down, j+right) for each cell (i, j) of the rows; MISSING outside."""
    others = np.clip(rows + down, 0, band.source_length)
    # Rows above begin no farther right, so that a shift is one of columns.
    shift = (band.lows[rows] + right - band.lows[others])[:, None] + np.arange(band.width)
    known = (shift >= 0) & (shift < band.width)
    return np.where(known, np.take_along_axis(table[others], np.where(known, shift, 0), axis=1), MISSING)
