"""Termbases as tables: a row is a concept, `|` parts several terms in a cell.

Owns the simple columns (`zh, en_preferred, en_admitted, en_forbidden, note` and their synonyms) in CSV of any usual
encoding and in XLSX; columns are found by their header, never by position. What cannot be meant is an error with
file, row and column; what is merely odd (a row twice, a row without English) is a notice.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align_bench.errors import TermbaseError
from align_bench.formats.workbook.grid import GridError, read_grid
from align_bench.formats.workbook.sheet import column_letters
from align_bench.model.termbase import Concept, Term, Termbase, TermStatus

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet counts it, and its cells."""

HEADERS: dict[str, tuple[str, ...]] = {
    "zh": ("zh", "zh-cn", "zh-hans", "chinese", "source", "source term", "中文", "汉语", "原文", "术语"),
    "en_preferred": (
        "en_preferred",
        "en",
        "english",
        "preferred",
        "target",
        "target term",
        "英文",
        "英语",
        "译文",
        "首选",
    ),
    "en_admitted": ("en_admitted", "admitted", "allowed", "also", "可用", "许用"),
    "en_forbidden": ("en_forbidden", "forbidden", "deprecated", "not", "禁用", "弃用"),
    "note": ("note", "notes", "comment", "remark", "备注", "说明"),
}
STATUSES = {
    "en_preferred": TermStatus.PREFERRED,
    "en_admitted": TermStatus.ADMITTED,
    "en_forbidden": TermStatus.DEPRECATED,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd in a termbase that does not keep it from being used."""

    row: int
    message: str


def read_termbase(path: Path) -> Termbase:
    """The termbase in a .csv or .xlsx file."""
    return read_termbase_with_notices(path)[0]


def read_termbase_with_notices(path: Path) -> tuple[Termbase, tuple[Notice, ...]]:
    """The termbase, and what is odd in it: rows that stand twice, rows without English."""
    rows = _read_rows(path)
    header = next(rows, None)
    if header is None:
        raise TermbaseError(
            f"{path.name}: the termbase is empty",
            hint="give it a header row: zh,en_preferred,en_admitted,en_forbidden,note",
        )
    columns = _columns(path, header)
    concepts: dict[str, Concept] = {}
    places: dict[str, int] = {}
    notices: list[Notice] = []
    for number, cells in rows:
        concept = _concept(path, number, cells, columns, notices)
        if concept is None:
            continue
        key = "|".join(concept.source_terms)
        if key in concepts:
            notices.append(Notice(number, f"{key} stands in row {places[key]} already; the two rows are read as one"))
            concept = _joined(path, number, concepts[key], concept, places[key])
        else:
            places[key] = number
        concepts[key] = concept
    return Termbase(tuple(concepts.values())), tuple(notices)


def _read_rows(path: Path) -> Iterator[Row]:
    if path.is_dir():
        raise TermbaseError(f"{path}: this is a folder", hint="give a .csv or .xlsx file")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TermbaseError(
            f"{path}: cannot be read: {error.strerror}", hint="check the name and the access rights"
        ) from error
    if path.suffix.lower() == ".csv":
        return _csv_rows(path, content)
    if path.suffix.lower() == ".xlsx":
        return _xlsx_rows(path, content)
    raise TermbaseError(
        f"{path.name}: a termbase of type {path.suffix or 'no suffix'!r} cannot be read", hint="use .csv or .xlsx"
    )


def _csv_rows(path: Path, content: bytes) -> Iterator[Row]:
    text = _decode(path, content)
    if "\0" in text:
        raise TermbaseError(f"{path.name}: this is not a text file", hint="save the table as CSV (UTF-8)")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    # A cell may be as long as a spreadsheet allows.
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise TermbaseError(
            f"{path.name}: line {reader.line_num}: {error}", hint="check the quotes around that cell"
        ) from error


def _decode(path: Path, content: bytes) -> str:
    """BOM, then UTF-8, then GB18030: Chinese bytes that are valid UTF-8 are practically never anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TermbaseError(f"{path.name}: the encoding cannot be told", hint="save the table as CSV (UTF-8)")


def _xlsx_rows(path: Path, content: bytes) -> Iterator[Row]:
    try:
        rows = read_grid(content)
    except GridError as error:
        raise TermbaseError(
            f"{path.name}: {error.message}", hint=error.hint or "save the table as .xlsx or .csv again"
        ) from error
    for number, cells in enumerate(rows, start=1):
        texts = [_cell_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _cell_text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without the `.0` that spreadsheets keep."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _columns(path: Path, header: Row) -> dict[str, int]:
    row, cells = header
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = unicodedata.normalize("NFKC", cell).strip().casefold()
        for column, names in HEADERS.items():
            if name not in names:
                continue
            if column in columns:
                raise TermbaseError(
                    f"{path.name}: row {row}, column {_letter(index)}: {cell!r} is a second column for {column}"
                    f" (the first is column {_letter(columns[column])})",
                    hint="remove or rename one of them",
                )
            columns[column] = index
    if "zh" not in columns:
        seen = ", ".join(repr(cell) for cell in cells if cell)[:200]
        raise TermbaseError(
            f"{path.name}: row {row}: no Chinese column (the columns are {seen or 'empty'})",
            hint="name the column of Chinese terms 'zh'",
        )
    if not columns.keys() & STATUSES.keys():
        raise TermbaseError(
            f"{path.name}: row {row}: no English column", hint="name the column of English terms 'en_preferred'"
        )
    return columns


def _concept(
    path: Path, row: int, cells: Sequence[str], columns: dict[str, int], notices: list[Notice]
) -> Concept | None:
    def terms_in(column: str) -> list[str]:
        index = columns.get(column, len(cells))
        parts = cells[index].split("|") if index < len(cells) else []
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    chinese = terms_in("zh")
    if not chinese:
        raise TermbaseError(
            f"{path.name}: row {row}, column {_letter(columns['zh'])}: the Chinese term is missing",
            hint="fill it in, or delete the row",
        )
    english = [Term(text, "en", status) for column, status in STATUSES.items() for text in terms_in(column)]
    concept = Concept(
        id=chinese[0],
        terms=(*(Term(text, "zh") for text in chinese), *english),
        note=" | ".join(terms_in("note")),
    )
    if not concept.allowed:
        notices.append(Notice(row, f"{chinese[0]} has no English term; only its forbidden forms can be checked"))
    _refuse_contradiction(path, row, concept, columns)
    return concept


def _refuse_contradiction(path: Path, row: int, concept: Concept, columns: dict[str, int]) -> None:
    for text in concept.forbidden:
        if text in concept.allowed:
            column = _letter(columns["en_forbidden"]) if "en_forbidden" in columns else "?"
            raise TermbaseError(
                f"{path.name}: row {row}, column {column}: {text!r} is both allowed and forbidden for {concept.id}",
                hint="keep it in one of the two columns",
            )


def _joined(path: Path, row: int, first: Concept, second: Concept, first_row: int) -> Concept:
    """Two rows for the same Chinese term: the first row's terms, then what the second adds."""
    known = {(term.text, term.language) for term in first.terms}
    known_allowed, known_forbidden = set(first.allowed), set(first.forbidden)
    for term in second.in_language("en"):
        if term.text in (known_forbidden if term.status.is_allowed else known_allowed):
            status = "allowed" if term.status.is_allowed else "forbidden"
            raise TermbaseError(
                f"{path.name}: row {row}: {term.text!r} is {status} for {first.id},"
                f" but row {first_row} says the contrary",
                hint="correct one of the two rows",
            )
    added = tuple(term for term in second.terms if (term.text, term.language) not in known)
    note = " | ".join(note for note in (first.note, second.note) if note)
    return replace(first, terms=first.terms + added, note=note)


def _letter(index: int) -> str:
    """A column counted from 0 as spreadsheets name it."""
    return column_letters(index + 1)
