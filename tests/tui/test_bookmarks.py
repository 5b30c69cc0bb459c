"""Bookmarks: set, cleared, gone to, listed, asked for; each reviewer's own, and kept with the project."""

from __future__ import annotations

import pytest

from align_bench.errors import StorageError
from align_bench.storage.bookmarks import Bookmarks
from align_bench.storage.project import Project
from tui.desk import NAME, Desk, OpenDesk


def _text(desk: Desk) -> str:
    return "\n".join(desk.lines)


def _marked(project: Project) -> dict[str, tuple[str, ...]]:
    return dict(Bookmarks.of(project, NAME).marked)


async def test_set_and_cleared_by_one_key_and_shown_in_the_margin(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("down", "*")
        assert _marked(project) == {"Li": ("u2",)}
        assert "bookmark set: 1 bookmark in this document" in desk.notices
        assert any(line.startswith("  bookmark") for line in desk.lines)
        await desk.press("*")
        assert _marked(project) == {}
        assert not any(line.startswith("  bookmark") for line in desk.lines)
        assert not desk.journal.count('"move"')


async def test_gone_to_in_both_directions(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "*", "down", "down", "*", "home", ")")
        assert desk.current == "u2"
        assert "bookmark 1 of 2" in desk.notices
        await desk.press(")")
        assert desk.current == "u4"
        await desk.press(")")
        assert "no bookmarks below, 2 in all; * sets one" in desk.notices
        await desk.press("(")
        assert desk.current == "u2"


async def test_kept_over_restarts_for_the_one_who_set_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "*")
    async with open_desk(reviewer="Wang") as desk:
        assert not any(line.startswith("  bookmark") for line in desk.lines)
        await desk.press("&")
        assert "no pair is bookmarked; * sets a bookmark" in desk.notices
        await desk.press(":", *"bookmark:Li", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u2"]
    async with open_desk() as desk:
        await desk.press("end", "&")
        assert "1 bookmark" in _text(desk)
        assert "We, representatives of nine" in _text(desk)
        await desk.press("enter")
        assert desk.current == "u2"


async def test_queries_know_them(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("end", "*", ":", *"bookmark:mine", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u6"]
        await desk.press("escape", ":", *"bookmark:none", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u1", "u2", "u3", "u4", "u5"]


async def test_a_mark_goes_with_its_text_and_comes_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "down", "down", "*", "up", "m", "home", ")")
        assert desk.current == "u3"
        await desk.press("u", "home", ")")
        assert desk.current == "u4"
        assert "bookmark 1 of 1" in desk.notices


async def test_one_that_cannot_be_written_is_not_set(
    open_desk: OpenDesk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("bookmarks: the disk is full", hint="free some space")

    async with open_desk() as desk:
        monkeypatch.setattr("align_bench.storage.bookmarks.write_content", full)
        await desk.press("*")
        assert any("the disk is full" in notice for notice in desk.notices)
        assert not any(line.startswith(("> bookmark", "  bookmark")) for line in desk.lines)
    assert _marked(project) == {}
