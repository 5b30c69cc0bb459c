"""One worksheet: rows and cells read and set in place, and the elements around them.

How rows and cells are written is `notation`'s matter; which row holds what is `table`'s. Whatever is not asked to
change stays as it is found: styles, formulas, columns that people added.
"""

from __future__ import annotations

import re
from typing import Any

from align_bench.formats.workbook.cells import Cell, column_letters, column_number, written
from align_bench.formats.workbook.columns import Value
from align_bench.formats.workbook.escapes import unescape
from align_bench.formats.workbook.notation import Row, plain_notation, split_rows
from align_bench.formats.workbook.package import parse, serialize

__all__ = ["Row", "Sheet", "column_letters", "column_number", "map_rows", "plain_runs", "shared_strings"]

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)(?![0-9A-Za-z_.(])")
_DATA = re.compile(rb"<sheetData(\s[^>]*?)?(?:/>|>)")
_END = b"</sheetData>"


class Sheet:
    """A worksheet, with its rows in order."""

    def __init__(self, content: bytes, strings: list[str]) -> None:
        content = plain_notation(content)
        self._strings = strings
        start = _DATA.search(content)
        if start is None:
            raise ValueError("the sheet has no cells' element")
        is_empty = start[0].endswith(b"/>")
        stop = start.end() if is_empty else content.rindex(_END)
        self._head = content[: start.start()]
        self._tail = content[stop if is_empty else stop + len(_END) :]
        self.rows = [] if is_empty else split_rows(content, start.end(), stop)
        self.root = parse(b"%b<sheetData/>%b" % (self._head, self._tail))
        self._around = serialize(self.root)
        self._prefix = self.root.tag.rpartition("}")[0] + "}"

    def tag(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def text(self, cell: Cell) -> str:
        """What the cell says, formulas by their last result."""
        match cell.kind:
            case "inlineStr":
                return cell.inline
            case "s":
                value = cell.value
                return self._strings[int(value)] if value else ""
            case "str":
                return unescape(cell.value)
        return cell.value

    def row_text(self, row: Row, column: int) -> str:
        cell = row.cells.get(column)
        return "" if cell is None else self.text(cell)

    def set(self, row: Row, column: int, value: Value) -> bool:
        """Give a cell a value; its style stays. Says whether anything had to change."""
        cell = row.cells.get(column)
        if cell is None:
            if value in (None, ""):
                return False
            row.cells[column] = cell = Cell(b"", b"")
            # The columns that the row's cells span, as Excel notes them, may be others now.
            row.set_attribute("spans", None)
        elif self._holds(cell, value):
            return False
        cell.set(value)
        row.touch()
        return True

    def width(self, column: int) -> float | None:
        """The width that the column has now, in characters; None where it has none of its own."""
        for element in self.root.iter(self.tag("col")):
            if int(element.get("min", 0)) <= column <= int(element.get("max", 0)) and element.get("width"):
                return float(element.get("width"))
        return None

    def bytes(self) -> bytes:
        """The whole sheet; what stands around the rows is as it was found where nothing changed in it."""
        around = serialize(self.root)
        if around == self._around:
            head, tail = self._head, self._tail
        else:
            head, mark, tail = around.partition(b"<sheetData/>")
            if not mark:
                raise ValueError("the sheet's elements are not in their usual notation")
        return b"".join([head, b"<sheetData>", *(row.bytes() for row in self.rows), _END, tail])

    def _holds(self, cell: Cell, value: Value) -> bool:
        if value in (None, ""):
            return not cell.body
        if b"<f" in cell.body:
            return False
        kind = cell.kind
        if isinstance(value, str):
            if kind == "inlineStr" and cell.body == written(value)[1]:
                return True
            return kind in ("s", "inlineStr", "str") and self.text(cell) == value
        text = cell.value
        return kind == "n" and bool(text) and float(text) == value


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

    # Cells of rows that became one are named once.
    return " ".join(dict.fromkeys(map(one, reference.split(" "))))
