from __future__ import annotations

import numpy as np
import pytest

from align_bench.align.dictionary import Dictionary, dictionary
from align_bench.align.measures.cues import plain_label
from align_bench.align.reading.bags import Bags, make_bags
from align_bench.align.reading.numerals import chinese_value, number_tokens
from align_bench.align.reading.readers import TERM_COUNT
from align_bench.text.tokens import stem

LINES = (
    "# a comment",
    "條約 条约 [tiao2 yue1] /treaty/pact (formal)/CL:份[fen4]/",
    "条 条 [tiao2] /strip/clause/",
    "王 王 [Wang2] /surname Wang/",
    "王 王 [wang2] /king/monarch/",
    "异体 异体 [yi4 ti3] /variant of 條約|条约[tiao2 yue1]/",
)


@pytest.fixture
def small() -> Dictionary:
    return Dictionary(iter(LINES))


def test_glosses_are_stems_with_weights_that_sum_to_one(small: Dictionary) -> None:
    glosses = small.glosses("条约")
    assert set(glosses) == {stem("treaty"), stem("pact")}
    assert sum(glosses.values()) == pytest.approx(1)
    assert glosses[stem("treaty")] > glosses[stem("pact")]


def test_both_scripts_variants_and_unknown_words(small: Dictionary) -> None:
    assert small.glosses("條約") == small.glosses("条约") == pytest.approx(small.glosses("异体"))
    assert small.glosses("没有") == {}
    assert "條約" in small
    assert "没有" not in small


def test_a_surname_counts_less(small: Dictionary) -> None:
    glosses = small.glosses("王")
    assert glosses["king"] > glosses["wang"]
    assert small.readings("王") == {"wang"}


def test_the_real_dictionary_knows_common_words() -> None:
    assert dictionary().glosses("裁军")[stem("disarmament")] > 0.5
    assert dictionary().parts("无核武器区")[-1] == "区"


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("七十三", 73),
        ("二〇二一", 2021),
        ("三千万", 3e7),
        ("一百零五", 105),
        ("2.5亿", 2.5e8),
        ("十", 10),
        ("1亿2000万", 1.2e8),
        ("1.2.3", None),
    ],
)
def test_chinese_value(number: str, value: float | None) -> None:
    found = chinese_value(number)
    assert found == (pytest.approx(value) if value is not None else None)


def test_number_tokens_know_months_ordinals_and_scales() -> None:
    forms = {key: row for key, row, _ in number_tokens("第七十三届会议2016年9月三千万元")}
    assert "third" in {token for row in forms.values() for token in row}
    assert stem("September") in forms["9月"]
    assert forms["2016年"]["2016"] == max(forms["2016年"].values())
    assert {"30", "million"} <= set(forms["三千万"])


def test_number_tokens_have_their_own_places() -> None:
    """What stands in front is no number, though it holds the same digits."""
    text = "第1.2.3条和2年、第三条"
    assert [(key, place) for key, _, place in number_tokens(text)] == [("2年", (8, 9)), ("第三", (12, 13))]


@pytest.mark.parametrize(
    ("label", "plain"),
    [("12", "12"), ("(a)", "a"), ("十二", "12"), ("iv", "4"), ("IV.", "4"), (None, None), ("", None)],
)
def test_plain_label(label: str | None, plain: str | None) -> None:
    assert plain_label(label) == plain


def meanings(bags: Bags, token: str) -> dict[str, float]:
    """What the dictionary's table has for a Chinese token of the bags."""
    row = bags.forward.pick(np.array([bags.source_vocabulary[token]]))
    english = list(bags.target_vocabulary)
    return {english[column]: float(value) for column, value in zip(row.columns, row.values, strict=True)}


def test_names_match_by_pinyin_and_terms_by_their_rendering() -> None:
    bags = make_bags(["韦小宝来了。"], ["Xiaobao Wei came; the zorblat came."], [("小宝", "zorblat")])
    assert meanings(bags, "=xiaobao") == {"xiaobao": 1.0}
    assert meanings(bags, "*小宝") == {stem("zorblat"): 1.0}


def test_a_term_has_all_its_renderings_and_counts_once() -> None:
    terms = [("小宝", "zorblat"), ("小寶", "zorblat quux"), ("小宝", "not here"), ("大宝", "zorblat")]
    bags = make_bags(["小宝来了，小宝走了。", "大家来了。"], ["A zorblat came.", "The quux left."], terms)
    assert meanings(bags, "*小宝") == pytest.approx({stem("zorblat"): 2 / 3, stem("quux"): 1 / 3})
    column = bags.source_vocabulary["*小宝"]
    assert bags.source.values[bags.source.columns == column].tolist() == [TERM_COUNT]
    assert "*大宝" not in bags.source_vocabulary
