"""A new workbook without content: sheets, headers, styles, the list of statuses, protection.

Below each header stands one empty row that shows how the rows are to look.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from align_bench.formats.workbook.columns import FINDINGS, LOCKED, REVIEW, SUMMARY, Layout
from align_bench.formats.workbook.schema import put_schema
from align_bench.formats.zips import copy_with_fixed_times, save_book
from align_bench.model.unit import Status

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
CHINESE_FONT = "Microsoft YaHei"
"""On every Windows and in Excel for Mac; LibreOffice puts its Chinese font in its place."""

LATIN_FONT = "Calibri"
_CHINESE = ("Chinese", "Chinese term")
_LOCKED_COLUMNS = ("No.", "Chinese", "Shape", "Findings", "Label", "Paragraph", "Unit id", "Source hash")
_NUMBERS = {"No.": "0", "Confidence": "0.00", "Units": "0", "Share": "0%", "English words": "#,##0"}
_NUMBERS["Chinese characters"] = "#,##0"
_CENTRED = ("No.", "Confidence", "Shape", "Locked")
_COLOURS = {
    Status.UNTRANSLATED: "FFD9D9D9",
    Status.DRAFT: "FFFFF2CC",
    Status.TRANSLATED: "FFDDEBF7",
    Status.REJECTED: "FFF8CBAD",
    Status.REVIEWED: "FFE2EFDA",
    Status.FINAL: "FFA9D08E",
    Status.OMITTED: "FFE4DFEC",
    Status.ADDED: "FFE4DFEC",
}


@cache
def new_workbook() -> bytes:
    """The package of an empty review workbook; the same bytes every time."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for layout in (REVIEW, SUMMARY, FINDINGS):
        sheet = workbook.create_sheet(layout.sheet)
        _columns(sheet, layout)
        _header(sheet, layout)
        sheet.freeze_panes = "A2"
    review = workbook[REVIEW.sheet]
    review.freeze_panes = "B2"
    _status_list(review)
    _status_colours(review, "D")
    _status_colours(workbook[SUMMARY.sheet], "A")
    _protect(review)
    for sheet in (review, workbook[FINDINGS.sheet]):
        sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}2"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
    put_schema(workbook)
    workbook.properties.creator = "align-bench"
    saved, package = io.BytesIO(), io.BytesIO()
    save_book(workbook, saved)
    copy_with_fixed_times(saved, package)
    return package.getvalue()


def _columns(sheet: Worksheet, layout: Layout) -> None:
    from openpyxl.styles import Alignment, Border, Font, Protection, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.dimensions import ColumnDimension

    for place, column in enumerate(layout.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = column.width
        dimension.hidden = column.hidden
        # The cells of the model row, and those that people fill below the table.
        for styled in (sheet.cell(2, place), dimension):
            styled.font = Font(name=CHINESE_FONT if column.header in _CHINESE else LATIN_FONT, size=11)
            middle = "center" if column.header in _CENTRED else None
            styled.alignment = Alignment(vertical="top", horizontal=middle, wrap_text=column.wrapped or None)
            styled.border = Border(bottom=Side("thin", color="FFD9D9D9"))
            styled.protection = Protection(locked=column.header in _LOCKED_COLUMNS)
            styled.number_format = _NUMBERS.get(column.header, "@")
            styled.quotePrefix = column.header not in _NUMBERS
    # Columns that people add must not be locked: a sheet's cells are by default.
    after = len(layout.columns) + 1
    rest = ColumnDimension(sheet, index=get_column_letter(after), min=after, max=LAST_COLUMN, width=16)
    rest.protection = Protection(locked=False)
    sheet.column_dimensions[get_column_letter(after)] = rest


def _header(sheet: Worksheet, layout: Layout) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    for place, column in enumerate(layout.columns, start=1):
        cell = sheet.cell(1, place, column.header)
        cell.font = Font(name=LATIN_FONT, size=11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF305496")
        cell.alignment = Alignment(vertical="center")
        cell.protection = Protection(locked=True)
    sheet.row_dimensions[1].height = 21


def _status_list(sheet: Worksheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for letter, words, title in (("D", list(Status), "Unknown status"), ("K", [LOCKED], "Locked")):
        listed = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=letter == "K")
        listed.errorTitle = title
        listed.error = f"Use one of: {', '.join(words)}" if letter == "D" else f"Write {LOCKED}, or leave it empty"
        listed.showErrorMessage = True
        listed.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(listed)


def _status_colours(sheet: Worksheet, letter: str) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    for status, colour in _COLOURS.items():
        fill = PatternFill(bgColor=colour, fill_type="solid")
        rule = Rule("cellIs", dxf=DifferentialStyle(fill=fill), operator="equal", formula=[f'"{status.value}"'])
        sheet.conditional_formatting.add(f"{letter}2:{letter}{LAST_ROW}", rule)


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password, and all but the source side can be worked with."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertColumns",
        "insertHyperlinks",
        "sort",
        "autoFilter",
    ):
        setattr(protection, allowed, False)  # the file says what is forbidden
