"""The promise that nothing acknowledged is lost, put to the test: a process that edits is killed again and again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from align_bench.storage.journal import read_journal
from workflow.desk import NAME, new_project

KILLS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill many processes in little time")
def test_no_acknowledged_edit_is_lost_and_none_invented(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    program = Path(__file__).with_name("killing.py")
    command = [sys.executable, str(program), str(project.root), "20260301", str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) == KILLS
    assert [each for each in rounds if each["wrong"]] == []
    # A line that a kill cut off is told, and is of an edit that nobody was told of.
    assert all("was not finished" in notice for each in rounds for notice in each["notices"])
    assert rounds[-1]["last"] > 2 * KILLS
    # Some were killed in the middle of a save, and some saves came through.
    journals = [project.journal(NAME), *project.history(NAME).glob("journal-*.jsonl")]
    records = {record["n"]: record for path in journals for record in read_journal(path).records}
    assert (
        sum("checkpoint" in each for each in records.values()) > sum("saved" in each for each in records.values()) > 0
    )
