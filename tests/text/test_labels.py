from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.labels import label_places, split_marker
from align_bench.text.scripts import Language, without_space


@pytest.mark.parametrize(
    ("language", "line", "marker", "label", "text"),
    [
        pytest.param("zh", "12.  呼吁各国", "12.", "12", "呼吁各国", id="number"),
        pytest.param("zh", "１２．呼吁各国", "１２．", "12", "呼吁各国", id="full-width"),
        pytest.param("zh", "（１．）呼吁", "（１．）", "(1)", "呼吁", id="full-width-in-brackets"),
        pytest.param("zh", "2. 74 位代表发言", "2.", "2", "74 位代表发言", id="a-figure-behind-it"),
        pytest.param("zh", "一. 导言", "一.", "一", "导言", id="han"),
        pytest.param("zh", "十二、结论", "十二、", "十二", "结论", id="han-twelve"),
        pytest.param("zh", "一、一般原则", "一、", "一", "一般原则", id="han-before-the-same-numeral"),
        pytest.param("zh", "（一）甲", "（一）", "(一)", "甲", id="han-in-brackets"),
        pytest.param("zh", "A. 意见", "A.", "A", "意见", id="letter"),
        pytest.param("zh", "(a) 设立工作组", "(a)", "(a)", "设立工作组", id="letter-in-brackets"),
        pytest.param("zh", "①甲", "①", "1", "甲", id="circled"),
        pytest.param("zh", "Ⅳ、甲", "Ⅳ、", "IV", "甲", id="roman-character"),
        pytest.param("zh", "第三条 公约", "第三条", "第三条", "公约", id="article"),
        pytest.param("zh", "• 甲", "•", None, "甲", id="bullet"),
        pytest.param("zh", "1.1 背景", "1.1", "1.1", "背景", id="two-levels"),
        pytest.param("zh", "2.3.1. 背景", "2.3.1.", "2.3.1", "背景", id="three-levels"),
        pytest.param("en", "12. Encourages", "12.", "12", "Encourages", id="en-number"),
        pytest.param("en", "(a) Decides", "(a)", "(a)", "Decides", id="en-letter"),
        pytest.param("en", "(iv) Decides", "(iv)", "(iv)", "Decides", id="en-roman"),
        pytest.param("en", "IV. Conclusions", "IV.", "IV", "Conclusions", id="en-roman-capital"),
        pytest.param("en", "a) decides", "a)", "a)", "decides", id="en-letter-half-bracket"),
        pytest.param("en", "Article 5. Scope", "Article 5.", "Article 5", "Scope", id="en-article"),
        pytest.param("en", "ARTICLE 5 Scope", "ARTICLE 5", "ARTICLE 5", "Scope", id="en-article-without-stop"),
        pytest.param("en", "1.1 Scope", "1.1", "1.1", "Scope", id="en-two-levels"),
    ],
)
def test_marker(language: Language, line: str, marker: str, label: str | None, text: str) -> None:
    assert split_marker(line, language) == (marker, label, text)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "2015 年被联合国通过"),
        ("zh", "100 周年纪念日"),
        ("zh", "2018-2019 年行动计划"),
        ("zh", "21 世纪的主要目标"),
        ("zh", "1、2 号机组停机"),
        ("zh", "3.5 亿美元"),
        ("zh", "(2016)号决议"),
        ("zh", "(1991 年 8 月)"),
        ("zh", "一、二审法院"),
        ("zh", "三、四线城市"),
        ("zh", "第三条规定"),
        ("zh", "《宣言》获得通过"),
        ("zh", "——代表于 2014 年签署"),
        ("zh", "12."),
        ("en", "2015. The"),
        ("en", "1.5 million people"),
        ("en", "1.1 billion people"),
        ("en", "p.m. the meeting rose"),
        ("en", "I am convinced"),
        ("en", "Article 5 of the Treaty"),
        ("en", "(CTBTO) held a meeting"),
        ("en", "(2016), in which"),
        ("en", "e.g. the following"),
        ("en", "-5 degrees"),
    ],
)
def test_no_marker(language: Language, line: str) -> None:
    assert split_marker(line, language) == ("", None, line)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("12３一十aAiIvV.、．()（）第条 \t国"))))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_lost(language: Language, line: str) -> None:
    marker, label, text = split_marker(line, language)
    assert without_space(marker + text) == without_space(line)
    assert text or not marker
    assert label is None or marker
    for _, value in label_places(marker):
        assert value >= 0


@pytest.mark.parametrize(
    ("marker", "places"),
    [
        ("12.", {("1#.", 12)}),
        ("１２．", {("1#.", 12)}),
        ("(3)", {("1(#)", 3)}),
        ("2.3", {("1#:2", 3)}),
        ("一百零三、", {("一#、", 103)}),
        ("二十.", {("一#.", 20)}),
        ("第十二条", {("一第#条", 12)}),
        ("(i)", {("a(#)", 9), ("i(#)", 1)}),
        ("(aa)", {("a(#)", 27)}),
        ("XIV.", {("I#.", 14)}),
        ("B.", {("A#.", 2)}),
        ("Article 5.", {("1Article#.", 5)}),
        ("•", set()),
    ],
)
def test_places(marker: str, places: set[tuple[str, int]]) -> None:
    assert set(label_places(marker)) == places
