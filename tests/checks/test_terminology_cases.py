"""Terms in texts as they are written: what is right and must not be reported, and what is wrong.

The cases are in `cases/terminology.json`: a termbase (Chinese, allowed, forbidden forms), and groups of cases, each
with its units (Chinese and English in turn) and, where something is wrong, the findings; hints are in brackets.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from align_bench.checks import run_checks
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Review, Unit

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "cases" / "terminology.json").read_text(encoding="utf-8"))
CHECKS = ("forbidden-term", "near-form", "wrong-term", "missing-term")


def cases(kind: str) -> list[Any]:
    return [pytest.param(*case[1:], id=f"{group}-{case[0]}") for group, found in CASES[kind].items() for case in found]


def concept(zh: str, allowed: str, forbidden: str) -> Concept:
    english = [Term(text, "en") for text in allowed.split("|")]
    english += [Term(text, "en", TermStatus.DEPRECATED) for text in forbidden.split("|") if text]
    return Concept(zh, (Term(zh, "zh"), *english))


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return Termbase(tuple(concept(*row) for row in CASES["terms"]))


def findings(texts: list[str], termbase: Termbase) -> list[str]:
    units = [
        Unit(str(number), zh, en, source_numbers=(number,), target_numbers=(number,))
        for number, (zh, en) in enumerate(zip(texts[::2], texts[1::2], strict=True), start=1)
    ]
    found = run_checks([Review("d", tuple(units))], termbase, only=CHECKS)
    told = [f"{finding.check} {finding.found or finding.zh_term}" for finding in found]
    return [text if finding.severity.rank else f"[{text}]" for text, finding in zip(told, found, strict=True)]


@pytest.mark.parametrize("texts", cases("right"))
def test_nothing_is_reported(texts: list[str], termbase: Termbase) -> None:
    assert findings(texts, termbase) == []


@pytest.mark.parametrize(("texts", "found"), cases("wrong"))
def test_the_fault_is_reported(texts: list[str], found: list[str], termbase: Termbase) -> None:
    assert findings(texts, termbase) == found
