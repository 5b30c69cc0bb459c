"""A project that can only be read: somebody else has it open, or its folder cannot be written."""

from __future__ import annotations

import errno
import os
from typing import NoReturn

import pytest
from filelock import FileLock

from align_bench.model.unit import Status
from align_bench.storage.project import Project
from align_bench.workflow.reviewing import Session
from tui.desk import NAME, OpenDesk, frozen_clock


async def test_who_waits_is_told_that_the_project_is_free_and_opens_it_again(
    open_desk: OpenDesk, project: Project
) -> None:
    with Session.open(project, NAME, reviewer="Wang", clock=frozen_clock) as other:
        async with open_desk() as desk:
            await desk.press("a")
            assert any("Wang" in notice and "has this project open" in notice for notice in desk.notices)
            other.close()
            await desk.press("a")
            assert any("nobody has it now; ctrl+o, then enter" in notice for notice in desk.notices)
            await desk.press("ctrl+o", "enter")
            await desk.settle()
            await desk.press("down", "a")
            assert desk.units[1].status is Status.REVIEWED


async def test_a_folder_that_cannot_be_written_is_read(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(FileLock):
        def acquire(self, *_arguments: object, **_options: object) -> NoReturn:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("align_bench.storage.lock.FileLock", Refusing)
    async with open_desk((140, 40)) as desk:
        assert "read-only: nothing can be written here" in desk.lines[0]
        assert any("the folder is read-only: copy the project" in notice for notice in desk.notices)
        before = desk.units
        await desk.press("f", "a", "ctrl+s")
        assert sum("nothing can be written in this folder" in notice for notice in desk.notices) == 1
        assert desk.units == before
