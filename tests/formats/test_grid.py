"""What ends the reader of spreadsheets, or its process, is an error here that names the file and the way out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from align_bench.errors import TermbaseError, WorkbookError
from align_bench.formats.termbase import read_termbase
from align_bench.formats.workbook import grid, read_workbook
from align_bench.model.unit import Unit
from formats.books import repacked, worked_in, written

# A number format, what stands in the file for the number 4711, and what is said of it.
CASES = [
    pytest.param("yyyy-mm-dd", "-1e300", "is damaged", id="a date that the reader panics at"),
    pytest.param("[h]:mm:ss", "1e15", "is damaged", id="a duration that Python cannot hold"),
]


def spoil(path: Path, number_format: str, value: str, sheet: str) -> None:
    def put(book: Workbook) -> None:
        cell = book[sheet].cell(2, 40, 4711)
        cell.number_format = number_format

    def replace(parts: dict[str, bytes]) -> None:
        for name, content in parts.items():
            parts[name] = content.replace(b"<v>4711</v>", f"<v>{value}</v>".encode())

    worked_in(path, put)
    repacked(path, replace)


def termbase(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("zh", "en"), ("核", "nuclear")):
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("number_format", "value", "message"), CASES)
def test_values_beyond_all_measure(tmp_path: Path, number_format: str, value: str, message: str) -> None:
    path = written(tmp_path / "note.xlsx")
    spoil(path, number_format, value, "Review")
    with pytest.raises(WorkbookError, match=f"note.xlsx: {message}") as caught:
        read_workbook(path)
    assert "move the file away" in caught.value.hint
    path = termbase(tmp_path / "terms.xlsx")
    spoil(path, number_format, value, "Sheet")
    with pytest.raises(TermbaseError, match=f"terms.xlsx: {message}") as caught_too:
        read_termbase(path)
    assert caught_too.value.hint


def test_a_cell_so_far_away_that_no_memory_holds_what_lies_between(tmp_path: Path) -> None:
    path = written(tmp_path / "note.xlsx")
    worked_in(path, lambda book: book["Review"].cell(1_048_576, 16_384, "a slip"))
    with pytest.raises(WorkbookError, match="'Review' reaches to column XFD and row 1048576") as caught:
        read_workbook(path)
    assert "ctrl+end" in caught.value.hint


@pytest.mark.parametrize("place", ["DInfinity5", "zzzzzzzz9", "A99999999999", "&#65;1", "ZZZZZ1", "5B"])
@pytest.mark.parametrize("form", ['<c r="{}"', "<c s='1' r = '{}'"])
def test_a_place_that_is_none_is_not_counted_on_from(tmp_path: Path, form: str, place: str) -> None:
    """The reader of cells would make a rectangle of it, of more than any memory."""
    path = written(tmp_path / "note.xlsx")

    def misplace(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="C3"', form.format(place).encode())

    repacked(path, misplace)
    with pytest.raises(WorkbookError, match="a cell's place is") as caught:
        read_workbook(path)
    assert place[:20] in caught.value.message


def test_far_rows_of_cells_that_do_not_say_their_place(tmp_path: Path) -> None:
    path = written(tmp_path / "note.xlsx")

    def push(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        row = b'<row r="9999999"><c><v>1</v></c></row></sheetData>'
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", row)

    repacked(path, push)
    with pytest.raises(WorkbookError, match="reaches to column Q and row 9999999"):
        read_workbook(path)


def test_a_text_that_looks_like_a_place_is_a_text(tmp_path: Path) -> None:
    units = [Unit("a", '甲 r="DInfinity5"', 'the attribute r = "XFD9999999" is far away')]
    assert read_workbook(written(tmp_path / "note.xlsx", units)).units == tuple(units)


def test_far_cells_of_other_sheets_and_styled_empty_ones_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path / "note.xlsx")
    before = read_workbook(path)

    def work(book: Workbook) -> None:
        book["Findings"].cell(1_048_576, 16_384, "a slip")
        book["Review"].cell(100_000, 16_384).number_format = "0"

    worked_in(path, work)
    assert read_workbook(path) == before


@given(st.lists(st.sampled_from([b" " * 7, b"text", b"<c/>", b"<!DOCTYPE a>", b"<row r='1'>", b" row "])))
def test_pieces_are_the_whole_and_part_no_tag(parts: list[bytes]) -> None:
    part = b"".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid, "_WINDOW", 16)
        pieces = [part[start:stop] for start, stop in grid.windows(part)]
    assert b"".join(pieces) == part
    assert all(pieces)
    assert sum(piece.count(b"<!DOCTYPE") for piece in pieces) == part.count(b"<!DOCTYPE")


@pytest.mark.parametrize(
    ("cells", "cells_read"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"A1": "x"}, [["x"]], id="first"),
        pytest.param({"C3": "x", "D2": 2}, [[""] * 4, ["", "", "", 2], ["", "", "x", ""]], id="away-from-the-corner"),
    ],
)
def test_rows_and_columns_count_from_the_corner(cells: dict[str, str | float], cells_read: list[list[object]]) -> None:
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    for place, value in cells.items():
        book.active[place] = value
    book.save(stream)
    assert grid.read_grid(stream.getvalue()) == cells_read
