"""Sums over the segments of a bead, for all cells of a patch at once.

Owns how the tables of a grid are read at places relative to a cell, and what stands in for what lies outside.
"""

from __future__ import annotations

import numpy as np

from align_bench.align.arrays import Booleans, Floats, Integers
from align_bench.align.measures.grid import FEW, Grid
from align_bench.align.measures.overlap import FLOOR, MISSING
from align_bench.align.search.band import Patch


class PatchSums:
    """Sums for a bead of any shape that begins at a cell of the patch; each is made once."""

    def __init__(self, grid: Grid, patch: Patch) -> None:
        self._grid = grid
        self._patch = patch
        self._source_lengths = _before(grid.source.length) * grid.ratio
        self._target_lengths = _before(grid.target.length)
        self._source_tokens = _before(grid.source.tokens)
        self._target_tokens = _before(grid.target.tokens)
        self._looked_up: dict[tuple[str, int, int, int], Floats] = {}
        self._sums: dict[tuple[str, int, int], tuple[Floats, Floats]] = {}

    def forward(self, m: int, n: int) -> tuple[Floats, Floats]:
        """Sum of the scores of n target segments given m source segments, and the lowest mean among them."""
        key = ("forward", m, n)
        if key not in self._sums:
            score = self.at("forward", m, 0, n - 1)
            mean = score / (self._patch.of_target(self._grid.target.tokens, n - 1) + FEW)
            before = self.forward(m, n - 1) if n > 1 else None
            self._sums[key] = (score, mean) if before is None else (before[0] + score, np.minimum(before[1], mean))
        return self._sums[key]

    def backward(self, m: int, n: int) -> tuple[Floats, Floats]:
        """The same of m source segments given n target segments."""
        key = ("backward", m, n)
        if key not in self._sums:
            score = self.at("backward", n, m - 1, 0)
            mean = score / (self._patch.of_source(self._grid.source.tokens, m - 1) + FEW)
            before = self.backward(m - 1, n) if m > 1 else None
            self._sums[key] = (score, mean) if before is None else (before[0] + score, np.minimum(before[1], mean))
        return self._sums[key]

    def at(self, way: str, size: int, down: int, right: int) -> Floats:
        """The overlap table for spans of `size`, looked up at (i+down, j+right); MISSING outside."""
        key = (way, size, down, right)
        if key not in self._looked_up:
            table = self._grid.overlap.forward if way == "forward" else self._grid.overlap.backward
            places, known = self._patch.inside(down, right)
            self._looked_up[key] = np.where(known, table[size - 1].ravel()[places], MISSING)
        return self._looked_up[key]

    def single(self, way: str, down: int, right: int) -> Floats:
        """The score of one segment with one other; where the band does not have it, as if nothing matched."""
        score = self.at(way, 1, down, right)
        tokens = (
            self._patch.of_target(self._grid.target.tokens, right)
            if way == "forward"
            else self._patch.of_source(self._grid.source.tokens, down)
        )
        return np.where(score > MISSING / 2, score, np.float32(FLOOR) * tokens)

    def source_tokens(self, m: int) -> Floats:
        """Of m source segments."""
        return self._source_sum(self._source_tokens, m)

    def target_tokens(self, n: int) -> Floats:
        return self._target_sum(self._target_tokens, n)

    def source_length(self, m: int) -> Floats:
        """Of m source segments, in target characters."""
        return self._source_sum(self._source_lengths, m)

    def target_length(self, n: int) -> Floats:
        return self._target_sum(self._target_lengths, n)

    def best_single(self, way: str, m: int, n: int) -> Floats:
        """The best score of each segment given a single segment of the bead's other side, summed."""
        if way == "forward":
            rows = (np.maximum.reduce([self.single(way, a, b) for a in range(m)]) for b in range(n))
        else:
            rows = (np.maximum.reduce([self.single(way, a, b) for b in range(n)]) for a in range(m))
        return np.asarray(sum(rows))

    def stays(self, down: int, right: int) -> Floats:
        """How well clauses stay with their own sides at the boundary (i+down, j+right); 0 outside."""
        key = ("stays", 0, down, right)
        if key not in self._looked_up:
            places, known = self._patch.inside(down, right)
            self._looked_up[key] = np.where(known, self._grid.stays.ravel()[places], np.float32(0))
        return self._looked_up[key]

    def inside(self, ours: Booleans | Integers, theirs: Booleans | Integers, m: int, n: int) -> Floats:
        """How many segments of the bead, its first ones left out, have a flag."""
        before_ours, before_theirs = (np.concatenate([[0], np.cumsum(flags)]) for flags in (ours, theirs))
        own = self._patch.of_source(before_ours, m) - self._patch.of_source(before_ours, 1)
        other = self._patch.of_target(before_theirs, n) - self._patch.of_target(before_theirs, 1)
        return np.asarray(own + other, np.float32)

    def _source_sum(self, ends: Floats, m: int) -> Floats:
        return np.asarray(self._patch.of_source(ends, m) - self._patch.of_source(ends), np.float32)

    def _target_sum(self, ends: Floats, n: int) -> Floats:
        return np.asarray(self._patch.of_target(ends, n) - self._patch.of_target(ends), np.float32)


def _before(values: Floats) -> Floats:
    """The sum of everything in front of each segment, and of all."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
