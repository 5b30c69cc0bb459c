"""Changing many pairs at once: told before, one edit, one undo."""

from __future__ import annotations

from align_bench.model.unit import Status
from tui.desk import Desk, OpenDesk


def statuses(desk: Desk) -> str:
    return " ".join(unit.status.value[:5] for unit in desk.units)


async def test_approve_all_above(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = statuses(desk)
        await desk.press("end", "A")
        assert any("4 pairs would become reviewed; 1 locked or without English" in line for line in desk.lines)
        await desk.press("enter")
        assert statuses(desk) == "revie revie revie revie untra revie"
        await desk.press("u")
        assert statuses(desk) == before


async def test_going_back_changes_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("end", "A", "down", "enter", "A", "escape", "B", "escape", "%", "escape")
        assert desk.units == before


async def test_the_status_of_what_a_filter_shows(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":", *"status:draft", "enter", "down", "x", "B")
        assert any("Status of the 3 pairs shown" in line for line in desk.lines)
        await desk.press("up", "up", "enter", "enter")
        assert [unit.id for unit in desk.units if unit.status is Status.TRANSLATED] == ["u2", "u3", "u6"]
        await desk.press("B", "down", "down", "down", "enter")
        assert desk.units[3].status is Status.DRAFT


async def test_nothing_to_change_is_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("A")
        assert "no pair here can become reviewed" in desk.notices


async def test_find_and_replace_shows_every_place_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("%", *"welcome", "tab", *"greet")
        await desk.pilot.pause(0.3)
        await desk.settle()
        text = "\n".join(desk.lines)
        assert "1 place in 1 pair" in text
        assert "We welcomegreet the setting up of the Tide Network. It ..." in text
        assert desk.units[2].target.startswith("2. We welcome")
        await desk.press("ctrl+s")
        assert desk.units[2].target.startswith("2. We greet the setting")
        assert "replaced: 1 place in 1 pair; u takes it back" in desk.notices
        await desk.press("u")
        assert desk.units[2].target.startswith("2. We welcome")


async def test_single_places_are_left_out(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = [unit.target for unit in desk.units]
        await desk.press("%", *"We", "tab", *"They")
        await desk.pilot.pause(0.3)
        await desk.press("down", "space", "up", "space", "space")
        text = "\n".join(desk.lines)
        assert "2 places in 2 pairs, 1 left out" in text
        assert "- 2        2. We welcome" in text
        assert "x 1        1. WeThey, representatives" in text
        await desk.press("f2")
        assert desk.units[1].target == before[1].replace("We,", "They,")
        assert desk.units[2].target == before[2]
        assert desk.units[3].target == before[3].replace("We stress", "They stress")
        await desk.press("u")
        assert [unit.target for unit in desk.units] == before


async def test_another_text_takes_everything_in_again(open_desk: OpenDesk) -> None:
    async with open_desk((60, 20)) as desk:
        await desk.press("%")
        await desk.pilot.pause(0.3)
        assert "nothing found" not in "\n".join(desk.lines)
        await desk.press(*"the", "tab", *"THE")
        await desk.pilot.pause(0.3)
        await desk.press("down", "space")
        assert "1 left out" in "\n".join(desk.lines)
        await desk.press(*["shift+tab"] * 5, *"x")
        await desk.pilot.pause(0.3)
        assert "nothing found" in "\n".join(desk.lines)
        await desk.press("backspace")
        await desk.pilot.pause(0.3)
        assert "left out" not in "\n".join(desk.lines)


async def test_regular_expressions_with_groups(open_desk: OpenDesk) -> None:
    async with open_desk((60, 20)) as desk:
        await desk.press("%", *r"(We) (\w+)", "tab", *r"\2 \1", "tab", "tab")
        await desk.pilot.pause(0.3)
        assert "▐x▌ match case    ▐x▌ whole words    ▐ ▌ regex" in "\n".join(desk.lines)
        assert "nothing found" in "\n".join(desk.lines)
        await desk.press("tab", "space")
        await desk.pilot.pause(0.3)
        assert "We welcomewelcome We the" in "\n".join(desk.lines)
        await desk.press("ctrl+s")
        assert desk.units[2].target.startswith("2. welcome We the")


async def test_a_wrong_expression_is_told_and_replaces_nothing(open_desk: OpenDesk) -> None:
    async with open_desk((60, 20)) as desk:
        before = desk.units
        await desk.press("%", *"(We", *["tab"] * 4, "space")
        await desk.pilot.pause(0.3)
        assert "not a regular expression: missing )" in "\n".join(desk.lines)
        await desk.press("ctrl+s")
        assert desk.units == before


async def test_a_pair_without_label_is_told_by_its_place(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":", *"status:reviewed", "enter", "%", *"Statement")
        await desk.pilot.pause(0.3)
        await desk.settle()
        assert any("x #1 " in line for line in desk.lines)
