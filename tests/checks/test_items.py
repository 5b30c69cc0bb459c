"""Letters of items inside of paragraphs."""

from __future__ import annotations

import pytest

from align_bench.checks import run_checks
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        pytest.param(
            "(a) 报告；(b) 指定；(c) 协助", "(a) reports; (b) designation; (d) assistance", [("(d)", "(c)")], id="wrong"
        ),
        pytest.param("（a）报告；（b）协助", "(a) reports; (a) assistance", [("(a)", "(b)")], id="twice"),
        pytest.param("第3段(b)项和(iv)目", "subparagraph (vi) of paragraph 3 (b)", [("(vi)", "(iv)")], id="roman"),
        pytest.param("第3段(b)项和第2段(a)项", "paragraph 2 (a) and paragraph 3 (b)", [], id="another-order"),
        pytest.param("(a) 报告；(b) 协助", "(a) reports and assistance", [], id="fewer"),
        pytest.param("(a) 各国；(b) 组织", "(a) the State(s) and (b) organizations", [], id="an-ending"),
        pytest.param("甲方(以下简称a)", "party A", [], id="none"),
    ],
)
def test_items(zh: str, en: str, found: list[tuple[str, str]]) -> None:
    unit = Unit("u", zh, en, source_numbers=(1,), target_numbers=(1,))
    findings = run_checks([Review("d", (unit,))], Termbase(), only=["item-mismatch"])
    assert [(finding.found, finding.expected) for finding in findings] == found
