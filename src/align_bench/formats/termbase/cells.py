"""A row of a table, and what its cells mean.

Owns each kind of cell: what is read from it, and the error with row and column where that cannot be. Which rows make a
concept is `tables`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.rows import place
from align_bench.formats.termbase.words import (
    clean_note,
    clean_term,
    impossible_character,
    parse_language,
    parse_options,
    parse_part_of_speech,
    parse_status,
    parse_yes,
)
from align_bench.model.document import Language
from align_bench.model.termbase import PartOfSpeech, TermStatus

SEPARATOR = "|"
_STATUSES = ", ".join(TermStatus)
_PARTS = ", ".join(PartOfSpeech)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row by the names of their columns."""

    number: int
    cells: Sequence[str]
    columns: Mapping[str, int]
    width: int
    """How many cells the header has."""

    gathering: Gathering

    def text(self, column: str) -> str:
        index = self.columns.get(column, len(self.cells))
        return self.cells[index] if index < len(self.cells) else ""

    def note(self, column: str) -> str:
        return clean_note(self.text(column))

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

    def error(self, column: str, message: str, hint: str) -> TermbaseError:
        return self.gathering.error(place(self.number, self.columns.get(column)), message, hint)

    def _checked(self, column: str, text: str) -> str:
        term = clean_term(text)
        if found := impossible_character(term):
            raise self.error(column, f"a character that is in no term: {found}", "delete the character")
        return term
