"""Adding rows to a CSV file: the bytes that are there stay, the new ones follow in the same encoding and delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import TermbaseError
from align_bench.formats.tables import guarded
from align_bench.formats.termbase.appending import TermAddition, added_rows
from align_bench.formats.termbase.csv_rows import csv_rows, dialect_of
from align_bench.formats.termbase.rows import HEADER_ROWS
from align_bench.formats.termbase.tables import has_header, header_of


def append_to_csv(path: Path, addition: TermAddition, stream: BinaryIO) -> None:
    encoding, delimiter = dialect_of(path, has_header)
    head = [row for row, _ in zip(csv_rows(path, has_header), range(HEADER_ROWS), strict=False)]
    header = header_of(head)
    rows = added_rows(path, header, addition)
    assert header is not None
    found = path.read_bytes()
    written = io.StringIO()
    line_end = "\r\n" if b"\r" in found[: 1 << 16] else "\n"
    writer = csv.writer(written, delimiter=delimiter, lineterminator=line_end)
    for row in rows:
        writer.writerow([guarded(row.get(place, "")) for place in range(len(header.row.cells))])
    encoding = _without_mark(encoding, found)
    try:
        added = written.getvalue().encode(encoding)
    except UnicodeEncodeError as error:
        sign = written.getvalue()[error.start]
        raise TermbaseError(
            f"{path.name}: {sign!r} has no place in its encoding, {encoding}",
            hint="save the table as CSV (UTF-8) first",
        ) from error
    stream.write(found)
    if found and not found.decode(encoding).endswith(("\n", "\r")):
        stream.write(line_end.encode(encoding))
    stream.write(added)


def _without_mark(encoding: str, found: bytes) -> str:
    """The codec that writes no byte order mark: the file has its own in front."""
    if encoding == "utf-16":
        return "utf-16-le" if found.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    return "utf-8" if encoding == "utf-8-sig" else encoding
