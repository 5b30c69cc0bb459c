"""Comments as threads at the review screen: read, answered, resolved, changed as they stand in the workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from align_bench.formats.workbook import read_workbook
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.tui.screens.asking import AskText
from align_bench.tui.screens.looking import Look
from align_bench.workflow.reviewing import Session
from tui.desk import NAME, Desk, OpenDesk, frozen_clock, make_project, make_units

OLD = "Which network is that?\nThe one of 2019?"
WANG = "Wang (2031-04-07 08:00): The new one."
LI = "Li (2031-04-08 09:30): "


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """With a comment from before threads, and one answer."""
    first, *rest = make_units()
    root = tmp_path / "commented"
    root.mkdir()
    return make_project(root, (replace(first, comment=f"{OLD}\n{WANG}"), *rest))


def _text(desk: Desk) -> str:
    return "\n".join(desk.lines)


async def test_what_was_said_is_read_while_it_is_answered(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        assert "2 comments" in _text(desk)
        await desk.press("c")
        for words in ("by hand", "Which network is that?", "Wang 2031-04-07 08:00", "The new one."):
            assert words in _text(desk)
        await desk.press(*"Good,", "enter", *"thanks.", "ctrl+s")
        assert desk.units[0].comment == f"{OLD}\n{WANG}\n{LI}Good,\n  thanks."
        assert "3 comments" in _text(desk)
        await desk.press("ctrl+s")
    assert read_workbook(project.workbook(NAME)).units[0].comment.endswith("\n  thanks.")


async def test_an_empty_answer_is_none(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("c", "ctrl+s")
        assert desk.units[0].comment == f"{OLD}\n{WANG}"
        assert not desk.journal.count('"move"')


async def test_resolved_until_somebody_goes_on(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("Q")
        assert desk.units[0].comment.endswith(f"\n{LI}[resolved]")
        assert any(line.startswith("  resolved") for line in desk.lines)
        assert "2 comments, resolved by Li" in _text(desk)
        await desk.press("Q")
        assert "the comments are resolved already; another one (c) opens them again" in desk.notices
        await desk.press(":", *"is:unresolved", "enter")
        assert "no pair is found by is:unresolved" in desk.notices
        await desk.press("c", *"No.", "ctrl+s")
        assert any(line.startswith("  3 comments") for line in desk.lines)
        await desk.press("u", "u")
        assert desk.units[0].comment == f"{OLD}\n{WANG}"
        await desk.press("down", "Q")
        assert "this pair has no comment" in desk.notices


async def test_all_of_it_can_be_changed_and_deleted(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("C")
        assert isinstance(desk.app.screen, AskText)
        assert WANG in _text(desk)
        await desk.press(*" Sorry.", "ctrl+s")
        assert desk.units[0].comment == f"{OLD}\n{WANG} Sorry."
        await desk.press("C", "ctrl+u", "backspace", "ctrl+u", "backspace", "ctrl+u", "ctrl+s")
        assert desk.units[0].comment == ""
        assert "comments" not in _text(desk).replace("kept comments", "")


async def test_an_answer_and_a_change_are_kept_apart(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("c", *"yes", "escape", "C", "!", "escape")
        assert Drafts.of(project, NAME).texts == {"u1#reply": "yes", "u1#comment": f"{OLD}\n{WANG}!"}
        assert "kept comment " in _text(desk)
        assert "kept comments" in _text(desk)
        await desk.press("c", "ctrl+s", "f4")
        assert desk.units[0].comment == f"{OLD}\n{WANG}\n{LI}yes"
        assert not Drafts.of(project, NAME).texts


async def test_read_only_it_can_be_read(open_desk: OpenDesk, project: Project) -> None:
    with Session.open(project, NAME, reviewer="Wang", clock=frozen_clock):
        async with open_desk() as desk:
            await desk.press("c")
            assert isinstance(desk.app.screen, Look)
            assert "Wang 2031-04-07 08:00" in _text(desk)
            await desk.press("escape", "down", "c")
            assert "this pair has no comment" in desk.notices
            await desk.press("Q")
            assert any("read-only: Wang" in notice for notice in desk.notices)


async def test_a_long_thread_is_read_back(open_desk: OpenDesk) -> None:
    async with open_desk((80, 24)) as desk:
        for number in range(12):
            await desk.press("c", *f"word {number}", "ctrl+s")
        await desk.press("c")
        assert "word 11" in _text(desk)
        assert "Which network" not in _text(desk)
        await desk.press("pageup", "pageup", "pageup")
        assert "Which network" in _text(desk)
        await desk.press("escape")
        assert any("14 comments" in line for line in desk.lines)
