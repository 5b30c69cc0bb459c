"""A workbook that went out, and what people do to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.model.edits import Stamp
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.workflow.applying import apply_prepared
from align_bench.workflow.merging import Plan, plan_import
from align_bench.workflow.workbooks import current_review
from workflow.desk import NAME, clock

STAMP = Stamp("Wang", "2026-03-05T12:00:00+00:00")


def sent(project: Project, name: str = "note.xlsx") -> Path:
    """A copy of the workbook as it is now."""
    return Path(shutil.copy(project.workbook(NAME), project.root / name))


def worked_in(path: Path, work: Callable[[Worksheet], object]) -> None:
    book = load_workbook(path)
    work(book["Review"])
    book.save(path)


def place(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def row_of(sheet: Worksheet, unit_id: str) -> int:
    column = place(sheet, "Unit id")
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == unit_id)


def typed(path: Path, unit_id: str, **values: Any) -> None:
    """Type values into the row of a unit, by header."""

    def work(sheet: Worksheet) -> None:
        row = row_of(sheet, unit_id)
        for header, value in values.items():
            sheet.cell(row, place(sheet, header)).value = value

    worked_in(path, work)


def plan(project: Project, path: Path, **options: Any) -> Plan:
    (found,) = plan_import(project, path, STAMP, **options)
    return found


def taken_over(project: Project, path: Path, **options: Any) -> Review:
    """The review after an import in which nothing is left to decide."""
    found = plan(project, path, **options)
    assert found.undecided(options.get("side")) == ()
    apply_prepared(project, [found], reviewer="Wang", clock=clock)
    return current_review(project, NAME)


def remarks(found: Plan) -> list[tuple[str, str]]:
    return [(remark.kind, remark.place) for remark in found.remarks]
