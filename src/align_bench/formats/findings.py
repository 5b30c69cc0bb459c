"""Findings as people and programs read them: a table, JSON Lines, TSV.

JSON Lines and TSV are stable, as scripts depend on them, and hold findings only; the table ends with the signature. In
TSV a cell that a spreadsheet would run as a formula has an apostrophe in front.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, TextIO

from align_bench.formats.tables import guarded
from align_bench.model.finding import Severity, Span
from align_bench.model.report import CheckReport, Entry, count_severities
from align_bench.model.waiver import Waiver
from align_bench.text.cells import shown
from align_bench.text.cells import width as cell_width

COLUMNS = (
    "check",
    "family",
    "severity",
    "document",
    "unit",
    "source_segments",
    "target_segments",
    "source_span",
    "target_span",
    "zh_term",
    "found",
    "expected",
    "message",
)
WAIVED_COLUMNS = ("id", "waived", "waived_by", "waived_at")
SHORT_ID = 8
"""So much of an id is shown in the table: enough to name the finding by."""

_MARKS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.HINT: "."}


def write_jsonl(report: CheckReport, stream: TextIO, *, waived: bool = False) -> None:
    """Write a finding a line; with `waived` those too that are waived, told apart."""
    records = (as_record(entry, waived=waived) for entry in report.shown(waived=waived))
    stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_table(report: CheckReport, stream: TextIO, *, waived: bool = False) -> None:
    """Write a block for each document; the message stands last, where the width of Chinese does no harm.

    Nothing in a text can steer the terminal that shows it.
    """
    for document, group in groupby(report.shown(waived=waived), key=lambda entry: entry.finding.document):
        _write_block(document, list(group), stream)
    stream.write(f"{total(report)}\nsignature: {report.signature}\n")


def write_tsv(report: CheckReport, stream: TextIO, *, waived: bool = False) -> None:
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow((*COLUMNS, *WAIVED_COLUMNS) if waived else COLUMNS)
    for entry in report.shown(waived=waived):
        record = as_record(entry, waived=waived)
        waiver = record.pop("waived", None) or {}
        more = [waiver.get(key, "") for key in ("reason", "who", "when")] if waived else []
        writer.writerow([_cell(value) for value in (*record.values(), *more)])


def total(report: CheckReport) -> str:
    """`1 error, 2 warnings; 1 more is waived`."""
    count = len(report.waived)
    waived = f"; {count:,} more {'is' if count == 1 else 'are'} waived" if count else ""
    return f"{count_severities(report.open) or 'no findings'}{waived}"


def as_record(entry: Entry, *, waived: bool = False) -> dict[str, Any]:
    """The finding as the object of one line of JSON; spans are offsets in the text of the paragraph they stand in.

    With `waived` it has an `id` as well, and who waived it (None: nobody did).
    """
    finding = entry.finding
    record = {
        "check": finding.check,
        "family": finding.family,
        "severity": finding.severity.value,
        "document": finding.document,
        "unit": finding.unit,
        "source_segments": list(finding.source_segments),
        "target_segments": list(finding.target_segments),
        "source_span": _pair(finding.source_span),
        "target_span": _pair(finding.target_span),
        "zh_term": finding.zh_term,
        "found": finding.found,
        "expected": finding.expected,
        "message": finding.message,
    }
    return record | {"id": entry.id, "waived": _waiver(entry.waiver)} if waived else record


def _waiver(waiver: Waiver | None) -> dict[str, str] | None:
    return None if waiver is None else {"reason": waiver.reason, "who": waiver.who, "when": waiver.when}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.stop]


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return guarded(re.sub(r"[\t\r\n]", " ", text))


def _write_block(document: str, entries: Sequence[Entry], stream: TextIO) -> None:
    open_ = [entry for entry in entries if entry.waiver is None]
    stream.write(f"{shown(document)}  ({count_severities(open_) or 'all waived'})\n")
    header = ("", "zh", "en", "id", "check", "finding")
    rows = [header, *map(_row, entries)]
    widths = [max(cell_width(row[i]) for row in rows) for i in range(len(header) - 1)]
    for row in rows:
        cells = [cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=False)]
        stream.write("  ".join(["", *cells, row[-1]]).rstrip() + "\n")
    stream.write("\n")


def _row(entry: Entry) -> tuple[str, ...]:
    finding = entry.finding
    mark = _MARKS[finding.severity] if entry.waiver is None else "-"
    places = (_numbers(finding.source_segments), _numbers(finding.target_segments))
    return mark, *places, entry.id[:SHORT_ID], finding.check, shown(_sentence(entry))


def _numbers(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers)) or "-"


def _sentence(entry: Entry) -> str:
    finding, waiver = entry.finding, entry.waiver
    term = f"{finding.zh_term}: " if finding.zh_term and finding.zh_term not in finding.message else ""
    shown = re.search(rf"(?<!\w){re.escape(finding.expected)}(?!\w)", finding.message)
    wanted = "" if not finding.expected.strip() or shown else f" (expected: {finding.expected})"
    waived = "" if waiver is None else f" [waived{f' by {waiver.who}' if waiver.who else ''}: {waiver.reason}]"
    return " ".join(f"{term}{finding.message}{wanted}{waived}".split())
