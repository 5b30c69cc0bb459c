"""Termbases as tables to write: a row for each concept where that says everything, else a row for each term.

Owns the choice: the rows for concepts are read again, and where the termbase that they give is another one, there are
rows for terms instead. Nothing is lost in either.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from align_bench.errors import TermbaseError
from align_bench.formats.tables import guarded
from align_bench.formats.termbase.cells import SEPARATOR
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.headers import CONCEPT_HEADERS, TERM_HEADERS
from align_bench.formats.termbase.rows import Row as TextRow
from align_bench.formats.termbase.rows import place
from align_bench.formats.termbase.tables import TERM_COLUMNS, read_tables
from align_bench.formats.termbase.words import show_options
from align_bench.formats.workbook.escapes import CELL_LIMIT, cell_length, escape, impossible_character
from align_bench.formats.workbook.template import LATIN_FONT
from align_bench.formats.zips import copy_with_fixed_times, save_book
from align_bench.model.termbase import Concept, Term, Termbase

if TYPE_CHECKING:
    from openpyxl.styles import Alignment

SIMPLE = ("zh", "en_preferred", "en_admitted", "en_forbidden", "note")
"""Columns that are written even where they are empty, for people to fill in."""

_WIDTHS = {"term": 40, "note": 40, "concept_note": 40, "domain": 20, "id": 20, "concept": 20}
_TERM_WIDTH = 36
_OTHER_WIDTH = 16

Row = dict[str, str]


def table_rows(termbase: Termbase) -> list[list[str]]:
    """The header and the rows."""
    for rows, columns, always in (
        ([_concept_row(concept) for concept in termbase.concepts], tuple(CONCEPT_HEADERS), SIMPLE),
        (list(_term_rows(termbase)), tuple(TERM_HEADERS), tuple(TERM_HEADERS)[:4]),
    ):
        used = [column for column in columns if column in always or any(row[column] for row in rows)]
        table = [used, *([row[column] for column in used] for row in rows)]
        if _read_again(table) == termbase:
            return table
    raise TermbaseError(
        "the termbase has ids, terms or notes that no table holds", hint="export it as TBX, or name the concepts anew"
    )


def write_csv(termbase: Termbase, stream: BinaryIO) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([guarded(cell) for cell in row] for row in table_rows(termbase))
    stream.write(text.getvalue().encode())


def write_xlsx(termbase: Termbase, stream: BinaryIO) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    rows = table_rows(termbase)
    _refuse_unfitting(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Terms")
    for index, column in enumerate(rows[0]):
        width = _TERM_WIDTH if column in TERM_COLUMNS else _WIDTHS.get(column, _OTHER_WIDTH)
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(rows[0]) - 1)}{len(rows)}"
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(name=LATIN_FONT, size=11, bold=True)
    for number, row in enumerate(rows):
        cells = [_cell(sheet, text, wrapped) for text in row]
        if number == 0:
            for cell in cells:
                cell.font = bold
        sheet.append(cells)
    packed = io.BytesIO()
    save_book(book, packed)
    packed.seek(0)
    copy_with_fixed_times(packed, stream)


def _concept_row(concept: Concept) -> Row:
    terms = concept.terms
    english = {(term.is_exact, term.is_case_sensitive) for term in terms if term.language == "en"}
    is_exact, is_case_sensitive = english.pop() if len(english) == 1 else (False, False)
    row = dict.fromkeys(CONCEPT_HEADERS, "")
    for column, (language, status) in TERM_COLUMNS.items():
        texts = (term.text for term in terms if (term.language, term.status) == (language, status))
        row[column] = SEPARATOR.join(texts)
    first = next((term.text for term in terms if term.language == "zh"), "")
    row["id"] = "" if concept.id == first else concept.id
    row["part_of_speech"] = terms[0].part_of_speech or "" if terms else ""
    row["match"] = show_options(is_exact=is_exact, is_case_sensitive=is_case_sensitive)
    row["note"], row["domain"] = concept.note, concept.domain
    row["do_not_translate"] = "yes" if concept.do_not_translate else ""
    return row


def _term_rows(termbase: Termbase) -> Iterator[Row]:
    """What is said of the concept stands in the first row of its terms."""
    for concept in termbase.concepts:
        for index, term in enumerate(concept.terms):
            about = concept if index == 0 else Concept(concept.id, ())
            yield _term_row(about, term)


def _term_row(concept: Concept, term: Term) -> Row:
    return {
        "concept": concept.id,
        "language": term.language,
        "term": term.text,
        "status": term.status.value,
        "part_of_speech": term.part_of_speech or "",
        "match": show_options(is_exact=term.is_exact, is_case_sensitive=term.is_case_sensitive),
        "note": term.note,
        "domain": concept.domain,
        "concept_note": concept.note,
        "do_not_translate": "yes" if concept.do_not_translate else "",
    }


def _read_again(table: Sequence[list[str]]) -> Termbase | None:
    gathering = Gathering("")
    try:
        read_tables((TextRow(number, row) for number, row in enumerate(table, start=1)), gathering)
        return gathering.termbase()
    except TermbaseError:
        return None


def _refuse_unfitting(rows: Sequence[Sequence[str]]) -> None:
    """Before anything is begun: a half-written workbook leaves files behind."""
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row):
            if (length := cell_length(text)) > CELL_LIMIT:
                raise TermbaseError(
                    f"{place(number, index)}: {length:,} characters; a cell holds {CELL_LIMIT:,}",
                    hint="shorten the text, or write csv or tbx",
                )
            if found := impossible_character(text):
                raise TermbaseError(
                    f"{place(number, index)}: a character that no spreadsheet can hold: {found}",
                    hint="delete the character",
                )


def _cell(sheet: Any, text: str, alignment: Alignment) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet, value=escape(text) or None)
    if text:
        cell.data_type = "s"  # text that begins with = is text
        cell.quotePrefix = text.startswith("=")
    cell.number_format = "@"
    cell.alignment = alignment
    return cell
