"""Termbases as tables: a row for each concept, where `|` parts several terms in a cell, or a row for each term.

Owns what the cells mean; columns are found by their header, never by position, and others are passed over. What cannot
be meant is an error with file, row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.rows import Row, letters, place
from align_bench.formats.termbase.words import (
    CONCEPT_HEADERS,
    TERM_HEADERS,
    Headers,
    clean_note,
    clean_term,
    impossible_character,
    normal_header,
    parse_language,
    parse_options,
    parse_part_of_speech,
    parse_status,
    parse_yes,
)
from align_bench.model.document import Language
from align_bench.model.termbase import Concept, PartOfSpeech, Term, TermStatus

SEPARATOR = "|"
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

_STATUSES = ", ".join(TermStatus)
_PARTS = ", ".join(PartOfSpeech)


def read_tables(rows: Iterator[Row], gathering: Gathering) -> None:
    """Gather the concepts of a table, of whichever kind its header says it is."""
    header = next(rows, None)
    if header is None:
        raise gathering.error("", "the termbase is empty", "give it a header row: zh,en_preferred,note")
    columns = _columns(header, TERM_HEADERS, gathering)
    if "term" in columns and "language" in columns:
        _read_terms(rows, columns, len(header[1]), gathering)
        return
    columns = _columns(header, CONCEPT_HEADERS, gathering)
    _refuse_incomplete(header, columns, gathering)
    for number, cells in rows:
        concept = _Row(number, cells, columns, len(header[1]), gathering).concept()
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of either kind of table, its cells by the names of their columns."""

    number: int
    cells: Sequence[str]
    columns: dict[str, int]
    width: int
    """How many cells the header has."""

    gathering: Gathering

    def concept(self) -> Concept:
        """Of a row for a concept."""
        self.refuse_surplus()
        part, options = self.part_of_speech(), self.options()
        terms = tuple(
            Term(text, language, status, part, "", *(options if language == "en" else (False, False)))
            for column, (language, status) in TERM_COLUMNS.items()
            for text in self.terms(column)
        )
        chinese = [term.text for term in terms if term.language == "zh"]
        if not chinese:
            raise self.error("zh", "the Chinese term is missing", "fill it in, or delete the row")
        concept = Concept(
            self.term("id") or chinese[0], terms, clean_note(self.text("note")), self.is_kept(), self.term("domain")
        )
        if (contrary := concept.contradiction) is not None:
            raise self.error(
                f"{contrary.language}_forbidden",
                f"{contrary.text!r} is both allowed and forbidden for {concept.id}",
                "keep it in one of the two columns",
            )
        return concept

    def text(self, column: str) -> str:
        index = self.columns.get(column, len(self.cells))
        return self.cells[index] if index < len(self.cells) else ""

    def term(self, column: str) -> str:
        """The cell as one term."""
        return self._checked(column, self.text(column))

    def terms(self, column: str) -> list[str]:
        """The terms of a cell, each once."""
        text = self.text(column)
        if SEPARATOR not in text:
            return [term] if (term := self._checked(column, text)) else []
        parts = (self._checked(column, part) for part in text.split(SEPARATOR))
        return [part for part in dict.fromkeys(parts) if part]

    def part_of_speech(self) -> PartOfSpeech | None:
        text = self.text("part_of_speech")
        part = parse_part_of_speech(text)
        if part is None and text:
            raise self.error("part_of_speech", f"unknown part of speech {text!r}", f"use one of {_PARTS}, or none")
        return part

    def options(self) -> tuple[bool, bool]:
        options = parse_options(self.text("match"))
        if options is None:
            raise self.error(
                "match", f"{self.text('match')!r} is no option", "use exact, case-sensitive, both with a comma, or none"
            )
        return options

    def status(self) -> TermStatus:
        text = self.text("status")
        status = parse_status(text) if text else TermStatus.PREFERRED
        if status is None:
            raise self.error("status", f"unknown status {text!r}", f"use one of {_STATUSES}")
        return status

    def language(self) -> Language:
        language = parse_language(self.text("language"))
        if language is None:
            raise self.error("language", f"{self.text('language')!r} is neither Chinese nor English", "use zh or en")
        return language

    def is_kept(self) -> bool:
        answer = parse_yes(self.text("do_not_translate"))
        if answer is None:
            raise self.error(
                "do_not_translate", f"{self.text('do_not_translate')!r} is no answer", "write yes, or nothing"
            )
        return answer

    def refuse_surplus(self) -> None:
        if any(self.cells[self.width :]):
            raise self.gathering.error(
                place(self.number, self.width),
                f"{self.cells[self.width]!r} stands behind the last column",
                "put cells that hold a comma in quotes",
            )

    def error(self, column: str, message: str, hint: str) -> Exception:
        return self.gathering.error(place(self.number, self.columns.get(column)), message, hint)

    def _checked(self, column: str, text: str) -> str:
        term = clean_term(text)
        if found := impossible_character(term):
            raise self.error(column, f"a character that is in no term: {found}", "delete the character")
        return term


@dataclass(slots=True)
class _Draft:
    """A concept whose terms stand in several rows."""

    row: _Row
    terms: dict[Term, None] = field(default_factory=dict)
    allowed: dict[tuple[Language, str], bool] = field(default_factory=dict)
    note: str = ""
    domain: str = ""
    is_kept: bool = False

    def add(self, row: _Row, text: str) -> None:
        term = Term(
            text, row.language(), row.status(), row.part_of_speech(), clean_note(row.text("note")), *row.options()
        )
        if term in self.terms:
            row.gathering.notice(place(row.number), f"{text!r} stands twice; it is read once")
        self.terms[term] = None
        if self.allowed.setdefault((term.language, text), term.status.is_allowed) != term.status.is_allowed:
            raise row.error(
                "status", f"{text!r} is both allowed and forbidden for {row.term('concept')}", "keep one of the rows"
            )
        self.note = self._same(row, "concept_note", self.note, clean_note(row.text("concept_note")))
        self.domain = self._same(row, "domain", self.domain, row.term("domain"))
        self.is_kept |= row.is_kept()

    @staticmethod
    def _same(row: _Row, column: str, known: str, said: str) -> str:
        """What the rows of one concept say of it: once, or the same each time."""
        if known and said and known != said:
            raise row.error(
                column, f"{said!r}, but an earlier row of {row.term('concept')} says {known!r}", "keep one of the two"
            )
        return known or said


def _read_terms(rows: Iterator[Row], columns: dict[str, int], width: int, gathering: Gathering) -> None:
    drafts: dict[str, _Draft] = {}
    for number, cells in rows:
        row = _Row(number, cells, columns, width, gathering)
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
