"""The coarse pass: points from rare words, with and without the kernel."""

from __future__ import annotations

import numpy as np
import pytest

from align.random_bags import random_bags
from align_bench.align.reading.bags import make_bags
from align_bench.align.search.coarse import _candidates, anchors
from align_bench.kernels import SWITCH, kernel

compiled = pytest.mark.skipif(kernel("coarse") is None, reason="the kernels are not compiled, or out of date")
both_ways = pytest.mark.parametrize("kernels", [pytest.param("on", marks=compiled), "off"])


@both_ways
def test_figures_that_stand_once_are_points(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    numbers = [str(1000 + 7 * i) for i in range(40)]
    # The target has ten more segments in front, and two that changed places are not both on an ascending path.
    target = ["Nothing here.", *[f"It says {number}." for number in numbers]]
    target[20], target[21] = target[21], target[20]
    found = anchors(make_bags([f"它说{number}。" for number in numbers], target))
    assert len(found) == 39
    assert set(found) <= {(i, i + 1) for i in range(40)} | {(19, 21), (20, 20)}


@both_ways
def test_without_rare_words_there_are_no_points(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    assert anchors(make_bags(["他来了。"] * 100, ["He came."] * 120)) == []


@compiled
@pytest.mark.parametrize("seed", range(4))
def test_the_kernel_gives_what_numpy_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bags = random_bags(seed, (300, 280), (400, 500))
    found = _candidates(bags)
    assert len(found[0]) > 100
    monkeypatch.setenv(SWITCH, "off")
    rows, columns, scores = _candidates(bags)
    assert (found[0] == rows).all()
    assert (found[1] == columns).all()
    np.testing.assert_allclose(found[2], scores, rtol=1e-12)


@both_ways
def test_of_a_passage_that_recurs_the_nearest_one_counts(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    numbers = [str(1000 + 7 * i) for i in range(100)] * 5
    found = anchors(make_bags([f"它说{number}。" for number in numbers], [f"It says {number}." for number in numbers]))
    assert len(found) > 400
    assert all(i == j for i, j in found)
