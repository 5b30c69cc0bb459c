"""Figures as English documents write them, and that the reader of figures reads the same value again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.figures import Figure, find_figures
from align_bench.text.figures.units import UNITS, are_of_one_kind
from align_bench.text.figures.writing import write_figure


def written(text: str) -> list[str]:
    return [write_figure(figure, text) for figure in find_figures(text, "zh")]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        pytest.param("42万人", ["420,000"], id="ten-thousands"),
        pytest.param("2.2万亿美元", ["$2.2 trillion"], id="dollars"),
        pytest.param("13.75亿欧元", ["€1.375 billion"], id="euros"),
        pytest.param("1亿2000万元", ["120 million yuan"], id="yuan"),
        pytest.param("100万瑞士法郎", ["1 million Swiss francs"], id="francs"),
        pytest.param("1 234 567人", ["1,234,567"], id="all-digits"),
        pytest.param("5个国家", ["five"], id="small-ones-in-words"),
        pytest.param("十二个国家", ["12"], id="from-ten-on-in-digits"),
        pytest.param("3公里", ["3 kilometres"], id="measures-in-digits"),
        pytest.param("1英寸、6英尺", ["1 inch", "6 feet"], id="singular-and-plural"),
        pytest.param("五年", ["five years"], id="lengths-of-time-in-words"),
        pytest.param("三个半小时", ["three and a half hours"], id="half-an-hour-more"),
        pytest.param("20多年", ["more than 20 years"], id="roughly"),
        pytest.param("五千余人", ["more than 5,000"], id="roughly-inside"),
        pytest.param("三至五万", ["30,000", "50,000"], id="range"),
        pytest.param("2024年2月19日", ["19 February 2024"], id="date"),
        pytest.param("2024年2月", ["February 2024"], id="month"),
        pytest.param("3月5日至8日", ["5 March", "8 March"], id="days"),
        pytest.param("2015年", ["2015"], id="year"),
        pytest.param("2007至2009年", ["2007", "2009"], id="year-before-the-last-of-a-span"),
        pytest.param("2007、2008和2009年", ["2007", "2008", "2009"], id="years-in-a-row"),
        pytest.param("自2007 年至2009", ["2007", "2009"], id="year-after-the-first-of-a-span"),
        pytest.param("《2030议程》", ["2030"], id="year-of-an-agenda"),
        pytest.param("2007人和2009名代表", ["2,007", "2,009"], id="numbers-like-years"),
        pytest.param("20世纪90年代", ["1990s"], id="decade"),
        pytest.param("九十年代", ["1990s"], id="decade-of-the-last-century"),
        pytest.param("20年代", ["twenties"], id="decade-of-either-century"),
        pytest.param("二十一世纪", ["twenty-first century"], id="century"),
        pytest.param("星期三", ["Wednesday"], id="weekday"),
        pytest.param("下午5时30分", ["5.30 p.m."], id="afternoon"),
        pytest.param("上午10时", ["10 a.m."], id="morning"),
        pytest.param("中午12时", ["noon"], id="noon"),
        pytest.param("10时", ["10:00"], id="half-of-the-day-not-said"),
        pytest.param("第七十四届会议", ["seventy-fourth"], id="ordinal"),
        pytest.param("第101次", ["101st"], id="ordinal-in-digits"),
        pytest.param("首届", ["first"], id="first"),
        pytest.param("第五条", ["5"], id="number-of-an-article"),
        pytest.param("第四、五和十六段", ["4", "5", "16"], id="numbers-of-paragraphs"),
        pytest.param("第2310(2016)号决议", ["2310", "2016"], id="resolution"),
        pytest.param("附件四", ["annex IV"], id="annex"),
        pytest.param("三季度", ["third quarter"], id="quarter"),
        pytest.param("前三季度", ["first three quarters"], id="quarters"),
        pytest.param("下半年", ["second half of the year"], id="half-year"),
        pytest.param("6月上半月", ["June", "first half of the month"], id="half-month"),
        pytest.param("2021年12月5日和1月4日", ["5 December 2021", "4 January"], id="a-year-that-is-not-written"),
        pytest.param("于4日通过", ["4"], id="day-of-a-month"),
        pytest.param("(2007)", ["2007"], id="year-alone"),
        pytest.param("约2007", ["2,007"], id="a-number-that-is-about-so-much"),
        pytest.param("零下5摄氏度", ["minus 5 degrees Celsius"], id="below-zero"),
        pytest.param("-5°C", ["minus 5 degrees Celsius"], id="below-zero-by-a-sign"),
        pytest.param("60周年", ["sixtieth anniversary"], id="anniversary"),
        pytest.param("五年计划", ["five-year"], id="of-a-plan"),
        pytest.param("“十四五”规划", ["fourteenth", "five-year"], id="plan-by-its-number"),
        pytest.param("三年期间", ["three years"], id="a-time-and-no-attribute"),
        pytest.param("百分之五", ["5 per cent"], id="per-cent"),
        pytest.param("5.25%", ["5.25 per cent"], id="decimals"),
        pytest.param("三个百分点", ["3 percentage points"], id="points"),
        pytest.param("三分之一", ["one third"], id="third"),
        pytest.param("四分之三", ["three quarters"], id="quarters-of-a-whole"),
        pytest.param("十二分之七", ["7 out of 12"], id="no-usual-name"),
        pytest.param("增长两倍", ["threefold"], id="grows-twice-as-much"),
        pytest.param("翻两番", ["fourfold"], id="doubled-twice"),
        pytest.param("是去年的三倍", ["three times"], id="multiple"),
        pytest.param("2131（XX）", ["2131 (XX)"], id="old-resolution"),
        pytest.param("第1/56号决议", ["56/1"], id="session-first"),
        pytest.param("第7/4号决定", ["7/4"], id="slashed"),
    ],
)
def test_figures_are_written_as_documents_do(chinese: str, english: list[str]) -> None:
    assert written(chinese) == english


def test_what_has_no_certain_form_is_left_to_the_reviser() -> None:
    assert written("10年代") == [""]


_CLASSIFIERS = st.sampled_from(["", "人", "个国家", "多人", "余人"])
_MEASURES = [
    "元",
    "美元",
    "欧元",
    "英镑",
    "日元",
    "港元",
    "卢布",
    "公里",
    "吨",
    "年",
    "小时",
    "英寸",
    "公顷",
    "兆瓦",
    "岁",
]
_NUMBERS = st.one_of(
    st.integers(2, 10**15).map(str),
    st.integers(2, 10**12).map(lambda number: f"{number:,}"),
    st.tuples(st.decimals("0.01", 99999, places=2), st.sampled_from(["", "万", "亿", "万亿"])).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
)
_HAN = st.sampled_from(
    ["二", "七", "十", "十一", "二十", "四十三", "一百零五", "三千二百", "一万五千", "三百万", "九亿"]
)
_TEXTS = st.one_of(
    st.builds("{}{}".format, _NUMBERS, _CLASSIFIERS),
    st.builds("{}{}".format, st.one_of(_NUMBERS, _HAN), st.sampled_from(_MEASURES)),
    st.builds("第{}届会议".format, st.one_of(st.integers(1, 5000).map(str), _HAN)),
    st.builds("第{}条".format, st.one_of(st.integers(1, 500).map(str), _HAN)),
    st.builds("{}年{}月{}日".format, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)),
    st.builds("{}年{}月".format, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds("{}月{}日".format, st.integers(1, 12), st.integers(1, 28)),
    st.builds("{}年".format, st.integers(1500, 2100)),
    st.builds("{}%".format, _NUMBERS),
    st.builds("{}个百分点".format, st.decimals("0.1", 99, places=1)),
    st.builds("{}分之{}".format, st.integers(2, 60), st.integers(1, 60)),
    st.builds("{}世纪{}0年代".format, st.integers(18, 21), st.integers(1, 9)),
    st.builds("{}0年代".format, st.integers(2, 9)),
    st.builds("{}世纪".format, st.integers(2, 30)),
    st.builds("{}{}时{}分".format, st.sampled_from(["上午", "下午", ""]), st.integers(1, 11), st.integers(0, 59)),
    st.builds("{}{}倍".format, st.sampled_from(["", "增长"]), st.integers(1, 500)),
    st.builds("附件{}".format, st.sampled_from([*"一二三四五六七八九", "十二", "十九"])),
    st.builds("第{}/{}号决议".format, st.integers(1, 99), st.integers(1, 99)),
    st.builds("A/RES/{}/{}".format, st.integers(1, 99), st.integers(1, 500)),
)


@given(_TEXTS)
def test_what_is_written_is_read_again_as_the_same_value(text: str) -> None:
    for figure in find_figures(text, "zh"):
        english = write_figure(figure, text)
        if english:
            # `March` and `May` alone are months behind a preposition only.
            read = find_figures(f"in {english},", "en")
            assert any(says_the_same(figure, other) for other in read), (text, english, read)


def says_the_same(figure: Figure, read: Figure) -> bool:
    if figure.kind == "decade":
        return (figure.number - read.number) % 100 == 0
    if not are_of_one_kind(figure.unit, read.unit) or (figure.unit in UNITS and not read.unit):
        return False
    return not {*figure.readings}.isdisjoint(read.readings)


@given(
    st.integers(2, 60).flatmap(lambda bottom: st.builds("{}分之{}".format, st.just(bottom), st.integers(1, bottom - 1)))
)
def test_shares_below_one_are_always_written(text: str) -> None:
    assert all(written(text))
