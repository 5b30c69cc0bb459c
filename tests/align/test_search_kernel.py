"""The compiled search gives what the numpy search gives."""

from __future__ import annotations

import numpy as np
import pytest

from align_bench.align.arrays import Floats
from align_bench.align.search.band import Band, band_around, full_band
from align_bench.align.search.search import IMPOSSIBLE, Posterior, Step, best_path, best_path_with_posteriors
from align_bench.align.search.shapes import SHAPES
from align_bench.kernels import SWITCH, kernel

pytestmark = pytest.mark.skipif(kernel("search") is None, reason="the kernels are not compiled, or out of date")


def random_band(seed: int) -> Band:
    """Steep and flat stretches, and narrow enough that some rows do not overlap much."""
    random = np.random.default_rng(seed)
    height, width = (int(n) for n in random.integers(1, 400, 2))
    count = int(random.integers(0, min(height, width)))
    points = zip(*(np.sort(random.choice(size, count, replace=False)) for size in (height, width)), strict=True)
    return band_around([(int(i), int(j)) for i, j in points], height, width, int(random.integers(1, 20)))


def random_scores(band: Band, seed: int, *, rounded: bool) -> Floats:
    """Where beads of a shape fit; rounded ones have many ties, and some shapes are impossible at random."""
    random = np.random.default_rng(seed)
    scores = random.normal(-3, 4, (len(SHAPES), *band.shape)).astype(np.float32)
    if rounded:
        scores = np.round(scores)
    rows = np.arange(band.source_length + 1)[:, None]
    columns = band.lows[:, None] + np.arange(band.width)
    for k, (m, n) in enumerate(SHAPES):
        ends = columns + n - band.lows[np.minimum(rows + m, band.source_length)]
        fits = (rows + m <= band.source_length) & (columns + n <= band.target_length)
        fits &= (ends >= 0) & (ends < band.width)
        if m and n:
            fits &= random.random(fits.shape) < 0.9
        scores[k][~fits] = IMPOSSIBLE
    return scores


BANDS = {
    "one by one": full_band(1, 1),
    "one row": full_band(1, 30),
    "one column": full_band(30, 1),
    "square": full_band(60, 50),
    "wide": full_band(5, 900),
    "high": full_band(900, 5),
} | {f"random {seed}": random_band(seed) for seed in range(12)}


@pytest.mark.parametrize("name", BANDS)
@pytest.mark.parametrize("rounded", [False, True], ids=["distinct", "ties"])
def test_path_and_posteriors_are_the_same(name: str, rounded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    band = BANDS[name]
    scores = random_scores(band, len(name), rounded=rounded)

    def found() -> tuple[list[Step], tuple[list[Step], Posterior]]:
        def rows(start: int, stop: int) -> Floats:
            return scores[:, start:stop]

        return best_path(band, rows), best_path_with_posteriors(band, rows)

    compiled = found()
    monkeypatch.setenv(SWITCH, "off")
    path, (same_path, posterior) = found()
    assert compiled[0] == compiled[1][0] == path == same_path
    assert compiled[1][1].steps == pytest.approx(posterior.steps, abs=1e-6)
    assert compiled[1][1].places == pytest.approx(posterior.places, abs=1e-6)


def test_patches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    band = BANDS["square"]
    scores = random_scores(band, 3, rounded=False)
    whole = best_path_with_posteriors(band, lambda start, stop: scores[:, start:stop])
    monkeypatch.setattr("align_bench.align.search.search._PATCH_CELLS", 7 * band.width)
    assert best_path_with_posteriors(band, lambda start, stop: scores[:, start:stop]) == whole
