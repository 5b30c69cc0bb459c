r"""Units as plain tables: CSV, TSV, JSONL.

Owns one data frame (`frame`, a row a unit) and three notations of it:

- CSV (RFC 4180, UTF-8, LF). A cell that a spreadsheet would take for a formula (it begins with = + - @, tab, CR
  or NUL) gets an apostrophe in front, and so does one that already has an apostrophe there: taking one away gives
  the text back (`unguarded`). JSONL holds the texts unchanged.
- TSV: the same guard; tab, line feed, CR and backslash inside a cell are written \t \n \r \\: a line is a row.
- JSONL: one object a line, nothing guarded.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from align_bench.model.unit import Review, Unit

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("document", "unit", "label", "zh", "en", "status", "comment", "reviewer", "updated", "confidence", "shape")

_FORMULA = re.compile(r"'*[=+\-@\t\r\x00]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def frame(reviews: Iterable[Review]) -> pd.DataFrame:
    """The units of all reviews, a row each, in the columns `COLUMNS`; texts as they are, no confidence as None."""
    import pandas as pd

    rows = [_cells(review.name, unit) for review in reviews for unit in review.units]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def write_csv(reviews: Iterable[Review], stream: BinaryIO) -> None:
    cells = frame(reviews).map(_guarded_cell)
    # The writer leaves a lone CR unquoted unless it quotes everything, and readers then break the row there.
    has_return = bool(cells.map(lambda cell: "\r" in cell).to_numpy().any())
    text = cells.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL if has_return else csv.QUOTE_MINIMAL)
    stream.write(text.encode("utf-8", "backslashreplace"))


def write_tsv(reviews: Iterable[Review], stream: BinaryIO) -> None:
    _write_line(stream, "\t".join(COLUMNS))
    for row in frame(reviews).map(_guarded_cell).itertuples(index=False):
        _write_line(stream, "\t".join(escaped(cell) for cell in row))


def write_jsonl(reviews: Iterable[Review], stream: BinaryIO) -> None:
    for row in frame(reviews).to_dict("records"):
        _write_line(stream, json.dumps(row, ensure_ascii=False))


def guarded(cell: str) -> str:
    """The cell as a spreadsheet will not run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def escaped(cell: str) -> str:
    """The cell on one line, without tabs."""
    return re.sub(r"[\\\t\n\r]", lambda match: _ESCAPES[match[0]], cell)


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


def _guarded_cell(cell: Any) -> str:
    return "" if cell is None else guarded(str(cell))


def _write_line(stream: BinaryIO, line: str) -> None:
    stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
