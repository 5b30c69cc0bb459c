"""Termbases as tables: a row for each concept, where a cell may hold several terms, or a row for each term.

Owns which columns and rows make a concept. Columns are found by their header, never by position; others are passed
over and told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from align_bench.formats.termbase.cells import Cells
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.headers import concept_columns, term_columns
from align_bench.formats.termbase.rows import HEADER_ROWS, Row, letters, place
from align_bench.model.document import Language
from align_bench.model.termbase import Concept, Term, TermStatus
from align_bench.text.scripts import han_count

TERM_COLUMNS: dict[str, tuple[Language, TermStatus]] = {
    "zh": ("zh", TermStatus.PREFERRED),
    "zh_admitted": ("zh", TermStatus.ADMITTED),
    "zh_forbidden": ("zh", TermStatus.DEPRECATED),
    "en_preferred": ("en", TermStatus.PREFERRED),
    "en_admitted": ("en", TermStatus.ADMITTED),
    "en_forbidden": ("en", TermStatus.DEPRECATED),
    "en_superseded": ("en", TermStatus.SUPERSEDED),
}
"""The columns of a row for a concept that hold terms, in the order in which the concept has them."""


def has_header(rows: Sequence[Row]) -> bool:
    """Whether one of the rows is the header of a termbase."""
    return any(_is_header(row.cells) for row in rows)


class Header(NamedTuple):
    """The header of a termbase in a table."""

    row: Row
    columns: dict[str, int]
    """The place of each column, counted from 0."""

    is_by_term: bool
    """A row is a term, not a concept."""


def header_of(rows: Sequence[Row]) -> Header | None:
    """The header among the first rows of a table; None where there is none."""
    row = next((row for row in rows if _is_header(row.cells)), None)
    if row is None:
        return None
    is_by_term = _is_by_term(row.cells)
    places = (term_columns if is_by_term else concept_columns)(row.cells)
    return Header(row, {column: found[0] for column, found in places.items()}, is_by_term)


def read_tables(rows: Iterator[Row], gathering: Gathering) -> None:
    """Gather the concepts of a table, of whichever kind its header says it is."""
    head = list(islice(rows, HEADER_ROWS))
    if not head:
        raise gathering.error("", "the termbase is empty", "give it a header row: zh,en_preferred,note")
    start = next((index for index, row in enumerate(head) if _is_header(row.cells)), 0)
    header, rest = head[start], chain(head[start + 1 :], rows)
    if _is_by_term(header.cells):
        columns = _columns(header, term_columns(header.cells), gathering)
        _read_terms(rest, columns, len(header.cells), gathering)
        return
    columns = _columns(header, concept_columns(header.cells), gathering)
    _refuse_incomplete(header, columns, gathering)
    for row in rest:
        concept = _concept(Cells(row, columns, len(header.cells), gathering))
        gathering.count(place(row.number), len(concept.terms))
        gathering.add(place(row.number), concept)


def _is_header(cells: Sequence[str]) -> bool:
    columns = concept_columns(cells)
    return _is_by_term(cells) or (_has(columns, "zh") and _has(columns, "en"))


def _is_by_term(cells: Sequence[str]) -> bool:
    return {"term", "language", "concept"} <= term_columns(cells).keys()


def _has(columns: Collection[str], language: Language) -> bool:
    """Whether there is a column for terms of the language that may be used."""
    named = [name for name, (own, status) in TERM_COLUMNS.items() if own == language]
    return any(name in columns for name in named if language == "en" or TERM_COLUMNS[name][1].is_allowed)


def _columns(header: Row, places: Mapping[str, Sequence[int]], gathering: Gathering) -> dict[str, int]:
    """The place of each column; which of the others are passed over is told."""
    for column, found in places.items():
        if len(found) > 1:
            raise gathering.error(
                place(header.number, found[1]),
                f"{header.cells[found[1]]!r} is a second column for {column} (the first is column {letters(found[0])})",
                "remove or rename one of them",
            )
    columns = {column: found[0] for column, found in places.items()}
    known = set(columns.values())
    rest = [repr(cell) for index, cell in enumerate(header.cells) if cell and index not in known]
    if rest and columns:
        gathering.notice(place(header.number), f"columns passed over: {', '.join(rest)[:200]}")
    return columns


def _refuse_incomplete(header: Row, columns: Collection[str], gathering: Gathering) -> None:
    where = place(header.number)
    seen = ", ".join(repr(cell) for cell in header.cells if cell)[:200]
    if not columns:
        raise gathering.error(where, f"no header, but {seen}", "put a row above that names the columns: zh,en,note")
    if not _has(columns, "zh"):
        message = f"no Chinese column (the columns are {seen})"
        raise gathering.error(where, message, "name the column of Chinese terms 'zh'")
    if not _has(columns, "en"):
        raise gathering.error(where, "no English column", "name the column of English terms 'en_preferred'")


def _concept(row: Cells) -> Concept:
    """Of a row for a concept."""
    row.refuse_surplus()
    terms = tuple(_terms(row))
    chinese = next((term.text for term in terms if term.language == "zh"), "")
    if not chinese:
        raise row.error("zh", "the Chinese term is missing", "fill it in, or delete the row")
    concept = Concept(row.term("id") or chinese, terms, row.note("note"), row.is_kept(), row.term("domain"))
    if (contrary := concept.contradiction) is not None:
        raise row.error(
            f"{contrary.language}_forbidden",
            f"{contrary.text!r} is both allowed and forbidden for {concept.id}",
            "keep it in one of the two columns",
        )
    return concept


def _terms(row: Cells) -> Iterator[Term]:
    """As the first column has them, where two have the same. A status is of the terms in the column `en_preferred`."""
    part, options, said = row.part_of_speech(), row.options(), row.status()
    seen = set()
    for column, (language, usual) in TERM_COLUMNS.items():
        status = said if column == "en_preferred" else usual
        is_allowed = status.is_allowed
        is_exact, is_case_sensitive = options if language == "en" else (False, False)
        for text in row.terms(column) if column in row.columns else ():
            if language == "en" and not text.isascii() and han_count(text):
                row.tell(column, f"{text!r} stands in a column for English")
            if (text, language, is_allowed) not in seen:
                seen.add((text, language, is_allowed))
                yield Term(text, language, status, part, "", is_exact, is_case_sensitive)


@dataclass(slots=True)
class _Draft:
    """A concept whose terms stand in several rows."""

    row: Cells
    terms: dict[Term, None] = field(default_factory=dict)
    allowed: dict[tuple[Language, str], bool] = field(default_factory=dict)
    note: str = ""
    domain: str = ""
    is_kept: bool = False

    def add(self, row: Cells, text: str) -> None:
        term = Term(text, row.language(), row.status(), row.part_of_speech(), row.note("note"), *row.options())
        if term in self.terms:
            row.gathering.notice(place(row.number), f"{text!r} stands twice; it is read once")
        self.terms[term] = None
        if self.allowed.setdefault((term.language, text), term.status.is_allowed) != term.status.is_allowed:
            raise row.error(
                "status", f"{text!r} is both allowed and forbidden for {row.term('concept')}", "keep one of the rows"
            )
        self.note = self._same(row, "concept_note", self.note, row.note("concept_note"))
        self.domain = self._same(row, "domain", self.domain, row.term("domain"))
        self.is_kept |= row.is_kept()

    @staticmethod
    def _same(row: Cells, column: str, known: str, said: str) -> str:
        """What the rows of one concept say of it: once, or the same each time."""
        if known and said and known != said:
            raise row.error(
                column, f"{said!r}, but an earlier row of {row.term('concept')} says {known!r}", "keep one of the two"
            )
        return known or said


def _read_terms(rows: Iterator[Row], columns: dict[str, int], width: int, gathering: Gathering) -> None:
    drafts: dict[str, _Draft] = {}
    for each in rows:
        row = Cells(each, columns, width, gathering)
        row.refuse_surplus()
        name, text = row.term("concept"), row.term("term")
        if not name or not text:
            missing = "term" if name else "concept"
            raise row.error(missing, f"the {missing} is missing", "fill it in, or delete the row")
        gathering.count(place(row.number), 1)
        drafts.setdefault(name, _Draft(row)).add(row, text)
    for name, draft in drafts.items():
        if all(term.language != "zh" for term in draft.terms):
            raise draft.row.error("concept", f"concept {name} has no Chinese term", "give it one, or delete its rows")
        concept = Concept(name, tuple(draft.terms), draft.note, draft.is_kept, draft.domain)
        gathering.add(place(draft.row.number), concept)
