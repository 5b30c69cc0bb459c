"""Search: the best sequence of beads through a band, and how sure each of them is.

One semi-Markov chain over the cells of the band. Scores come patch by patch from a function, so that only some rows
stand in memory at once. The numpy code says what is computed; `kernels/search.pyx` does the same faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from align_bench.align.arrays import Floats, Integers
from align_bench.align.search.band import Band
from align_bench.align.search.shapes import SHAPES
from align_bench.kernels import kernel

Scores = Callable[[int, int], Floats]
"""scores(start, stop)[k, i - start, c]: shape k at cell (i, lows[i]+c); IMPOSSIBLE where it does not fit."""

IMPOSSIBLE = np.float32(-1e8)
_NEVER = -1e18
"""The value of a cell from which no way leads on; IMPOSSIBLE and NEVER stand in the kernel too."""

_TIE = 1e-9
"""Skipping a target segment first must be better by more than rounding."""

_SHAPES = np.array(SHAPES, np.int64)
_M, _N = _SHAPES.T
_ADDED = SHAPES.index((0, 1))
_ADVANCING = np.array([k for k, (m, _) in enumerate(SHAPES) if m])
_MOST = int(_M.max())
_PAD = 8
"""Columns on either side of a row, so that no shape leads out of it."""

_PATCH_CELLS = 60_000
"""Cells whose scores are held at once: about 6 MB, and the temporary tables of their features ten times that."""


@dataclass(frozen=True, slots=True)
class Step:
    """A bead of a path: the cell it begins at, and the number of its shape."""

    source: int
    target: int
    shape: int


def best_path(band: Band, scores: Scores) -> list[Step]:
    """The beads of the highest total score, in order; ties go to the shape that stands first in SHAPES."""
    choice, _ = _backward(band, scores, summed=False)
    return list(_follow(band, choice))


def _follow(band: Band, choice: Integers) -> Iterator[Step]:
    i = j = 0
    while (i, j) != (band.source_length, band.target_length):
        shape = _ADDED if i == band.source_length else int(choice[i, j - band.lows[i]])
        yield Step(i, j, shape)
        i, j = i + int(_M[shape]), j + int(_N[shape])


@dataclass(frozen=True, slots=True)
class Posterior:
    """How sure a path is."""

    steps: list[float]
    """The probability of each bead of the path, over all sequences of beads."""

    places: list[float]
    """The probability of passing through the cell in front of each bead, and last through the end: one more."""


def best_path_with_posteriors(band: Band, scores: Scores) -> tuple[list[Step], Posterior]:
    """Both at once: the scores of each row, which cost the most, serve the best path and the sum over all."""
    choice, after = _backward(band, scores, summed=True)
    path = list(_follow(band, choice))
    cells = np.array([(step.source, step.target, step.shape) for step in path], np.int64)
    before, own = _forward(band, scores, cells)
    rows, columns, shapes = cells.T
    next_rows, next_columns = rows + _M[shapes], columns + _N[shapes]
    rest = before - after[0, -band.lows[0]]
    places = rest + after[rows, columns - band.lows[rows]]
    steps = rest + own + after[next_rows, next_columns - band.lows[next_rows]]
    return path, Posterior(_chances(steps), [*_chances(places), 1.0])


def ways(band: Band, scores: Scores) -> tuple[Floats, Floats]:
    """[i, k] each: the log of the sum of all ways to a cell of the band, and of all ways on from it."""
    _, after = _backward(band, scores, summed=True)
    rows, offsets = np.indices(band.shape).reshape(2, -1)
    cells = np.stack([rows, band.lows[rows] + offsets, np.zeros_like(rows)], axis=1)
    before, _ = _forward(band, scores, cells)
    return before.reshape(band.shape), after


def _chances(logs: Floats) -> list[float]:
    return [float(chance) for chance in np.exp(np.minimum(logs, 0.0))]


def _backward(band: Band, scores: Scores, *, summed: bool) -> tuple[Integers, Floats]:
    """The best shape at each cell and, where it is asked for, the log of the sum of all ways on from the cell."""
    choice = np.zeros(band.shape, np.int8)
    after = np.full(band.shape if summed else (0, 0), _NEVER)
    compiled = kernel("search")
    if compiled is not None:
        best = np.full((_MOST + 1, band.width), _NEVER)
        for start, stop in reversed(_patches(band)):
            block = np.ascontiguousarray(scores(start, stop))
            compiled.backward(block, start, band.lows, band.target_length, _SHAPES, _ADDED, best, choice, after)
        return choice, after
    rows = backward_rows(band, scores, summed=False)
    sums = backward_rows(band, scores, summed=True) if summed else repeat(None)
    for (row, candidates, values), sum_row in zip(rows, sums, strict=False):
        choice[row] = _chosen(candidates, values)
        if sum_row is not None:
            after[row] = sum_row[2]
    return choice, after


def _forward(band: Band, scores: Scores, cells: Integers) -> tuple[Floats, Floats]:
    """For the cell and shape of each step: the log of the sum of all ways to the cell, and the score of the shape."""
    before, own = np.zeros(len(cells)), np.zeros(len(cells))
    compiled = kernel("search")
    if compiled is not None:
        arriving = np.full((_MOST + 1, len(SHAPES), band.width), _NEVER)
        for start, stop in _patches(band):
            block = np.ascontiguousarray(scores(start, stop))
            compiled.forward(block, start, band.lows, _SHAPES, _ADDED, arriving, cells, before, own)
        return before, own
    ends = np.searchsorted(cells[:, 0], np.arange(band.source_length + 2))
    for row, values, block in forward_rows(band, scores):
        steps = slice(ends[row], ends[row + 1])
        places = cells[steps, 1] - band.lows[row]
        before[steps], own[steps] = values[places], block[cells[steps, 2], places]
    return before, own


def _chosen(candidates: Floats, values: Floats) -> Integers:
    """The best shape at each cell of a row; where skipping a target segment first is better, that one."""
    highest = candidates.max(axis=0)
    return np.where(values > highest + _TIE, _ADDED, _ADVANCING[candidates.argmax(axis=0)])


def _patches(band: Band) -> list[tuple[int, int]]:
    rows = max(1, _PATCH_CELLS // band.width)
    return [(r, min(band.source_length + 1, r + rows)) for r in range(0, band.source_length + 1, rows)]


def backward_rows(band: Band, scores: Scores, *, summed: bool) -> Iterator[tuple[int, Floats, Floats]]:
    """From the last row up: the row, the value of each advancing shape at each cell, and the value of the cell."""
    last, width = band.source_length, band.width
    after = np.full((_MOST + 1, width + 2 * _PAD), _NEVER)
    columns = np.arange(width) + _PAD
    shapes_m, shapes_n = _M[_ADVANCING, None], _N[_ADVANCING, None]
    for start, stop in reversed(_patches(band)):
        block = scores(start, stop)
        for row in range(stop - 1, start - 1, -1):
            own = block[:, row - start]
            next_rows = np.minimum(row + shapes_m, last)
            places = np.clip(columns + shapes_n + band.lows[row] - band.lows[next_rows], 0, width + 2 * _PAD - 1)
            candidates = own[_ADVANCING] + after[next_rows % (_MOST + 1), places]
            candidates[own[_ADVANCING] <= IMPOSSIBLE] = _NEVER
            arrived = _log_sum(candidates) if summed else candidates.max(axis=0)
            if row == last:
                arrived[band.target_length - band.lows[row]] = 0.0
            values = _skipping(arrived, own[_ADDED], summed=summed)
            after[row % (_MOST + 1), _PAD:-_PAD] = values
            yield row, candidates, values


def forward_rows(band: Band, scores: Scores) -> Iterator[tuple[int, Floats, Floats]]:
    """From the first row down: the row, the log of the sum of all ways to its cells, and the row's scores."""
    width = band.width
    arriving = np.full((_MOST + 1, len(SHAPES), width + 2 * _PAD), _NEVER)
    for start, stop in _patches(band):
        block = scores(start, stop)
        for row in range(start, stop):
            slot = arriving[row % (_MOST + 1)]
            arrived = _log_sum(slot[:, _PAD:-_PAD])
            slot[:] = _NEVER
            if row == 0:
                arrived[-band.lows[0]] = 0.0
            own = block[:, row - start]
            before = _skipping(arrived[::-1], _from_left(own[_ADDED])[::-1], summed=True)[::-1]
            outgoing = np.where(own > IMPOSSIBLE, own + before, _NEVER)
            for k in _ADVANCING:
                m = int(_M[k])
                if row + m <= band.source_length:
                    shift = int(_N[k] + band.lows[row] - band.lows[row + m])
                    left, right = max(0, -shift - _PAD), min(width, width + _PAD - shift)
                    if left < right:
                        target = arriving[(row + m) % (_MOST + 1), k]
                        target[_PAD + shift + left : _PAD + shift + right] = outgoing[k, left:right]
            yield row, before, own


def _from_left(skips: Floats) -> Floats:
    """The score of the skip that ends at each cell instead of the one that begins there."""
    return np.concatenate([[IMPOSSIBLE], skips[:-1]])


def _skipping(values: Floats, skips: Floats, *, summed: bool) -> Floats:
    """Let every cell also be left by any number of skips to the right: a scan over prefix sums."""
    usable = skips > IMPOSSIBLE
    ends = np.concatenate([[0.0], np.cumsum(np.where(usable, skips, 0.0), dtype=np.float64)[:-1]])
    scan = np.logaddexp if summed else np.maximum
    return np.asarray(np.maximum(scan.accumulate((values + ends)[::-1])[::-1] - ends, _NEVER))


def _log_sum(values: Floats) -> Floats:
    highest = values.max(axis=0)
    return np.asarray(highest + np.log(np.exp(values - highest).sum(axis=0)))
