"""The form of the English, case by case: what is found, or nothing; and what shows only beside the neighbours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align_bench.checks import run_checks
from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit

CASES: dict[str, list[list[str]]] = json.loads(
    (Path(__file__).parent / "cases" / "form.json").read_text(encoding="utf-8")
)


def findings(check: str, *pairs: tuple[str, str]) -> tuple[Finding, ...]:
    units = [
        Unit(str(i), zh, en, source_numbers=(i,), target_numbers=(i,)) for i, (zh, en) in enumerate(pairs, start=1)
    ]
    return run_checks([Review("d", tuple(units))], Termbase(()), only=[check])


@pytest.mark.parametrize(
    ("check", "zh", "en", "found"),
    [pytest.param(check, *case, id=f"{check}-{i}") for check, cases in CASES.items() for i, case in enumerate(cases)],
)
def test_form(check: str, zh: str, en: str, found: str) -> None:
    """`found` is the place of the first finding, empty where nothing is found."""
    assert [f.found for f in findings(check, (zh, en))][:1] == ([found] if found else [])


def test_every_check_of_form_has_cases() -> None:
    from align_bench.checks.registry import own_checks

    elsewhere = {"untranslated-chinese", "doubled-space", "capitals-slip", "label-case", "half-width-punctuation"}
    assert {check.id for check in own_checks() if check.family == "form"} == set(CASES) | elsewhere


def test_a_lost_mark_is_graver_than_another_one() -> None:
    (lost,) = findings("sentence-end", ("会议昨天在河边结束。", "The meeting closed yesterday by the river"))
    (other,) = findings("sentence-end", ("会议结束了吗？", "The meeting has closed."))
    assert (lost.severity, other.severity) == (Severity.WARNING, Severity.HINT)


@pytest.mark.parametrize(
    ("english", "found"),
    [
        pytest.param(["(a) Conduct a review;", "(b) Ensure access;", "(c) consider it."], ["consider"], id="small"),
        pytest.param(["(a) conduct a review;", "(b) ensure access;", "(c) consider it."], [], id="all-small"),
        pytest.param(["1. Welcomes it;", "2. Urges them;", "3. notes it."], ["notes"], id="numbered"),
        pytest.param(["(a) to conduct it;", "(b) to ensure it;", "(c) to join;", "(d) To go."], ["To"], id="capital"),
        pytest.param(["(a) rivers;", "(b) seas;", "(c) lakes;", "(d) NATO."], [], id="abbreviation"),
        pytest.param(["(a) Rivers;", "(b) seas."], [], id="too-few"),
        pytest.param(["(i) Rivers;", "(ii) Seas;", "(iii) lakes."], ["lakes"], id="roman"),
    ],
)
def test_label_case(english: list[str], found: list[str]) -> None:
    assert [f.found.strip(";.") for f in findings("label-case", *(("甲", line) for line in english))] == found


def test_half_width_marks_are_reported_where_the_document_has_full_width_ones() -> None:
    full = ("各国同意，会议结束，报告通过。", "All agreed.")
    half = ("和平,与安全", "Peace and security")
    assert [f.expected for f in findings("half-width-punctuation", full, half)] == ["，"]
    assert findings("half-width-punctuation", half) == ()
    assert findings("half-width-punctuation", full, ("共1,216人，见A.1", "1,216")) == ()


def test_a_slip_of_capitals_shows_beside_the_usual_word() -> None:
    usual = [("会议", "The meeting agreed.")] * 3
    assert [f.found for f in findings("capitals-slip", *usual, ("会议", "THe meeting and the NGOs"))] == ["THe"]
    assert findings("capitals-slip", *usual, ("会议", "The UNdp meeting")) == ()


def test_symbols_of_units_are_meant_in_their_capitals() -> None:
    usual = [("频率", "The mhz and gwh, or megahertz, and the dna were named.")] * 3
    units = ("使用800兆赫。", "Use is made of 800 MHz, 5 GWh and 3 MPa.")
    assert findings("capitals-slip", *usual, units) == ()
    assert [f.found for f in findings("capitals-slip", *usual, ("频率", "The DNa"))] == ["DNa"]
    assert findings("capitals-slip", *usual, ("DNa频率", "The DNa")) == ()
