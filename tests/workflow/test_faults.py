"""A save on a disk that fails at each of its steps in turn: the old or the new workbook is there, and every edit."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from align_bench.errors import AlignBenchError
from align_bench.formats.workbook import read_workbook, write_workbook
from align_bench.model.edits import Edit, edit_target
from align_bench.model.finding import Finding, Severity
from align_bench.model.unit import Review
from align_bench.model.waiving import waive_finding
from align_bench.storage.project import Project
from align_bench.storage.waivers import add_waivers, read_waivers
from align_bench.workflow import opening
from align_bench.workflow.reviewing import Session
from storage.faults import Steps, failing
from workflow.desk import NAME, new_project, opened

CODES = ("ENOSPC", "EROFS", "EACCES", "EIO")
CRASHED = 77

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to end many processes in little time")


def prepared(root: Path) -> tuple[Project, Review, Review]:
    """A project with one edit in its workbook and one in its journal; what the workbook holds, and what is live."""
    project = new_project(root)
    with opened(project) as session:
        session.apply(edit_target(session.review.units[0], "saved", session.stamp()))
        session.save()
        saved = session.review
        session.apply(edit_target(session.review.units[1], "not saved", session.stamp()))
        return project, saved, session.review


def copied(project: Project, root: Path) -> Project:
    return Project(Path(shutil.copytree(project.root, root)))


def refuse(code: str) -> None:
    number = getattr(errno, code)
    raise OSError(number, os.strerror(number))


def look(project: Project, saved: Review, live: Review) -> None:
    """Old or new, whole; every edit there; nothing to be told of; and it goes on from there."""
    assert read_workbook(project.workbook(NAME), name=NAME) in (saved, live)
    backup = project.workbook(NAME).with_name("note.xlsx.bak")
    assert read_workbook(backup, name=NAME).units
    with opened(project) as session:
        assert session.review == live
        assert session.notices == ()
        session.apply(edit_target(session.review.units[2], "later", session.stamp()))
    assert not list(project.reviews.glob(".*"))


def steps_of_a_save(project: Project) -> list[str]:
    steps = Steps(0, lambda: None)
    with opened(project) as session, failing(steps):
        session.save()
    return steps.names


@pytest.mark.parametrize("code", CODES)
def test_a_save_that_fails_at_any_call_leaves_old_or_new(tmp_path: Path, code: str) -> None:
    project, saved, live = prepared(tmp_path / "project")
    count = len(steps_of_a_save(copied(project, tmp_path / "count")))
    assert count > 20
    for number in range(1, count + 1):
        trial = copied(project, tmp_path / f"trial{number}")
        with opened(trial) as session:
            with failing(Steps(number, lambda: refuse(code))), suppress(AlignBenchError):
                session.save()
            assert session.review == live
        look(trial, saved, live)


@pytest.mark.parametrize("code", CODES)
def test_an_edit_that_fails_at_any_call_is_made_or_not(tmp_path: Path, code: str) -> None:
    project, _, live = prepared(tmp_path / "project")
    for number in range(1, 9):
        trial = copied(project, tmp_path / f"trial{number}")
        with opened(trial) as session:
            edit = edit_target(session.review.units[2], "third", session.stamp())
            with failing(Steps(number, lambda: refuse(code))), suppress(AlignBenchError):
                session.apply(edit)
            state = session.review
            assert state.units[2].target in ("third", live.units[2].target)
        with opened(trial) as session:
            assert session.review == state


def waiving(session: Session) -> Edit:
    unit = session.review.units[2]
    finding = Finding("number-mismatch", "figures", Severity.ERROR, NAME, unit.id, (3,), (3,), "3 is missing")
    return waive_finding(unit, finding, "as in the text of 2019", session.stamp())


def waived(project: Project) -> list[str]:
    return [waiver.reason for waiver in read_waivers(project.waivers)]


@pytest.mark.parametrize("is_first", [True, False], ids=["no file", "a file"])
@pytest.mark.parametrize("code", CODES)
def test_a_waiver_that_fails_at_any_call_is_there_or_not(tmp_path: Path, code: str, *, is_first: bool) -> None:
    project, _, live = prepared(tmp_path / "project")
    if not is_first:
        with opened(project) as session:
            (was,) = waiving(session).waived
        # By hand: what has another reason, and a remark.
        add_waivers(project.waivers, [replace(was, reason="theirs")])
        project.waivers.write_text(project.waivers.read_text("utf-8").replace("[[waived", "# Ours.\n[[waived"), "utf-8")
    before = project.waivers.read_bytes() if project.waivers.exists() else None
    steps = Steps(0, lambda: None)
    with opened(copied(project, tmp_path / "count")) as session, failing(steps):
        session.apply(waiving(session))
    for number in range(1, len(steps.names) + 1):
        trial = copied(project, tmp_path / f"trial{number}")
        with opened(trial) as session:
            with failing(Steps(number, partial(refuse, code))), suppress(AlignBenchError):
                session.apply(waiving(session))
            is_waived = session.undo_action == "waive"
            assert waived(trial) == (["as in the text of 2019"] if is_waived else [] if is_first else ["theirs"])
            if not is_waived:
                assert (trial.waivers.read_bytes() if trial.waivers.exists() else None) == before
        with opened(trial) as session:
            assert (session.review, session.undo_action == "waive") == (live, is_waived)


@pytest.fixture
def needing_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Project, Review]:
    """A project whose journal is to be parted, and mended, and put onto a workbook that somebody else has changed."""
    project, _, live = prepared(tmp_path / "project")
    path = project.workbook(NAME)
    theirs = read_workbook(path, name=NAME)
    third = replace(theirs.units[2], comment="theirs")
    with path.open("wb") as stream:
        write_workbook(theirs.with_units((*theirs.units[:2], third, *theirs.units[3:])), (), stream)
    with project.journal(NAME).open("ab") as stream:
        stream.write(b"half a line")
    monkeypatch.setattr(opening, "_LONG", 1)
    monkeypatch.setattr(opening, "UNDOABLE", 1)
    return project, live.with_units((*live.units[:2], third, *live.units[3:]))


def steps_of_an_opening(project: Project) -> list[str]:
    steps = Steps(0, lambda: None)
    with failing(steps):
        opened(project).close()
    return steps.names


def look_into_all(project: Project, wanted: Review) -> None:
    """The same state and what could not be read, whatever the opening before came to."""
    with opened(project) as session:
        assert session.review == wanted
    assert b"half a line" in (project.history(NAME) / opening.UNFIT).read_bytes()
    with opened(project) as session:
        assert (session.review, session.notices) == (wanted, ())


def test_an_opening_that_fails_at_any_call_changes_nothing_of_the_state(
    tmp_path: Path, needing_all: tuple[Project, Review]
) -> None:
    project, wanted = needing_all
    for number in range(1, len(steps_of_an_opening(copied(project, tmp_path / "count"))) + 1):
        trial = copied(project, tmp_path / f"trial{number}")
        code = CODES[number % len(CODES)]
        with failing(Steps(number, partial(refuse, code))), suppress(AlignBenchError):
            opened(trial).close()
        look_into_all(trial, wanted)


def crashes(project: Project, folder: Path, count: int, *, what: str) -> list[int]:
    """How the processes ended that were cut off before each call of the system."""
    command = [sys.executable, __file__, str(project.root), str(folder), str(count), what]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    found: list[int] = json.loads(done.stdout)
    return found


@needs_fork
def test_a_save_that_is_cut_off_before_any_call_leaves_old_or_new(tmp_path: Path) -> None:
    project, saved, live = prepared(tmp_path / "project")
    count = len(steps_of_a_save(copied(project, tmp_path / "count")))
    assert crashes(project, tmp_path, count, what="save") == [CRASHED] * count
    for number in range(1, count + 1):
        look(Project(tmp_path / f"trial{number}"), saved, live)


@needs_fork
def test_a_waiver_that_is_cut_off_before_any_call_is_in_the_file_where_it_is_in_the_journal(tmp_path: Path) -> None:
    project, _, live = prepared(tmp_path / "project")
    steps = Steps(0, lambda: None)
    with opened(copied(project, tmp_path / "count")) as session, failing(steps):
        session.apply(waiving(session))
    count = len(steps.names)
    assert crashes(project, tmp_path, count, what="waive") == [CRASHED] * count
    found = set()
    for number in range(1, count + 1):
        trial = Project(tmp_path / f"trial{number}")
        with opened(trial) as session:
            is_edit = session.undo_action == "waive"
            found.add((is_edit, bool(waived(trial))))
            assert (session.review, session.losses) == (live, ())
            # Once more, and back.
            session.apply(waiving(session))
            assert waived(trial) == ["as in the text of 2019"]
            session.undo()
            assert waived(trial) == []
        assert not list(trial.root.glob(".*.tmp"))
    assert found == {(False, False), (False, True), (True, True)}


@needs_fork
def test_an_opening_that_is_cut_off_before_any_call_changes_nothing_of_the_state(
    tmp_path: Path, needing_all: tuple[Project, Review]
) -> None:
    project, wanted = needing_all
    count = len(steps_of_an_opening(copied(project, tmp_path / "count")))
    assert crashes(project, tmp_path, count, what="open") == [CRASHED] * count
    for number in range(1, count + 1):
        look_into_all(Project(tmp_path / f"trial{number}"), wanted)


def crash_everywhere(root: str, folder: str, count: str, what: str) -> None:
    """Save, open or waive in one process after the other, each of which ends without a word before another call."""
    if what == "open":
        vars(opening).update(_LONG=1, UNDOABLE=1)
    # What they need is imported once.
    steps_of_a_save(copied(Project(Path(root)), Path(folder) / "imports"))
    ends = []
    for number in range(1, int(count) + 1):
        trial = copied(Project(Path(root)), Path(folder) / f"trial{number}")
        child = os.fork()
        if child == 0:
            steps = Steps(number, lambda: os._exit(CRASHED))
            if what == "open":
                with failing(steps):
                    opened(trial)
            with opened(trial) as session:
                edit = waiving(session)
                with failing(steps):
                    session.apply(edit) if what == "waive" else session.save()
            os._exit(0)
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    crash_everywhere(*sys.argv[1:])
