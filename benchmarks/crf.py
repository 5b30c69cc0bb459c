"""The semi-Markov conditional random field of `train_aligner`: features packed by document, its loss, its optimiser.

Loss: the negative log-likelihood of the gold beads, and half a square penalty that pulls shape weights towards the
shapes' frequencies and all others to zero.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from bench_data import GoldBitext
from disturbed import Disturbed

from align_bench.align.aligner import Prepared, first_band, grid_of, second_band, spans
from align_bench.align.arrays import Booleans, Floats, Integers
from align_bench.align.learning import learn
from align_bench.align.measures.features import PatchFeatures
from align_bench.align.measures.grid import Grid
from align_bench.align.search.band import Band, Patch, band_around
from align_bench.align.search.scoring import scorer
from align_bench.align.search.search import IMPOSSIBLE, best_path, ways
from align_bench.align.search.shapes import SHAPES
from align_bench.align.weights import Weights
from align_bench.model.bitext import Bead

_MARGIN = 6
_NEVER = -1e17


@dataclass
class Packed:
    """One document's features in the band around a path, and which beads agree with the gold."""

    band: Band
    possible: Booleans
    gold: Booleans
    columns: list[Integers]
    """By shape: the numbers of its features."""

    values: list[Floats]
    """By shape: possible cells by features."""

    def scores(self, weights: Floats) -> Floats:
        scores = np.full(self.possible.shape, IMPOSSIBLE, np.float32)
        for k, (columns, values) in enumerate(zip(self.columns, self.values, strict=True)):
            scores[k][self.possible[k]] = values @ weights[columns].astype(np.float32)
        return scores


class Names:
    """Numbers the features as they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {f"shape {m}-{n}": k for k, (m, n) in enumerate(SHAPES)}

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def named(self, weights: Floats) -> Weights:
        return {name: round(float(weights[k]), 4) for name, k in self.numbers.items() if round(float(weights[k]), 4)}


def pack_first(pair: Prepared, bitext: GoldBitext | Disturbed, names: Names) -> Packed:
    points: list[tuple[int, int]] = []
    for bead in bitext.gold:
        if bead.source and bead.target and bead.source[-1] + 1 >= (points or [(0, 0)])[-1][0]:
            points.append((bead.source[-1] + 1, bead.target[-1] + 1))
    band = band_around(points, *pair.sizes, _MARGIN)
    return pack(grid_of(pair, band, pair.bags.forward, pair.bags.backward), bitext, names)


def pack_later(pair: Prepared, bitext: GoldBitext | Disturbed, names: Names, first: Weights) -> Packed:
    band = first_band(pair)
    path = best_path(band, scorer(grid_of(pair, band, pair.bags.forward, pair.bags.backward), first))
    tables = learn(pair.bags, [spans(step) for step in path])
    return pack(grid_of(pair, second_band(pair, path, _MARGIN), *tables), bitext, names)


def pack(grid: Grid, bitext: GoldBitext | Disturbed, names: Names) -> Packed:
    features = PatchFeatures(grid, Patch(grid.band, 0, grid.band.source_length + 1))
    possible = np.stack([features.possible(m, n) for m, n in SHAPES])
    columns, values = [], []
    for k, (m, n) in enumerate(SHAPES):
        found = list(features.of(m, n))
        columns.append(np.array([names.number(name) for name, _ in found]))
        shape = possible[k].shape
        values.append(
            np.stack([np.broadcast_to(value, shape)[possible[k]] for _, value in found], axis=1).astype(np.float32)
        )
    return Packed(grid.band, possible, agreeing(grid.band, bitext.gold), columns, values)


def agreeing(band: Band, gold: Sequence[Bead]) -> Booleans:
    """Which bead at which cell is in the gold; where that shape is not tried or the gold crosses, any may stand."""
    agree = np.zeros((len(SHAPES), *band.shape), bool)
    at = (0, 0)
    for start, shape in [*_usable(gold), ((band.source_length, band.target_length), -1)]:
        if start != at:
            _open(agree, band, at, start)
        if shape < 0:
            break
        offset = start[1] - band.lows[start[0]]
        if 0 <= offset < band.width:
            agree[shape, start[0], offset] = True
        at = (start[0] + SHAPES[shape][0], start[1] + SHAPES[shape][1])
    return agree


def _usable(gold: Sequence[Bead]) -> list[tuple[tuple[int, int], int]]:
    found, i, j = [], 0, 0
    for bead in gold:
        m, n = len(bead.source), len(bead.target)
        start = (bead.source[0] if m else i, bead.target[0] if n else j)
        whole = bead.source == tuple(range(start[0], start[0] + m)) and bead.target == tuple(
            range(start[1], start[1] + n)
        )
        if (m, n) in SHAPES and whole and start[0] >= i and start[1] >= j:
            found.append((start, SHAPES.index((m, n))))
            i, j = start[0] + m, start[1] + n
    return found


def _open(agree: Booleans, band: Band, low: tuple[int, int], high: tuple[int, int]) -> None:
    for k, (m, n) in enumerate(SHAPES):
        for i in range(low[0], high[0] - m + 1):
            left, right = low[1] - band.lows[i], high[1] - n - band.lows[i]
            agree[k, i, max(0, left) : max(0, right + 1)] = True


def expected(band: Band, scores: Floats) -> tuple[Floats, float]:
    """The probability of every bead at every cell, and the log of the sum over all sequences."""
    before, after = ways(band, lambda start, stop: scores[:, start:stop])
    total = float(after[0, -band.lows[0]])
    chances = np.zeros(scores.shape, np.float32)
    if total < _NEVER:
        return chances, total
    patch = Patch(band, 0, band.source_length + 1)
    for k, (m, n) in enumerate(SHAPES):
        places, known = patch.inside(m, n)
        log = before + scores[k] + after.ravel()[places] - total
        chances[k] = np.where(known & (scores[k] > IMPOSSIBLE), np.exp(np.minimum(log, 0.0)), 0.0)
    return chances, total


def fit(packs: Sequence[Packed], names: Names, penalty: float, rounds: int) -> Floats:
    centre = np.zeros(len(names.numbers))
    shapes = Counter[int]()
    for packed in packs:
        exact = packed.gold & (packed.gold.sum(axis=0) == 1)
        shapes.update({k: int(exact[k].sum()) for k in range(len(SHAPES))})
    total = sum(shapes.values())
    for k in range(len(SHAPES)):
        centre[k] = math.log((shapes[k] + 0.5) / (total + 0.5 * len(SHAPES)))

    def loss(weights: Floats) -> tuple[float, Floats]:
        value = penalty * float(np.sum((weights - centre) ** 2))
        gradient = 2 * penalty * (weights - centre)
        for packed in packs:
            scores = packed.scores(weights)
            ours, log_all = expected(packed.band, scores)
            gold, log_gold = expected(packed.band, np.where(packed.gold, scores, IMPOSSIBLE))
            if log_gold < _NEVER:
                continue
            value += log_all - log_gold
            for k, (columns, values) in enumerate(zip(packed.columns, packed.values, strict=True)):
                gradient[columns] += (ours[k] - gold[k])[packed.possible[k]] @ values
        return value, gradient

    return minimise(loss, centre.copy(), rounds)


def minimise(function: Callable[[Floats], tuple[float, Floats]], start: Floats, rounds: int, memory: int = 8) -> Floats:
    """L-BFGS with halving line search (Nocedal and Wright, algorithm 7.5)."""
    point = start
    value, gradient = function(point)
    pairs: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        direction, coefficients = -gradient, []
        for step, change in reversed(pairs):
            coefficients.append(float(step @ direction / (step @ change)))
            direction = direction - coefficients[-1] * change
        scale = pairs[-1][0] @ pairs[-1][1] / (pairs[-1][1] @ pairs[-1][1]) if pairs else 1 / np.linalg.norm(gradient)
        direction = direction * scale
        for (step, change), coefficient in zip(pairs, reversed(coefficients), strict=True):
            direction = direction + step * (coefficient - float(change @ direction / (step @ change)))
        slope, length = float(gradient @ direction), 1.0
        while True:
            new_value, new_gradient = function(point + length * direction)
            if new_value <= value + 1e-4 * length * slope or length < 1e-4:
                break
            length /= 2
        step, change = length * direction, new_gradient - gradient
        if float(step @ change) > 1e-10:
            pairs = [*pairs, (step, change)][-memory:]
        converged = abs(value - new_value) < 1e-5 * abs(value)
        point, value, gradient = point + step, new_value, new_gradient
        if converged:
            break
    return point
