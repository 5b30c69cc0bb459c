"""Writing a review: into a new workbook, or into one that people have worked in.

Both go the same way: the sheets of a workbook are made to say what the review says, and everything that
need not change is written back as it was found.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import WorkbookError
from align_bench.formats.workbook.anchors import move_anchors
from align_bench.formats.workbook.columns import (
    FINDINGS,
    REVIEW,
    SUMMARY,
    Layout,
    Row,
    check_units,
    finding_row,
    summary_rows,
    unit_row,
)
from align_bench.formats.workbook.escapes import fitting
from align_bench.formats.workbook.loading import check_package, unreadable, way_back
from align_bench.formats.workbook.package import Package
from align_bench.formats.workbook.sheet import Sheet, shared_strings
from align_bench.formats.workbook.table import Table
from align_bench.formats.zips import TooLargeError
from align_bench.model.finding import Finding
from align_bench.model.task import Task
from align_bench.model.unit import Review

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    SyntaxError,  # of XML
    ValueError,
    LookupError,  # a part or a shared string that is not there
    RuntimeError,  # a zip with a password
    AttributeError,  # an element that is not there
)


def write_workbook(review: Review, findings: Sequence[Finding], stream: BinaryIO) -> None:
    """Write a new workbook; WorkbookError before the first byte where a text cannot stand in it."""
    from align_bench.formats.workbook.template import new_workbook

    check_units(review.units, review.name)
    package = Package(io.BytesIO(new_workbook()))
    _Filler(package).fill(review, findings, Task())
    package.write(stream)


def update_workbook(
    path: Path, review: Review, findings: Sequence[Finding] | None, stream: BinaryIO, task: Task | None = None
) -> None:
    """Write the workbook at `path` with the review put in; None for `findings` leaves those that are there."""
    task = task or Task()
    check_units(review.units, str(path))
    check_package(path)
    try:
        package = Package(path)
        filler = _Filler(package)
        if not filler.has_review:
            raise WorkbookError(
                f"{path}: has no sheet {REVIEW.sheet!r} with our columns",
                hint=way_back(path),
            )
        filler.fill(review, findings, task)
        package.recalculate()
    except TooLargeError as error:
        raise unreadable(path, str(error)) from error
    except _DAMAGE as error:
        raise unreadable(path, f"is damaged: {error}") from error
    task.begin("packing it")
    package.write(stream)


class _Filler:
    """Puts a review into the sheets of one package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        strings = package.related(package.workbook, "/sharedStrings")
        self._strings = shared_strings(package.parts[strings[0]] if strings else None)
        self._tables = {layout.sheet: self._open(layout) for layout in (REVIEW, SUMMARY, FINDINGS)}

    @property
    def has_review(self) -> bool:
        return self._tables[REVIEW.sheet] is not None

    def fill(self, review: Review, findings: Sequence[Finding] | None, task: Task) -> None:
        by_unit: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings or ():
            by_unit[finding.unit].append(finding)
        seen = task.over(review.units, "the rows of the workbook", len(review.units))
        rows = [unit_row(number, unit, by_unit.get(unit.id, ())) for number, unit in enumerate(seen, start=1)]
        # Without findings at hand, those of the last check stay.
        keep = ("Findings",) if findings is None else ()
        if opened := self._tables[REVIEW.sheet]:
            part, sheet, table = opened
            moved = table.fill(rows, keep=keep, absorb=True, task=task)
            if not moved.nowhere:
                move_anchors(self._package, part, sheet, moved, REVIEW.sheet)
            self._package.parts[part] = sheet.bytes()
        summary = summary_rows(review)
        self._fill(SUMMARY, summary, only={(str(row[0]),) for row in summary})
        if findings is not None:
            units = {unit.id: (number, unit) for number, unit in enumerate(review.units, start=1)}
            self._fill(FINDINGS, [_shown(finding_row(finding, units)) for finding in findings])

    def _fill(self, layout: Layout, rows: Sequence[Row], *, only: set[tuple[str, ...]] | None = None) -> None:
        """A sheet that somebody deleted stays deleted."""
        if opened := self._tables[layout.sheet]:
            part, sheet, table = opened
            moved = table.fill(rows, only=only)
            if not moved.nowhere:
                move_anchors(self._package, part, sheet, moved, layout.sheet)
            self._package.parts[part] = sheet.bytes()

    def _open(self, layout: Layout) -> tuple[str, Sheet, Table] | None:
        part = self._package.sheet(layout.sheet)
        if part is None or part not in self._package.parts:
            return None
        sheet = Sheet(self._package.parts[part], self._strings)
        table = Table(sheet, layout)
        return (part, sheet, table) if table.is_there else None


def _shown(row: Row) -> Row:
    return tuple(fitting(value) if isinstance(value, str) else value for value in row)
