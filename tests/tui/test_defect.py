"""A defect inside the screen ends the program as any other does."""

from __future__ import annotations

from functools import partialmethod
from pathlib import Path

import pytest

from align_bench.storage.drafts import Drafts
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp, run_review
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
