"""Reasons that people write into a report or a review workbook, to waive findings from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from align_bench.errors import InputError
from align_bench.formats.findings_workbook import write_findings_workbook
from align_bench.formats.reasons import Reason, read_reasons
from align_bench.model.waiver import finding_id
from formats.books import FINDING, UNITS, updated, worked_in, written
from formats.reports import REPORT, WAIVER


def report_book(path: Path, *, waived: bool = False) -> Path:
    stream = BytesIO()
    write_findings_workbook(REPORT, stream, waived=waived)
    path.write_bytes(stream.getvalue())
    return path


def fill(path: Path, reasons: dict[int, str]) -> Path:
    """Write into the column of the reasons, by row."""

    def work(workbook: Workbook) -> None:
        sheet = workbook["Findings"]
        column = next(cell.column for cell in sheet[1] if cell.value == "Waived because")
        assert isinstance(column, int)
        for row, reason in reasons.items():
            sheet.cell(row, column, reason)

    worked_in(path, work)
    return path


def test_what_was_written_beside_a_finding_is_read(tmp_path: Path) -> None:
    path = fill(report_book(tmp_path / "report.xlsx"), {3: " so in the\nsource ", 5: "=1+1"})
    ids = [entry.id for entry in REPORT.open]
    assert read_reasons(path)[0] == Reason(3, ids[1], "so in the\nsource")


def test_waived_findings_have_their_reasons_already(tmp_path: Path) -> None:
    path = report_book(tmp_path / "report.xlsx", waived=True)
    assert read_reasons(path) == (Reason(7, REPORT.entries[-1].id, WAIVER.reason),)


def test_a_title_above_and_columns_that_changed_places_do_no_harm(tmp_path: Path) -> None:
    path = fill(report_book(tmp_path / "report.xlsx"), {2: "so it is"})

    def work(workbook: Workbook) -> None:
        sheet = workbook["Findings"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "For Wang"
        sheet.move_range("A3:A9", cols=20)

    worked_in(path, work)
    assert read_reasons(path) == (Reason(4, REPORT.open[0].id, "so it is"),)


def test_a_review_workbook_takes_reasons_too(tmp_path: Path) -> None:
    path = fill(written(tmp_path / "note.xlsx"), {2: "so it is"})
    assert read_reasons(path) == (Reason(2, finding_id(FINDING, UNITS[1]), "so it is"),)


def test_in_a_review_workbook_a_reason_stays_until_the_text_changes(tmp_path: Path) -> None:
    path = fill(written(tmp_path / "note.xlsx"), {2: "so it is"})
    updated(path, UNITS, [replace(FINDING, check="date-mismatch"), FINDING])
    assert [(reason.row, reason.text) for reason in read_reasons(path)] == [(3, "so it is")]
    changed = (UNITS[0], replace(UNITS[1], target="1. The meetings\n2. closed"), *UNITS[2:])
    updated(path, changed, [FINDING])
    assert read_reasons(path) == ()
    sheet = load_workbook(path)["Findings"]
    assert [cell.value for cell in sheet[2]][-2:] == [finding_id(FINDING, changed[1]), None]


def _without_sheet(book: Workbook) -> None:
    del book["Findings"]


@pytest.mark.parametrize(("spoil", "message"), [
    pytest.param(lambda book: book["Findings"].delete_cols(14), "has no columns 'Id' and", id="no-id"),
    pytest.param(lambda book: book["Findings"].move_range("N2", cols=9), "row 2 has a reason and no id", id="moved"),
    pytest.param(_without_sheet, "has no sheet 'Findings'", id="no-sheet"),
])  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path: Path, spoil: Callable[[Workbook], object], message: str) -> None:
    path = fill(report_book(tmp_path / "report.xlsx"), {2: "so it is"})
    worked_in(path, spoil)
    with pytest.raises(InputError) as caught:
        read_reasons(path)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("no")
    for name in ("a.xlsx", "missing.xlsx"):
        with pytest.raises(InputError, match=name):
            read_reasons(tmp_path / name)
