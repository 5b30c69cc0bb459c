"""Findings as people and programs read them: a table, JSON Lines, TSV.

JSON Lines and TSV are stable: scripts depend on them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal, TextIO

from align_bench.model.finding import Finding, Severity, Span
from align_bench.text.cells import width as cell_width

FindingsFormat = Literal["table", "jsonl", "tsv"]

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
_MARKS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.HINT: "."}


def write_findings(findings: Sequence[Finding], stream: TextIO, format: FindingsFormat) -> None:  # noqa: A002
    """Write the findings, in the order given."""
    if format == "jsonl":
        stream.writelines(json.dumps(as_record(finding), ensure_ascii=False) + "\n" for finding in findings)
    elif format == "tsv":
        _write_tsv(findings, stream)
    else:
        _write_table(findings, stream)


def as_record(finding: Finding) -> dict[str, Any]:
    """The finding as the object of one line of JSON; spans are offsets in the text of the paragraph they stand in."""
    return {
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


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.stop]


def _write_tsv(findings: Sequence[Finding], stream: TextIO) -> None:
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in findings:
        writer.writerow([_cell(value) for value in as_record(finding).values()])


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split("\n")).replace("\t", " ")


def _write_table(findings: Sequence[Finding], stream: TextIO) -> None:
    """A block for each document; the message stands last, where the width of Chinese does no harm."""
    for document, group in groupby(findings, key=lambda finding: finding.document):
        block = list(group)
        stream.write(f"{document}  ({_summary(block)})\n")
        rows = [
            (_MARKS[f.severity], _numbers(f.source_segments), _numbers(f.target_segments), f.check, _sentence(f))
            for f in block
        ]
        header = ("", "zh", "en", "check", "finding")
        widths = [max(cell_width(row[i]) for row in (header, *rows)) for i in range(4)]
        for row in (header, *rows):
            cells = [cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=False)]
            stream.write("  ".join(["", *cells, row[4]]).rstrip() + "\n")
        stream.write("\n")


def _summary(findings: Sequence[Finding]) -> str:
    counts = [(severity, sum(f.severity is severity for f in findings)) for severity in reversed(Severity)]
    return ", ".join(f"{count} {severity.value}{'s' if count != 1 else ''}" for severity, count in counts if count)


def _numbers(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers)) or "-"


def _sentence(finding: Finding) -> str:
    term = f"{finding.zh_term}: " if finding.zh_term and finding.zh_term not in finding.message else ""
    shown = re.search(rf"(?<!\w){re.escape(finding.expected)}(?!\w)", finding.message)
    wanted = "" if not finding.expected.strip() or shown else f" (expected: {finding.expected})"
    return " ".join(f"{term}{finding.message}{wanted}".split())
