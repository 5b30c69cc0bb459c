"""The aligned text as a spreadsheet to hand on: Chinese beside English, nothing of the review.

One sheet for each document, with number, source and target (Chinese and English, or the other way round). What a cell
cannot hold is refused, never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from align_bench.errors import InputError
from align_bench.formats.workbook.escapes import CELL_LIMIT, cell_length, escape, impossible_character
from align_bench.formats.zips import copy_with_fixed_times, save_book
from align_bench.model.document import Language
from align_bench.model.unit import Review

if TYPE_CHECKING:
    from openpyxl.styles import Alignment

HEADERS = ("No.", "Chinese", "English")
_WIDTHS = (8, 60, 80)


def write_aligned(reviews: Iterable[Review], stream: BinaryIO, *, source: Language = "zh") -> None:
    from openpyxl import Workbook

    reviews = list(reviews)
    for review in reviews:
        _refuse_unfitting(review)
    book = Workbook(write_only=True)
    names: set[str] = set()
    for review in reviews:
        sheet = book.create_sheet(_sheet_name(review.name, names))
        _fill(sheet, review, HEADERS if source == "zh" else (HEADERS[0], *HEADERS[:0:-1]))
    if not names:
        book.create_sheet("empty")
    packed = BytesIO()
    save_book(book, packed)
    packed.seek(0)
    copy_with_fixed_times(packed, stream)


def _fill(sheet: Any, review: Review, headers: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font

    for column, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    bold = Font(bold=True)
    heads = [_cell(sheet, header, wrapped) for header in headers]
    for head in heads:
        head.font = bold
    sheet.append(heads)
    for number, unit in enumerate(review.units, start=1):
        texts = (str(number), unit.source, unit.target)
        sheet.append([_cell(sheet, escape(text), wrapped) for text in texts])


def _cell(sheet: Any, text: str, alignment: Alignment) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"  # text that begins with = is text
        cell.quotePrefix = text.startswith("=")
    cell.alignment = alignment
    return cell


def _refuse_unfitting(review: Review) -> None:
    """Before anything is begun: a half-written workbook leaves files behind."""
    hint = "split the unit, or export as tmx, xliff, csv, tsv or jsonl"
    for number, unit in enumerate(review.units, start=1):
        place = f"{review.name}: unit {number}"
        for text in (unit.source, unit.target):
            if (length := cell_length(text)) > CELL_LIMIT:
                raise InputError(f"{place}: the text has {length:,} characters; a cell holds {CELL_LIMIT:,}", hint=hint)
            if found := impossible_character(text):
                raise InputError(
                    f"{place}: a character that no spreadsheet can hold: {found}", hint="delete the character"
                )


def _sheet_name(document: str, taken: set[str]) -> str:
    """A legal name (31 characters, none of []:*?/ or backslash, no apostrophe at an end) that no sheet has yet."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", document).strip("'")[:31] or "document"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        suffix = f" ({number})"
        name = base[: 31 - len(suffix)] + suffix
    taken.add(name.lower())
    return name
