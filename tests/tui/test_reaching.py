"""Jumping by letters, the mouse, the clipboard, other sizes of the window."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from textual.events import MouseScrollDown
from textual.screen import Screen

from align_bench.model.unit import Status
from align_bench.tui.base import ROOM, SmallScreen
from align_bench.tui.screens.asking import AskLine, Choose
from align_bench.tui.screens.jumping import JumpScreen
from align_bench.tui.screens.looking import Look
from align_bench.tui.screens.review import ReviewScreen
from align_bench.tui.widgets.bitext import BitextView
from align_bench.tui.widgets.pane import Pane
from align_bench.tui.widgets.search_bar import SearchBar
from tui.desk import Desk, OpenDesk


def top(desk: Desk) -> type[Screen[Any]]:
    """Which screen is shown."""
    return type(desk.app.screen)


def copied(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is sent to the terminal's clipboard (OSC 52), as it comes."""
    found: list[str] = []
    driver = desk.app._driver
    assert driver is not None

    def write(text: str) -> None:
        found.extend(base64.b64decode(each).decode() for each in re.findall("\x1b]52;c;([^\x07]*)\x07", text))

    monkeypatch.setattr(driver, "write", write)
    return found


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_a_letter_goes_to_its_pair(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        await desk.press("'")
        assert top(desk) is JumpScreen
        text = "\n".join(desk.lines)
        assert " a " in text
        assert " s " in text
        await desk.press("s")
        assert desk.current == "u2"
        await desk.press("'", "a")
        assert desk.current == "u1"
        await desk.press("'", "escape")
        await desk.press("'", "Z")
        assert top(desk) is ReviewScreen
        assert desk.current == "u1"
        assert desk.journal == "" or desk.journal.count("\n") == 1


async def test_letters_stand_at_the_first_line_of_each_pair(open_desk: OpenDesk) -> None:
    async with open_desk((140, 40)) as desk:
        lines = [
            index for index, line in enumerate(desk.lines) if re.match(r"[ >] {1,15}\d?.*(Joint|\d\. |\(no)", line)
        ]
        await desk.press("'")
        marked = [index for index, line in enumerate(desk.lines) if re.match(r" [a-z] ", line)]
        assert lines[:6] == marked[:6]


async def test_a_pane_is_opened_to_be_read(open_desk: OpenDesk) -> None:
    async with open_desk((140, 40)) as desk:
        await desk.press("down", "down", "'")
        panes = [pane for pane in desk.screen.query(Pane) if pane.content.entries]
        letter = "asdfghjkl"[6:][0]
        assert panes
        await desk.press(letter)
        assert top(desk) is Look
        assert "Tide Network" in "\n".join(desk.lines)
        await desk.press("escape")
        assert top(desk) is ReviewScreen


async def test_the_mouse_chooses_pairs_scrolls_and_opens_panes(open_desk: OpenDesk) -> None:
    async with open_desk((140, 40)) as desk:
        view = desk.screen.query_one(BitextView)
        row = next(index for index, line in enumerate(desk.lines) if "2. We welcome" in line)
        await desk.pilot.click(BitextView, offset=(30, row - view.region.y))
        await desk.settle()
        assert desk.current == "u3"
        await desk.pilot.click("#findings", offset=(5, 1))
        await desk.settle()
        assert top(desk) is Look
        await desk.press("escape")
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        line = view.scroll_offset.y
        view._on_mouse_scroll_down(MouseScrollDown(view, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False))
        await desk.settle()
        assert view.scroll_offset.y > line


async def test_texts_are_copied_to_the_terminal(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk() as desk:
        found = copied(desk, monkeypatch)
        await desk.press("down", "y", "Y")
        assert found == [desk.units[1].target, desk.units[1].source]
        assert any("copied the Chinese" in notice for notice in desk.notices)
        await desk.press("end", "up", "y")
        assert len(found) == 2
        assert "this pair has no English" in desk.notices
        await desk.press("home", "e", "shift+home", "ctrl+c")
        assert found[2] == desk.units[0].target
        await desk.press("y")
        assert desk.screen.editor.text == "y"
        assert len(found) == 3


async def test_the_window_may_have_any_size_at_any_time(open_desk: OpenDesk) -> None:
    async with open_desk((140, 40)) as desk:
        for keys in (
            [],
            ["e"],
            ["escape", ":"],
            ["escape", "%"],
            ["escape", "s"],
            ["escape", "comma"],
            ["escape", "f1"],
        ):
            await desk.press(*keys)
            for size in (ROOM, (20, 5), (200, 60), (1, 1), (80, 24)):
                await desk.pilot.resize_terminal(*size)
                await desk.settle()
                assert (top(desk) is SmallScreen) == (size[0] < 30 or size[1] < 8)
                assert all(len(line) <= size[0] for line in desk.lines)
        await desk.press("f1")
        assert top(desk) is ReviewScreen
        assert desk.current == "u1"


async def test_little_room_is_told(open_desk: OpenDesk) -> None:
    async with open_desk((140, 40)) as desk:
        await desk.pilot.resize_terminal(59, 20)
        await desk.settle()
        assert "too small: 60 columns, 20 lines needed" in desk.notices
        await desk.pilot.resize_terminal(20, 6)
        await desk.settle()
        text = " ".join("\n".join(desk.lines).split())
        assert "too small: 60" in text
        await desk.press("a", "f1")
        assert top(desk) is SmallScreen
        assert '"do"' not in desk.journal


@pytest.mark.parametrize("size", [(140, 40), (60, 20)])
async def test_all_panes_are_read_at_any_size(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        await desk.press("g", "2", "enter", "E")
        assert top(desk) is Look
        text = desk.app.screen.query_one(Pane).text
        assert "Tide Network" in text
        assert "潮汐观测网" in text
        assert "memory" in text
        await desk.press("escape")
        assert top(desk) is ReviewScreen


@pytest.mark.parametrize("key", ["a", "e", "j", "/", ":", "m", "'", "n"])
async def test_a_key_that_comes_before_the_document_is_refused_in_words(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(ReviewScreen, "_load", lambda *_: None)
    async with open_desk(settles=False) as desk:
        await desk.press(key)
        assert desk.notices == ["the document is still being read"]
        assert not desk.screen.query_one(SearchBar).display
        assert desk.app.screen is desk.screen


async def test_questions_and_notices_show_what_a_terminal_would_obey(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        desk.app.notify("two\nlines\x1b[31m", title="title\x07")
        await desk.settle()
        assert desk.notices == ["title␇ two\nlines␛[31m"]
        for box, text in (
            (AskLine("why\x1b]0;a\x07?"), "why␛"),
            (Choose("which\x9b?", [("a", "one\x1b[2J")], "a"), "one␛"),
        ):
            desk.app.push_screen(box)
            await desk.settle()
            assert not any(re.search("[\x00-\x1f\x7f-\x9f]", line) for line in desk.lines)
            assert any(text in line for line in desk.lines)
            await desk.press("escape")


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (60, 20)])
async def test_a_pair_that_is_clicked_is_opened_by_the_next_click(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        assert await desk.pilot.click(BitextView, offset=(25, 1))
        await desk.settle()
        assert desk.screen.is_writing
        await desk.press(*"new ")
        # A click beside the editor accepts nothing.
        assert await desk.pilot.click(BitextView, offset=(25, 1))
        await desk.settle()
        assert desk.screen.is_writing
        await desk.press("escape")
        row = next(index for index, line in enumerate(desk.lines) if "1. We, representatives" in line)
        top_row = desk.screen.query_one(BitextView).region.y
        assert await desk.pilot.click(BitextView, offset=(25, row - top_row), times=2)
        await desk.settle()
        assert desk.current == "u2"
        assert desk.screen.is_writing


@pytest.mark.parametrize("key", ["enter", "ctrl+s", "f2"])
async def test_the_same_keys_take_a_line_and_a_choice(open_desk: OpenDesk, key: str) -> None:
    async with open_desk() as desk:
        await desk.press("g")
        assert any("enter take it   esc back" in line for line in desk.lines)
        await desk.press("3", key)
        assert desk.current == "u4"
        await desk.press("B", key)
        assert top(desk) is Choose
        await desk.press(key)
        assert top(desk) is ReviewScreen
        assert sum(unit.status is Status.REVIEWED for unit in desk.units) > 1


async def test_who_would_end_the_program_as_elsewhere_is_told_how(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("ctrl+c")
        assert any("q, ctrl+q: leave" in notice for notice in desk.notices)
        assert desk.app.is_running
