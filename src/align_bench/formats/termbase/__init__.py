"""Termbases in files: CSV, XLSX and TBX, read and written.

Owns which file is of which kind; `docs/termbase.md` describes each.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import TermbaseError
from align_bench.formats.termbase.gathering import MOST_BYTES, Gathering, Notice
from align_bench.model.task import Task
from align_bench.model.termbase import Termbase

__all__ = [
    "Notice",
    "TermbaseForm",
    "form_of",
    "is_simple",
    "read_termbase",
    "read_termbase_with_notices",
    "write_termbase",
]


class TermbaseForm(StrEnum):
    """The kinds of files; the value is also the suffix."""

    CSV = "csv"
    XLSX = "xlsx"
    TBX = "tbx"


_ALSO = {"tsv": "csv", "txt": "csv", "xlsm": "xlsx"}
"""Suffixes of files that are read like the others."""


def form_of(path: Path) -> TermbaseForm:
    """The kind of a file by its suffix; TermbaseError for any other."""
    suffix = path.suffix.lower().removeprefix(".")
    try:
        return TermbaseForm(_ALSO.get(suffix, suffix))
    except ValueError:
        raise TermbaseError(
            f"{path.name}: a termbase of type {path.suffix or 'no suffix'!r} cannot be read",
            hint="use .csv, .xlsx or .tbx",
        ) from None


def read_termbase(path: Path, form: TermbaseForm | None = None, *, task: Task | None = None) -> Termbase:
    """The termbase in a file; of which form it is, its suffix says where nobody else does."""
    return read_termbase_with_notices(path, form, task=task)[0]


def read_termbase_with_notices(
    path: Path, form: TermbaseForm | None = None, *, task: Task | None = None
) -> tuple[Termbase, tuple[Notice, ...]]:
    """The termbase, and what is odd in it: rows that stand twice, rows without English, what was left out."""
    if path.is_dir():
        raise TermbaseError(f"{path}: this is a folder", hint="give a .csv, .xlsx or .tbx file")
    form = form or form_of(path)
    gathering = Gathering(path.name)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TermbaseError(
                f"{path.name}: {size >> 20:,} MB; termbases of up to {MOST_BYTES >> 20} MB are read",
                hint="leave out what these texts do not need",
            )
        _read(form, path, gathering, task or Task())
    except OSError as error:
        raise TermbaseError(
            f"{path}: cannot be read: {error.strerror}", hint="check the name and the access rights"
        ) from error
    # Joined first: what several rows say of one concept is told too.
    termbase = gathering.termbase()
    return termbase, gathering.notices


def write_termbase(termbase: Termbase, form: TermbaseForm, stream: BinaryIO) -> None:
    """The same bytes for the same termbase. What the form cannot hold is a TermbaseError, never left out."""
    if form is TermbaseForm.TBX:
        from align_bench.formats.termbase.tbx_write import write_tbx

        write_tbx(termbase, stream)
    else:
        from align_bench.formats.termbase import table_write

        writer = table_write.write_csv if form is TermbaseForm.CSV else table_write.write_xlsx
        writer(termbase, stream)


def is_simple(termbase: Termbase) -> bool:
    """Whether a table of it has a row for each concept, not for each term."""
    from align_bench.formats.termbase.table_write import table_rows

    return "zh" in table_rows(termbase)[0]


def _read(form: TermbaseForm, path: Path, gathering: Gathering, task: Task) -> None:
    if form is TermbaseForm.TBX:
        from align_bench.formats.termbase.tbx import read_tbx

        read_tbx(path, gathering, task)
    else:
        from align_bench.formats.termbase.tables import has_header, read_tables

        if form is TermbaseForm.CSV:
            from align_bench.formats.termbase.csv_rows import csv_rows

            rows = csv_rows(path, has_header)
        else:
            from align_bench.formats.termbase.sheet_rows import sheet_rows

            rows = sheet_rows(path, gathering, has_header)
        read_tables(task.over(rows, "its rows"), gathering)
