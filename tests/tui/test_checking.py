"""Checks while the screen is open: they follow edits and the termbase, and a check that fails harms nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from align_bench.model.task import Task
from align_bench.model.unit import Status
from align_bench.storage.project import Project
from align_bench.workflow.checking import project_termbase
from align_bench.workflow.live import LiveChecking
from align_bench.workflow.reviewing import Session
from tui.desk import OpenDesk


def _fail(*_: object, **__: object) -> None:
    raise ZeroDivisionError("a check is broken")


def reports(folder: Path) -> list[str]:
    found = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    assert found
    return found


@pytest.mark.parametrize("method", ["check_all", "check_edited"])
async def test_a_check_that_fails_is_told_and_the_screen_works_on(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(LiveChecking, method, _fail)
    async with open_desk() as desk:
        await desk.press("down", "a")
        assert any("a check is broken" in notice for notice in desk.notices)
        assert "the checks failed" in desk.lines[0]
        assert desk.units[1].status is Status.REVIEWED
        monkeypatch.undo()
        await desk.press("a")
        assert desk.units[2].status is Status.REVIEWED
        assert "findings" in desk.lines[0]
        assert not desk.screen._is_checking


async def test_a_save_that_fails_otherwise_leaves_a_screen_that_works(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, crash_reports: Path
) -> None:
    async with open_desk() as desk:
        monkeypatch.setattr(Session, "save", _fail)
        await desk.press("a", "ctrl+s")
        assert any("a check is broken" in notice for notice in desk.notices)
        assert any(str(crash_reports) in notice for notice in desk.notices)
        assert all("broken" not in report for report in reports(crash_reports))
        monkeypatch.undo()
        await desk.press("r", "ctrl+s")
        assert desk.screen.session is not None
        assert desk.screen.session.unsaved == 0


async def test_the_termbase_is_read_once_and_again_when_its_file_changes(
    open_desk: OpenDesk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def count(of: Project, task: Task) -> object:
        read.append(of.root)
        return project_termbase(of, task)

    monkeypatch.setattr("align_bench.workflow.live.project_termbase", count)
    async with open_desk() as desk:
        await desk.press("down", "a", "a")
        desk.screen.look_at_terms()
        await desk.settle()
        assert len(read) == 1
        path = project.root / "terms.csv"
        path.write_text(path.read_text(encoding="utf-8") + "c9,灯塔湾,Beacon Bay,preferred\n", encoding="utf-8")
        desk.screen.look_at_terms()
        await desk.settle()
        await desk.settle()
        assert len(read) == 2
        assert any("灯塔湾" in finding.message for finding in desk.screen.findings["u6"])


async def test_a_termbase_that_became_unreadable_leaves_the_old_one(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        findings = desk.screen.findings
        path = project.root / "terms.csv"
        path.write_text("nonsense\n", encoding="utf-8")
        os.utime(path, (1, 1))
        desk.screen.look_at_terms()
        await desk.settle()
        await desk.settle()
        assert any("terms.csv" in notice for notice in desk.notices)
        assert desk.screen.findings == findings


async def test_a_pause_brings_the_checks_that_look_over_everything(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "a")
        assert desk.screen._pause is not None
        desk.screen.check_all()
        await desk.settle()
        assert desk.screen.checking is not None
        assert desk.screen.session is not None
        assert desk.screen.checking._whole is desk.screen.session.review


async def test_what_the_opening_has_to_tell_is_shown(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    load = Session._load

    def told(session: Session, task: Task) -> None:
        load(session, task)
        session.notices += ("the workbook was changed by another program",)

    monkeypatch.setattr(Session, "_load", told)
    async with open_desk() as desk:
        assert any("changed by another program" in notice for notice in desk.notices)
