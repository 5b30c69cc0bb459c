"""The columns of the three sheets, and how a unit becomes a row of values and a row a unit.

Owns every name that is written into a workbook. Columns are found by these names, whatever their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align_bench.errors import WorkbookError
from align_bench.formats.workbook.escapes import CELL_LIMIT, cell_length, fitting, impossible_character
from align_bench.model.finding import Finding, Span
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import finding_id
from align_bench.text.scripts import han_count, word_count

Value = str | int | float | None
Row = tuple[Value, ...]

HEADER_ROWS = 20
"""How far down the header is looked for: people put titles above a table."""

FINDING_ID = "Id"
WAIVED_BECAUSE = "Waived because"
"""Where people say why a finding may stand, for `align-bench waive --from`."""

FINDINGS_SHOWN = 20
"""Findings in a unit's row; the sheet `Findings` has all."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    header: str
    width: float
    """In characters of the default font."""

    stored: bool = True
    """Whether the review is read from it; a column that is not may be missing."""

    hidden: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet: its columns in the order in which a new workbook has them."""

    sheet: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Headers of the columns that tell which row is which."""

    written: tuple[tuple[str, str], ...] = ()
    """Headers of columns that people fill, each with the column that what they write is about: where that changes in a
    row, their words are taken out."""

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)


REVIEW = Layout(
    "Review",
    (
        Column("No.", 6, stored=False),
        Column("Chinese", 58, wrapped=True),
        Column("English", 72, wrapped=True),
        Column("Status", 13),
        Column("Comment", 32, wrapped=True),
        Column("Reviewer", 14),
        Column("Updated", 25),
        Column("Confidence", 11),
        Column("Shape", 7, stored=False),
        Column("Findings", 44, stored=False, wrapped=True),
        Column("Locked", 8),
        Column("Label", 10, hidden=True),
        Column("Paragraph", 10, hidden=True),
        Column("Unit id", 20, hidden=True),
        Column("Source hash", 14, hidden=True),
        Column("Source paragraphs", 14, hidden=True),
        Column("Target paragraphs", 14, hidden=True),
    ),
    ("Unit id",),
)
SUMMARY = Layout(
    "Summary",
    (
        Column("Status", 24),
        Column("Units", 10),
        Column("Share", 10),
        Column("English words", 16),
        Column("Chinese characters", 20),
    ),
    ("Status",),
)
FINDINGS = Layout(
    "Findings",
    (
        Column("No.", 6),
        Column("Severity", 10),
        Column("Check", 26),
        Column("Family", 14),
        Column("Message", 70, wrapped=True),
        Column("Chinese term", 20, wrapped=True),
        Column("Found", 26, wrapped=True),
        Column("Expected", 26, wrapped=True),
        Column("Source paragraphs", 18),
        Column("Target paragraphs", 18),
        Column("Source span", 14),
        Column("Target span", 14),
        Column("Document", 24),
        Column("Unit id", 20),
        Column(FINDING_ID, 16),
        Column(WAIVED_BECAUSE, 40, wrapped=True),
    ),
    ("Check", "Unit id", "Message", "Source span", "Target span"),
    ((WAIVED_BECAUSE, FINDING_ID),),
)
LOCKED = "yes"
_CHECKED = ("Chinese", "English", "Comment", "Reviewer", "Updated", "Label", "Paragraph", "Unit id")


def check_units(units: Iterable[Unit], name: str) -> None:
    """Raise WorkbookError where a text cannot stand in a cell, whole and unchanged."""
    for unit in units:
        fields = (
            unit.source,
            unit.target,
            unit.comment,
            unit.reviewer,
            unit.updated,
            unit.label,
            unit.paragraph,
            unit.id,
        )
        whole = "".join(fields)
        if 2 * len(whole) > CELL_LIMIT or impossible_character(whole):
            for header, text in zip(_CHECKED, fields, strict=True):
                _check_text(text, f"{name}: {_where(unit)}: column {header!r}")


def _where(unit: Unit) -> str:
    """How people find a unit that may be in no workbook yet: by its label, else in the text that it comes from."""
    if unit.label or not (unit.source_numbers or unit.target_numbers):
        return f"unit {unit.label or unit.id}"
    language, numbers = ("Chinese", unit.source_numbers) if unit.source_numbers else ("English", unit.target_numbers)
    return f"unit of paragraph {numbers[0]} of the {language} text"


def _check_text(text: str, where: str) -> None:
    if (length := cell_length(text)) > CELL_LIMIT:
        raise WorkbookError(
            f"{where} would hold {length:,} characters; a cell holds {CELL_LIMIT:,}",
            hint="split the unit, or shorten the text",
        )
    if found := impossible_character(text):
        raise WorkbookError(
            f"{where} holds a character that no workbook can hold: {found}", hint="delete the character"
        )


def unit_row(number: int, unit: Unit, findings: Sequence[Finding]) -> Row:
    """The values of a unit in the order of REVIEW.columns."""
    return (
        number,
        unit.source,
        unit.target,
        unit.status.value,
        unit.comment,
        unit.reviewer,
        unit.updated,
        unit.confidence,
        unit.shape,
        _findings_text(findings),
        LOCKED if unit.locked else "",
        unit.label,
        unit.paragraph,
        unit.id,
        unit.source_hash,
        numbers_text(unit.source_numbers),
        numbers_text(unit.target_numbers),
    )


def summary_rows(review: Review) -> list[Row]:
    """A row for each status, one for all, one for what is done; words of the English, characters of the Chinese."""
    units = Counter(unit.status for unit in review.units)
    words: Counter[Status] = Counter()
    characters: Counter[Status] = Counter()
    for unit in review.units:
        words[unit.status] += word_count(unit.target)
        characters[unit.status] += han_count(unit.source)
    groups = [(status.value, [status]) for status in Status]
    groups += [("all", list(Status)), ("reviewed or final", [Status.REVIEWED, Status.FINAL])]
    whole = max(len(review.units), 1)
    rows: list[Row] = []
    for title, members in groups:
        count = sum(units[status] for status in members)
        numbers = sum(words[status] for status in members), sum(characters[status] for status in members)
        rows.append((title, count, round(count / whole, 4), *numbers))
    return rows


def finding_row(finding: Finding, units: Mapping[str, tuple[int, Unit]]) -> Row:
    """The values of a finding in the order of FINDINGS.columns; `units` are the units with their numbers, by id."""
    number, unit = units.get(finding.unit, (None, None))
    return (
        number,
        finding.severity.value,
        finding.check,
        finding.family,
        finding.message,
        finding.zh_term,
        finding.found,
        finding.expected,
        numbers_text(finding.source_segments),
        numbers_text(finding.target_segments),
        _span_text(finding.source_span),
        _span_text(finding.target_span),
        finding.document,
        finding.unit,
        "" if unit is None else finding_id(finding, unit),
        "",
    )


def numbers_text(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def normal_header(text: str) -> str:
    """What headers are compared by: case and white space do not count."""
    return "".join(text.casefold().split())


def _findings_text(findings: Sequence[Finding]) -> str:
    lines = [f"{finding.severity.value}: {finding.message}" for finding in findings[:FINDINGS_SHOWN]]
    if len(findings) > FINDINGS_SHOWN:
        lines.append(f"and {len(findings) - FINDINGS_SHOWN} more: see the sheet {FINDINGS.sheet}")
    return fitting("\n".join(lines))


def _span_text(span: Span | None) -> str:
    return "" if span is None else f"{span.paragraph}: {span.start}-{span.stop}"
