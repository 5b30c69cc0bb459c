"""Overlap against its definition, word by word, with and without the kernel."""

from __future__ import annotations

import math

import numpy as np
import pytest

from align.random_bags import random_bags
from align_bench.align.arrays import Sparse
from align_bench.align.measures import overlap as module
from align_bench.align.measures.overlap import MISSING, overlap, span_scores
from align_bench.align.search.band import Band, band_around, full_band
from align_bench.align.search.shapes import MOST_SOURCE, MOST_TARGET
from align_bench.kernels import SWITCH, kernel

REST = 0.12

compiled = pytest.mark.skipif(kernel("overlap") is None, reason="the kernels are not compiled, or out of date")
both_ways = pytest.mark.parametrize("kernels", [pytest.param("on", marks=compiled), "off"])


def row(matrix: Sparse, number: int) -> dict[int, float]:
    place = slice(matrix.starts[number], matrix.starts[number + 1])
    return dict(zip(matrix.columns[place].tolist(), matrix.values[place].tolist(), strict=True))


def score(segment: dict[int, float], span: list[dict[int, float]], table: Sparse, frequency: np.ndarray) -> float:
    """The formula of the module's docstring."""
    length = sum(sum(words.values()) + 1 for words in span)
    total = 0.0
    for token, times in segment.items():
        mass = sum(count * row(table, word).get(token, 0.0) for words in span for word, count in words.items())
        total += times * math.log(REST + (1 - REST) * mass / (length * float(frequency[token])))
    return total


BANDS = {
    "square": full_band(5, 6),
    "one row": full_band(1, 9),
    "one column": full_band(9, 1),
    "narrow": band_around([(3, 4), (6, 6)], 9, 12, 1),
    # Row 0 lies behind the last column of a target text of nine.
    "beyond the text": Band(4, 9, np.array([9, 9, 10, 12, 12]), 3),
}


@both_ways
@pytest.mark.parametrize("band", BANDS.values(), ids=list(BANDS))
@pytest.mark.parametrize("seed", range(3))
def test_scores_are_those_of_the_formula(band: Band, seed: int, kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    bags = random_bags(seed, (band.source_length, band.target_length))
    found = overlap(bags, band, bags.forward, bags.backward)
    assert found.forward.shape == (MOST_SOURCE, *band.shape)
    assert found.backward.shape == (MOST_TARGET, *band.shape)
    for i in range(band.source_length + 1):
        for k in range(band.width):
            j = int(band.lows[i]) + k
            for m in range(1, MOST_SOURCE + 1):
                if i + m <= band.source_length and j < band.target_length:
                    span = [row(bags.source, i + a) for a in range(m)]
                    wanted = score(row(bags.target, j), span, bags.forward, bags.target_frequency)
                    assert found.forward[m - 1, i, k] == pytest.approx(wanted, rel=1e-4, abs=1e-4)
                else:
                    assert found.forward[m - 1, i, k] == MISSING
            for n in range(1, MOST_TARGET + 1):
                if i < band.source_length and j + n <= band.target_length:
                    span = [row(bags.target, j + b) for b in range(n)]
                    wanted = score(row(bags.source, i), span, bags.backward, bags.source_frequency)
                    assert found.backward[n - 1, i, k] == pytest.approx(wanted, rel=1e-4, abs=1e-4)
                else:
                    assert found.backward[n - 1, i, k] == MISSING


@both_ways
def test_scores_of_some_segments_and_spans(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    bags = random_bags(7, (80, 90))
    found = span_scores(bags.target, bags.source, bags.forward, bags.target_frequency, (5, 15), (70, 80), 3)
    assert found.shape == (3, 10, 10)
    whole = overlap(bags, full_band(80, 90), bags.forward, bags.backward).forward
    np.testing.assert_allclose(found, whole[:3, 70:80, 5:15], rtol=1e-4, atol=1e-4)
    assert (found[2, 8:] == MISSING).all()


@both_ways
def test_texts_without_any_token_score_nothing(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    bags = random_bags(1, (3, 3))
    none = Sparse(np.zeros(4, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), 60)
    assert (span_scores(none, bags.source, bags.forward, bags.target_frequency, (0, 3), (0, 3), 1) == 0.0).all()


@compiled
@pytest.mark.parametrize("seed", range(4))
def test_the_kernel_gives_what_numpy_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(seed)
    bags = random_bags(seed, (300, 370), (200, 300))
    steps = np.sort(random.choice(300, 20, replace=False))
    band = band_around([(int(i), int(i * 37 // 30)) for i in steps], 300, 370, int(random.integers(1, 30)))
    found = overlap(bags, band, bags.forward, bags.backward)
    monkeypatch.setenv(SWITCH, "off")
    wanted = overlap(bags, band, bags.forward, bags.backward)
    np.testing.assert_allclose(found.forward, wanted.forward, rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(found.backward, wanted.backward, rtol=1e-4, atol=1e-3)


@compiled
def test_threads_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    bags = random_bags(3, (400, 300), (200, 300))
    band = band_around([(200, 150)], 400, 300, 20)
    alone = overlap(bags, band, bags.forward, bags.backward)
    monkeypatch.setattr(module, "_LARGE", 0)
    together = overlap(bags, band, bags.forward, bags.backward)
    assert (alone.forward == together.forward).all()
    assert (alone.backward == together.backward).all()
