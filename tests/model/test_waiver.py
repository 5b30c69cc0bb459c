from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.model.finding import Finding, Severity, Span
from align_bench.model.report import pair_entries
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import Waiver, finding_id

UNIT = Unit("u", "共456次", "there were 465", source_numbers=(3,), target_numbers=(4,))
FINDING = Finding(
    "number-mismatch", "figures", Severity.ERROR, "d", "u", (3,), (4,), "465, not 456",
    source_span=Span(3, 1, 5), target_span=Span(4, 11, 14), found="465",
)  # fmt: skip
ID = finding_id(FINDING, UNIT)


@pytest.mark.parametrize(("finding", "unit"), [
    pytest.param(replace(FINDING, message="other words"), UNIT, id="message"),
    pytest.param(replace(FINDING, severity=Severity.HINT), UNIT, id="severity"),
    pytest.param(replace(FINDING, expected="456"), UNIT, id="expected"),
    pytest.param(
        replace(FINDING, source_span=Span(8, 1, 5), target_span=Span(9, 11, 14), source_segments=(8,)),
        replace(UNIT, source_numbers=(8,), target_numbers=(9,)),
        id="paragraphs-added-in-front",
    ),
    pytest.param(FINDING, replace(UNIT, status=Status.FINAL, comment="seen", locked=True), id="review-went-on"),
])  # fmt: skip
def test_it_stays_the_same_finding(finding: Finding, unit: Unit) -> None:
    assert finding_id(finding, unit) == ID


@pytest.mark.parametrize(("finding", "unit"), [
    pytest.param(FINDING, replace(UNIT, target="there were 465 "), id="english-changed"),
    pytest.param(FINDING, replace(UNIT, source="共457次"), id="chinese-changed"),
    pytest.param(replace(FINDING, document="e"), UNIT, id="another-document"),
    pytest.param(FINDING, replace(UNIT, id="u-2"), id="the-same-text-elsewhere"),
    pytest.param(replace(FINDING, check="date-mismatch"), UNIT, id="another-check"),
    pytest.param(replace(FINDING, target_span=Span(4, 0, 3)), UNIT, id="another-place"),
    pytest.param(replace(FINDING, zh_term="次"), UNIT, id="another-term"),
])  # fmt: skip
def test_it_is_another_finding(finding: Finding, unit: Unit) -> None:
    assert finding_id(finding, unit) != ID


def test_the_open_and_the_waived_are_told_apart() -> None:
    waiver = Waiver(ID, "d", "u", FINDING.check, "so in the source", "Li", "")
    other = replace(FINDING, check="percent-mismatch")
    reviews = [Review("d", (UNIT,))]
    first, second = pair_entries([FINDING, other], reviews, [waiver])
    assert (first.waiver, second.waiver) == (waiver, None)
    moved = replace(waiver, unit="v")
    assert [entry.waiver for entry in pair_entries([FINDING], reviews, [moved])] == [None]
