from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.text.figures import find_figures
from align_bench.text.numbers import chinese_value, english_value, roman_value

Language = Literal["zh", "en"]


def shown(text: str, language: Language) -> list[str]:
    """`kind value` of every figure; the parts of a date with `-`, unwritten ones as `?`."""
    figures = find_figures(text, language)
    return [f"{f.kind} {'-'.join('?' if part is None else str(part) for part in f.value)}" for f in figures]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("2019 年 8 月 28 日至 29 日", ["date 2019-8-28", "date 2019-8-29"], id="range-of-days"),
        pytest.param("2018 年 8 月 28 日至 9 月 2 日", ["date 2018-8-28", "date 2018-9-2"], id="range-over-months"),
        pytest.param("二〇一三年三月五日", ["date 2013-3-5"], id="date-in-characters"),
        pytest.param("2015 年至2017 年", ["year 2015", "year 2017"], id="years"),
        pytest.param("2018-2019年", ["year 2018", "year 2019"], id="years-with-hyphen"),
        pytest.param("20世纪90年代", ["decade 1990"], id="decade-of-century"),
        pytest.param("1970 年代", ["decade 1970"], id="decade"),
        pytest.param("21 世纪", ["century 21"], id="century"),
        pytest.param("第七十四届", ["ordinal 74"], id="ordinal"),
        pytest.param("首次会议", ["ordinal 1"], id="first"),
        pytest.param("第 2310(2016)号决议", ["ordinal 2310", "number 2016"], id="resolution"),
        pytest.param("第7/4号决定", ["symbol 7/4"], id="slashed"),
        pytest.param("约 1 850万人", ["number 18500000"], id="grouped-with-unit"),
        pytest.param("1 216名", ["number 1216"], id="grouped-by-space"),
        pytest.param("1,216名", ["number 1216"], id="grouped-by-comma"),
        pytest.param("3.5亿美元", ["number 350000000"], id="decimal-with-unit"),
        pytest.param("1亿2000万元", ["number 120000000"], id="two-units"),
        pytest.param("一万五千亿", ["number 1500000000000"], id="numeral-of-units"),
        pytest.param("三分之一", ["fraction 1/3"], id="fraction"),
        pytest.param("百分之五点二", ["percent 26/5"], id="percent-in-characters"),
        pytest.param("５％", ["percent 5"], id="full-width-percent"),
        pytest.param("承担七成", ["percent 70"], id="tenths"),
        pytest.param("下午 5 时30 分", ["time 5-30-12"], id="time"),
        pytest.param("三点建议，下午三点半", ["number 3", "time 3-30-12"], id="points-are-no-time"),
        pytest.param("A/RES/70/57和CD/2150", ["symbol A/RES/70/57", "symbol CD/2150"], id="symbols"),
        pytest.param("其余八个国家", ["number 8"], id="numeral-before-classifier"),
        pytest.param("进一步统一立场，一致同意", [], id="characters-in-words"),
        pytest.param("数百万人，几十年，千万不要", [], id="many"),
        pytest.param("两国共同努力", [], id="both"),
        pytest.param("6 兆瓦，11.2 千瓦", ["number 6", "number 56/5"], id="units-of-measure"),
        pytest.param("2019冠状病毒病", [], id="name-with-year"),
        pytest.param("见https://www.example.org/zh/08/。", ["address example.org/08"], id="address"),
        pytest.param("电话：(010) 6512-3456", ["address 5123456"], id="telephone"),
        pytest.param("第一五四届", ["ordinal 154"], id="digit-by-digit"),
        pytest.param("第四、五和十六条", ["ordinal 4", "ordinal 5", "ordinal 16"], id="list-of-ordinals"),
        pytest.param("20多万", ["number 200000"], id="roughly-inside"),
        pytest.param("三四百人", ["number 300", "number 400"], id="neighbours"),
        pytest.param("不到百人", ["number 100"], id="a-hundred"),
        pytest.param("一个半世纪", ["number 3/2"], id="one-and-a-half"),
        pytest.param("上世纪五六十年代", ["decade 50", "decade 60"], id="two-decades"),
        pytest.param("翻两番", ["multiple 4"], id="doubled-twice"),
        pytest.param("增长两倍，增长到两倍", ["multiple 3", "multiple 2"], id="growth-by-and-to"),
        pytest.param("1米75，一米八", ["number 7/4", "number 9/5"], id="metres-and-parts"),
        pytest.param("一亿两千万，三万一千", ["number 120000000", "number 31000"], id="idioms-inside"),
        pytest.param(
            "五四运动，九一八事变，“三·一五”", ["date ?-5-4", "date ?-9-18", "date ?-3-15"], id="days-of-events"
        ),
        pytest.param("下午两点三刻", ["time 2-45-12"], id="quarters-of-an-hour"),
        pytest.param("2020/21年，WHA74.7", ["year 2020", "year 2021", "symbol WHA74.7"], id="years-and-symbol"),
        pytest.param("一时，一周三次，二十两", ["number 1", "number 3", "number 20"], id="words-that-look-like-times"),
    ],
)
def test_chinese(text: str, figures: list[str]) -> None:
    assert shown(text, "zh") == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("28 and 29 August 2019", ["date 2019-8-28", "date 2019-8-29"], id="list-of-days"),
        pytest.param("from 28 August to 2 September 2018", ["date 2018-8-28", "date 2018-9-2"], id="range-over-months"),
        pytest.param("August 28, 2019", ["date 2019-8-28"], id="month-first"),
        pytest.param("15–17 May", ["date ?-5-15", "date ?-5-17"], id="days-without-year"),
        pytest.param("in May 2017", ["date 2017-5-?"], id="month-and-year"),
        pytest.param("States may act and march on", [], id="may-and-march"),
        pytest.param("the 1990s", ["decade 1990"], id="decade"),
        pytest.param("the twenty-first century", ["century 21"], id="century"),
        pytest.param("over the past three decades", ["number 3"], id="decades"),
        pytest.param("resolution 2310 (2016)", ["number 2310", "number 2016"], id="resolution"),
        pytest.param("article XIV", ["ordinal 14"], id="roman"),
        pytest.param("the seventy-fourth and 73rd sessions", ["ordinal 74", "ordinal 73"], id="ordinals"),
        pytest.param("one-hundredth anniversary", ["ordinal 100"], id="hundredth"),
        pytest.param("1,216 or 1 216", ["number 1216", "number 1216"], id="grouped"),
        pytest.param("$1.5 billion", ["number 1500000000"], id="scale"),
        pytest.param("two million and one hundred and five", ["number 2000105"], id="words"),
        pytest.param("two-thirds of a third", ["fraction 2/3", "fraction 1/3"], id="fraction"),
        pytest.param("5.2 per cent", ["percent 26/5"], id="percent"),
        pytest.param("at 5.30 p.m.", ["time 5-30-12"], id="time"),
        pytest.param("hundreds of thousands", [], id="many"),
        pytest.param("COVID-19, a.b1@c2.org", ["address a.b1@c2.org"], id="names-and-addresses"),
        pytest.param("articles IV, V to VII", ["ordinal 4", "ordinal 5", "ordinal 7"], id="list-of-places"),
        pytest.param("a century and a half", ["number 3/2"], id="one-and-a-half"),
        pytest.param("half a million", ["number 500000"], id="part-of-a-scale"),
        pytest.param("one in five, at noon", ["fraction 1/5", "time 0-0-12"], id="share-and-noon"),
        pytest.param("17/CP.26 and 2131 (XX)", ["symbol 17/CP.26", "symbol 2131(XX)"], id="symbols"),
        pytest.param("28.8.2019", ["date 2019-8-28"], id="date-in-digits"),
        pytest.param("$3m, 20mn", ["number 3000000", "number 20000000"], id="short-scales"),
        pytest.param("one half of one per cent", ["percent 1/2"], id="share-of-a-percent"),
        pytest.param("12.5 in every 1,000", ["number 25/2", "number 1000"], id="no-share-inside-a-number"),
        pytest.param("January–March, May", ["date ?-1-?", "date ?-3-?"], id="month-beside-a-month"),
        pytest.param("five feet four inches", ["number 64"], id="feet-and-inches"),
    ],
)
def test_english(text: str, figures: list[str]) -> None:
    assert shown(text, "en") == figures


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("廿三", 23), ("三万一", 31000), ("一百零五", 105), ("两千", 2000), ("三四百", None), ("百万", None), ("十", 10)],
)
def test_chinese_numerals(numeral: str, value: int | None) -> None:
    assert chinese_value(numeral) == (None if value is None else Fraction(value))


@pytest.mark.parametrize(
    ("words", "value"),
    [("thirty-six", (36, False)), ("five twenty", None), ("twenty twenty", None), ("ninetieth", (90, True))],
)
def test_english_words(words: str, value: tuple[int, bool] | None) -> None:
    assert english_value(words) == (None if value is None else (Fraction(value[0]), value[1]))


@pytest.mark.parametrize(("roman", "value"), [("XIV", 14), ("IIX", None), ("", None), ("MCMXCIX", 1999)])
def test_roman(roman: str, value: int | None) -> None:
    assert roman_value(roman) == value


_SCRAPS = st.lists(
    st.sampled_from(
        [*"〇一二三四五六七八九十百千万亿年月日时分第之至成点/-.,% 0123456789", "May ", "two ", "fifth", "million "]
    )
    | st.characters(),
    max_size=30,
).map("".join)


@given(text=_SCRAPS, language=st.sampled_from(["zh", "en"]))
def test_any_text_gives_spans_in_order(text: str, language: Language) -> None:
    figures = find_figures(text, language)
    ends = [0, *(figure.stop for figure in figures)]
    assert all(end <= figure.start < figure.stop <= len(text) for end, figure in zip(ends, figures, strict=False))


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_numbers_keep_their_value(number: int) -> None:
    assert [figure.value for figure in find_figures(f"about {number:,} tons", "en")] == [(Fraction(number),)]
