"""Boundaries: whether the clauses on both sides of a place in the grid stay with what stands there.

A bead boundary is right where the last clauses in front of it are explained by the segment in front rather than by the
one behind, and the first clauses behind it the other way round. Translators move clauses across the ends of sentences:
then a boundary that is right for the rest of both sentences is wrong for these, and the sentences belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from align_bench.align.arrays import Floats, Sparse
from align_bench.align.bags import Bags
from align_bench.align.band import Band
from align_bench.align.overlap import MISSING, clause_overlap

ENDS = ("source tail", "source head", "target tail", "target head")
"""The last clause in front of the boundary and the first behind it, of either side."""

_MOST_MEAN = 1.5
_MOST_TOTAL = 20.0


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Tables over a band, [4, i, k] in the order of ENDS; 0 at the ends of the texts and where nothing is known."""

    means: Floats
    """By how much a token of the clause is better explained by the segment on its own side of the boundary in front of
    cell (i, lows[i]+k) than by the one on the other side."""

    totals: Floats
    """The same summed over the tokens of the clause."""

    def __post_init__(self) -> None:
        assert self.means.shape == self.totals.shape == (len(ENDS), *self.means.shape[1:])


def boundaries(bags: Bags, band: Band, forward: Sparse, backward: Sparse) -> Boundaries:
    totals = np.zeros((len(ENDS), *band.shape), np.float32)
    means = np.zeros_like(totals)
    for k, (gain, tokens) in enumerate(_gains(bags, band, forward, backward)):
        means[k] = np.clip(gain / (tokens + 2), -_MOST_MEAN, _MOST_MEAN)
        totals[k] = np.clip(gain, -_MOST_TOTAL, _MOST_TOTAL)
    return Boundaries(means, totals)


def _gains(bags: Bags, band: Band, forward: Sparse, backward: Sparse) -> Iterator[tuple[Floats, Floats]]:
    """In the order of ENDS: what each boundary gains, and the tokens of the clauses."""
    first, last = clause_overlap(bags, band, forward, backward)
    rows = np.arange(band.source_length + 1)[:, None]
    columns = band.lows[:, None] + np.arange(band.width)
    inside = (rows > 0) & (rows < band.source_length) & (columns > 0) & (columns < band.target_length)

    def gain(table: Floats, own: tuple[int, int], other: tuple[int, int]) -> Floats:
        ours, theirs = (_shifted(table, band, *place) for place in (own, other))
        known = inside & (ours > MISSING / 2) & (theirs > MISSING / 2)
        return np.where(known, ours - theirs, np.float32(0))

    source_tokens = (ends.row_sums() for ends in (bags.source_ends.last, bags.source_ends.first))
    target_tokens = (ends.row_sums() for ends in (bags.target_ends.last, bags.target_ends.first))
    yield gain(last.backward[0], (-1, -1), (-1, 0)), next(source_tokens).take(rows - 1, mode="clip")
    yield gain(first.backward[0], (0, 0), (0, -1)), next(source_tokens).take(rows, mode="clip")
    yield gain(last.forward[0], (-1, -1), (0, -1)), next(target_tokens).take(columns - 1, mode="clip")
    yield gain(first.forward[0], (0, 0), (-1, 0)), next(target_tokens).take(columns, mode="clip")


def _shifted(table: Floats, band: Band, down: int, right: int) -> Floats:
    """The table's value at (i+down, j+right) for each cell (i, j) of the band; MISSING outside."""
    rows = np.clip(np.arange(band.source_length + 1) + down, 0, band.source_length)
    # Rows above begin no farther right, so that a shift is one of columns.
    shift = (band.lows + right - band.lows[rows])[:, None] + np.arange(band.width)
    known = (shift >= 0) & (shift < band.width)
    return np.where(known, np.take_along_axis(table[rows], np.where(known, shift, 0), axis=1), MISSING)
