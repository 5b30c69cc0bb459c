"""Termbases in workbooks, with all that spreadsheets do to cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import read_termbase, read_termbase_with_notices

Work = Callable[[Worksheet], object]


def book(folder: Path, rows: list[list[object]], work: Work | None = None) -> Path:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(row)
    if work is not None:
        work(sheet)
    path = folder / "terms.xlsx"
    workbook.save(path)
    return path


def pairs(path: Path) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(concept.source_terms, concept.allowed) for concept in read_termbase(path).concepts]


def test_numbers_are_read_as_they_are_seen(tmp_path: Path) -> None:
    path = book(tmp_path, [["zh", "en", "note"], [2024, "2024", dt.date(2024, 1, 2)], ["三点五", 3.5, True]])
    assert pairs(path) == [(("2024",), ("2024",)), (("三点五",), ("3.5",))]
    assert [concept.note for concept in read_termbase(path).concepts] == ["2024-01-02", "TRUE"]


@pytest.mark.parametrize(("work", "message"), [
    pytest.param(lambda s: s.cell(2, 2, dt.date(2024, 3, 5)), "the date 2024-03-05, no text", id="date"),
    pytest.param(lambda s: s.cell(2, 2, dt.time(10, 30)), "the date 10:30:00, no text", id="time"),
    pytest.param(lambda s: s.cell(2, 2, '="nuclear"&" weapon"'), "the formula '=\"nuclear\"&", id="formula"),
    pytest.param(lambda s: s.cell(2, 2, "#N/A"), "the error value #N/A, no text", id="error"),
])  # fmt: skip
def test_what_a_spreadsheet_made_of_a_term_is_told(tmp_path: Path, work: Work, message: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        read_termbase(book(tmp_path, [["zh", "en"], ["核武器", "x"]], work))
    assert caught.value.message.startswith(f"terms.xlsx: row 2, column B: {message}")
    assert caught.value.hint


def test_formulas_and_dates_in_other_columns_are_nobodys_matter(tmp_path: Path) -> None:
    rows: list[list[object]] = [["zh", "en", "seen", "sum"], ["核武器", "nuclear weapon", dt.date(2024, 1, 2), "=1/0"]]
    assert pairs(book(tmp_path, rows)) == [(("核武器",), ("nuclear weapon",))]


def test_a_merged_cell_is_the_text_of_all_its_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Terms of 2024"], ["zh", "en", "status"], ["核武器", "nuclear weapon"], [None, "atom bomb", "forbidden"],
        [None, None], ["裁军", "disarmament"],
    ]  # fmt: skip

    def work(sheet: Worksheet) -> None:
        sheet.merge_cells("A3:A5")
        sheet.merge_cells("A1:C1")

    termbase = read_termbase(book(tmp_path, rows, work))
    first, second = termbase.concepts
    assert (first.preferred, first.forbidden) == (("nuclear weapon",), ("atom bomb",))
    assert second.source_terms == ("裁军",)


def test_rows_that_hold_nothing_but_formats(tmp_path: Path) -> None:
    def work(sheet: Worksheet) -> None:
        for row in range(3, 500):
            sheet.cell(row, 1, "  ")
            sheet.cell(row, 9).number_format = "@"

    assert pairs(book(tmp_path, [["zh", "en"], ["核武器", "nuclear weapon"]], work)) == [
        (("核武器",), ("nuclear weapon",))
    ]


def test_the_table_may_begin_anywhere(tmp_path: Path) -> None:
    def work(sheet: Worksheet) -> None:
        for place, text in {"C4": "zh", "D4": "en", "C6": "核武器", "D6": "a\x9fb"}.items():
            sheet[place] = text

    with pytest.raises(TermbaseError, match=r"row 6, column D: a character that is in no term: U\+009F"):
        read_termbase(book(tmp_path, [], work))


def test_of_several_sheets_the_one_with_a_termbase_is_read(tmp_path: Path) -> None:
    def work(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        terms = sheet.parent.create_sheet("Terms")
        terms.append(["中文", "英文"])
        terms.append(["核武器", "nuclear weapon"])
        hidden = sheet.parent.create_sheet("Old", 0)
        hidden.append(["zh", "en"])
        hidden.sheet_state = "hidden"

    path = book(tmp_path, [["How to use this glossary"]], work)
    termbase, notices = read_termbase_with_notices(path)
    assert termbase.concepts[0].preferred == ("nuclear weapon",)
    assert [str(notice) for notice in notices] == ["sheet 'Terms' is read; passed over: 'Sheet'"]


def test_without_a_termbase_the_error_is_about_the_first_sheet(tmp_path: Path) -> None:
    def work(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Other").append(["x"])

    with pytest.raises(TermbaseError, match="row 1: no English column"):
        read_termbase(book(tmp_path, [["zh", "note"]], work))
