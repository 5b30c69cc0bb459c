"""A row of a table as text, whatever file it comes from.

Owns how rows and cells are named to people; what the cells mean is `tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from align_bench.formats.workbook.cells import column_letters

HEADER_ROWS = 20
"""So many rows may stand above the table or be its header: people put titles there."""


class Row(NamedTuple):
    """The cells of a row, without white space at their ends."""

    number: int
    """As a spreadsheet counts it."""

    cells: list[str]
    doubts: Mapping[int, str] = MappingProxyType({})
    """What a cell holds, by its place, where that is nothing that a term could be read from."""


HasHeader = Callable[[Sequence[Row]], bool]
"""Whether rows hold the header of a termbase."""


def place(row: int, column: int | None = None) -> str:
    """`row 3, column C`; columns count from 0."""
    return f"row {row}" if column is None else f"row {row}, column {letters(column)}"


def letters(column: int) -> str:
    """A column counted from 0 as spreadsheets name it."""
    return column_letters(column + 1)
