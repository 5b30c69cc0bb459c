"""A project with one review, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from align_bench.formats.workbook import write_workbook
from align_bench.model.unit import Review, Unit
from align_bench.storage.project import Project
from align_bench.workflow.reviewing import Session

NAME = "note"
UNITS = tuple(Unit(f"u{i}", f"{i}. 第{i}段", f"{i}. Paragraph {i}", label=str(i)) for i in range(1, 7))


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def new_project(root: Path, units: Sequence[Unit] = UNITS) -> Project:
    project = Project(root)
    project.reviews.mkdir(parents=True)
    with project.workbook(NAME).open("wb") as stream:
        write_workbook(Review(NAME, tuple(units)), (), stream)
    return project


def opened(project: Project, *, read_only: bool = False, reviewer: str = "Li") -> Session:
    return Session.open(project, NAME, reviewer=reviewer, clock=clock, read_only=read_only)
