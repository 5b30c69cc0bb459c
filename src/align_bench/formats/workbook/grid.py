"""The cells of a sheet as plain values, read fast, whatever is wrong with the file.

Owns the reader's ways of failing: each becomes a GridError, which says why in words. Whose file it is, and what
the user can do about it, is the caller's matter.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from align_bench.formats.workbook.cells import column_number
from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.workbook.package import Package
from align_bench.formats.zips import TooLargeError, write_parts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Grid = list[list[object]]

MOST_CELLS = 10_000_000
"""The reader makes the whole rectangle around all cells that hold something. Around one cell in the last row and column
of a sheet that is more than any memory, and the end of the process."""

_NOT_NEAR = re.compile(rb"""r(?<=\sr)\s*=\s*["'](?![A-Z][0-9]{1,5}["']|[0-9]{1,5}["'])""")
"""In a sheet without any, the rectangle is small: it ends before column AA and row 100,000."""

_PLACE = re.compile(rb"""<(?:\w+:)?(c|row)\s(?:[^>]*?\s)?r\s*=\s*["']([^"'>]*)["']""")
_USUAL_PLACE = re.compile(rb"[A-Z]{1,3}[0-9]{1,7}|[0-9]{1,7}")
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?![^>]*\sr\s*=)[\s>]")
_WINDOW = 1 << 20
# Bytes of a package that is packed for the reader: a copy beside what it makes of 100,000 rows would be the most that
# the whole program ever takes.
_LARGE = 32 << 20
_FILLED_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]+)([0-9]+)["'][^>]*(?<!/)>(?!<v ?/>|<v></v>|</)""")


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
    with any_failure_told():
        return grid_of(Package(io.BytesIO(content)), title)


def grid_of(package: Package, title: str | None = None) -> Grid:
    """The same for a package, which is used up: two copies of a large sheet are too many."""
    with _opened(package, title) as sheet:
        # Row by row, so that other threads have their turns; the columns before the first cell are left out there.
        before = [""] * (sheet.start[1] if sheet.start else 0)
        return [[*before, *row] for row in sheet.iter_rows()]


@contextmanager
def opened_sheet(content: bytes, title: str | None = None, *, most_cells: int = MOST_CELLS) -> Iterator[CalamineSheet]:
    """The sheet with this title, or the first; its cells may be read while the context lasts."""
    with any_failure_told(), _opened(Package(io.BytesIO(content)), title, most_cells) as sheet:
        yield sheet


def visible_sheets(content: bytes) -> list[str]:
    """The titles of the sheets of cells that are not hidden, in their order."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with any_failure_told():
        checked = _checked(Package(io.BytesIO(content)))
        with CalamineWorkbook.from_filelike(checked) as workbook:
            return [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]


@contextmanager
def _opened(package: Package, title: str | None, most_cells: int = MOST_CELLS) -> Iterator[CalamineSheet]:
    from python_calamine import CalamineWorkbook

    with any_failure_told():
        titles = package.titles()
        wanted = titles[:1] if title is None else [t for t in titles if normal_header(t) == normal_header(title)]
        if not wanted:
            raise GridError(
                f"has no sheet {title!r} (its sheets: {', '.join(titles)})",
                hint="is it a review workbook? `align-bench align` makes one",
            )
        _refuse_far_cells(package, wanted[0], most_cells)
        checked = _checked(package)
        package.parts.clear()
        with CalamineWorkbook.from_filelike(checked) as workbook:
            yield workbook.get_sheet_by_name(wanted[0])


def _checked(package: Package) -> BinaryIO:
    """The package for the reader of cells, which has no limits: the parts as they were unpacked here, no pictures."""
    parts = {name: part for name, part in package.parts.items() if _is_read(name)}
    for name, part in parts.items():
        if any(part.find(b"<!DOCTYPE", start, stop) >= 0 for start, stop in windows(part)):
            raise GridError(f"is damaged: the part {name} declares a document type")
    stream = io.BytesIO()
    write_parts(parts, stream, level=1 if sum(map(len, parts.values())) > _LARGE else 0)
    stream.seek(0)
    return stream


def _is_read(part: str) -> bool:
    return part.endswith((".xml", ".rels")) and not part.startswith(("xl/drawings/", "xl/charts/", "xl/pivot"))


@contextmanager
def any_failure_told() -> Iterator[None]:
    """Whatever fails inside becomes a GridError."""
    try:
        yield
    except GridError:
        raise
    except TooLargeError as error:
        raise GridError(str(error), hint="part the workbook, or take the pictures out") from error
    except Exception as error:
        raise GridError(f"is damaged: {error}") from error
    except BaseException as error:
        # What stumbles in the reader's Rust half is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise GridError(f"is damaged: {error}") from error


def _refuse_far_cells(package: Package, title: str, most_cells: int) -> None:
    part = package.parts.get(package.sheet(title) or "", b"")
    if not _stands_in(part, _NOT_NEAR):
        return
    row, letters = 0, b"A"
    counts_rows = _stands_in(part, _CELL_WITHOUT_PLACE)
    for start, stop in windows(part):
        for kind, place in _PLACE.findall(part, start, stop):
            # The reader takes other letters too, and counts on.
            if not _USUAL_PLACE.fullmatch(place):
                raise GridError(f"is damaged: a cell's place is {place[:20].decode(errors='replace')!r}")
            if counts_rows and kind == b"row":
                row = max(row, int(place))
        cells = _FILLED_CELL.findall(part, start, stop)
        row = max([row, *(int(number) for _, number in cells)])
        letters = max({letters, *(letters for letters, _ in cells)}, key=lambda name: column_number(name.decode()))
    if row * column_number(letters.decode()) > most_cells:
        raise GridError(
            f"sheet {title!r} reaches to column {letters.decode()} and row {row}",
            hint="delete what stands far from the table: ctrl+end goes there",
        )


def _stands_in(part: bytes, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(part, start, stop) for start, stop in windows(part))


def windows(part: bytes) -> Iterator[tuple[int, int]]:
    """The part in pieces that end before a tag; only a tag or text longer than a piece may be cut.

    All its cells at once are many times its size in memory, and other threads wait while a piece is looked through.
    """
    start = 0
    while start < len(part):
        found = part.find(b"row ", start + _WINDOW)
        tag = part.rfind(b"<", start + 1, found)
        stop = len(part) if found < 0 else tag if tag > 0 else found
        yield start, stop
        start = stop
