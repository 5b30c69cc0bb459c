"""Figures of institutional texts, pair by pair: what is right stays unreported, what is wrong is found at its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align_bench.checks import run_checks
from align_bench.model.finding import Finding
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit

_CASES = Path(__file__).parent / "cases"
RIGHT: dict[str, list[list[str]]] = json.loads((_CASES / "figures_right.json").read_text(encoding="utf-8"))
WRONG: dict[str, list[list[str]]] = json.loads((_CASES / "figures_wrong.json").read_text(encoding="utf-8"))


def findings(*pairs: tuple[str, str]) -> tuple[Finding, ...]:
    units = [
        Unit(str(i), zh, en, source_numbers=(i,), target_numbers=(i,)) for i, (zh, en) in enumerate(pairs, start=1)
    ]
    return run_checks([Review("d", tuple(units))], Termbase(()))


@pytest.mark.parametrize(
    ("zh", "en"),
    [pytest.param(*pair, id=f"{kind}-{i}") for kind, pairs in RIGHT.items() for i, pair in enumerate(pairs)],
)
def test_a_right_pair_is_not_reported(zh: str, en: str) -> None:
    assert [f.message for f in findings((zh, en))] == []


@pytest.mark.parametrize(
    ("check", "zh", "en", "place"),
    [pytest.param(check, *case, id=f"{check}-{i}") for check, cases in WRONG.items() for i, case in enumerate(cases)],
)
def test_a_wrong_figure_is_found_once(check: str, zh: str, en: str, place: str) -> None:
    """`place` is the faulty English, empty where the English has nothing for the figure."""
    (finding,) = findings((zh, en))
    assert finding.check == check
    if not place:
        assert finding.target_span is None
    else:
        start = en.index(place)
        assert finding.target_span is not None
        assert finding.target_span.start < start + len(place)
        assert start < finding.target_span.stop


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("2016 年 8 月 29 日", "19 August 2016", "29 August 2016"),
        ("第七十四届", "the seventy-fifth session", "seventy-fourth"),
        ("1.25亿人", "25 million people", "125 million"),
        ("其余八个国家", "the six remaining States", "eight"),
        ("增长百分之五点二", "grew by 5.3%", "5.2 per cent"),
        ("20世纪90年代", "the 1980s", "1990s"),
        ("产量翻了两番。", "Output tripled.", "4 times"),
        ("星期三开会。", "It met on Thursday.", "Wednesday"),
        ("H5N1 病毒", "the H5N2 virus", "H5N1"),
        ("500万欧元", "$5 million", "euros"),
        ("下午 5 时30 分", "at 3.30 p.m.", "5.30"),
        ("三分之一的国家", "two thirds of the countries", "1/3"),
    ],
)
def test_what_is_expected_is_told_in_english(zh: str, en: str, expected: str) -> None:
    (finding,) = findings((zh, en))
    assert finding.expected == expected


def test_the_cases_are_many() -> None:
    assert sum(map(len, RIGHT.values())) >= 450
    assert sum(map(len, WRONG.values())) >= 150


def test_an_ordinal_that_was_just_given_may_be_referred_to() -> None:
    first = ("提交第二十八届会议。", "It was submitted to the twenty-eighth session.")
    later = ("作为第二十八届会议的文件分发。", "It was circulated as a document of the session.")
    (finding,) = findings(later)
    assert finding.severity == "error"
    (finding,) = findings(first, later)
    assert finding.severity == "hint"


def test_the_year_of_a_title_may_be_added() -> None:
    title = ("《国际河流条例(2005)》生效。", "The International River Regulations (2005) entered into force.")
    short = ("《条例》适用。", "The International River Regulations (2005) applied.")
    assert [f.found for f in findings(short)] == ["2005"]
    assert findings(title, short) == ()


def test_a_code_is_reported_where_the_english_has_nearly_the_same() -> None:
    assert [f.found for f in findings(("H5N1 病毒", "the H5N2 virus"))] == ["H5N2"]
    assert findings(("减少CO2排放", "reduce carbon dioxide emissions")) == ()


def test_a_unit_with_hundreds_of_figures_is_judged_as_one_with_few() -> None:
    zh = "".join(f"2023年，第{i}届会议审议了{i * 3}项报告。" for i in range(13, 413))
    en = " ".join(f"In 2023, the session numbered {i} considered {i * 3} reports." for i in range(13, 413))
    assert [f.message for f in findings((zh, en))] == []
    assert [f.found for f in findings((zh, en.replace(" 999 ", " 99999 ")))] == ["99999"]
    assert [f.message for f in findings((zh, en.replace("In 2023", "In 2024", 1)))] != []
