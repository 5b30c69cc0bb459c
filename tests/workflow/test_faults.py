"""A save on a disk that fails at each of its steps in turn: the old or the new workbook is there, and every edit."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from align_bench.errors import AlignBenchError
from align_bench.formats.workbook import read_workbook
from align_bench.model.edits import edit_target
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from storage.faults import Steps, failing
from workflow.desk import NAME, new_project, opened

CODES = ("ENOSPC", "EROFS", "EACCES", "EIO")
CRASHED = 77


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_save_that_is_cut_off_before_any_call_leaves_old_or_new(tmp_path: Path) -> None:
    project, saved, live = prepared(tmp_path / "project")
    count = len(steps_of_a_save(copied(project, tmp_path / "count")))
    command = [sys.executable, __file__, str(project.root), str(tmp_path), str(count)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [CRASHED] * count
    for number in range(1, count + 1):
        look(Project(tmp_path / f"trial{number}"), saved, live)


def crash_everywhere(root: str, folder: str, count: str) -> None:
    """Save in one process after the other, each of which ends without a word before another call of the system."""
    ends = []
    # What a save needs is imported once.
    steps_of_a_save(copied(Project(Path(root)), Path(folder) / "imports"))
    for number in range(1, int(count) + 1):
        trial = copied(Project(Path(root)), Path(folder) / f"trial{number}")
        child = os.fork()
        if child == 0:
            with opened(trial) as session, failing(Steps(number, lambda: os._exit(CRASHED))):
                session.save()
            os._exit(0)
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    crash_everywhere(*sys.argv[1:])
