"""The history of a review as TSV and JSONL. TSV is guarded and escaped as in `formats.tables`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import BinaryIO

from align_bench.formats.tables import escaped, guarded
from align_bench.model.history import HistoryEntry

COLUMNS = tuple(field.name for field in fields(HistoryEntry))


def write_history_tsv(entries: Iterable[HistoryEntry], stream: BinaryIO) -> None:
    """A line for each entry behind one with the names of the columns."""
    _write_line(stream, "\t".join(COLUMNS))
    for entry in entries:
        _write_line(stream, "\t".join(escaped(guarded(str(cell))) for cell in astuple(entry)))


def write_history_jsonl(entries: Iterable[HistoryEntry], stream: BinaryIO) -> None:
    """An object for each entry."""
    for entry in entries:
        _write_line(stream, json.dumps(dict(zip(COLUMNS, astuple(entry), strict=True)), ensure_ascii=False))


def _write_line(stream: BinaryIO, line: str) -> None:
    stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
