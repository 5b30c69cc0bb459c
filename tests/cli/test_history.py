"""What was confirmed and is another text now, as a command tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align_bench.model.edits import edit_target, set_status
from align_bench.model.unit import Status
from align_bench.storage.project import Project
from cli.conftest import Cli
from workflow.desk import NAME, new_project, opened


@pytest.fixture
def changed(tmp_path: Path) -> Project:
    """With a pair that was changed after its review, and one that never was reviewed."""
    project = new_project(tmp_path / "project")
    project.sources.mkdir()
    with opened(project) as session:
        session.apply(set_status(session.review.units[:2], Status.REVIEWED, session.stamp()))
        session.save()
    with opened(project, reviewer="Wang") as session:
        session.apply(edit_target(session.review.units[1], "2. Another paragraph", session.stamp()))
        session.apply(edit_target(session.review.units[2], "3. Another paragraph", session.stamp()))
    return project


def test_what_has_changed_since_its_review(cli: Cli, changed: Project) -> None:
    lines = cli("history", "--since-review", cwd=changed.root).out.splitlines()
    assert [line.split()[1:6] for line in lines[1:]] == [["Li", NAME, "2", "since", "review"]]
    assert "2. Another paragraph" in lines[1]


def test_the_same_as_jsonl_of_some_units(cli: Cli, changed: Project) -> None:
    run = cli("history", NAME, "--since-review", "--unit", "2", "--format", "jsonl", cwd=changed.root)
    (row,) = [json.loads(line) for line in run.out.splitlines()]
    assert (row["reviewer"], row["before"], row["after"]) == ("Li", "2. Paragraph 2", "2. Another paragraph")
    none = cli("history", "--since-review", "--unit", "1", cwd=changed.root)
    assert none.out == ""
    assert "nothing was changed in these units since the review" in none.err


def test_a_review_that_stands_as_it_was_confirmed(cli: Cli, tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    project.sources.mkdir()
    assert "nothing was changed here since the review" in cli("history", "--since-review", cwd=project.root).err
