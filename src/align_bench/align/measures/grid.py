"""The grid of a document pair: everything that is measured before beads are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from align_bench.align.arrays import Floats, Sparse
from align_bench.align.measures.boundaries import Boundaries, boundaries
from align_bench.align.measures.cues import Side
from align_bench.align.measures.lengths import length_ratio
from align_bench.align.measures.overlap import MISSING, Overlap, overlap
from align_bench.align.reading.bags import Bags
from align_bench.align.search.band import Band

FEW = 1.0
"""Tokens that are added to those of a segment: so the mean score of a short one is not extreme."""


@dataclass(frozen=True)
class Grid:
    """What the features of all beads are made of."""

    band: Band
    source: Side
    target: Side
    overlap: Overlap
    boundaries: Boundaries
    ratio: float
    """Target characters to a source character."""

    @cached_property
    def label_numbers(self) -> tuple[list[int], list[int]]:
        """A number for each label, the same on both sides; 0 where there is none."""
        numbers: dict[str | None, int] = {None: 0}
        source, target = (
            [numbers.setdefault(label, len(numbers)) for label in side.labels] for side in (self.source, self.target)
        )
        return source, target

    @cached_property
    def stays(self) -> Floats:
        """How well all clauses at a boundary stay with their own sides."""
        return np.asarray(sum(mean for mean, _ in self.boundaries.rows(0, self.band.source_length + 1)))

    @cached_property
    def source_best(self) -> Floats:
        """The best mean score of each source segment with any one target segment of the band."""
        best = self.overlap.backward[0, :-1].max(axis=1)
        return np.asarray(np.maximum(best / (self.source.tokens + FEW), -9.0))

    @cached_property
    def target_best(self) -> Floats:
        best = np.full(self.band.target_length + self.band.width, MISSING)
        for low, scores in zip(self.band.lows, self.overlap.forward[0], strict=True):
            own = best[low : low + self.band.width]
            np.maximum(own, scores, out=own)
        return np.maximum(best[: self.band.target_length] / (self.target.tokens + FEW), -9.0)


def make_grid(bags: Bags, sides: tuple[Side, Side], band: Band, forward: Sparse, backward: Sparse) -> Grid:
    source, target = sides
    ratio = length_ratio(source.length, target.length)
    # In this order: what the clauses need is gone before the larger tables are made.
    clauses = boundaries(bags, band, forward, backward)
    return Grid(band, source, target, overlap(bags, band, forward, backward), clauses, ratio)
