"""The cells of a workbook, and where its columns stand.

Owns what is told of a file that is no workbook, is past reading, or has not all columns: always with a way out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from align_bench.errors import WorkbookError
from align_bench.formats.workbook.columns import HEADER_ROWS, REVIEW, Layout, normal_header
from align_bench.formats.workbook.grid import Grid, GridError, any_failure_told, grid_of
from align_bench.formats.workbook.package import Package
from align_bench.formats.workbook.results import Place, doubtful_cells
from align_bench.formats.workbook.schema import refuse_newer


def load_cells(path: Path) -> tuple[Grid, dict[Place, str]]:
    """The cells of the review's sheet, and those that hold something doubtful; WorkbookError where it has none."""
    check_package(path)
    try:
        with path.open("rb") as stream, any_failure_told():
            package = Package(stream)
        refuse_newer(package)
        doubts = doubtful_cells(package, REVIEW.sheet)
        grid = grid_of(package, REVIEW.sheet)
    except OSError as error:
        raise unreadable(path, str(error.strerror)) from error
    except GridError as error:
        raise unreadable(path, error.message, hint=error.hint) from error
    return grid, doubts


def find_header(path: Path, layout: Layout, grid: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    """The 0-based row of the headers, and the 0-based column of each; WorkbookError where one is missing or twice."""
    wanted = {normal_header(header): header for header in layout.headers}
    rows = [[normal_header(str(cell)) if cell is not None else "" for cell in row] for row in grid[:HEADER_ROWS]]
    scores = [len(wanted.keys() & set(row)) for row in rows]
    best = max(range(len(rows)), key=lambda index: scores[index], default=0)
    found = rows[best] if rows else []
    places: dict[str, int] = {}
    for place, text in enumerate(found):
        header = wanted.get(text)
        if header is None:
            continue
        if header in places:
            raise WorkbookError(
                f"{path}: sheet {layout.sheet!r} has two columns {header!r}", hint="rename the one that was added"
            )
        places[header] = place
    missing = [column.header for column in layout.columns if column.stored and column.header not in places]
    if missing:
        raise WorkbookError(
            f"{path}: sheet {layout.sheet!r} has no column {missing[0]!r}"
            + (f" (nor {', '.join(map(repr, missing[1:]))})" if missing[1:] else ""),
            hint=f"put the column back, or {way_back(path)}",
        )
    return best, places


def check_package(path: Path) -> None:
    """Raise WorkbookError where the file cannot be a workbook in the format of Excel 2007 and later."""
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
    except FileNotFoundError as error:
        raise WorkbookError(f"{path}: there is no such workbook", hint="`align-bench align` makes it") from error
    except IsADirectoryError as error:
        raise WorkbookError(f"{path}: is a folder, not a workbook", hint="give an .xlsx file") from error
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read: {error.strerror}", hint="check the file's rights") from error
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise WorkbookError(
            f"{path}: is protected with a password, or in the old format of Excel 97",
            hint="save it without password as .xlsx",
        )
    if not start:
        raise WorkbookError(f"{path}: is empty", hint=way_back(path))
    if not zipfile.is_zipfile(path):
        whole = "is no workbook" if not start.startswith(b"PK") else "is cut off or damaged"
        raise WorkbookError(f"{path}: {whole}", hint=f"give an .xlsx file, or {way_back(path)}")


def unreadable(path: Path, why: str, *, hint: str = "") -> WorkbookError:
    return WorkbookError(f"{path}: {why}", hint=hint or way_back(path))


def way_back(path: Path) -> str:
    """What can be done where the workbook is past mending."""
    kept = path.with_name(f"{path.name}.bak")
    if kept.is_file():
        return f"take the last saved workbook, {kept.name}"
    return "move the file away and make a new one with `align-bench align`; `import` takes back what it holds"
