from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.personal import Personal
from align_bench.tui.services import project_services
from tui.desk import NAME, Desk, OpenDesk, frozen_clock, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    return make_project(root)


@pytest.fixture(autouse=True)
def crash_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where reports of crashes go, instead of the folder of who runs the tests."""
    folder = tmp_path / "crashes"
    monkeypatch.setattr("align_bench.storage.crash.report_folder", lambda: folder)
    return folder


@pytest.fixture
def open_desk(project: Project) -> OpenDesk:
    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (140, 40),
        name: str | None = NAME,
        reviewer: str = "Li",
        *,
        settles: bool = True,
        personal: Personal | None = None,
        notifications: bool = False,
    ) -> AsyncIterator[Desk]:
        services = project_services(project, reviewer=reviewer, clock=frozen_clock)
        app = ReviewApp(services, name, personal, project.root)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=notifications) as pilot:
            desk = Desk(app, pilot, project)
            for _ in range(2 if settles else 0):
                await desk.settle()
            yield desk

    return opened
