"""Cells that hold something else than they show: formulas and error values.

A reader of values sees an empty cell there, or an old result; what is doubtful about them is said here in words.
"""

from __future__ import annotations

import io
from typing import Any

from align_bench.formats.workbook.grid import any_failure_told
from align_bench.formats.workbook.package import Package
from align_bench.formats.workbook.sheet import Sheet, shared_strings

Place = tuple[int, int]
"""Row and column, both counted from 1."""

# Of a formula, also where its element has a prefix, and of an error value.
_SIGNS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"', b"t='e'")


def doubtful_cells(content: bytes, title: str) -> dict[Place, str]:
    """What a cell of the sheet holds, where that is no text that could be stored; GridError for a damaged file.

    A formula whose last result is a text is read as that text, which the next save writes in its place.
    """
    with any_failure_told():
        package = Package(io.BytesIO(content))
        part = package.parts.get(package.sheet(title) or "", b"")
        # Nearly all sheets hold none, and their cells need not be gone through.
        if not any(sign in part for sign in _SIGNS):
            return {}
        strings = package.related(package.workbook, "/sharedStrings")
        sheet = Sheet(part, shared_strings(package.parts[strings[0]] if strings else None))
        doubts = {}
        for row in sheet.rows:
            for column, cell in row.cells.items():
                if doubt := _doubt(sheet, cell):
                    doubts[row.number, column] = doubt
        return doubts


def _doubt(sheet: Sheet, cell: Any) -> str:
    formula = cell.find(sheet.tag("f"))
    written = "" if formula is None else f"={formula.text or ''}"
    if cell.get("t") == "e":
        value = sheet.text(cell) or "an error"
        return f"the error value {value}" + (f" of the formula {written!r}" if written else "")
    if not written:
        return ""
    result = sheet.text(cell)
    if cell.get("t") in ("str", "s") and result:
        return ""
    return f"the formula {written!r}" + (f" with the result {result}" if result else " without a result")
