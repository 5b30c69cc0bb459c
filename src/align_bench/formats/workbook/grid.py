"""The cells of a sheet as plain values, read fast, whatever is wrong with the file.

Owns the reader's ways of failing: each becomes a GridError, which says why in words. Whose file it is, and what
the user can do about it, is the caller's matter.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.workbook.package import Package
from align_bench.formats.workbook.sheet import column_number

Grid = list[list[object]]

MOST_CELLS = 25_000_000
"""The reader makes the whole rectangle around all cells that hold something. Around one cell in the last row and column
of a sheet that is more than any memory, and the end of the process."""

_FILLED_CELL = re.compile(rb'\br="([A-Z]+)([0-9]+)"[^>]*(?<!/)>(?!<v ?/>|<v></v>|</)')


class GridError(Exception):
    """Why a sheet cannot be read, and the way out where there is one whatever the file is for."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_grid(content: bytes, title: str | None = None) -> Grid:
    """All cells of the sheet with this title (case does not count), or of the first, from its first row and column on.

    GridError for whatever is wrong with the workbook.
    """
    from python_calamine import CalamineWorkbook

    with any_failure_told(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        names = workbook.sheet_names
        wanted = names[:1] if title is None else [n for n in names if normal_header(n) == normal_header(title)]
        if not wanted:
            raise GridError(
                f"has no sheet {title!r} (its sheets: {', '.join(names)})",
                hint="is it a review workbook? `align-bench align` makes one",
            )
        _refuse_far_cells(content, wanted[0])
        return [list(row) for row in workbook.get_sheet_by_name(wanted[0]).to_python(skip_empty_area=False)]


@contextmanager
def any_failure_told() -> Iterator[None]:
    """Whatever fails inside becomes a GridError."""
    try:
        yield
    except GridError:
        raise
    except Exception as error:
        raise GridError(f"is damaged: {error}") from error
    except BaseException as error:
        # What stumbles in the reader's Rust half is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise GridError(f"is damaged: {error}") from error


def _refuse_far_cells(content: bytes, title: str) -> None:
    package = Package(io.BytesIO(content))
    cells = _FILLED_CELL.findall(package.parts.get(package.sheet(title) or "", b""))
    if not cells:
        return
    row = max(int(number) for _, number in cells)
    letters = max({letters for letters, _ in cells}, key=lambda letters: column_number(letters.decode()))
    if row * column_number(letters.decode()) > MOST_CELLS:
        raise GridError(
            f"sheet {title!r} reaches to column {letters.decode()} and row {row}",
            hint="delete what stands far from the table: ctrl+end goes there",
        )
