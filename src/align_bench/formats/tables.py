r"""Units as plain tables: CSV, TSV, JSONL.

Owns three notations of the same columns:

- CSV (RFC 4180, UTF-8, LF). A cell that a spreadsheet would take for a formula (it begins with = + - @, tab, CR
  or NUL) gets an apostrophe in front, and so does one that already has an apostrophe there: taking one away gives
  the text back (`unguarded`). JSONL holds the texts unchanged.
- TSV: the same guard; tab, line feed, CR and backslash inside a cell are written \t \n \r \\: a line is a row.
- JSONL: one object a line, nothing guarded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from align_bench.model.unit import Review, Unit

COLUMNS = ("document", "unit", "label", "zh", "en", "status", "comment", "reviewer", "updated", "confidence", "shape")

_FORMULA = re.compile(r"'*[=+\-@\t\r\x00]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def write_csv(reviews: Iterable[Review], stream: BinaryIO) -> None:
    _write_line(stream, ",".join(COLUMNS))
    for row in _rows(reviews):
        _write_line(stream, ",".join(_quoted(guarded(_shown(cell))) for cell in row.values()))


def write_tsv(reviews: Iterable[Review], stream: BinaryIO) -> None:
    _write_line(stream, "\t".join(COLUMNS))
    for row in _rows(reviews):
        _write_line(stream, "\t".join(escaped(guarded(_shown(cell))) for cell in row.values()))


def write_jsonl(reviews: Iterable[Review], stream: BinaryIO) -> None:
    for row in _rows(reviews):
        _write_line(stream, json.dumps(row, ensure_ascii=False))


def guarded(cell: str) -> str:
    """The cell as a spreadsheet will not run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _quoted(cell: str) -> str:
    # The csv module leaves a lone CR unquoted unless it ends lines, and readers then break the row there.
    return '"' + cell.replace('"', '""') + '"' if re.search('[",\r\n]', cell) else cell


def escaped(cell: str) -> str:
    """The cell on one line, without tabs."""
    return re.sub(r"[\\\t\n\r]", lambda match: _ESCAPES[match[0]], cell)


def _rows(reviews: Iterable[Review]) -> Iterator[dict[str, str | float | None]]:
    for review in reviews:
        for unit in review.units:
            yield dict(zip(COLUMNS, _cells(review.name, unit), strict=True))


def _cells(document: str, unit: Unit) -> tuple[str | float | None, ...]:
    return (
        document,
        unit.id,
        unit.label,
        unit.source,
        unit.target,
        unit.status.value,
        unit.comment,
        unit.reviewer,
        unit.updated,
        unit.confidence,
        unit.shape,
    )


def _shown(cell: str | float | None) -> str:
    return "" if cell is None else str(cell)


def _write_line(stream: BinaryIO, line: str) -> None:
    stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
