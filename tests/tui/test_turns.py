"""What comes in one packet acts in turn: each key on what the one before it has opened."""

from __future__ import annotations

from asyncio import Event

import pytest
from textual import events

from align_bench.model.unit import Status
from align_bench.storage.drafts import Drafts
from align_bench.tui.screens.asking import AskText
from align_bench.tui.turns import TakesTurns
from tui.desk import NAME, Desk, OpenDesk


async def packet(desk: Desk, *typed: str | events.Event) -> None:
    """Keys, and texts that are pasted, without any time between them."""
    for each in typed:
        event = events.Key(each, each if len(each) == 1 else None) if isinstance(each, str) else each
        desk.app.post_message(event)
    await desk.settle()
    while desk.app._turn is not None:
        await desk.settle()


@pytest.mark.parametrize("opens", ["e", "enter", "f2"])
@pytest.mark.parametrize("accepts", ["f2", "ctrl+s"])
async def test_the_editor_is_opened_typed_into_and_accepted(open_desk: OpenDesk, opens: str, accepts: str) -> None:
    async with open_desk() as desk:
        before = desk.units[0].target
        await packet(desk, opens, *" new", accepts, "down", "a")
        assert desk.units[0].target == f"{before} new"
        assert desk.units[1].status is Status.REVIEWED


async def test_a_text_that_is_left_is_kept(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await packet(desk, "e", *"quux", "escape", "down")
        assert desk.units[0].id in Drafts.of(desk.project, NAME).texts
        assert desk.screen.focused is desk.screen.view


async def test_a_comment_is_written(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await packet(desk, "c", *"why", "ctrl+s", "down", "c", *"how")
        assert "why" in desk.units[0].comment
        assert isinstance(desk.app.screen, AskText)
        await packet(desk, "f2")
        assert "how" in desk.units[1].comment


async def test_what_is_pasted_keeps_its_place_between_keys(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units[0].target
        await packet(desk, "e", "x", events.Paste("pasted"), "y", "f2")
        assert desk.units[0].target == f"{before}xpastedy"


async def test_escape_and_a_letter_soon_behind_it_are_two_keys(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await packet(desk, "e", *"quux", events.Key("alt+j", "j"))
        assert Drafts.of(desk.project, NAME).texts == {before[0].id: f"{before[0].target}quux"}
        assert desk.screen.focused is desk.screen.view
        assert desk.screen.view.cursor == 1
        await packet(desk, "K", *"港口", events.Key("alt+right_square_bracket", "]"))
        assert desk.app.screen is desk.screen
        assert desk.units != before


async def test_what_is_pasted_over_the_pairs_is_no_key_and_that_is_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await packet(desk, "down", events.Paste("a x q\nB"))
        assert desk.screen.said == "what is pasted goes into the editor: e, enter, F2 opens it"
        assert desk.units == before
        await packet(desk, "e", events.Paste(" pasted"))
        assert desk.screen.editor.text.endswith(" pasted")
        assert not any("what is pasted" in line for line in desk.lines)


@pytest.mark.parametrize("box", ["P", "L", "H", "w", "B"])
async def test_escape_and_a_letter_soon_behind_it_leave_a_box(open_desk: OpenDesk, box: str) -> None:
    async with open_desk() as desk:
        await packet(desk, box)
        assert desk.app.screen is not desk.screen
        await packet(desk, events.Key("alt+j", "j"))
        assert desk.app.screen is desk.screen
        assert desk.screen.view.cursor == 1


async def test_a_letter_with_alt_is_none_without_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await packet(desk, "down", events.Key("alt+a", "a"))
        assert desk.units == before


async def test_a_search_is_typed_and_accepted(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        word = desk.units[2].target.split()[-1]
        await packet(desk, events.Key("slash", "/"), *word, "enter")
        assert word in desk.units[desk.screen.view.cursor].target
        assert desk.screen.focused is desk.screen.view


async def test_a_key_waits_no_longer_than_for_a_moment(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has the focus may go away with the message that is waited for."""
    monkeypatch.setattr("align_bench.tui.turns._PATIENCE", 0.01)
    monkeypatch.setattr(TakesTurns, "_round", lambda _: Event().wait())
    async with open_desk() as desk:
        await packet(desk, "down", "down")
        assert desk.screen.view.cursor == 2
