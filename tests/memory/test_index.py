import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.memory.index import build_index

TEXTS = ["禁止核武器条约", "不扩散核武器条约", "海洋法公约", "禁止核武器条约", "无"]


def test_the_texts_that_share_most_come_first_and_of_equals_the_earlier_one() -> None:
    assert list(build_index(TEXTS).likeliest("禁止核武器条约", 5)) == [0, 3, 1]
    assert list(build_index(TEXTS).likeliest("禁止核武器条约", 1)) == [0]


@pytest.mark.parametrize("text", ["", "无", "无关"])
def test_a_text_without_a_known_pair_finds_nothing(text: str) -> None:
    assert list(build_index(TEXTS).likeliest(text, 5)) == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert list(build_index([]).likeliest("禁止", 5)) == []
    assert list(build_index(["", "无"]).likeliest("禁止", 5)) == []


@given(
    st.lists(st.text(st.sampled_from("核武器条约公法𠀀\ud800"), max_size=8), max_size=12),
    st.text("核武器条约公法", max_size=8),
)
def test_the_order_is_that_of_dices_coefficient(texts: list[str], wanted: str) -> None:
    def pairs(text: str) -> set[str]:
        return {text[place : place + 2] for place in range(len(text) - 1)}

    def dice(text: str) -> float:
        both = len(pairs(text)) + len(pairs(wanted))
        return 2 * len(pairs(text) & pairs(wanted)) / both if both else 0.0

    ranked = sorted(
        (number for number, text in enumerate(texts) if dice(text)), key=lambda n: (-np.float32(dice(texts[n])), n)
    )
    assert list(build_index(texts).likeliest(wanted, 12)) == ranked
