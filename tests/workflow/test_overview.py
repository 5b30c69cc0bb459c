"""How far each document is: read once, and again when its files change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from align_bench.model.edits import set_status
from align_bench.model.unit import Status
from align_bench.storage.project import Project
from align_bench.workflow.overview import Overview, read_figures
from align_bench.workflow.reviewing import Session
from tui.desk import NAME, frozen_clock, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def cache(project: Project) -> Path:
    return project.private / "cache" / "overview.json"


def test_the_figures_of_a_document(project: Project) -> None:
    figures = read_figures(project, NAME)
    assert (figures.units, figures.done, figures.left) == (6, 1, 5)
    assert figures.words > 60
    assert figures.characters > 100
    assert figures.findings == 0
    assert read_figures(project, "unknown").note == "not aligned yet"


def test_what_was_read_is_known_until_a_file_changes(project: Project) -> None:
    overview = Overview(project)
    assert overview.known([NAME]) == {}
    figures = overview.read(NAME)
    overview.save([NAME])
    assert Overview(project).known([NAME]) == {NAME: figures}
    with Session.open(project, NAME, reviewer="李", clock=frozen_clock) as session:
        session.apply(set_status([session.review.units[1]], Status.REVIEWED, session.stamp()))
    later = Overview(project)
    assert later.known([NAME]) == {}
    changed = later.read(NAME)
    assert (changed.done, changed.reviewer, changed.changed) == (2, "李", "2031-04-08T09:30:00+00:00")


def test_an_unreadable_document_is_told_and_looked_at_again(project: Project) -> None:
    project.workbook(NAME).write_bytes(b"no workbook")
    overview = Overview(project)
    assert NAME in overview.read(NAME).note
    overview.save([NAME])
    assert Overview(project).known([NAME]) == {}


@pytest.mark.parametrize("content", [
    b"", b"[]", b"{", b'{"schema": 99, "documents": {}}', b'{"schema": 1, "documents": {"a": 1}}',
    b'{"schema": 1, "documents": {"coastal-cities-statement": [[0, 0, 0, 0], {"units": "6"}]}}', b"\xff" * 10,
])  # fmt: skip
def test_a_damaged_cache_holds_nothing(project: Project, content: bytes) -> None:
    cache(project).parent.mkdir(parents=True)
    cache(project).write_bytes(content)
    overview = Overview(project)
    assert overview.known([NAME]) == {}
    overview.read(NAME)
    overview.save([NAME])
    assert Overview(project).known([NAME])


def test_documents_that_are_gone_are_forgotten(project: Project) -> None:
    overview = Overview(project)
    overview.read(NAME)
    overview.save([])
    assert Overview(project).known([NAME]) == {}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not keep this user out")
def test_a_project_that_cannot_be_written_is_only_slower(project: Project) -> None:
    project.root.chmod(0o500)
    try:
        overview = Overview(project)
        assert overview.read(NAME).units == 6
        overview.save([NAME])
    finally:
        project.root.chmod(0o700)
    assert not cache(project).exists()
