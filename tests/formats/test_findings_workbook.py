from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from align_bench.formats.findings_workbook import write_findings_workbook
from align_bench.model.report import CheckReport, Entry
from formats.reports import NOTHING, REPORT, WAIVER, entry


def rows(report: CheckReport, *, waived: bool = False) -> list[dict[str, object]]:
    stream = BytesIO()
    write_findings_workbook(report, stream, waived=waived)
    sheet = load_workbook(stream)["Findings"]
    header, *values = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in values]


def test_a_row_a_finding_with_both_texts() -> None:
    found = rows(REPORT)
    assert [row["Check"] for row in found] == [open_.finding.check for open_ in REPORT.open]
    assert found[2] | {"Id": None} == {
        "Document": "a-document",
        "No.": 1,
        "Severity": "error",
        "Check": "number-mismatch",
        "Finding": "465 in the English, 456次",
        "Waived because": None,
        "Chinese term": None,
        "Found": "465",
        "Expected": "456",
        "Chinese": entry("number-mismatch").unit.source,
        "English": entry("number-mismatch").unit.target,
        "Chinese paragraphs": "4",
        "English paragraphs": "5",
        "Id": None,
    }


def test_texts_that_look_like_formulas_are_texts() -> None:
    stream = BytesIO()
    write_findings_workbook(REPORT, stream)
    sheet = load_workbook(stream)["Findings"]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_waived_findings_stand_in_it_on_request() -> None:
    *others, last = rows(REPORT, waived=True)
    assert (last["Waived because"], last["Waived by"], last["Waived at"]) == (WAIVER.reason, "Li", WAIVER.when)
    assert {row["Waived because"] for row in others} == {None}


def test_it_says_how_it_was_made() -> None:
    stream = BytesIO()
    write_findings_workbook(REPORT, stream)
    about = {name: text for name, text in load_workbook(stream)["About"].iter_rows(values_only=True)}  # noqa: C416 (typed so)
    assert about == {
        "Findings": "2 errors, 2 warnings, 1 hint",
        "Waived": "1",
        "Signature": REPORT.signature,
    }


@pytest.mark.parametrize(("text", "cell"), [
    pytest.param("长" * 40_000, "(40,000 characters: too long for a cell)", id="too-long"),
    pytest.param("a\ud800b\ufffec", "a\ufffdb\ufffdc", id="impossible"),
    pytest.param("a\x0bb", "a_x000B_b", id="control"),
])  # fmt: skip
def test_a_text_that_no_cell_can_hold(text: str, cell: str) -> None:
    (first, *_) = REPORT.entries
    unit = replace(first.unit, target=text)
    report = replace(REPORT, entries=(Entry(first.finding, unit),), reviews=(REPORT.reviews[0].with_units((unit,)),))
    (row,) = rows(report)
    assert row["English"] == cell


def test_paper_holds_what_people_read_across_one_page() -> None:
    stream = BytesIO()
    write_findings_workbook(REPORT, stream)
    sheet = load_workbook(stream)["Findings"]
    printed = sheet[sheet.print_area.partition("!")[2]]
    assert [str(cell.value) for cell in printed[0]][-2:] == ["Chinese", "English"]
    assert len(printed) == len(REPORT.open) + 1


def test_without_findings_it_has_its_head() -> None:
    assert rows(NOTHING) == []


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    write_findings_workbook(REPORT, first, waived=True)
    write_findings_workbook(REPORT, second, waived=True)
    assert first.getvalue() == second.getvalue()
