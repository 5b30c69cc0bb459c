"""The rows of a workbook: of the first sheet that holds a termbase.

Owns what spreadsheets do to cells: merged ones, numbers, dates, formulas and error values.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from lxml import etree

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.rows import HEADER_ROWS, HasHeader, Row
from align_bench.formats.workbook.cells import column_number
from align_bench.formats.workbook.grid import GridError, any_failure_told, opened_sheet, visible_sheets
from align_bench.formats.workbook.package import Package

# Of a formula, also where its element has a prefix, and of an error value.
_SIGNS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"', b"t='e'")
_MERGED = re.compile(rb"""mergeCell [^>]*?ref=["']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)["']""")
_MOST_UNPACKED = 128 << 20
"""Bytes of a workbook, of which the reader has up to four copies at a time."""

_MOST_CELLS = 2_500_000
"""Of the rectangle around a table: the reader takes some 150 bytes for each."""

_MOST_MERGED = 100_000
"""Cells that are read as the merged cell above them; merged columns of a whole sheet are many more."""

Doubts = dict[int, dict[int, str]]
"""What cells hold that no text can be read from, by the number of the row and the place in it."""

Place = tuple[int, int]
"""The number of a row, from 1, and the place in it, from 0."""

Merged = dict[Place, Place]
"""Merged cells that lie below the first of their column, and where that is."""

_TIMES = (dt.date, dt.time, dt.timedelta)


def sheet_rows(path: Path, gathering: Gathering, has_header: HasHeader) -> Iterator[Row]:
    """The rows of the chosen sheet that hold anything."""
    content = path.read_bytes()
    try:
        titles = _titles(content)
        title = _chosen(content, titles, has_header)
        if len(titles) > 1:
            others = ", ".join(repr(other) for other in titles if other != title)
            gathering.notice("", f"sheet {title!r} is read; passed over: {others[:200]}")
        doubts, merged = _peculiarities(content, title)
        yield from _rows(content, title, doubts, merged)
    except GridError as error:
        raise TermbaseError(
            f"{path.name}: {error.message}", hint=error.hint or "save the table as .xlsx or .csv again"
        ) from error


def termbase_sheet(content: bytes, has_header: HasHeader) -> str:
    """The title of the sheet that is read; GridError where there is none."""
    return _chosen(content, _titles(content), has_header)


def _titles(content: bytes) -> list[str]:
    """Of the sheets that people see."""
    with any_failure_told():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_UNPACKED:
            hint = "part the table"
            raise GridError(f"unpacks to {size >> 20:,} MB; up to {_MOST_UNPACKED >> 20} MB are read", hint=hint)
        return visible_sheets(content)


def _chosen(content: bytes, titles: Sequence[str], has_header: HasHeader) -> str:
    """The first sheet that holds a termbase, or the first of all."""
    if not titles:
        raise GridError("has no sheet that is to be seen", hint="show the sheet of the terms")
    if len(titles) > 1:
        for title in titles:
            if has_header(list(islice(_rows(content, title, {}, {}), HEADER_ROWS))):
                return title
    return titles[0]


def _rows(content: bytes, title: str, doubts: Doubts, merged: Merged) -> Iterator[Row]:
    tops = dict.fromkeys(merged.values(), "")
    with opened_sheet(content, title, most_cells=_MOST_CELLS) as sheet:
        margin = [""] * (sheet.start[1] if sheet.start else 0)
        for number, values in enumerate(sheet.iter_rows(), start=1):
            texts = margin + [value.strip() if isinstance(value, str) else _text(value) for value in values]
            if tops and any(texts):
                _spread(texts, number, merged, tops)
            times = {n: f"the date {v}" for n, v in enumerate(values, len(margin)) if isinstance(v, _TIMES)}
            found = doubts.get(number, {}) | times
            if found or any(texts):
                yield Row(number, texts, found)


def _spread(texts: list[str], row: int, merged: Merged, tops: dict[Place, str]) -> None:
    """Give the merged cells of a row the text of the first in their column, which `tops` holds."""
    for column in range(len(texts)):
        if (row, column) in tops:
            tops[row, column] = texts[column]
        elif (row, column) in merged:
            texts[column] = tops[merged[row, column]]


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without the `.0` that spreadsheets keep."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value).strip()


def _peculiarities(content: bytes, title: str) -> tuple[Doubts, Merged]:
    with any_failure_told():
        package = Package(io.BytesIO(content))
        part = package.parts.get(package.sheet(title) or "", b"")
        return (_doubts(part) if any(sign in part for sign in _SIGNS) else {}), _merged(part)


def _merged(part: bytes) -> Merged:
    merged: Merged = {}
    for match in _MERGED.finditer(part, max(part.rfind(b"</sheetData>"), 0)):
        first, last = int(match[2]), int(match[4])
        column = column_number(match[1].decode()) - 1
        if len(merged) + last - first > _MOST_MERGED:
            break
        merged |= {(row, column): (first, column) for row in range(first + 1, last + 1)}
    return merged


def _doubts(part: bytes) -> Doubts:
    """Formulas without a result, and error values; a row at a time, as the sheet may be large."""
    doubts: Doubts = defaultdict(dict)
    for _, row in etree.iterparse(io.BytesIO(part), tag="{*}row", resolve_entities=False, no_network=True):
        for cell in row.iter("{*}c"):
            if doubt := _doubt(cell):
                match = re.fullmatch(r"([A-Z]+)([0-9]+)", cell.get("r", ""))
                if match is not None:
                    doubts[int(match[2])][column_number(match[1]) - 1] = doubt
        parent = row.getparent()
        row.clear()
        while parent is not None and row.getprevious() is not None:
            del parent[0]
    return dict(doubts)


def _doubt(cell: etree._Element) -> str:
    value = "".join(chain.from_iterable(element.itertext() for element in cell.iterfind("{*}v")))
    if cell.get("t") == "e":
        return f"the error value {value or 'of a formula'}"
    formula = cell.find("{*}f")
    return f"the formula '={formula.text or ''}' without a result" if formula is not None and not value else ""
