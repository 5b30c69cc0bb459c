from __future__ import annotations

import numpy as np
import pytest

from align_bench.align.search.band import MOST_CELLS, Band, band_around


def reachable(band: Band) -> bool:
    """Whether beads lead from the first cell to the last: rows follow each other and share a column with the next."""
    steps = np.diff(band.lows)
    return bool(
        band.lows[0] == 0
        and band.lows[-1] + band.width > band.target_length
        and (steps >= 0).all()
        and (steps < band.width).all()
    )


def holds(band: Band, i: int, j: int) -> bool:
    return bool(0 <= j - band.lows[i] < band.width)


def test_a_small_box_is_looked_at_whole() -> None:
    band = band_around([], 100, 150, 5)
    assert all(holds(band, i, j) for i in (0, 50, 100) for j in (0, 75, 150))


@pytest.mark.parametrize(("height", "width"), [(2000, 2000), (300, 3000), (3000, 300), (100_000, 100_000)])
def test_a_large_box_is_looked_at_near_its_diagonal(height: int, width: int) -> None:
    band = band_around([], height, width, 40)
    assert reachable(band)
    assert all(holds(band, i, i * width // height) for i in range(0, height + 1, 50))
    assert band.width <= max(2 * 40, MOST_CELLS // (height + 1))


def test_known_and_unknown_stretches_side_by_side() -> None:
    points = [(30, 40), (40, 50), (900, 1000), (910, 1005), (920, 2500)]
    band = band_around(points, 1500, 3000, 12)
    assert reachable(band)
    assert all(holds(band, i, j) for i, j in points)


@pytest.mark.parametrize("where", [1, 20_000, 39_999])
def test_a_jump_wider_than_the_band_is_spread_over_rows(where: int) -> None:
    """Nine thousand sentences were added at one place of a very long text."""
    points = [(i, i if i < where else i + 9000) for i in range(0, 40_001, 3)]
    band = band_around(points, 40_000, 49_000, 12)
    assert reachable(band)
    assert band.shape[0] * band.width <= MOST_CELLS
    inside = sum(holds(band, i, j) for i, j in points)
    assert inside > 0.99 * len(points)


def test_one_row() -> None:
    band = band_around([], 1, 20_000, 40)
    assert reachable(band)
    assert (band_around([], 0, 0, 40).shape, band_around([], 5, 0, 40).width) == ((1, 1), 1)
