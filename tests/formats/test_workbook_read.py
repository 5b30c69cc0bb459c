from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.errors import WorkbookError
from align_bench.formats.workbook import read_workbook
from align_bench.formats.workbook.schema import SCHEMA
from align_bench.model.unit import Status
from formats.books import UNITS, in_review, parts, repacked, review, updated, worked_in, written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path / "note.xlsx")


def refused(path: Path) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert str(path) in caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_workbook_that_others_saved_reads_the_same(path: Path) -> None:
    in_review(path, lambda _: None)
    assert read_workbook(path) == review()


def test_columns_are_found_by_header_in_any_place_and_case(path: Path) -> None:
    def shuffle(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Our review of the note"
        sheet.insert_cols(2)
        sheet["B3"] = "Ours"
        sheet["D3"] = " ENGLISH "
        sheet["O3"] = "unit  ID"

    in_review(path, shuffle)
    assert read_workbook(path) == review()


def test_notes_below_the_table_are_not_ours(path: Path) -> None:
    in_review(path, lambda sheet: sheet.cell(9, 5, "ask the author"))
    assert read_workbook(path) == review()


def test_a_sorted_table_keeps_the_document_order(path: Path) -> None:
    def swap(sheet: Worksheet) -> None:
        for first, second in zip(sheet[2], sheet[6], strict=True):
            first.value, second.value = second.value, first.value

    in_review(path, swap)
    assert read_workbook(path) == review()


@pytest.mark.parametrize(("text", "status"), [
    (" Reviewed ", Status.REVIEWED),
    ("FINAL", Status.FINAL),
    ("已审", Status.REVIEWED),
    ("定稿", Status.FINAL),
    ("草稿", Status.DRAFT),
    ("未译", Status.UNTRANSLATED),
])  # fmt: skip
def test_a_status_typed_by_hand_is_understood(path: Path, text: str, status: Status) -> None:
    in_review(path, lambda sheet: sheet.cell(3, 4, text))
    assert read_workbook(path).units[1].status is status


@pytest.mark.parametrize("text", ["ok", "reviewed?", "", "审"])
def test_an_unknown_status_is_named_with_its_row(path: Path, text: str) -> None:
    in_review(path, lambda sheet: sheet.cell(3, 4).__setattr__("value", text or None))
    error = refused(path)
    assert f"sheet 'Review' row 3: unknown status {text!r}" in error.message
    assert ", ".join(Status) in error.hint


@pytest.mark.parametrize("header", ["English", "Status", "Unit id", "Source hash", "Comment", "Locked"])
def test_a_missing_column_is_named(path: Path, header: str) -> None:
    def delete(sheet: Worksheet) -> None:
        sheet.delete_cols(1 + [cell.value for cell in sheet[1]].index(header))

    in_review(path, delete)
    assert f"sheet 'Review' has no column {header!r}" in refused(path).message


@pytest.mark.parametrize("header", ["No.", "Shape", "Findings"])
def test_a_column_that_only_informs_may_be_missing(path: Path, header: str) -> None:
    def delete(sheet: Worksheet) -> None:
        sheet.delete_cols(1 + [cell.value for cell in sheet[1]].index(header))

    in_review(path, delete)
    assert read_workbook(path) == review()


def set_cell(row: int, column: int, value: object) -> Callable[[Worksheet], None]:
    def work(sheet: Worksheet) -> None:
        sheet.cell(row, column).value = value  # type: ignore[assignment]  # also what no cell should hold

    return work


@pytest.mark.parametrize(("work", "message"), [
    pytest.param(set_cell(4, 14, "a1"), "row 4: has the unit id 'a1' of row 2 again", id="id-twice"),
    pytest.param(set_cell(4, 14, None), "row 4: has no unit id", id="no-id"),
    pytest.param(set_cell(3, 2, "改了"), "row 3: the Chinese text is not the one", id="source"),
    pytest.param(set_cell(3, 15, "0"), "row 3: the Chinese text", id="hash"),
    pytest.param(set_cell(3, 3, dt.date(2026, 1, 2)), "row 3: column 'English' holds a date", id="date"),
    pytest.param(set_cell(3, 8, "high"), "row 3: column 'Confidence' holds 'high'", id="confidence"),
    pytest.param(set_cell(3, 8, 7), "row 3: column 'Confidence' holds '7'", id="confidence-beyond-one"),
    pytest.param(set_cell(3, 11, "maybe"), "row 3: column 'Locked' holds 'maybe'", id="locked"),
    pytest.param(set_cell(3, 16, "3; 4"), "row 3: column 'Source paragraphs' holds '3; 4'", id="numbers"),
    pytest.param(set_cell(1, 18, "english"), "two columns 'English'", id="column-twice"),
])  # fmt: skip
def test_every_doubt_is_an_error_with_its_place(path: Path, work: Callable[[Worksheet], None], message: str) -> None:
    in_review(path, work)
    assert message in refused(path).message


def test_numbers_that_excel_made_of_text_are_text_again(path: Path) -> None:
    def coerce(sheet: Worksheet) -> None:
        for row, value in ((2, 2019), (3, 2.0), (4, 0.5), (5, True)):
            sheet.cell(row, 5).value = value

    in_review(path, coerce)
    assert [unit.comment for unit in read_workbook(path).units[:4]] == ["2019", "2", "0.5", "TRUE"]


def test_a_line_end_in_two_characters_is_no_change_of_the_source(path: Path) -> None:
    in_review(path, lambda sheet: sheet.cell(3, 2, "1. 会议_x000D_\n2. 结束"))
    assert read_workbook(path).units[1] == UNITS[1]


def test_a_cell_beyond_the_limit_is_named(path: Path) -> None:
    def inflate(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"]
        package["xl/worksheets/sheet1.xml"] = sheet.replace(b"I. General", b"e" * 32_768)

    repacked(path, inflate)
    assert "row 2: column 'English' holds 32,768 characters" in refused(path).message


def test_a_workbook_without_the_sheet_is_named(path: Path) -> None:
    worked_in(path, lambda workbook: workbook["Review"].__setattr__("title", "Other"))
    assert "has no sheet 'Review' (its sheets: Other, Summary, Findings)" in refused(path).message


@pytest.mark.parametrize(("content", "message"), [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b"No.,Chinese\n", "is no workbook", id="text"),
    pytest.param(bytes(range(256)), "is no workbook", id="binary"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected with a password", id="encrypted"),
])  # fmt: skip
def test_a_file_of_another_kind_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert message in refused(path).message


def test_a_cut_workbook_is_named_wherever_it_is_cut(path: Path) -> None:
    content = path.read_bytes()
    for length in range(1, len(content), max(len(content) // 40, 1)):
        path.write_bytes(content[:length])
        assert "cut off" in refused(path).message or length < 2


def test_a_workbook_with_flipped_bytes_is_an_error_or_reads(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(40, len(content), 199):
        content[place] ^= 0xFF
        path.write_bytes(content)
        content[place] ^= 0xFF
        with suppress(WorkbookError):
            read_workbook(path)


def test_a_zip_of_something_else_is_named(path: Path) -> None:
    repacked(path, lambda package: package.clear())
    refused(path)


def test_a_workbook_of_a_later_version_is_not_misread(path: Path) -> None:
    def raise_schema(package: dict[str, bytes]) -> None:
        old, new = (f">{schema}</vt:i4>".encode() for schema in (SCHEMA, SCHEMA + 1))
        package["docProps/custom.xml"] = package["docProps/custom.xml"].replace(old, new)

    repacked(path, raise_schema)
    error = refused(path)
    assert f"has version '{SCHEMA + 1}' of the layout, this program knows {SCHEMA}" in error.message
    assert "newer version" in error.hint


def test_a_workbook_whose_properties_were_dropped_is_read(path: Path) -> None:
    repacked(path, lambda package: package.pop("docProps/custom.xml"))
    assert read_workbook(path) == review()


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path).message
    assert "no such workbook" in refused(tmp_path / "no.xlsx").message


def test_the_name_is_the_files_or_the_one_given(path: Path) -> None:
    assert read_workbook(path).name == "note"
    assert read_workbook(path, name="other").name == "other"
    assert "xl/workbook.xml" in parts(path)


@pytest.mark.parametrize("header", ["Chinese", "English", "Comment", "Status", "Updated", "Label", "Unit id"])
@pytest.mark.parametrize(("value", "told"), [
    ("=1+1", "the formula '=1+1' without a result"),
    ("#REF!", "the error value #REF!"),
])  # fmt: skip
def test_a_formula_or_an_error_value_is_named_and_never_read_as_empty(
    path: Path, header: str, value: str, told: str
) -> None:
    def type_it(sheet: Worksheet) -> None:
        sheet.cell(3, 1 + [cell.value for cell in sheet[1]].index(header)).value = value

    in_review(path, type_it)
    assert f"sheet 'Review' row 3: column {header!r} holds {told}" in refused(path).message


def test_formulas_in_other_peoples_columns_and_below_the_table_are_theirs(path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(3, 18).value = "=LEN(C3)"
        sheet.cell(3, 1).value = "=ROW()-1"
        sheet.cell(9, 5).value = "=COUNTA(E2:E7)"

    in_review(path, add)
    assert read_workbook(path) == review()


def with_result(path: Path, cell: str, kind: str, result: str) -> None:
    def change(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"].decode()
        stop = sheet.index("</c>", sheet.index(f'r="{cell}"')) + 4
        start = sheet.rindex("<c ", 0, stop)
        made = f'<c r="{cell}"{kind}><f>UPPER("x")</f><v>{result}</v></c>'
        package["xl/worksheets/sheet1.xml"] = f"{sheet[:start]}{made}{sheet[stop:]}".encode()

    repacked(path, change)


def test_a_formula_with_a_text_as_its_result_is_that_text_and_a_save_keeps_it(path: Path) -> None:
    with_result(path, "C3", ' t="str"', "X &amp; Y")
    read = read_workbook(path)
    assert read.units[1].target == "X & Y"
    updated(path, read.units)
    assert read_workbook(path) == read


def test_a_formula_with_a_number_as_its_result_is_refused(path: Path) -> None:
    with_result(path, "C3", "", "2")
    assert "the formula '=UPPER(\"x\")' with the result 2" in refused(path).message


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01T00:00:00+00:00", "46000", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_is_none_is_named(path: Path, text: str) -> None:
    in_review(path, set_cell(5, 7, text))
    assert f"sheet 'Review' row 5: column 'Updated' holds {text!r}" in refused(path).message


@pytest.mark.parametrize(("value", "time"), [
    (dt.datetime(2026, 3, 1, 9, 30), "2026-03-01T09:30:00+00:00"),  # noqa: DTZ001 (spreadsheets know no zones)
    (dt.date(2026, 3, 1), "2026-03-01T00:00:00+00:00"),
    ("2026-03-01 09:30", "2026-03-01T09:30:00+00:00"),
    ("2026-03-01T09:30:00+08:00", "2026-03-01T09:30:00+08:00"),
])  # fmt: skip
def test_a_time_that_a_spreadsheet_made_a_date_of_is_a_time_again(path: Path, value: object, time: str) -> None:
    in_review(path, set_cell(5, 7, value))
    assert read_workbook(path).units[3].updated == time


def test_the_last_saved_workbook_is_named_only_where_there_is_one(path: Path) -> None:
    path.write_bytes(b"")
    again = "move the file away and make a new one with `align-bench align`; `import` takes back what it holds"
    assert refused(path).hint == again
    path.with_name("note.xlsx.bak").write_bytes(b"")
    assert refused(path).hint == "take the last saved workbook, note.xlsx.bak"


def test_both_sides_of_a_pair_share_the_numbers_of_their_paragraphs(path: Path) -> None:
    alike = [unit for unit in read_workbook(path).units if unit.source_numbers == unit.target_numbers != ()]
    assert alike
    assert all(unit.source_numbers is unit.target_numbers for unit in alike)
