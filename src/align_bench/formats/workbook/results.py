"""Cells that hold something else than they show: formulas and error values.

A reader of values sees an empty cell there, or an old result; what is doubtful about them is said here in words.
"""

from __future__ import annotations

import re

from align_bench.formats.workbook.cells import Cell, decoded
from align_bench.formats.workbook.grid import any_failure_told, windows
from align_bench.formats.workbook.package import Package
from align_bench.formats.workbook.sheet import Sheet, shared_strings

Place = tuple[int, int]
"""Row and column, both counted from 1."""

# Of a formula, also where its element has a prefix, and of an error value.
_SIGNS = (b"<f", b't="e"')
_SIGNS_OF_OTHERS = (*_SIGNS, b":f", b"t='e'")
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>([^<]*)</f>)")


def doubtful_cells(package: Package, title: str) -> dict[Place, str]:
    """What a cell of the sheet holds, where that is no text that could be stored; GridError for a damaged file.

    A formula whose last result is a text is read as that text, which the next save writes in its place.
    """
    with any_failure_told():
        part = package.parts.get(package.sheet(title) or "", b"")
        start, stop = part.find(b"sheetData"), part.rfind(b"sheetData")
        # Nearly all sheets hold none, and their cells need not be gone through.
        signs = _SIGNS if b"<worksheet" in part[:start] else _SIGNS_OF_OTHERS
        pieces = ((max(start, first), min(stop, last)) for first, last in windows(part))
        if not any(part.find(sign, first, last) >= 0 for first, last in pieces for sign in signs):
            return {}
        strings = package.related(package.workbook, "/sharedStrings")
        sheet = Sheet(part, shared_strings(package.parts[strings[0]] if strings else None))
        doubts = {}
        for row in sheet.rows:
            if b"<f" in row.body or b't="e"' in row.body:
                for column, cell in row.cells.items():
                    if doubt := _doubt(sheet, cell):
                        doubts[row.number, column] = doubt
        return doubts


def _doubt(sheet: Sheet, cell: Cell) -> str:
    formula = _FORMULA.search(cell.body)
    written = "" if formula is None else f"={decoded(formula[1] or b'')}"
    if cell.kind == "e":
        value = sheet.text(cell) or "an error"
        return f"the error value {value}" + (f" of the formula {written!r}" if written else "")
    if not written:
        return ""
    result = sheet.text(cell)
    if cell.kind in ("str", "s") and result:
        return ""
    return f"the formula {written!r}" + (f" with the result {result}" if result else " without a result")
