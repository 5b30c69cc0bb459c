"""Figures that English writes as one, and that each of them is read again in what is written."""

from __future__ import annotations

import pytest

from align_bench.checks.figures.values import is_satisfied
from align_bench.text.figures import Figure, find_figures
from align_bench.text.figures.together import together, write_run


def runs(text: str) -> list[tuple[Figure, ...]]:
    return list(together([figure for figure in find_figures(text, "zh") if not figure.loose], text))


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        pytest.param("1 月 4 日至 28 日", ["4 to 28 January"], id="days"),
        pytest.param("2022年1月4日至28日", ["4 to 28 January 2022"], id="days-of-a-year"),
        pytest.param("2022年1月4日至2月3日", ["4 January to 3 February 2022"], id="over-the-end-of-a-month"),
        pytest.param("2022年12月28日至2023年1月4日", ["28 December 2022 to 4 January 2023"], id="of-a-year"),
        pytest.param("2022年1月至3月", ["January to March 2022"], id="months"),
        pytest.param("2022年1月4日、5日和8日", ["4, 5 and 8 January 2022"], id="days-in-a-row"),
        pytest.param("1月4日至28日和2月3日", ["4 to 28 January", "3 February"], id="days-and-another"),
        pytest.param("4月7日，5月8日", ["7 April", "8 May"], id="days-apart"),
        pytest.param("2019至2021年", ["2019 to 2021"], id="years"),
        pytest.param("2019-2021年", ["2019-2021"], id="years-with-a-hyphen"),
        pytest.param("2020/21财政年度", ["2020/21"], id="financial-year"),
        pytest.param("2007、2008和2009年", ["2007", "2008", "2009"], id="years-in-a-row"),
        pytest.param("2023年上半年", ["first half of 2023"], id="half-of-a-year"),
        pytest.param("2023年第一季度", ["first quarter of 2023"], id="quarter-of-a-year"),
        pytest.param("2007年第74届会议", ["2007", "seventy-fourth"], id="year-and-session"),
        pytest.param("5%至10%", ["5 to 10 per cent"], id="per-cent"),
        pytest.param("5%-10%", ["5 to 10 per cent"], id="per-cent-with-a-hyphen"),
        pytest.param("5%和10%", ["5 per cent", "10 per cent"], id="no-range"),
        pytest.param("3至5万美元", ["$30,000 to $50,000"], id="dollars"),
        pytest.param("2亿元至3亿元", ["200 million to 300 million yuan"], id="scales-are-said-twice"),
        pytest.param("5公里至10公里", ["5 to 10 kilometres"], id="units-behind-both"),
        pytest.param("1.5至2摄氏度", ["1.5 to 2 degrees Celsius"], id="degrees"),
        pytest.param("一至三年", ["one to three years"], id="singular-and-plural"),
        pytest.param("1 500至2 000人", ["1,500 to 2,000"], id="numbers"),
        pytest.param("5公里至10吨", ["5 kilometres", "10 tonnes"], id="units-of-two-kinds"),
        pytest.param("11时至13时", ["11 a.m. to 1 p.m."], id="hours"),
        pytest.param("15时至17时", ["3 to 5 p.m."], id="hours-of-one-half"),
        pytest.param("第3至5段", ["3 to 5"], id="paragraphs"),
        pytest.param("第三至第五条", ["3 to 5"], id="articles"),
        pytest.param("第三至五届会议", ["third to fifth"], id="sessions"),
        pytest.param("第2310(2016)号决议", ["2310 (2016)"], id="resolution"),
        pytest.param("2310 (2016) 号决议", ["2310 (2016)"], id="resolution-without-ordinal"),
    ],
)
def test_what_belongs_together_is_written_as_one(chinese: str, english: list[str]) -> None:
    found = runs(chinese)
    assert [write_run(run, chinese) for run in found] == english
    for run in found:
        there = find_figures(f"in {write_run(run, chinese)},", "en")
        assert all(is_satisfied(figure, there) for figure in run), there


@pytest.mark.parametrize("text", ["一分为二", "一方面", "四川省", "统一", "一带一路", "成千上万", "数十年", "万里长征"])
def test_what_is_no_figure_is_not_written(text: str) -> None:
    assert runs(text) == []
