"""Names as they are written: one name in two spellings, and what only looks so.

The cases are in `cases/names.json`, and of names that stand once in `cases/misspelt_names.json`: groups of cases, each
with its units (Chinese and English in turn) and, where something is wrong, what is found and what is expected.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from align_bench.checks import run_checks
from align_bench.model.finding import Severity
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Review, Unit

FOLDER = Path(__file__).parent / "cases"


def cases(name: str, kind: str) -> list[Any]:
    groups = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))[kind]
    return [pytest.param(*case[1:], id=f"{group}-{case[0]}") for group, found in groups.items() for case in found]


def findings(texts: list[str], check: str = "inconsistent-name", termbase: Termbase | None = None) -> list[str]:
    units = [
        Unit(str(number), zh, en, source_numbers=(number,), target_numbers=(number,))
        for number, (zh, en) in enumerate(zip(texts[::2], texts[1::2], strict=True), start=1)
    ]
    found = run_checks([Review("d", tuple(units))], termbase or Termbase(), only=[check])
    hint = {Severity.WARNING: "", Severity.HINT: " (hint)"}
    return [f"{finding.found}: {finding.expected}{hint[finding.severity]}" for finding in found]


@pytest.mark.parametrize("texts", cases("names", "right"))
def test_nothing_is_reported(texts: list[str]) -> None:
    assert findings(texts) == []


@pytest.mark.parametrize(("texts", "found"), cases("names", "wrong"))
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


@pytest.mark.parametrize("texts", cases("misspelt_names", "right"))
def test_a_name_that_is_right_or_romanised_otherwise_is_not_reported(texts: list[str]) -> None:
    assert findings(texts, "misspelt-name") == []


@pytest.mark.parametrize(("texts", "found"), cases("misspelt_names", "wrong"))
def test_a_name_that_stands_once_is_misspelt(texts: list[str], found: list[str]) -> None:
    assert findings(texts, "misspelt-name") == found


def test_a_name_of_the_termbase_or_one_that_is_used_time_and_again_is_meant() -> None:
    texts = ["会议在内罗毕举行。", "The meeting was held in Nariobi."]
    assert findings(texts, "misspelt-name") == ["Nariobi: Nairobi"]
    assert findings(texts * 3, "misspelt-name") == []
    listed = Termbase((Concept("1", (Term("肯尼亚首都", "zh"), Term("Nariobi", "en"))),))
    assert findings(texts, "misspelt-name", listed) == []
