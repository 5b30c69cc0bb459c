"""Adding a term to the file of a termbase, in place: what else stands in the file stays as it is.

Owns which rows say it in a table. How rows are written into a CSV file, a workbook or TBX stands in a module for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import TermbaseForm, form_of
from align_bench.formats.termbase.tables import Header
from align_bench.model.termbase import Concept, TermStatus

_PARTS_A_CELL = re.compile(r"[|;；]")


@dataclass(frozen=True, slots=True)
class TermAddition:
    """A Chinese term and an English one for it; each as `words.clean_term` gives it."""

    chinese: str
    english: str
    concept: Concept | None = None
    """The one that has the Chinese term already; None where a new one is made."""

    name: str = ""
    """The id of a new concept that no other has."""

    @property
    def status(self) -> TermStatus:
        """The first English of a concept is the preferred one, others may be used as well."""
        has_english = self.concept is not None and bool(self.concept.in_language("en"))
        return TermStatus.ADMITTED if has_english else TermStatus.PREFERRED


def append_term(path: Path, addition: TermAddition, stream: BinaryIO) -> None:
    """Write the file at `path` with the addition; TermbaseError where its form cannot take it in place."""
    form = form_of(path)
    if form is TermbaseForm.TBX:
        from align_bench.formats.termbase.tbx_append import append_to_tbx

        append_to_tbx(path, addition, stream)
    elif form is TermbaseForm.CSV:
        from align_bench.formats.termbase.csv_append import append_to_csv

        append_to_csv(path, addition, stream)
    else:
        from align_bench.formats.termbase.sheet_append import append_to_sheet

        append_to_sheet(path, addition, stream)


def added_rows(path: Path, header: Header | None, addition: TermAddition) -> list[Mapping[int, str]]:
    """The rows to add, each as texts by the place of their column."""
    if header is None:
        raise TermbaseError(
            f"{path.name}: no header that names the columns", hint="put a row above: zh,en_preferred,note"
        )
    rows = _term_rows(addition) if header.is_by_term else [_concept_row(path, header, addition)]
    return [{header.columns[name]: text for name, text in row.items() if name in header.columns} for row in rows]


def _term_rows(addition: TermAddition) -> list[dict[str, str]]:
    name = addition.concept.id if addition.concept is not None else addition.name
    english = {"concept": name, "language": "en", "term": addition.english, "status": addition.status.value}
    if addition.concept is not None:
        return [english]
    chinese = {"concept": name, "language": "zh", "term": addition.chinese, "status": TermStatus.PREFERRED.value}
    return [chinese, english]


def _concept_row(path: Path, header: Header, addition: TermAddition) -> dict[str, str]:
    """A row of its own for another English as well: rows of one id are read as one concept."""
    for text in (addition.chinese, addition.english):
        if found := _PARTS_A_CELL.search(text):
            raise TermbaseError(
                f"{path.name}: {text!r} holds {found[0]!r}, which parts the terms of a cell",
                hint="leave that character out, or keep the termbase as TBX or with a row for each term",
            )
    is_other = addition.status is TermStatus.ADMITTED
    column = next((name for name in _columns(is_other=is_other) if name in header.columns), "en_preferred")
    # By its first Chinese term a concept is known where there is no id.
    chinese = addition.concept.source_terms[0] if addition.concept is not None else addition.chinese
    row = {"zh": chinese, column: addition.english}
    if is_other and column == "en_preferred":
        row["status"] = addition.status.value
    name = addition.concept.id if addition.concept is not None else addition.name
    if name != chinese:
        row["id"] = name
    return row


def _columns(*, is_other: bool) -> tuple[str, ...]:
    return ("en_admitted", "en_preferred") if is_other else ("en_preferred", "en_admitted")
