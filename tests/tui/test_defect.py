"""A defect inside the screen ends the program as any other does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partialmethod
from pathlib import Path

import pytest

from align_bench.model.replacing import Replacement
from align_bench.storage.drafts import Drafts
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp, run_review
from align_bench.tui.screens import replacing
from align_bench.tui.screens.replacing import ReplaceScreen
from align_bench.tui.screens.terms import AddTermScreen
from align_bench.workflow.adding_terms import AddedTerm
from tui.desk import NAME, OpenDesk


def test_a_defect_in_the_screen_is_raised_behind_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_: ReviewApp) -> None:
        raise KeyError("no such unit")

    monkeypatch.setattr(ReviewApp, "on_mount", fail)
    monkeypatch.setattr(ReviewApp, "run", partialmethod(ReviewApp.run, headless=True))
    with pytest.raises(KeyError, match="no such unit"):
        run_review(project, NAME, reviewer="Li")
    out, err = capfd.readouterr()
    assert "Traceback" not in out + err


async def test_what_was_typed_in_the_last_moment_is_kept(open_desk: OpenDesk, project: Project) -> None:
    async def crash() -> None:
        async with open_desk() as desk:
            await desk.press("e")
            desk.screen.editor.area.insert(" typed last")
            desk.app._handle_exception(KeyError("no such unit"))

    with pytest.raises(KeyError):
        await crash()
    assert Drafts.of(project, NAME).texts["u1"].endswith(" typed last")
    ProjectLock(project.private, name="Wang", time="t").release()


def reports(folder: Path) -> int:
    return len(list(folder.iterdir()))


async def test_what_fails_at_every_key_is_reported_once(open_desk: OpenDesk, crash_reports: Path) -> None:
    async with open_desk(notifications=True) as desk:
        for what in ("no such unit", "no such unit", "no such check"):
            desk.screen.complain(KeyError(what))
        await desk.settle()
        assert any("no such check" in notice for notice in desk.notices)
    assert reports(crash_reports) == 2


async def test_what_fails_beside_a_box_is_told_and_the_box_can_be_used(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, crash_reports: Path
) -> None:
    def fail(*_: object, **__: object) -> Sequence[Replacement]:
        raise KeyError("no such place")

    async with open_desk() as desk:
        with monkeypatch.context() as patched:
            patched.setattr(replacing, "find_replacements", fail)
            await desk.press("%", *"We", "ctrl+s")
            await desk.settle()
        assert any("no such place" in notice and str(crash_reports) in notice for notice in desk.notices)
        assert isinstance(desk.app.screen, ReplaceScreen)
        await desk.press("tab", *"They", "ctrl+s")
        await desk.settle()
        assert "They" in desk.units[2].target


async def test_a_term_that_could_not_be_added_for_a_defect_is_added_again(
    open_desk: OpenDesk, crash_reports: Path
) -> None:
    async with open_desk() as desk:
        services = desk.screen.services

        def fail(*_: object) -> AddedTerm:
            raise KeyError("no such sheet")

        desk.screen.services = replace(services, add_term=fail)
        await desk.press("D", *"会议", "tab", *"gathering", "enter")
        assert any("no such sheet" in notice and str(crash_reports) in notice for notice in desk.notices)
        asking = desk.app.screen
        assert isinstance(asking, AddTermScreen)
        asking._add = services.add_term
        await desk.press("enter")
        await desk.settle()
        assert desk.app.screen is desk.screen
