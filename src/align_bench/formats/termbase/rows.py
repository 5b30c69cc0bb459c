"""The rows of a table, from CSV in any usual encoding or from the first sheet of a workbook.

Owns bytes to cells, a row at a time where the format allows it; what the cells mean is `tables`.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from align_bench.errors import TermbaseError
from align_bench.formats.tables import unguarded
from align_bench.formats.termbase.gathering import MOST_BYTES
from align_bench.formats.workbook.grid import GridError, read_grid
from align_bench.formats.workbook.sheet import column_letters

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet counts it, and its cells."""

_CHUNK = 1 << 20
# A cell may be as long as a spreadsheet allows, and then some.
_LONGEST_CELL = 1 << 20


def place(row: int, column: int | None = None) -> str:
    """`row 3, column C`; columns count from 0."""
    return f"row {row}" if column is None else f"row {row}, column {letters(column)}"


def letters(column: int) -> str:
    """A column counted from 0 as spreadsheets name it."""
    return column_letters(column + 1)


def csv_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file that hold anything."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=_encoding(path), newline="") as text:
        first = text.readline(_LONGEST_CELL)
        text.seek(0)
        # Strict: quotes that are never closed would swallow all rows behind them.
        reader = csv.reader(_lines(path, text), delimiter=max(",\t;", key=first.count), strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                if any(texts := [unguarded(cell.strip()).strip() for cell in cells]):
                    yield number, texts
        except csv.Error as error:
            raise TermbaseError(
                f"{path.name}: line {reader.line_num}: {error}",
                hint='check the quotes around that cell: "…", and "" for a quote inside',
            ) from error


def _lines(path: Path, text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_CELL):
        number += 1
        if len(line) == _LONGEST_CELL:
            raise TermbaseError(f"{path.name}: line {number} is longer than any row", hint="is it a table at all?")
        yield line


def _encoding(path: Path) -> str:
    """BOM, then UTF-8, then GB18030: Chinese bytes that are valid UTF-8 are practically never anything else."""
    with path.open("rb") as stream:
        marked = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
            stream.seek(0)
            if _is_encoded(path, stream, encoding):
                return encoding
    raise TermbaseError(f"{path.name}: the encoding cannot be told", hint="save the table as CSV (UTF-8)")


def _is_encoded(path: Path, stream: BinaryIO, encoding: str) -> bool:
    """Whether all bytes can be read so; a part at a time, as the file may be large."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                raise TermbaseError(f"{path.name}: this is not a text file", hint="save the table as CSV (UTF-8)")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def xlsx_rows(path: Path) -> Iterator[Row]:
    """The rows of a workbook's first sheet that hold anything."""
    content = path.read_bytes()
    try:
        _refuse_bomb(content)
        rows = read_grid(content)
    except GridError as error:
        raise TermbaseError(
            f"{path.name}: {error.message}", hint=error.hint or "save the table as .xlsx or .csv again"
        ) from error
    for number, cells in enumerate(rows, start=1):
        if any(texts := [_cell_text(cell) for cell in cells]):
            yield number, texts


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return  # the reader says what is wrong
    if size > MOST_BYTES:
        raise GridError(f"unpacks to {size >> 20:,} MB; up to {MOST_BYTES >> 20} MB are read", hint="part the table")


def _cell_text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without the `.0` that spreadsheets keep."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
