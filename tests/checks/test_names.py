"""Names as they are written: one name in two spellings, and what only looks so.

The cases are in `cases/names.json`: groups of cases, each with its units (Chinese and English in turn) and, where
something is wrong, what is found and what is expected.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from align_bench.checks import run_checks
from align_bench.model.finding import Severity
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))


def cases(kind: str) -> list[Any]:
    return [pytest.param(*case[1:], id=f"{group}-{case[0]}") for group, found in CASES[kind].items() for case in found]


def findings(texts: list[str]) -> list[str]:
    units = [
        Unit(str(number), zh, en, source_numbers=(number,), target_numbers=(number,))
        for number, (zh, en) in enumerate(zip(texts[::2], texts[1::2], strict=True), start=1)
    ]
    found = run_checks([Review("d", tuple(units))], Termbase(), only=["inconsistent-name"])
    assert all(finding.severity is Severity.WARNING for finding in found)
    return [f"{finding.found}: {finding.expected}" for finding in found]


@pytest.mark.parametrize("texts", cases("right"))
def test_nothing_is_reported(texts: list[str]) -> None:
    assert findings(texts) == []


@pytest.mark.parametrize(("texts", "found"), cases("wrong"))
def test_the_spelling_is_reported(texts: list[str], found: list[str]) -> None:
    assert findings(texts) == found


def test_the_other_spelling_stands_in_another_document() -> None:
    texts = {
        "a": ("会议由托马斯·格布尔大使开幕。", "The meeting was opened by Ambassador Thomas Göbel."),
        "b": ("格布尔大使发言。", "Ambassador Gobbel spoke."),
    }
    reviews = [
        Review(name, (Unit("1", *pair, source_numbers=(1,), target_numbers=(1,)),)) for name, pair in texts.items()
    ]
    (finding,) = run_checks(reviews, Termbase(), only=["inconsistent-name"])
    assert finding.document == "b"
    assert finding.message == "'Gobbel' here, 'Göbel' in 1 other place, as in a, paragraph 1, both for 格布尔"
