"""A report as a workbook: a row for each finding with both texts, and a sheet that says how it was made.

It is made anew for each report. People may write in it why a finding may stand, which `formats.reasons` reads; the
review workbook is `formats.workbook`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO

from align_bench.formats.workbook.columns import FINDING_ID, WAIVED_BECAUSE
from align_bench.formats.workbook.escapes import CELL_LIMIT, cell_length, escape, impossible_character
from align_bench.formats.workbook.heights import row_points
from align_bench.formats.workbook.template import LATIN_FONT
from align_bench.formats.zips import copy_with_fixed_times, save_book
from align_bench.model.report import CheckReport, Entry, count_severities

_COLUMNS = {
    "Document": 20,
    "No.": 6,
    "Severity": 10,
    "Check": 20,
    "Finding": 40,
    WAIVED_BECAUSE: 22,
    "Chinese term": 16,
    "Found": 20,
    "Expected": 20,
    "Chinese": 44,
    "English": 50,
    "Chinese paragraphs": 18,
    "English paragraphs": 18,
    FINDING_ID: 16,
}
_PRINTED = 11  # columns; what stands behind the texts is for programs
_WAIVED_COLUMNS = {"Waived by": 16, "Waived at": 26}


def write_findings_workbook(report: CheckReport, stream: BinaryIO, *, waived: bool = False) -> None:
    """Write the findings; with `waived` those too that are waived, with the reason."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Findings")
    columns = _COLUMNS | (_WAIVED_COLUMNS if waived else {})
    entries = report.shown(waived=waived)
    _prepare(sheet, columns, len(entries))
    _append(sheet, list(columns), bold=True)
    numbers = {(review.name, unit.id): n for review in report.reviews for n, unit in enumerate(review.units, start=1)}
    for index, entry in enumerate(entries, start=2):
        row = _row(entry, numbers[entry.finding.document, entry.unit.id])[: len(columns)]
        # Not every program finds it itself.
        texts = ((str(value), width) for value, width in zip(row, columns.values(), strict=True))
        sheet.row_dimensions[index].height = row_points(texts)
        _append(sheet, row)
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 12, 120
    for title, text in (
        ("Findings", count_severities(report.open) or "none"),
        ("Waived", str(len(report.waived))),
        ("Signature", report.signature),
    ):
        _append(about, (title, text))
    packed = BytesIO()
    save_book(book, packed)
    packed.seek(0)
    copy_with_fixed_times(packed, stream)


def _prepare(sheet: Any, columns: Mapping[str, float], rows: int) -> None:
    """Widths, a head that stays in sight and can be filtered, pages as wide as what one reads on paper."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    for index, width in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)  # inches
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(_PRINTED)}{rows + 1}"


def _row(entry: Entry, number: int) -> list[str | int]:
    finding, waiver = entry.finding, entry.waiver
    return [
        finding.document,
        number,
        finding.severity.value,
        finding.check,
        finding.message,
        waiver.reason if waiver else "",
        finding.zh_term,
        finding.found,
        finding.expected,
        entry.unit.source,
        entry.unit.target,
        ", ".join(map(str, finding.source_segments)),
        ", ".join(map(str, finding.target_segments)),
        entry.id,
        *([waiver.who, waiver.when] if waiver else ["", ""]),
    ]


def _append(sheet: Any, values: Sequence[str | int], *, bold: bool = False) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = []
    for value in values:
        cell: Any = WriteOnlyCell(sheet, value=_fitting(value) if isinstance(value, str) else value)
        if isinstance(value, str) and value:
            cell.data_type = "s"  # text that begins with = is text
            cell.quotePrefix = value.startswith("=")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(name=LATIN_FONT, size=11, bold=True)
        cells.append(cell)
    sheet.append(cells)


def _fitting(text: str) -> str | None:
    """The text as a cell holds it. A report never cuts a text: one that fits in no cell is told instead."""
    if cell_length(text) > CELL_LIMIT:
        return f"({len(text):,} characters: too long for a cell)"
    while impossible_character(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = text.translate(dict.fromkeys((0, 0xFFFE, 0xFFFF), "\ufffd"))
    return escape(text) or None
