"""Bands: which cells of the alignment grid are looked at.

A cell (i, j) is the place in front of source segment i and target segment j. A band has the same number of columns
in every row, so tables over it are plain matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from align_bench.align.arrays import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True)
class Band:
    """Which columns of each row of the grid are looked at."""

    source_length: int
    target_length: int
    lows: Integers
    """The first column of each row, never descending; source_length + 1 of them."""

    width: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.source_length + 1, self.width


def full_band(source_length: int, target_length: int) -> Band:
    return Band(source_length, target_length, np.zeros(source_length + 1, np.int64), target_length + 1)


_LARGEST_BOX = 40_000
"""Cells of a box that are all looked at; in a larger one, where nothing is known, only those near its diagonal."""

_NEAR_DIAGONAL = 100
MOST_CELLS = 4_500_000
"""About 220 MB of tables; at 30,000 sentences the beads are the same as with 6 million."""


def band_around(points: Sequence[tuple[int, int]], source_length: int, target_length: int, margin: int) -> Band:
    """The cells within `margin` columns of the boxes between neighbouring points of an ascending path.

    Of more than MOST_CELLS, those in the middle of each row; but never fewer than twice the margin.
    """
    lows = np.full(source_length + 1, target_length, np.int64)
    highs = np.zeros(source_length + 1, np.int64)
    path = [(0, 0), *points, (source_length, target_length)]
    for (i, j), (next_i, next_j) in pairwise(path):
        low, high = _box(next_i - i, next_j - j)
        lows[i : next_i + 1] = np.minimum(lows[i : next_i + 1], j + low)
        highs[i : next_i + 1] = np.maximum(highs[i : next_i + 1], j + high)
    # A margin of rows as well: a path may run steeply.
    rows = np.arange(source_length + 1)
    lows = lows[np.maximum(rows - margin // 2, 0)] - margin
    highs = highs[np.minimum(rows + margin // 2, source_length)] + margin
    # Boxes of both kinds side by side may overlap the wrong way.
    lows, highs = np.minimum.accumulate(lows[::-1])[::-1], np.maximum.accumulate(highs)
    first, last = np.clip(lows, 0, target_length), np.minimum(highs, target_length)
    width = int((last - first).max()) + 1
    narrow = max(2 * margin, MOST_CELLS // (source_length + 1))
    if width > narrow:
        middle = np.clip(lows + np.maximum(highs - lows + 1 - narrow, 0) // 2, 0, target_length)
        first, width = _connected(middle, narrow, target_length), narrow
    return Band(source_length, target_length, np.minimum(first, max(0, target_length + 1 - width)), width)


def _box(height: int, width: int) -> tuple[Integers, Integers]:
    """The first and last column of each row of a box."""
    rows = np.arange(height + 1)
    if height * width <= _LARGEST_BOX:
        return np.zeros_like(rows), np.full_like(rows, width)
    diagonal = rows * width // height
    # A row reaches to where the next one begins.
    steep = width // height + 1
    return diagonal - _NEAR_DIAGONAL, diagonal + _NEAR_DIAGONAL + steep


def _connected(lows: Integers, width: int, target_length: int) -> Integers:
    """First columns that lead from corner to corner: jumps are spread over several rows, so that none is too far."""
    lows = np.append(0, lows[1:])
    rows = np.arange(len(lows))
    step = width // 2
    from_start = np.minimum.accumulate(lows - rows * step) + rows * step
    return np.asarray(np.maximum(from_start, target_length + 1 - width - rows[::-1] * step))


@dataclass(frozen=True)
class Patch:
    """Some rows of a band, and the look-up of tables at places relative to their cells."""

    band: Band
    start: int
    stop: int

    @cached_property
    def rows(self) -> Integers:
        return np.arange(self.start, self.stop)[:, None]

    @cached_property
    def columns(self) -> Integers:
        return self.band.lows[self.start : self.stop, None] + np.arange(self.band.width)

    def inside(self, down: int, right: int) -> tuple[Integers, Booleans]:
        """Flat places of the cells (i+down, j+right) in a table over the band, and which of them it has."""
        rows = self.rows + down
        safe_rows = np.clip(rows, 0, self.band.source_length)
        offsets = self.columns + right - self.band.lows[safe_rows]
        known = (rows == safe_rows) & (offsets >= 0) & (offsets < self.band.width)
        return safe_rows * self.band.width + np.where(known, offsets, 0), known

    def of_source(self, values: Floats, shift: int = 0) -> Floats:
        """A value of source segment i+shift for each row; the nearest one outside the text."""
        return np.asarray(values.take(self.rows + shift, mode="clip"))

    def of_target(self, values: Floats, shift: int = 0) -> Floats:
        """A value of target segment j+shift for each cell; the nearest one outside the text."""
        return np.asarray(values.take(self.columns + shift, mode="clip"))
