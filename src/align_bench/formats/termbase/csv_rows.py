"""The rows of a CSV file in any usual encoding.

Owns bytes to cells, a row at a time: the file may be large.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from align_bench.errors import InputError, TermbaseError
from align_bench.formats.encodings import decode
from align_bench.formats.tables import unguarded
from align_bench.formats.termbase.rows import HEADER_ROWS, HasHeader, Row

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
"""Bytes that an encoding is told by."""

# A cell may be as long as a spreadsheet allows, and then some.
_LONGEST_CELL = 1 << 20
_DELIMITERS = ",\t;"
_DELIMITER_LINE = "sep="
"""Begins a line that tells Excel the delimiter."""


def csv_rows(path: Path, has_header: HasHeader) -> Iterator[Row]:
    """The rows of a CSV file that hold anything."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding_of(path), newline="") as text:
        head = list(islice(_lines(path, text), HEADER_ROWS))
        text.seek(0)
        # Strict: quotes that are never closed would swallow all rows behind them.
        reader = csv.reader(_lines(path, text), delimiter=_delimiter(head, has_header), strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                if number == 1 and _said_delimiter(head):
                    continue
                if any(texts := [_text(cell) for cell in cells]):
                    yield Row(number, texts)
        except csv.Error as error:
            raise TermbaseError(
                f"{path.name}: line {reader.line_num}: {error}",
                hint='check the quotes around that cell: "…", and "" for a quote inside',
            ) from error


def dialect_of(path: Path, has_header: HasHeader) -> tuple[str, str]:
    """The encoding and the delimiter of a CSV file."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as text:
        return encoding, _delimiter(list(islice(_lines(path, text), HEADER_ROWS)), has_header)


def _text(cell: str) -> str:
    cell = cell.strip()
    return unguarded(cell).strip() if cell.startswith("'") else cell


def _said_delimiter(head: Sequence[str]) -> str:
    """The delimiter that the first line names; empty where it is a line like others."""
    line = head[0].strip("\r\n") if head else ""
    return line[4:] if line.lower().startswith(_DELIMITER_LINE) and len(line) == len(_DELIMITER_LINE) + 1 else ""


def _delimiter(head: Sequence[str], has_header: HasHeader) -> str:
    """The one that is named, or with which there is a header, or that is there most often."""
    if said := _said_delimiter(head):
        return said
    often = sorted(_DELIMITERS, key=lambda delimiter: -sum(line.count(delimiter) for line in head))
    for delimiter in often:
        rows = csv.reader(head, delimiter=delimiter)
        if has_header([Row(0, list(map(_text, cells))) for cells in rows]):
            return delimiter
    return often[0]


def _lines(path: Path, text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_CELL):
        number += 1
        if len(line) == _LONGEST_CELL:
            raise TermbaseError(f"{path.name}: line {number} is longer than any row", hint="is it a table at all?")
        yield line


def encoding_of(path: Path) -> str:
    """BOM, then UTF-8, then what the bytes look like.

    Chinese bytes that are valid UTF-8 are practically never anything else.
    """
    with path.open("rb") as stream:
        is_marked = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        encoding = "utf-16" if is_marked else "utf-8-sig"
        if _is_encoded(stream, encoding):
            return encoding
        sample = _sample(stream)
        encoding = "" if is_marked else _likely(sample, path.name)
        if encoding and _is_encoded(stream, encoding):
            return encoding
        stream.seek(0)
        number = next((n for n, line in enumerate(stream, start=1) if not _is_utf8(line)), 0)
    if is_marked or b"\0" in sample or not number:
        raise TermbaseError(f"{path.name}: this is not a text file", hint="save the table as CSV (UTF-8)")
    raise TermbaseError(
        f"{path.name}: the encoding cannot be told: line {number} is not UTF-8",
        hint="mend that line, or save the table as CSV (UTF-8)",
    )


def _sample(stream: BinaryIO) -> bytes:
    """Whole lines from the first on that is not plain ASCII."""
    stream.seek(0)
    sample = stream.readline(_SAMPLE)
    while sample.isascii() and b"\0" not in sample and (line := stream.readline(_SAMPLE)):
        sample = line
    rest = stream.read(_SAMPLE)
    return sample + (rest if len(rest) < _SAMPLE else rest[: rest.rfind(b"\n") + 1])


def _likely(sample: bytes, name: str) -> str:
    """The encoding that the rules for texts find in the sample; empty where it is UTF-8, which is damaged then."""
    is_wide = b"\0" in sample
    # Halves of characters, as programs write them that cut texts anywhere, are too few for any rule.
    if not is_wide and _is_utf8(sample, "surrogatepass"):
        return ""
    sample = sample[: len(sample) - len(sample) % 2] if is_wide else sample
    try:
        text = decode(sample, name=name)
    except InputError:
        return ""
    encodings = ("utf-16-le", "utf-16-be") if is_wide else ("utf-8", "gb18030", "big5hkscs")
    found = next((encoding for encoding in encodings if sample.decode(encoding, "replace") == text), "gb18030")
    return "" if found == "utf-8" else found


def _is_encoded(stream: BinaryIO, encoding: str) -> bool:
    """Whether all bytes can be read so, and are a text; a part at a time, as the file may be large."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(line: bytes, errors: str = "strict") -> bool:
    try:
        line.decode("utf-8", errors)
    except UnicodeDecodeError:
        return False
    return True
