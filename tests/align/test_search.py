"""The dynamic programme against going through every sequence of beads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from align_bench.align.arrays import Floats
from align_bench.align.search.band import Band, band_around, full_band
from align_bench.align.search.search import IMPOSSIBLE, Step, best_path, best_path_with_posteriors
from align_bench.align.search.shapes import SHAPES
from align_bench.kernels import SWITCH


def random_scores(band: Band, seed: int) -> Floats:
    scores = np.random.default_rng(seed).normal(size=(len(SHAPES), *band.shape)).astype(np.float32)
    for k, (m, n) in enumerate(SHAPES):
        for i in range(band.source_length + 1):
            for c in range(band.width):
                j = int(band.lows[i]) + c
                fits = i + m <= band.source_length and j + n <= band.target_length
                if not fits or not 0 <= j + n - band.lows[i + m] < band.width:
                    scores[k, i, c] = IMPOSSIBLE
    return scores


def every_path(band: Band, scores: Floats, i: int = 0, j: int = 0) -> Iterator[tuple[float, list[Step]]]:
    if (i, j) == (band.source_length, band.target_length):
        yield 0.0, []
        return
    for k, (m, n) in enumerate(SHAPES):
        score = scores[k, i, j - band.lows[i]]
        if score > IMPOSSIBLE:
            for total, steps in every_path(band, scores, i + m, j + n):
                yield float(score) + total, [Step(i, j, k), *steps]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "band",
    [full_band(3, 3), full_band(1, 4), full_band(4, 1), band_around([(2, 2)], 4, 4, 1)],
    ids=["square", "wide", "high", "band"],
)
@pytest.mark.parametrize("kernels", ["on", "off"])
def test_best_path_and_posteriors_are_those_of_all_paths(
    band: Band, seed: int, kernels: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    scores = random_scores(band, seed)
    paths = list(every_path(band, scores))
    _, steps = max(paths, key=lambda path: path[0])
    assert best_path(band, lambda start, stop: scores[:, start:stop]) == steps
    found, posterior = best_path_with_posteriors(band, lambda start, stop: scores[:, start:stop])
    assert found == steps
    total = np.logaddexp.reduce([score for score, _ in paths])
    for number, step in enumerate(found):
        wanted = np.logaddexp.reduce([score for score, path in paths if step in path]) - total
        assert posterior.steps[number] == pytest.approx(np.exp(wanted), abs=1e-4)
        through = [s for s, path in paths if any((p.source, p.target) == (step.source, step.target) for p in path)]
        assert posterior.places[number] == pytest.approx(np.exp(np.logaddexp.reduce(through) - total), abs=1e-4)
