"""A row of a table, and what its cells mean.

Owns each kind of cell: what is read from it, and the error with row and column where that cannot be. Which rows make a
concept is `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.rows import Row, place
from align_bench.formats.termbase.words import (
    clean_note,
    clean_term,
    impossible_character,
    is_clean,
    parse_language,
    parse_options,
    parse_part_of_speech,
    parse_status,
    parse_yes,
)
from align_bench.model.document import Language
from align_bench.model.termbase import PartOfSpeech, TermStatus

SEPARATOR = "|"
"""Written between the terms of a cell."""

_SEPARATORS = re.compile(r"[|;；\n]")
"""Read between them: what people write, and a line end (alt+enter) too."""

_STATUSES = ", ".join(TermStatus)
_PARTS = ", ".join(PartOfSpeech)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row by the names of their columns."""

    row: Row
    columns: Mapping[str, int]
    width: int
    """How many cells the header has."""

    gathering: Gathering

    @property
    def number(self) -> int:
        return self.row.number

    def text(self, column: str) -> str:
        """Of the cell; empty where there is no such column. TermbaseError where it holds something that is no text."""
        index = self.columns.get(column)
        if index is None:
            return ""
        text = self.row.cells[index] if index < len(self.row.cells) else ""
        if not text and index in self.row.doubts:
            raise self._doubtful(column, index)
        return text

    def note(self, column: str) -> str:
        return clean_note(self.text(column))

    def term(self, column: str) -> str:
        """The cell as one term."""
        return self._checked(column, self.text(column))

    def terms(self, column: str) -> list[str]:
        """The terms of a cell, each once."""
        text = self.text(column)
        if not _SEPARATORS.search(text):
            return [term] if (term := self._checked(column, text)) else []
        parts = _SEPARATORS.split(text)
        if not is_clean(text):
            parts = [self._checked(column, part) for part in parts]
        return [part for part in dict.fromkeys(map(str.strip, parts)) if part]

    def part_of_speech(self) -> PartOfSpeech | None:
        text = self.text("part_of_speech")
        part = parse_part_of_speech(text) if text else None
        if part is None and text:
            raise self.error("part_of_speech", f"unknown part of speech {text!r}", f"use one of {_PARTS}, or none")
        return part

    def options(self) -> tuple[bool, bool]:
        text = self.text("match")
        options = parse_options(text) if text else (False, False)
        if options is None:
            raise self.error("match", f"{text!r} is no option", "use exact, case-sensitive, both with a comma, or none")
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
        text = self.text("do_not_translate")
        answer = bool(text) and parse_yes(text)
        if answer is None:
            raise self.error("do_not_translate", f"{text!r} is no answer", "write yes, or nothing")
        return answer

    def refuse_surplus(self) -> None:
        surplus = next((index for index, cell in enumerate(self.row.cells[self.width :], self.width) if cell), None)
        if surplus is not None:
            raise self.gathering.error(
                place(self.number, surplus),
                f"{self.row.cells[surplus]!r} stands behind the last column",
                "put cells that hold a comma in quotes",
            )

    def error(self, column: str, message: str, hint: str) -> TermbaseError:
        return self.gathering.error(place(self.number, self.columns.get(column)), message, hint)

    def tell(self, column: str, message: str) -> None:
        self.gathering.notice(place(self.number, self.columns.get(column)), message)

    def _doubtful(self, column: str, index: int) -> TermbaseError:
        return self.error(column, f"{self.row.doubts[index]}, no text", "format the cell as text and type it in anew")

    def _checked(self, column: str, text: str) -> str:
        """As a term is written."""
        if self.row.doubts and (index := self.columns.get(column)) in self.row.doubts:
            assert index is not None
            raise self._doubtful(column, index)
        term = clean_term(text)
        if found := impossible_character(term):
            raise self.error(column, f"a character that is in no term: {found}", "delete the character")
        return term
