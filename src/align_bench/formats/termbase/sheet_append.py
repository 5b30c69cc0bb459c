"""Adding rows to the sheet of a workbook: below the last row of the table, in its formats.

Cells are written into the sheet's XML inside the package, so that formats, other sheets, formulas, pictures and the
columns that people added stay as they are. Filters and tables that end with the last row grow with it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.appending import TermAddition, added_rows
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.rows import HEADER_ROWS
from align_bench.formats.termbase.sheet_rows import sheet_rows, termbase_sheet
from align_bench.formats.termbase.tables import has_header, header_of
from align_bench.formats.workbook.grid import GridError
from align_bench.formats.workbook.notation import Row
from align_bench.formats.workbook.package import Package, parse, serialize
from align_bench.formats.workbook.sheet import Sheet, shared_strings

_DAMAGE = (zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, LookupError, RuntimeError, GridError)
_LAST_ROW = re.compile(r"(?<=[A-Z])([0-9]+)$")


def append_to_sheet(path: Path, addition: TermAddition, stream: BinaryIO) -> None:
    """TermbaseError where the workbook is damaged, or where a table with a row of totals ends it."""
    header = header_of(list(islice(sheet_rows(path, Gathering(path.name), has_header), HEADER_ROWS)))
    rows = added_rows(path, header, addition)
    content = path.read_bytes()
    try:
        package = Package(io.BytesIO(content))
        part = package.sheet(termbase_sheet(content, has_header)) or ""
        strings = package.related(package.workbook, "/sharedStrings")
        sheet = Sheet(package.parts[part], shared_strings(package.parts[strings[0]] if strings else None))
        last, new_last = _append(sheet, rows)
        for element in sheet.root:
            if element.tag in (sheet.tag("autoFilter"), sheet.tag("dimension")):
                element.set("ref", _grown(element.get("ref", ""), last, new_last))
        for table in package.related(part, "/table"):
            package.parts[table] = _grown_table(path, package.parts[table], last, new_last)
        package.parts[part] = sheet.bytes()
        package.recalculate()
    except _DAMAGE as error:
        raise TermbaseError(f"{path.name}: is damaged: {error}", hint="save it as .xlsx again") from error
    package.write(stream)


def _append(sheet: Sheet, rows: list[Mapping[int, str]]) -> tuple[int, int]:
    """The numbers of the last row with text, before and after."""
    model = next(row for row in reversed(sheet.rows) if any(sheet.text(cell) for cell in row.cells.values()))
    known = {row.number: row for row in sheet.rows}
    for number, texts in enumerate(rows, start=model.number + 1):
        row = known.get(number)
        if row is None:
            # Formats of the row above; what it says stays its own.
            styles = [(column, cell.style, -1) for column, cell in sorted(model.cells.items()) if cell.style]
            row = Row.fresh(styles, [])
            row.place(number)
            sheet.rows.append(row)
        for place, text in texts.items():
            sheet.set(row, place + 1, text)
    sheet.rows.sort(key=lambda row: row.number)
    return model.number, model.number + len(rows)


def _grown(reference: str, last: int, new_last: int) -> str:
    """`A1:F20` as `A1:F21` where it ended with the last row."""
    found = _LAST_ROW.search(reference)
    return (
        _LAST_ROW.sub(str(new_last), reference) if found and int(found[1]) == last and ":" in reference else reference
    )


def _grown_table(path: Path, content: bytes, last: int, new_last: int) -> bytes:
    root = parse(content)
    if int(root.get("totalsRowCount", "0")):
        raise TermbaseError(
            f"{path.name}: its table ends with a row of totals", hint="add the term in a spreadsheet program"
        )
    for element in (root, *root.iterchildren("{*}autoFilter")):
        element.set("ref", _grown(element.get("ref", ""), last, new_last))
    return serialize(root)
