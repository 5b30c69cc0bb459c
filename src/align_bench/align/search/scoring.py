"""Scoring: the score of every bead of a grid, the sum of its features by their weights.

`features` defines what is summed, feature by feature; `kernels/scores.pyx` sums it cell by cell. This module chooses
between the two, and makes the arrays that the kernel reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from align_bench.align.arrays import Floats, Integers
from align_bench.align.measures.boundaries import ENDS
from align_bench.align.measures.cues import END_MARKS, Side
from align_bench.align.measures.features import SHORT, PatchFeatures
from align_bench.align.measures.grid import FEW, Grid
from align_bench.align.measures.overlap import FLOOR
from align_bench.align.search.band import Patch
from align_bench.align.search.search import IMPOSSIBLE, Scores
from align_bench.align.search.shapes import MOST_SOURCE, MOST_TARGET, SHAPES
from align_bench.align.threads import side_by_side
from align_bench.align.weights import Weights
from align_bench.kernels import kernel

_LARGE = 20_000
"""Cells of a patch from which threads are worth their start."""

_INSIDE = ("begin inside", "line behind line inside", "line and text inside", "label inside")
_AT_START = ("opens", "begin agrees", "begin differs", "line agrees", "line differs")
_LABELS = ("label agrees", "label differs", "label on one side")
_STAYING = ("stays", "strays", "stays, total", "strays, total")
_IN_PARAGRAPHS = (*_INSIDE, *_AT_START[1:], *_LABELS)
"""The features of texts with paragraphs on both sides."""


def scorer(grid: Grid, weights: Weights) -> Scores:
    """The scores of a grid for `search`, patch by patch; the last patch is kept, so small texts are scored once."""
    kept: dict[tuple[int, int], Floats] = {}
    compiled = kernel("scores")
    if compiled is not None and not unknown_features(weights, compiled):
        score = _compiled(grid, weights, compiled)
    else:
        score = _plain(grid, weights)

    def scores(start: int, stop: int) -> Floats:
        if (start, stop) not in kept:
            kept.clear()
            kept[start, stop] = score(start, stop)
        return kept[start, stop]

    return scores


def _plain(grid: Grid, weights: Weights) -> Scores:
    def scores(start: int, stop: int) -> Floats:
        features = PatchFeatures(grid, Patch(grid.band, start, stop))
        shapes = []
        for m, n in SHAPES:
            possible = features.possible(m, n)
            total = np.zeros(possible.shape, np.float32)
            for name, value in features.of(m, n):
                weight = weights.get(name, 0.0)
                if weight:
                    total += np.asarray(weight * value, np.float32)
            shapes.append(np.where(possible, total, IMPOSSIBLE))
        return np.stack(shapes)

    return scores


def unknown_features(weights: Mapping[str, float], compiled: ModuleType) -> set[str]:
    """The features that the kernel does not know; with a weight for such a one, the numpy code scores."""
    return {name for name in weights if not name.startswith(("shape ", "end "))} - {
        *compiled.NAMES,
        *_INSIDE,
        *_AT_START,
        "closes",
        *(f"{end} {how}" for end in ENDS for how in _STAYING),
    }


def _compiled(grid: Grid, weights: Weights, compiled: ModuleType) -> Scores:
    if not (grid.source.has_paragraphs and grid.target.has_paragraphs):
        weights = {name: weight for name, weight in weights.items() if name not in _IN_PARAGRAPHS}
    cells = compiled.Scorer(
        shapes=np.array(SHAPES, np.int64),
        lows=_whole(grid.band.lows),
        overlap=(np.ascontiguousarray(grid.overlap.forward), np.ascontiguousarray(grid.overlap.backward)),
        boundaries=(grid.boundaries.gains, grid.boundaries.rates),
        weights=np.array([weights.get(name, 0.0) for name in compiled.NAMES]),
        shape_weights=np.array([weights.get(f"shape {m}-{n}", 0.0) for m, n in SHAPES]),
        clause_weights=np.array([[weights.get(f"{end} {how}", 0.0) for how in _STAYING] for end in ENDS]),
        floor=FLOOR,
        source=_of_segments(grid.source, grid.label_numbers[0], weights)
        | _of_spans(grid.source, grid.ratio, MOST_SOURCE)
        | {"best": np.asarray(grid.source_best, np.float64)},
        target=_of_segments(grid.target, grid.label_numbers[1], weights)
        | _of_spans(grid.target, 1.0, MOST_TARGET)
        | {"best": np.asarray(grid.target_best, np.float64)},
        pairs=(_at_start(weights), _at_end(weights)),
    )

    def scores(start: int, stop: int) -> Floats:
        block = np.empty((len(SHAPES), stop - start, grid.band.width), np.float32)
        _fill(cells, start, stop, block)
        return block

    return scores


def _fill(cells: Any, start: int, stop: int, block: Floats) -> None:
    """Every row is scored by itself, so the number of threads changes nothing."""
    middle = (start + stop) // 2
    jobs = [partial(cells.fill, *rows, block, start) for rows in ((start, middle), (middle, stop))]
    side_by_side(jobs, large=block[0].size >= _LARGE)


def _of_segments(side: Side, labels: list[int], weights: Weights) -> dict[str, Floats | Integers]:
    """What the kernel reads of the segments of one side: classes, and the summed weights of what they show inside."""
    flags = (side.begins, side.second_line, side.line_edge, np.array(labels) > 0)
    inside = np.zeros(len(labels) + 1)
    for name, flag in zip(_INSIDE, flags, strict=True):
        inside[1:] += weights.get(name, 0.0) * flag
    return {
        "quoted": _whole(side.quoted),
        "labels": _whole(np.array(labels)),
        "start": _whole(side.opens + 2 * side.begins + 4 * side.line),
        "end": _whole(side.end + len(_ENDS) * side.closes),
        "inside": np.cumsum(inside),
    }


def _of_spans(side: Side, ratio: float, most: int) -> dict[str, Floats]:
    """Tokens and lengths: of segments, of everything before a segment, and [i, m] of the span of m segments from i."""
    count = len(side.tokens)
    ends = np.minimum(np.arange(count)[:, None] + np.arange(most + 1), count)
    tokens, lengths, short = (
        np.cumsum(np.append(0.0, values)) for values in (side.tokens, side.length * ratio, side.tokens < SHORT)
    )
    return {
        "tokens": np.asarray(side.tokens, np.float64),
        "rate": 1 / (np.asarray(side.tokens, np.float64) + FEW),
        "span rate": 1 / (tokens[ends] - tokens[:-1, None] + 2),
        "short before": short,
        "length before": lengths,
        "log": np.log(lengths[ends] - lengths[:-1, None] + 8),
    }


def _whole(values: Integers) -> Integers:
    return np.ascontiguousarray(values, np.int64)


_ENDS = ("", *END_MARKS)


def _at_start(weights: Weights) -> Floats:
    """The weights of what two first segments show, by the classes of both: [source, target]."""
    number = np.arange(8)
    opens, begins, line = number % 2, number // 2 % 2, number // 4
    table = np.equal.outer(opens, opens) * weights.get("opens", 0.0)
    for flag, name in ((begins, "begin"), (line, "line")):
        table += np.multiply.outer(flag, flag) * weights.get(f"{name} agrees", 0.0)
        table += np.not_equal.outer(flag, flag) * weights.get(f"{name} differs", 0.0)
    return table


def _at_end(weights: Weights) -> Floats:
    """The same of two last segments."""
    marks = np.array([[weights.get(f"end {ours} {theirs}", 0.0) for theirs in _ENDS] for ours in _ENDS])
    closes = np.eye(2) * weights.get("closes", 0.0)
    return np.kron(np.ones((2, 2)), marks) + np.kron(closes, np.ones_like(marks))
