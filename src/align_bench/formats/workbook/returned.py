"""A workbook that came back from somebody: what its rows say, whatever happened to them.

Where `read` refuses a workbook because of one cell, here that cell is named and the rest is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from align_bench.errors import WorkbookError
from align_bench.formats.workbook.columns import HEADER_ROWS, REVIEW, normal_header
from align_bench.formats.workbook.grid import Grid
from align_bench.formats.workbook.loading import find_header, load_cells
from align_bench.formats.workbook.read import Rows
from align_bench.formats.workbook.recognising import recognise
from align_bench.model.returned.rows import ReturnedFile, ReturnedUnit

_FIELDS = {
    "target": "English",
    "status": "Status",
    "comment": "Comment",
    "reviewer": "Reviewer",
    "updated": "Updated",
    "locked": "Locked",
    "confidence": "Confidence",
    "label": "Label",
    "paragraph": "Paragraph",
    "source_numbers": "Source paragraphs",
    "target_numbers": "Target paragraphs",
}
"""Where each field of a unit stands."""


def read_returned_workbook(path: Path) -> ReturnedFile:
    """All rows of the review's sheet; WorkbookError only where there is no such sheet or a column is missing."""
    grid, doubts = load_cells(path)
    header, places = _header(path, grid)
    rows = Rows(path, places, doubts)
    units = tuple(
        _unit(rows, number, row) for number, row in enumerate(grid[header + 1 :], start=header + 2) if rows.is_unit(row)
    )
    return ReturnedFile("", units)


def own_columns(path: Path) -> tuple[str, ...]:
    """The headers of the columns that people have added beside ours and written in."""
    grid, _ = load_cells(path)
    header, places = _header(path, grid)
    ours = {normal_header(name) for name in REVIEW.headers}
    return tuple(
        str(cell)
        for place, cell in enumerate(grid[header])
        if place not in places.values() and str(cell or "").strip() and normal_header(str(cell)) not in ours
        if _is_filled(grid, header, place)
    )


def renamed_columns(path: Path) -> tuple[tuple[str, str], ...]:
    """The headers that people have given our columns, each with ours, in the order of the sheet."""
    grid, _ = load_cells(path)
    header, places = _header(path, grid)
    names = sorted((place, str(grid[header][place] or ""), ours) for ours, place in places.items())
    return tuple((name, ours) for _, name, ours in names if normal_header(name) != normal_header(ours))


def _header(path: Path, grid: Grid) -> tuple[int, dict[str, int]]:
    """By the headers, else by what stands in the columns; WorkbookError where neither tells."""
    try:
        return find_header(path, REVIEW, grid)
    except WorkbookError as error:
        if found := recognise(grid):
            return found
        names = max(grid[:HEADER_ROWS], key=lambda row: sum(cell not in (None, "") for cell in row), default=[])
        there = ", ".join(str(cell) for cell in names if cell not in (None, ""))
        raise WorkbookError(
            f"{error.message}; there are: {there or 'none'}",
            hint=f"name the columns as they were ({', '.join(REVIEW.headers)}), or ask for the file again",
        ) from error


def _is_filled(grid: Grid, header: int, place: int) -> bool:
    return any(row[place] not in (None, "") for row in grid[header + 1 :])


def _unit(rows: Rows, number: int, row: Sequence[object]) -> ReturnedUnit:
    unread: list[tuple[str, str]] = []

    def read(field: str, header: str) -> Any:
        try:
            text = rows.cell(number, header, row)
            # Spreadsheet programs may write a line end in two characters.
            return rows.value(field, number, text.replace("\r\n", "\n"))
        except WorkbookError as error:
            unread.append((field, error.message.rpartition(f" row {number}: ")[2]))
            return None

    found = {field: read(field, header) for field, header in _FIELDS.items()}
    missing = {field for field, _ in unread}
    texts = {header: _plain(rows, number, header, row) for header in ("Unit id", "Chinese", "Source hash", "No.")}
    return ReturnedUnit(
        place=f"row {number}",
        id=texts["Unit id"].strip(),
        source=texts["Chinese"].replace("\r\n", "\n"),
        source_hash=texts["Source hash"].strip(),
        number=int(texts["No."]) if texts["No."].isdecimal() else None,
        values={field: value for field, value in found.items() if field not in missing},
        unread=tuple(unread),
    )


def _plain(rows: Rows, number: int, header: str, row: Sequence[object]) -> str:
    """A cell that tells which unit it is; where it says nothing readable, others must tell."""
    try:
        return rows.cell(number, header, row)
    except WorkbookError:
        return ""
