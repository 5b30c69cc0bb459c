"""One worksheet's XML: cells by row and column, read and set in place.

Owns the notation of cells; which row holds what is `table`'s matter. Whatever is not asked to change stays
as it is found: styles, formulas, columns that people added.
"""

from __future__ import annotations

import re
from typing import Any

from align_bench.formats.workbook.columns import Value
from align_bench.formats.workbook.escapes import escape, unescape
from align_bench.formats.workbook.package import parse, serialize

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)(?![0-9A-Za-z_.(])")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Row:
    """A row element and its cells by column (1-based)."""

    __slots__ = ("cells", "element", "number")

    def __init__(self, element: Any, number: int, cells: dict[int, Any]) -> None:
        self.element = element
        self.number = number
        self.cells = cells


class Sheet:
    """A worksheet, with its rows in order."""

    def __init__(self, content: bytes, strings: list[str]) -> None:
        from lxml import etree

        # Looked up once: these are called a hundred thousand times.
        self._element, self._child = etree.Element, etree.SubElement
        self.root = parse(content)
        self._strings = strings
        self._prefix = self.root.tag.rpartition("}")[0] + "}"
        self._text_tag, self._formula_tag = self.tag("t"), self.tag("f")
        self._data = self.root.find(self.tag("sheetData"))
        self._columns: dict[str, int] = {}
        self.rows = self._rows()

    def tag(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def text(self, cell: Any) -> str:
        """What the cell says, formulas by their last result."""
        kind = cell.get("t")
        if kind == "inlineStr":
            # What we write ourselves has one run of text.
            if len(cell) == 1 and len(cell[0]) == 1 and cell[0][0].tag == self._text_tag:
                return unescape(cell[0][0].text or "")
            return unescape("".join(self._plain(cell.find(self.tag("is")))))
        value = cell.findtext(self.tag("v")) or ""
        if kind == "s":
            return self._strings[int(value)] if value else ""
        return unescape(value) if kind == "str" else value

    def row_text(self, row: Row, column: int) -> str:
        cell = row.cells.get(column)
        return "" if cell is None else self.text(cell)

    def is_empty(self, cell: Any) -> bool:
        return len(cell) == 0

    def set(self, row: Row, column: int, value: Value) -> bool:
        """Give a cell a value; its style stays. Says whether anything had to change."""
        cell = row.cells.get(column)
        if cell is None:
            if value in (None, ""):
                return False
            cell = self._insert(row, column)
        elif self._holds(cell, value):
            return False
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        if isinstance(value, str) and value:
            cell.set("t", "inlineStr")
            text = self._add(self._add(cell, "is"), "t")
            text.text = escape(value)
            text.set(_SPACE, "preserve")
        elif value not in (None, ""):
            self._add(cell, "v").text = repr(value)
        return True

    def new_row(self, model: Row | None) -> Row:
        """An empty row, not yet placed, with the cell styles of the model."""
        element = self._element(self.tag("row"), nsmap=self.root.nsmap)
        row = Row(element, 0, {})
        for column, cell in sorted(model.cells.items()) if model else ():
            if (style := cell.get("s")) is not None:
                fresh = self._add(element, "c")
                fresh.set("s", style)
                row.cells[column] = fresh
        return row

    def place(self, row: Row, number: int) -> None:
        """Give a row its number, and its cells their references."""
        if row.number == number:
            return
        row.number = number
        row.element.set("r", str(number))
        for column, cell in row.cells.items():
            cell.set("r", f"{column_letters(column)}{number}")

    def replace_rows(self, rows: list[Row]) -> None:
        """Make these the sheet's rows, in this order."""
        self.rows = rows
        self._data[:] = [row.element for row in rows]

    def width(self, column: int) -> float | None:
        """The width that the column has now, in characters; None where it has none of its own."""
        for element in self.root.iter(self.tag("col")):
            if int(element.get("min", 0)) <= column <= int(element.get("max", 0)) and element.get("width"):
                return float(element.get("width"))
        return None

    def bytes(self) -> bytes:
        return serialize(self.root)

    def _rows(self) -> list[Row]:
        rows, last = [], 0
        cell_tag = self.tag("c")
        for element in self._data.iterchildren(self.tag("row")):
            # Numbers and references may be left out where they follow from the place.
            last = int(element.get("r") or last + 1)
            cells: dict[int, Any] = {}
            column = 0
            for cell in element.iterchildren(cell_tag):
                reference = cell.get("r")
                column = self._column(reference) if reference else column + 1
                cells[column] = cell
            rows.append(Row(element, last, cells))
        return rows

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        number = self._columns.get(letters)
        if number is None:
            number = self._columns[letters] = column_number(letters)
        return number

    def _holds(self, cell: Any, value: Value) -> bool:
        if value in (None, ""):
            return self.is_empty(cell)
        if len(cell) and cell[0].tag == self._formula_tag:
            return False
        kind = cell.get("t") or "n"
        if isinstance(value, str):
            return kind in ("s", "inlineStr", "str") and self.text(cell) == value
        text = cell.findtext(self.tag("v"))
        return kind == "n" and bool(text) and float(text) == value

    def _insert(self, row: Row, column: int) -> Any:
        cell = self._add(row.element, "c")
        cell.set("r", f"{column_letters(column)}{row.number or 1}")
        before = sum(1 for other in row.cells if other < column)
        row.element.insert(before, cell)
        # The columns that the row's cells span, as Excel notes them, may be others now.
        row.element.attrib.pop("spans", None)
        row.cells[column] = cell
        return cell

    def _add(self, parent: Any, name: str) -> Any:
        return self._child(parent, self._prefix + name)

    def _plain(self, element: Any) -> list[str]:
        return plain_runs(element, self._prefix) if element is not None else []


def shared_strings(content: bytes | None) -> list[str]:
    """The texts of the shared strings, rich text as plain text, without readings in ruby."""
    if content is None:
        return []
    root = parse(content)
    prefix = root.tag.rpartition("}")[0] + "}"
    return [unescape("".join(plain_runs(item, prefix))) for item in root.iterchildren(f"{prefix}si")]


def plain_runs(item: Any, prefix: str) -> list[str]:
    texts = []
    for child in item:
        if child.tag == f"{prefix}t":
            texts.append(child.text or "")
        elif child.tag == f"{prefix}r":
            texts += [text.text or "" for text in child.iterchildren(f"{prefix}t")]
    return texts


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def map_rows(reference: str, new: dict[int, int], first: int, last: tuple[int, int]) -> str:
    """The reference after rows were moved: `new` by old number; `last` are the table's old and new last row.

    A range over the table, from its `first` row or above to its last, stays one; rows below the table move with it.
    """

    def moved(row: int) -> int:
        if row > last[0]:
            return row + last[1] - last[0] if row < 1_000_000 else row
        return new.get(row, row)

    def one(part: str) -> str:
        ends = _REFERENCE.findall(part)
        if len(ends) == 2 and part.count(":") == 1:
            start, stop = int(ends[0][1]), int(ends[1][1])
            stop = last[1] if stop == last[0] else moved(stop)
            start = start if start <= first else moved(start)
            return f"{ends[0][0]}{min(start, stop)}:{ends[1][0]}{max(start, stop)}"
        return f"{ends[0][0]}{moved(int(ends[0][1]))}" if len(ends) == 1 and _REFERENCE.fullmatch(part) else part

    return " ".join(map(one, reference.split(" ")))
