"""Lines that were painted stay until they are refreshed, and are what a fresh paint would give."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from align_bench.tui.widgets.line_area import LineArea
from tui.desk import Desk, OpenDesk


class Lines(LineArea):
    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return Strip([Segment(f"{y}")], 1)


class LinesApp(App[None]):
    CSS = "Lines { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Lines()


def painted(desk: Desk) -> list[list[Segment]]:
    """What stands on the screen, with its styles."""
    return [list(strip) for strip in desk.app.screen._compositor.render_strips()]


async def test_only_what_is_refreshed_is_painted_anew() -> None:
    async with LinesApp().run_test(size=(20, 6)) as pilot:
        lines = pilot.app.query_one(Lines)
        lines.painted.clear()
        lines.refresh(Region(0, 2, 20, 2))
        await pilot.pause()
        assert lines.painted == [2, 3]
        lines.refresh()
        await pilot.pause()
        assert lines.painted == [2, 3, *range(6)]


async def test_another_size_and_another_theme_are_painted_whole() -> None:
    async with LinesApp().run_test(size=(20, 6)) as pilot:
        lines = pilot.app.query_one(Lines)
        lines.painted.clear()
        await pilot.resize_terminal(21, 4)
        await pilot.pause()
        assert set(lines.painted) == set(range(4))
        lines.painted.clear()
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert set(lines.painted) == set(range(4))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_what_stays_is_what_a_fresh_paint_gives(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        for key in ("down", "down", "up", "a", "pagedown", "f11", "o", "m", "u", "home", "end", "x", "e", "escape"):
            await desk.press(key)
            await desk.settle()
            kept = painted(desk)
            for area in desk.screen.query(LineArea):
                area.refresh()
            await desk.settle()
            assert painted(desk) == kept, key
