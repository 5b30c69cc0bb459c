"""The aligner: two lists of segments become beads.

Owns the order of the work: bags, first pass with the dictionary, tables learnt from its path, second pass, confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align_bench.align.arrays import Sparse
from align_bench.align.bags import Bags, make_bags
from align_bench.align.band import Band, band_around, full_band
from align_bench.align.coarse import anchors
from align_bench.align.cues import Side, side
from align_bench.align.features import SHAPES, Grid, make_grid
from align_bench.align.learning import learn
from align_bench.align.search import Step, best_path, posteriors
from align_bench.align.weights import Model, scorer, shipped
from align_bench.model.bitext import Bead
from align_bench.model.document import Segment

FULL_CELLS = 60_000
"""Up to here the whole grid is searched: 240 segments a side."""

_MARGIN = 12
_COARSE_MARGIN = 40


@dataclass(frozen=True)
class Prepared:
    """A document pair, counted and measured once for all passes."""

    bags: Bags
    source: Side
    target: Side

    @property
    def sizes(self) -> tuple[int, int]:
        return self.bags.source.height, self.bags.target.height


@dataclass(frozen=True)
class Aligned:
    """The last pass: its path with the confidence of each step, and the tables it used."""

    path: list[Step]
    confidence: list[float]
    forward: Sparse
    backward: Sparse


def align_segments(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Bead, ...]:
    """Pair two lists of segments, in order; every segment stands in exactly one bead."""
    if not source or not target:
        return one_sided(len(source), len(target))
    aligned = align(prepare(source, target), shipped())
    return beads(aligned)


def prepare(source: Sequence[Segment], target: Sequence[Segment], terms: Sequence[tuple[str, str]] = ()) -> Prepared:
    bags = make_bags([segment.text for segment in source], [segment.text for segment in target], terms)
    return Prepared(bags, side(source, bags.source.row_sums()), side(target, bags.target.row_sums()))


def align(pair: Prepared, model: Model) -> Aligned:
    band = first_band(pair)
    grid = grid_of(pair, band, pair.bags.forward, pair.bags.backward)
    path = best_path(band, scorer(grid, model.first))
    forward, backward = learn(pair.bags, [spans(step) for step in path])
    band = second_band(pair, path)
    scores = scorer(grid_of(pair, band, forward, backward), model.later)
    path = best_path(band, scores)
    return Aligned(path, posteriors(band, scores, path), forward, backward)


def grid_of(pair: Prepared, band: Band, forward: Sparse, backward: Sparse) -> Grid:
    return make_grid(pair.bags, (pair.source, pair.target), band, forward, backward)


def first_band(pair: Prepared) -> Band:
    source_length, target_length = pair.sizes
    if (source_length + 1) * (target_length + 1) <= FULL_CELLS:
        return full_band(source_length, target_length)
    return band_around(anchors(pair.bags), source_length, target_length, _COARSE_MARGIN)


def second_band(pair: Prepared, path: Sequence[Step], margin: int = _MARGIN) -> Band:
    source_length, target_length = pair.sizes
    points = [(step.source, step.target) for step in path if all(SHAPES[step.shape])]
    return band_around(points, source_length, target_length, margin)


def spans(step: Step) -> tuple[range, range]:
    m, n = SHAPES[step.shape]
    return range(step.source, step.source + m), range(step.target, step.target + n)


def beads(aligned: Aligned) -> tuple[Bead, ...]:
    return tuple(
        Bead(tuple(source), tuple(target), round(confidence, 4))
        for (source, target), confidence in zip(map(spans, aligned.path), aligned.confidence, strict=True)
    )


def one_sided(source_length: int, target_length: int) -> tuple[Bead, ...]:
    """Beads of a text that has nothing on the other side."""
    return tuple(Bead((i,), ()) for i in range(source_length)) + tuple(Bead((), (j,)) for j in range(target_length))
