"""What was done before a document was opened: read from its journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.formats.workbook import read_workbook
from align_bench.model.edits import edit_target, set_status
from align_bench.model.threads import add_comment
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.workflow.past import changed_since_review, read_past
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


def change_cell(path: Path, header: str, before: str, after: str) -> None:
    """As a spreadsheet program would."""
    workbook = load_workbook(path)
    sheet = workbook["Review"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == header)
    (row,) = (row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == before)
    sheet.cell(row, column).value = after
    workbook.save(path)


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


def test_what_was_confirmed_and_is_another_text_now(project: Project) -> None:
    with _work(project, "Li", "u1", "u2") as session:
        unit = session.review.units[1]
        approved = unit.updated
        session.apply(edit_target(unit, "Another text", session.stamp()))
        session.apply(edit_target(session.review.units[2], "Never confirmed", session.stamp()))
    (entry,) = changed_since_review(project, NAME)
    assert (entry.unit, entry.before, entry.after) == ("u2", "Text number 2", "Another text")
    assert (entry.reviewer, entry.time) == ("Li", approved)
    assert not list(changed_since_review(project, NAME, ["u1"]))


def test_what_another_program_makes_of_a_confirmed_text_is_told_before_it_is_opened(project: Project) -> None:
    with _work(project, "Li", "u1") as session:
        session.save()
    change_cell(project.workbook(NAME), "English", "Text number 1", "Changed in a spreadsheet")
    assert [entry.after for entry in changed_since_review(project, NAME)] == ["Changed in a spreadsheet"]
    with Session.open(project, NAME, reviewer="Li", clock=Clock()) as session:
        unit = session.review.units[0]
        assert read_past(project, NAME, "Li", session.next_record).baselines.has_changed_since_review(unit)


def test_entries_that_two_people_add_to_one_comment_are_both_there(project: Project) -> None:
    with _work(project, "Li") as session:
        session.apply(add_comment(session.review.units[0], "Which one?", session.stamp()))
        session.save()
        first = session.review.units[0].comment
        session.apply(add_comment(session.review.units[0], "The new one.", session.stamp()))
        ours = session.review.units[0].comment
        change_cell(project.workbook(NAME), "Comment", first, f"{first}\nby hand")
        theirs = session.look_outside()
        assert theirs is not None
        session.take_in(theirs)
        assert not session.conflicts
        assert session.review.units[0].comment == f"{ours}\nby hand"
        session.save()
    assert read_workbook(project.workbook(NAME)).units[0].comment == f"{ours}\nby hand"
