"""What has changed since the review: in one pair, all over the document, as a filter."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from align_bench.tui.widgets.marks import Mark
from align_bench.workflow.past import Past, read_past
from tui.desk import Desk, OpenDesk


def _text(desk: Desk) -> str:
    return "\n".join(desk.lines)


async def _replace_all(desk: Desk, text: str) -> None:
    """Write another English into the current pair."""
    await desk.press("e", "ctrl+u", *text, "ctrl+s")


async def test_a_pair_is_compared_with_what_was_reviewed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await _replace_all(desk, "Joint Declaration of the Coastal Cities")
        await desk.press("V")
        assert "changes since the review" in _text(desk)
        assert "Joint Statement Declaration of the Coastal Cities" in _text(desk)
        await desk.press("escape", "a", "up", "V")
        assert "no word is another one than when it was reviewed" in _text(desk)
        assert "the review by Li, 2031-04-08 09:30" in _text(desk)


async def test_a_pair_that_was_never_reviewed_is_compared_with_the_beginning(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("end")
        await _replace_all(desk, "5. Next year.")
        await desk.press("V")
        assert "changes since the beginning" in _text(desk)


async def test_the_document_shows_its_changes_until_the_key_comes_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("end")
        await _replace_all(desk, "5. The next meeting was held in Lighthouse Bay.")
        await desk.press("v")
        assert "1 of 6 pairs have changed" in "\n".join(desk.notices)
        assert "changes shown" in desk.lines[0]
        assert "The next meeting will be was held in Lighthouse Bay" in _text(desk)
        await desk.press("u")
        assert "will be was" not in _text(desk)
        await desk.press("U", "v")
        assert "will be was" not in _text(desk)
        assert "was held" in _text(desk)
        assert "changes shown" not in desk.lines[0]


async def test_while_the_history_is_read_nothing_wrong_is_said(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(*arguments: Any) -> Past:
        go_on.wait()
        return read_past(*arguments)

    monkeypatch.setattr("align_bench.workflow.past.read_past", slow)
    async with open_desk(settles=False) as desk:
        while desk.screen.session is None:
            await desk.pilot.pause()
        for keys in (["v"], ["V"], [":", *"changed:text", "enter"], [">", *"changed:since-review", "enter"]):
            await desk.pilot.press(*keys)
            await desk.pilot.pause()
            assert any("the history is still being read" in notice for notice in desk.notices)
            desk.screen.said = ""
        await desk.pilot.press("e", "ctrl+u", *"Another title", "ctrl+s")
        go_on.set()
        await desk.settle()
        await desk.press(":", *"changed:since-review", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u1"]


async def test_what_went_and_came_differs_by_more_than_colour(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await _replace_all(desk, "Joint Declaration of the Coastal Cities")
        await desk.press("v")
        view = desk.screen.view
        shown = view._changed(desk.units[0])
        assert shown is not None
        assert shown[1] == (Mark(6, 15, "cut"), Mark(16, 27, "added"))
        palette = view._colours()
        assert palette["cut"].strike
        assert palette["added"].underline


async def test_changes_go_over_restarts_and_filter(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await _replace_all(desk, "Joint Declaration of the Coastal Cities")
        await desk.press("end")
        await _replace_all(desk, "5. Next year.")
        await desk.press("ctrl+s")
    async with open_desk() as desk:
        await desk.press(":", *"changed:since-review", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u1"]
        await desk.press("escape", ":", *"changed:text", "enter")
        assert [unit.id for unit in desk.screen.view.units] == ["u1", "u6"]
        await desk.press("v")
        assert "Joint Statement Declaration of" in _text(desk)
