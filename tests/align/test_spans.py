from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from align_bench.align.reading.bags import make_bags
from align_bench.align.reading.spans import Vocabulary, source_tokens, target_tokens

CHINESE = (
    "韦小宝来了，他说：“2016年9月，1,000,000人……”",
    "第七十三届会议——三千万元（5.2%）；",
    "无核武器区条约。CTBTO组织，无核武器区？！",
    "甲方交付了一个铁疙瘩。",
    "無核武器區條約生效。",
)
ENGLISH = (
    "Xiaobao Wei came and said: “In September 2016, 1,000,000 people...”",
    "The seventy-third session (30 million yuan, 5.2%); don't!",
    "The nuclear-weapon-free zone treaty. The CTBTO, we’ll see?",
    "The first party handed over a zorblat.",
    "The treaty entered into force.",
)
TERMS = (("铁疙瘩", "zorblat"), ("无核武器区", "nuclear-weapon-free zone"))


@example(chinese=["111…_…11", "…… ……。"], english=[])
@given(
    st.lists(st.sampled_from(CHINESE) | st.text("韦小宝1,.9月年第三十“”…—(）?aé カ_", max_size=12), max_size=4),
    st.lists(st.sampled_from(ENGLISH) | st.text("abI' ’ll12,.“\"…—(%$_ \n", max_size=12), max_size=4),
)
def test_the_tokens_with_places_are_those_of_the_bags(chinese: list[str], english: list[str]) -> None:
    bags = make_bags([*CHINESE, *chinese], [*ENGLISH, *english], TERMS)
    vocabulary = Vocabulary.of(bags.source_vocabulary)
    for row, text in enumerate([*CHINESE, *chinese]):
        counts = Counter(token for token, _ in source_tokens(text, vocabulary) if token[0] != "*")
        wanted = bags.source.pick(np.array([row]))
        assert counts == {
            token: wanted.values[list(wanted.columns).index(column)]
            for token, column in bags.source_vocabulary.items()
            if column in wanted.columns and token[0] != "*"
        }
    for row, text in enumerate([*ENGLISH, *english]):
        columns = Counter(bags.target_vocabulary[token] for token, _ in target_tokens(text))
        wanted = bags.target.pick(np.array([row]))
        assert columns == dict(zip(wanted.columns.tolist(), wanted.values.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "token", "shown"),
    [
        pytest.param(CHINESE[0], "=xiaobao", ["小宝"], id="name"),
        pytest.param(CHINESE[0], "1000000", ["1,000,000"], id="figure"),
        pytest.param(CHINESE[0], "…", ["…"], id="mark"),
        pytest.param(CHINESE[1], "#第七十三", ["七十三"], id="ordinal"),
        pytest.param(CHINESE[2], "*无核武器区", ["无核武器区"] * 2, id="term"),
        pytest.param(CHINESE[2], "CTBTO", ["CTBTO"], id="latin"),
        pytest.param("無核武器區條約", "*无核武器区", ["無核武器區"], id="traditional-term"),
        pytest.param("無核武器區條約", "条约", ["條約"], id="traditional-word"),
    ],
)
def test_places(text: str, token: str, shown: list[str]) -> None:
    vocabulary = Vocabulary.of(make_bags(CHINESE, ENGLISH, TERMS).source_vocabulary)
    found = [text[start:stop] for name, (start, stop) in source_tokens(text, vocabulary) if name == token]
    assert found == shown


def test_a_contraction_is_two_tokens_at_one_place() -> None:
    assert [(token, "We don’t."[a:b]) for token, (a, b) in target_tokens("We don’t.")] == [
        ("we", "We"),
        ("do", "don’t"),
        ("not", "don’t"),
    ]
