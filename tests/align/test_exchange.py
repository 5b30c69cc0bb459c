from __future__ import annotations

import pytest

from align_bench.align.aligner import align, prepare
from align_bench.align.repair.comparison import Comparison, Pairing
from align_bench.align.repair.exchange import exchanged, table
from align_bench.align.repair.groups import Owners
from align_bench.align.weights import shipped
from align_bench.model.document import Segment

CHINESE = ("重申渡口协定仍然有效。", "欢迎成立联合水文小组。", "感谢世界气象组织提供的技术援助。", "今后的步骤")
ENGLISH = (
    "Reaffirmed that the ferry agreement remained in force.",
    "Welcomed the establishment of a joint hydrological group.",
    "Thanked the World Meteorological Organization for its technical assistance.",
    "The way forward",
)
RIGHT: list[Pairing] = [((k,), (k,)) for k in range(4)]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    model = shipped()
    source, target = ([Segment(text, k) for k, text in enumerate(texts)] for texts in (CHINESE, ENGLISH))
    pair = prepare(source, target)
    aligned = align(pair, model.paragraphs_first, model.paragraphs_later)
    return Comparison(pair, aligned, Owners(range(4), range(4)), model.likeness)


def found(pairings: list[Pairing], comparison: Comparison) -> list[Pairing]:
    return sorted(pairing for pairing, _ in exchanged(pairings, comparison, shipped().repair))


@pytest.mark.parametrize(
    "pairings",
    [
        pytest.param(RIGHT, id="right-already"),
        pytest.param([((0,), (1,)), ((1,), (0,)), *RIGHT[2:]], id="swapped"),
        pytest.param([((0,), (1,)), ((1,), (2,)), ((2,), (0,)), RIGHT[3]], id="three-in-a-circle"),
        pytest.param([((0,), ()), ((), (0,)), *RIGHT[1:]], id="two-alone"),
        pytest.param([((0,), (1,)), ((1,), ()), ((), (0,)), *RIGHT[2:]], id="the-wrong-one-alone"),
    ],
)
def test_counterparts_find_each_other_whatever_the_path_said(pairings: list[Pairing], comparison: Comparison) -> None:
    assert found(pairings, comparison) == RIGHT


def test_a_pair_that_is_none_falls_apart(comparison: Comparison) -> None:
    assert found([((0,), (1,)), *RIGHT[2:]], comparison) == [((), (1,)), ((0,), ()), *RIGHT[2:]]


def test_how_far_ahead(comparison: Comparison) -> None:
    whole = table(RIGHT, comparison)
    assert whole.margin(0, 0) > 0 > whole.margin(0, 1)
    alone = table([((0,), ()), ((), (0,)), ((1,), ()), ((), (2,))], comparison)
    assert alone.margin(0, 0) < 0 < alone.margin(2, 2)


def test_nothing_to_exchange(comparison: Comparison) -> None:
    assert exchanged([], comparison, shipped().repair) == []
    assert found([((0,), ())], comparison) == [((0,), ())]
