"""Which pairs are shown: queries that are typed, and the usual ones."""

from __future__ import annotations

from tui.desk import Desk, OpenDesk


def shown(desk: Desk) -> list[str]:
    return [unit.id for unit in desk.screen.view.units]


async def test_what_is_typed_is_counted_and_shown(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":", *"is:open -zh:灯塔湾")
        await desk.pilot.pause(0.2)
        await desk.settle()
        assert any("4 of 6 pairs" in line for line in desk.lines)
        await desk.press("enter")
        assert shown(desk) == ["u2", "u3", "u4", "u5"]
        assert "only is:open -zh:灯塔湾 (1/4)" in desk.lines[0]
        await desk.press("escape")
        assert len(shown(desk)) == 6


async def test_what_is_not_understood_is_told_and_nothing_changes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":", *"stats:draft", "enter")
        assert any("did you mean status:?" in line for line in desk.lines)
        await desk.press("escape")
        assert len(shown(desk)) == 6


async def test_a_usual_one_and_one_of_before(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":", "down", "down", "enter")
        assert "only is:open (1/5)" in desk.lines[0]
        await desk.press(":", *"comment:none", "enter")
        assert "no pair is found by comment:none" in desk.notices
        await desk.press(":", *"zh:港口", "enter")
        assert shown(desk) == ["u2", "u4"]
        await desk.press("escape", ":")
        assert any("zh:港口" in line and "asked before" in line for line in desk.lines)
        await desk.press("down", "enter")
        assert shown(desk) == ["u2", "u4"]


async def test_the_usual_ones_are_counted_while_something_is_typed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press(":")
        await desk.settle()
        usual = next(line for line in desk.lines if "still to be reviewed" in line)
        assert usual.split("is:open")[1].split()[0] == "5"


async def test_the_screen_has_room_on_a_small_terminal(open_desk: OpenDesk) -> None:
    async with open_desk((60, 20)) as desk:
        await desk.press(":")
        assert any("Show the pairs that" in line for line in desk.lines)
        assert any("enter show" in line for line in desk.lines)


async def test_the_usual_ones_take_a_line_each_at_any_width(open_desk: OpenDesk) -> None:
    async with open_desk((60, 20)) as desk:
        await desk.press(":")
        await desk.settle()
        (line,) = (line for line in desk.lines if "still to be reviewed" in line)
        assert " 5 " in line
        assert "is:open" not in line
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        (line,) = (line for line in desk.lines if "still to be reviewed" in line)
        assert line.split("still to be reviewed")[1].split()[:2] == ["is:open", "5"]
