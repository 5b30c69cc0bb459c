"""What was done before a document was opened: read from its journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from align_bench.model.edits import edit_target, set_status
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.workflow.past import read_past
from align_bench.workflow.reviewing import Session
from align_bench.workflow.workbooks import write_new_workbook

NAME = "statement"


class Clock:
    """Two minutes later with each look."""

    def __init__(self) -> None:
        self.now = datetime(2031, 4, 8, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=2)
        return self.now


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    units = tuple(Unit(f"u{n}", "一二三", f"Text number {n}", Status.TRANSLATED) for n in range(1, 5))
    write_new_workbook(found.workbook(NAME), Review(NAME, units), ())
    return found


def _work(project: Project, reviewer: str, *unit_ids: str) -> Session:
    session = Session.open(project, NAME, reviewer=reviewer, clock=Clock())
    for unit_id in unit_ids:
        unit = session.review.units[session.review.position(unit_id)]
        session.apply(set_status([unit], Status.REVIEWED, session.stamp()))
    return session


def test_the_past_goes_over_saves_and_restarts(project: Project) -> None:
    with _work(project, "Li", "u1", "u2") as session:
        session.save()
    with _work(project, "Li") as session:
        unit = session.review.units[0]
        session.apply(edit_target(unit, "Another text", session.stamp()))
        units = session.review.units
    past = read_past(project, NAME, "Li")
    assert [unit.id for unit in units if past.baselines.has_changed_since_review(unit)] == ["u1"]
    assert past.baselines.of(units[0]).text == "Text number 1"
    assert (past.timesheet.done.units, past.timesheet.done.characters) == (2, 6)


def test_a_session_takes_only_what_was_there_before(project: Project) -> None:
    _work(project, "Li", "u1").close()
    session = Session.open(project, NAME, reviewer="Li", clock=Clock())
    before = session.next_record
    unit = session.review.units[1]
    session.apply(set_status([unit], Status.REVIEWED, session.stamp()))
    assert read_past(project, NAME, "Li", before).timesheet.done.units == 1
    assert read_past(project, NAME, "Li").timesheet.done.units == 2
    session.close()


def test_the_timesheet_is_of_one_person(project: Project) -> None:
    _work(project, "Li", "u1", "u2").close()
    _work(project, "Wang", "u3").close()
    assert read_past(project, NAME, "Wang").timesheet.done.units == 1
    assert read_past(project, NAME, "Zhao").timesheet.done.units == 0


def test_a_document_nobody_has_opened_has_none(project: Project) -> None:
    assert read_past(project, NAME, "Li").timesheet.edits == 0
