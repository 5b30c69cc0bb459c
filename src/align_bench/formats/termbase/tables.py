"""Termbases as tables: a row for each concept, where `|` parts several terms in a cell, or a row for each term.

Owns which columns and rows make a concept. Columns are found by their header, never by position, and others are passed
over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from align_bench.formats.termbase.cells import Cells
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.rows import Row, letters, place
from align_bench.formats.termbase.words import CONCEPT_HEADERS, TERM_HEADERS, Headers, normal_header
from align_bench.model.document import Language
from align_bench.model.termbase import Concept, Term, TermStatus

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


def read_tables(rows: Iterator[Row], gathering: Gathering) -> None:
    """Gather the concepts of a table, of whichever kind its header says it is."""
    header = next(rows, None)
    if header is None:
        raise gathering.error("", "the termbase is empty", "give it a header row: zh,en_preferred,note")
    names = {normal_header(cell) for cell in header[1]}
    if all(names.intersection(TERM_HEADERS[column]) for column in ("term", "language")):
        _read_terms(rows, _columns(header, TERM_HEADERS, gathering), len(header[1]), gathering)
        return
    columns = _columns(header, CONCEPT_HEADERS, gathering)
    _refuse_incomplete(header, columns, gathering)
    for number, cells in rows:
        concept = _concept(Cells(number, cells, columns, len(header[1]), gathering))
        gathering.count(place(number), len(concept.terms))
        gathering.add(place(number), concept)


def _columns(header: Row, headers: Headers, gathering: Gathering) -> dict[str, int]:
    known = {normal_header(name): column for column, names in headers.items() for name in (column, *names)}
    columns: dict[str, int] = {}
    for index, cell in enumerate(header[1]):
        column = known.get(normal_header(cell))
        if column is None:
            continue
        if column in columns:
            raise gathering.error(
                place(header[0], index),
                f"{cell!r} is a second column for {column} (the first is column {letters(columns[column])})",
                "remove or rename one of them",
            )
        columns[column] = index
    return columns


def _refuse_incomplete(header: Row, columns: dict[str, int], gathering: Gathering) -> None:
    row, cells = header
    if "zh" not in columns:
        seen = ", ".join(repr(cell) for cell in cells if cell)[:200]
        raise gathering.error(
            place(row),
            f"no Chinese column (the columns are {seen or 'empty'})",
            "name the column of Chinese terms 'zh'",
        )
    if not any(column.startswith("en_") for column in columns):
        raise gathering.error(place(row), "no English column", "name the column of English terms 'en_preferred'")


def _concept(row: Cells) -> Concept:
    """Of a row for a concept."""
    row.refuse_surplus()
    part, options = row.part_of_speech(), row.options()
    terms = tuple(
        Term(text, language, status, part, "", *(options if language == "en" else (False, False)))
        for column, (language, status) in TERM_COLUMNS.items()
        for text in row.terms(column)
    )
    chinese = [term.text for term in terms if term.language == "zh"]
    if not chinese:
        raise row.error("zh", "the Chinese term is missing", "fill it in, or delete the row")
    concept = Concept(row.term("id") or chinese[0], terms, row.note("note"), row.is_kept(), row.term("domain"))
    if (contrary := concept.contradiction) is not None:
        raise row.error(
            f"{contrary.language}_forbidden",
            f"{contrary.text!r} is both allowed and forbidden for {concept.id}",
            "keep it in one of the two columns",
        )
    return concept


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
    for number, cells in rows:
        row = Cells(number, cells, columns, width, gathering)
        row.refuse_surplus()
        name, text = row.term("concept"), row.term("term")
        if not name or not text:
            missing = "term" if name else "concept"
            raise row.error(missing, f"the {missing} is missing", "fill it in, or delete the row")
        gathering.count(place(number), 1)
        drafts.setdefault(name, _Draft(row)).add(row, text)
    for name, draft in drafts.items():
        if all(term.language != "zh" for term in draft.terms):
            raise draft.row.error("concept", f"concept {name} has no Chinese term", "give it one, or delete its rows")
        concept = Concept(name, tuple(draft.terms), draft.note, draft.is_kept, draft.domain)
        gathering.add(place(draft.row.number), concept)
