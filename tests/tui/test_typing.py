"""What is typed is checked before it is accepted: shown beside the text and in it, and nowhere else."""

from __future__ import annotations

import pytest

from align_bench.tui.widgets.marks import Mark, moved_marks
from align_bench.tui.widgets.pane import Pane
from align_bench.tui.widgets.panel import Panel
from align_bench.workflow.live import LiveChecking
from tui.desk import Desk, OpenDesk

SIZES = [pytest.param((140, 40), id="wide"), pytest.param((80, 24), id="small"), pytest.param((60, 20), id="least")]


def found(desk: Desk) -> str:
    """The findings that are in sight while the editor is open."""
    panel = desk.screen.query_one(Panel)
    pane = panel.pane("findings") if panel.region.area else desk.screen.query_one("#typed-findings", Pane)
    assert pane.region.area
    return pane.text


async def checked(desk: Desk) -> None:
    """As at the end of a pause."""
    desk.screen.check_typed()
    await desk.settle()


def styles(desk: Desk) -> set[str]:
    return {mark.style for mark in desk.screen.editor.area.find_marks(desk.screen.editor.text)}


@pytest.mark.parametrize("size", SIZES)
async def test_the_findings_follow_what_is_typed(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        before, findings = desk.units, desk.screen.findings
        await desk.press("g", "2", "enter", "e")
        assert "Tide Network" in found(desk)
        assert "error" in styles(desk)
        desk.screen.editor.area.load_text(before[2].target.replace("Tide Network", "Tidal Observation Network"))
        await checked(desk)
        assert "Tide Network" not in found(desk)
        assert "error" not in styles(desk)
        desk.screen.editor.area.load_text(before[2].target.replace("It will", "It  will"))
        await checked(desk)
        assert "Tide Network" in found(desk)
        assert "space" in found(desk)
        assert desk.units == before
        assert desk.screen.findings == findings


async def test_what_is_found_counts_when_the_text_is_accepted(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "e")
        await desk.press(*" 2030")
        await checked(desk)
        shown = found(desk)
        assert "2030" in shown
        await desk.press("ctrl+s")
        assert found_outside(desk) == shown


def found_outside(desk: Desk) -> str:
    return desk.screen.query_one(Panel).pane("findings").text


async def test_a_text_that_was_left_has_the_findings_of_the_accepted_one(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter")
        accepted = found_outside(desk)
        await desk.press("e", *" 2030")
        await checked(desk)
        assert found(desk) != accepted
        await desk.press("escape")
        assert found_outside(desk) == accepted
        await desk.press("e")
        assert "2030" in found(desk)


async def test_a_key_sets_the_check_off(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.tui.screens.desk_typing._PAUSE", 0.001)
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "e", *" 2030")
        while "2030" not in found(desk):
            await desk.settle()


async def test_a_check_that_fails_while_typing_is_told_once_for_all_that_is_typed(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a check is broken")

    async with open_desk() as desk:
        monkeypatch.setattr(LiveChecking, "check_typed", fail)
        await desk.press("e", "x")
        await checked(desk)
        assert any("a check is broken" in notice for notice in desk.notices)
        await desk.press("y", "ctrl+s")
        assert desk.units[0].target.endswith("xy")
        monkeypatch.undo()
        await desk.press("e", *" 2030")
        await checked(desk)
        assert "2030" in found(desk)


@pytest.mark.parametrize(("text", "places"), [
    pytest.param("one two three", [(4, 7)], id="the-same"),
    pytest.param("One two three", [(4, 7)], id="typed-before"),
    pytest.param("now one two three", [(8, 11)], id="longer-before"),
    pytest.param("one two three four", [(4, 7)], id="typed-behind"),
    pytest.param("one too three", [], id="typed-into"),
    pytest.param("", [], id="gone"),
])  # fmt: skip
def test_marks_move_with_their_words(text: str, places: list[tuple[int, int]]) -> None:
    assert [mark[:2] for mark in moved_marks([Mark(4, 7, "error")], "one two three", text)] == places
