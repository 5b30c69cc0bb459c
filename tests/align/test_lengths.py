from __future__ import annotations

import numpy as np
import pytest

from align_bench.align.measures.lengths import deviations, length_ratio, text_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("河水上涨", 4.5, id="han"),
        pytest.param("河水，上涨。", 5.5, id="marks-count-half"),
        pytest.param(" 河 水\u3000上涨 ", 4.5, id="spaces-between-han"),
        pytest.param(" The river ", 10.0, id="latin"),
        pytest.param("", 1.0, id="empty"),
    ],
)
def test_text_length(text: str, length: float) -> None:
    assert text_length(text) == length


@pytest.mark.parametrize(
    ("source", "target", "ratio"),
    [
        pytest.param([10.0, 10.0], [50.0, 50.0], 5.0, id="whole"),
        pytest.param([10.0, 10.0], [20.0], 4.3, id="much-left-out"),
        pytest.param([10.0], [500.0], 4.3, id="much-added"),
        pytest.param([], [], 4.3, id="empty"),
    ],
)
def test_length_ratio(source: list[float], target: list[float], ratio: float) -> None:
    assert length_ratio(np.array(source), np.array(target)) == ratio


def test_deviations() -> None:
    found = deviations(np.array([20.0, 20.0, 200.0]), np.array([20.0, 40.0, 220.0]))
    assert found[0] == 0
    assert found[1] > found[2] > 0
    assert found[1] == -deviations(np.array(40.0), np.array(20.0))
