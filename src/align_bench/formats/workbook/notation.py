"""How a sheet's XML writes rows: taken apart and put together as bytes, a row at a time; a cell by itself is `cells`.

A sheet of 100,000 rows as a tree of elements takes 2 GB; as bytes it takes what it takes. Everything here holds for the
plain notation that spreadsheet programs write (`plain_notation` brings any other into it): UTF-8, double quotes,
no prefix, no comments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from align_bench.formats.workbook.cells import Cell, column_bytes, column_number, decoded, written
from align_bench.formats.workbook.columns import Value

_ROW = re.compile(rb"\s*<row\b([^>]*?)(/?)>")
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_NUMBER = re.compile(rb'\sr="([0-9]+)"')
_REFERENCE = re.compile(rb'\sr="([A-Z]+)[0-9]+"')
_ROW_END = b"</row>"
_SINGLE_QUOTES = re.compile(rb"<[^<>]*='[^<>]*>")
_START = re.compile(rb"(?:<\?xml\s[^>]*>)?\s*<worksheet[\s>]")
_ENCODED = re.compile(rb"""<\?xml\s[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)


Plan = Sequence[tuple[int, bytes, int]]
"""How rows of a table are written: column, attribute of style, and which of the row's values stands there; or one of
these for a cell without a value, and for one that stays as it is found."""
EMPTY, KEPT = -1, -2


class Row:
    """One row; its cells are taken apart when they are asked for, and it is written as it was where nothing changed."""

    __slots__ = ("_attributes", "_cells", "_changed", "_fresh", "_raw", "_start", "number")

    def __init__(self, number: int, attributes: bytes = b"", raw: bytes = b"<row/>", start: int = 6) -> None:
        self.number = number
        """Its place in the sheet, from 1; 0 before it has one."""

        self._attributes = attributes
        self._raw = raw
        self._start = start
        self._changed = False
        self._cells: dict[int, Cell] | None = None
        self._fresh: tuple[Plan, Sequence[Value]] | None = None

    @classmethod
    def fresh(cls, plan: Plan, values: Sequence[Value]) -> Row:
        """A row, not yet placed, of these values."""
        row = cls(0)
        row._fresh = plan, values
        return row

    @property
    def cells(self) -> dict[int, Cell]:
        """By column, from 1. Whoever changes one calls `touch`."""
        if self._cells is None:
            body = written_cells(self._fresh[0], self.number, self._fresh[1]) if self._fresh else self.body
            self._cells, self._fresh = _cells(body), None
        return self._cells

    @property
    def body(self) -> bytes:
        """The cells as they were found."""
        return self._raw[self._start : -len(_ROW_END)]

    def says(self, plan: Plan, values: Sequence[Value]) -> bool:
        """Whether the row was found just as these values would be written, and holds nothing else.

        Quick: most rows are so, and none of their cells needs to be taken apart.
        """
        return self.body == written_cells(plan, self.number, values, self)

    def found(self, column: bytes) -> bytes:
        """The cell of a column as it was found; empty where it is not in the notation that we write."""
        place = self._raw.find(b'<c r="%b%d"' % (column, self.number), self._start)
        match = _CELL.match(self._raw, place) if place >= 0 else None
        return match[0] if match else b""

    def attribute(self, name: str) -> str | None:
        found = re.search(rb'\s%s="([^"]*)"' % name.encode(), self._attributes)
        return decoded(found[1]) if found else None

    def set_attribute(self, name: str, value: str | None) -> None:
        """Give an attribute of plain ASCII a value, or take it away."""
        self._attributes = re.sub(rb'\s%s="[^"]*"' % name.encode(), b"", self._attributes)
        if value is not None:
            self._attributes += f' {name}="{value}"'.encode()
        self.touch()

    def place(self, number: int) -> None:
        if number != self.number:
            self.number = number
            self.touch()

    def touch(self) -> None:
        """Have it written anew."""
        self._changed = True

    def _extension(self) -> bytes:
        """What later versions of Excel may put behind the cells."""
        place = self._raw.rfind(b"<extLst", self._start)
        return self._raw[place : -len(_ROW_END)] if place > self._raw.rfind(b"</c>", self._start) else b""

    def bytes(self) -> bytes:
        if not self._changed:
            return self._raw
        head = b'<row r="%d"%b>' % (self.number, self._attributes)
        if self._fresh:
            return head + written_cells(self._fresh[0], self.number, self._fresh[1]) + _ROW_END
        number = b"%d" % self.number
        parts = [head]
        for column, cell in sorted(self.cells.items()):
            parts += (b'<c r="', column_bytes(column), number, b'"', cell.attributes)
            parts += (b">", cell.body, b"</c>") if cell.body else (b"/>",)
        parts += (self._extension(), _ROW_END)
        return b"".join(parts)


def split_rows(content: bytes, place: int, stop: int) -> list[Row]:
    """The rows that stand in the content from one place to another; ValueError where there is something else."""
    rows: list[Row] = []
    last = 0
    while match := _ROW.match(content, place, stop):
        attributes, closed = match.groups()
        end = match.end() if closed else content.index(_ROW_END, match.end(), stop) + len(_ROW_END)
        given = _NUMBER.search(attributes)
        # Numbers may be left out where they follow from the place.
        last = int(given[1]) if given else last + 1
        if closed:
            row = Row(last, attributes.replace(given[0], b"") if given else attributes)
            row.touch()
        else:
            start = match.start(1) - len("<row")
            row = Row(
                last,
                attributes.replace(given[0], b"") if given else attributes,
                content[start:end],
                match.end() - start,
            )
        # What is implied by the rows before must be written once those may change.
        if not given:
            row.touch()
        rows.append(row)
        place = end
    if content[place:stop].strip():
        raise ValueError("there is something between the rows")
    return rows


def plain_notation(content: bytes) -> bytes:
    """The sheet in the notation that this module reads; the same bytes where it is in it already."""
    from align_bench.formats.workbook.package import parse, serialize

    start = content.find(b"sheetData")
    is_plain = (
        _START.match(content)
        and not _ENCODED.match(content)
        and b"<!" not in content
        and not (b"='" in content[start:] and _SINGLE_QUOTES.search(content, start))
    )
    if is_plain:
        return content
    root: Any = parse(content)
    from lxml import etree

    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    plain = serialize(root)
    prefix = root.prefix
    if prefix and None not in root.nsmap:
        name = prefix.encode()
        plain = re.sub(rb"(</?)%s:" % re.escape(name), rb"\1", plain)
        plain = plain.replace(b"xmlns:%s=" % name, b"xmlns=", 1)
    return plain


def written_cells(plan: Plan, number: int, values: Sequence[Value], found: Row | None = None) -> bytes:
    """The cells of a row as `Row.bytes` writes them after `Cell.set`; `found` gives those that are kept."""
    parts = []
    for column, style, index in plan:
        letters = column_bytes(column)
        value = values[index] if index >= 0 else None
        if index == KEPT and found is not None:
            parts.append(found.found(letters))
        elif value is None or value == "":
            parts.append(b'<c r="%b%d"%b/>' % (letters, number, style))
        else:
            parts.append(b'<c r="%b%d"%b%b>%b</c>' % (letters, number, style, *written(value)))
    return b"".join(parts)


@lru_cache(maxsize=20_000)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def _cells(body: bytes) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    column = 0
    for attributes, inner in _CELL.findall(body):
        found = _REFERENCE.search(attributes)
        column = _column(found[1]) if found else column + 1
        cells[column] = Cell(attributes.replace(found[0], b"") if found else attributes, inner)
    return cells
