"""The promise that nothing acknowledged is lost, put to the test: a process that edits is killed again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from align_bench.storage.project import Project
from workflow.desk import NAME, new_project, opened

KILLS = 15
EDITOR = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from align_bench.model.edits import edit_target
from align_bench.storage.project import Project
from align_bench.workflow.reviewing import Session

clock = lambda: datetime(2026, 3, 1, tzinfo=UTC)
with Session.open(Project(Path(sys.argv[1])), "note", reviewer="Li", clock=clock) as session:
    number = int(sys.argv[2])
    while True:
        number += 1
        unit = session.review.units[number % len(session.review.units)]
        session.apply(edit_target(unit, f"edit {number}", session.stamp()))
        print(number, flush=True)
        if number % 7 == 0:
            session.save()
"""


def expected(last: int, length: int) -> list[str]:
    """The English of all units after so many edits."""
    texts = [f"{i}. Paragraph {i}" for i in range(1, length + 1)]
    for number in range(max(1, last - length + 1), last + 1):
        texts[number % length] = f"edit {number}"
    return texts


def killed_while_editing(project: Project, start: int, delay: float) -> int:
    """The last edit that was acknowledged."""
    command = [sys.executable, "-c", EDITOR, str(project.root), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
        # A line that was cut off was not acknowledged.
        lines = [line for line in (first, *child.stdout.readlines()) if line.endswith("\n")]
    return int(lines[-1])


def test_no_acknowledged_edit_is_lost_and_none_invented(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    chance = random.Random(20260301)
    last = 0
    for _ in range(KILLS):
        acknowledged = killed_while_editing(project, last, chance.random() * 0.2)
        assert acknowledged > last
        with opened(project) as session:
            assert session.notices == ()
            found = [unit.target for unit in session.review.units]
        # The edit that was on disk but not yet acknowledged may be there; nothing else.
        last = next(n for n in (acknowledged, acknowledged + 1) if found == expected(n, len(found)))
    assert not (project.journal(NAME).with_name("note.unfit.jsonl")).exists()
    assert last > KILLS
