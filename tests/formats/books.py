"""Workbooks for the tests: made by us, worked in by others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.formats.workbook import update_workbook, write_workbook
from align_bench.model.finding import Finding, Severity, Span
from align_bench.model.unit import Review, Status, Unit

UNITS = (
    Unit("a1", "一、总则", "I. General", Status.REVIEWED, label="一", source_numbers=(1,), target_numbers=(1,)),
    Unit("b2", "1. 会议\n2. 结束", "1. The meeting\n2. closed", Status.DRAFT, comment="see note", confidence=0.75),
    Unit("c3", "3. 报告", "", Status.UNTRANSLATED, label="3", source_numbers=(4,), paragraph="3"),
    Unit("d4", "", "Added text", Status.REJECTED, locked=True, reviewer="Li", updated="2026-03-01T09:30:00+00:00"),
    Unit("e5", "4. 通过", "4. Adopted", Status.FINAL, target_numbers=(5, 6), confidence=0.0),
)
FINDING = Finding(
    "number-mismatch",
    "figures",
    Severity.ERROR,
    "note",
    "b2",
    (2, 3),
    (2,),
    "5.2% is not in the English",
    Span(2, 0, 4),
    None,
    "百分之五点二",
    "2.5%",
    "5.2%",
)


def review(*units: Unit) -> Review:
    return Review("note", units or UNITS)


def written(path: Path, units: Sequence[Unit] = UNITS, findings: Sequence[Finding] = (FINDING,)) -> Path:
    with path.open("wb") as stream:
        write_workbook(Review("note", tuple(units)), findings, stream)
    return path


def updated(path: Path, units: Sequence[Unit], findings: Sequence[Finding] | None = None) -> None:
    stream = io.BytesIO()
    update_workbook(path, Review("note", tuple(units)), findings, stream)
    path.write_bytes(stream.getvalue())


def worked_in(path: Path, work: Callable[[Workbook], object]) -> None:
    """Somebody opens the workbook, does something and saves."""
    workbook = load_workbook(path)
    work(workbook)
    workbook.save(path)


def in_review(path: Path, work: Callable[[Worksheet], object]) -> None:
    worked_in(path, lambda workbook: work(workbook["Review"]))


def column(path: Path, header: str, sheet: str = "Review") -> list[Any]:
    """The values below a header."""
    rows = list(load_workbook(path)[sheet].iter_rows(values_only=True))
    place = rows[0].index(header)
    return [row[place] for row in rows[1:]]


def repacked(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Change the parts of the package themselves."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
