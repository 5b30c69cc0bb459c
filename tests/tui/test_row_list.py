"""A list of rows of different heights: nothing of it is passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip

from align_bench.tui.widgets.row_list import RowList

HEIGHTS = (2, 3, 40, 2, 2, 25, 2)
PAGE = 10


class Rows(RowList):
    """Lines with their numbers."""

    def row_height(self, row: int) -> int:
        return HEIGHTS[row]

    def cursor_moved(self) -> None:
        """Nobody has to know."""

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(str(self.scroll_offset.y + y))])


class RowsApp(App[None]):
    CSS = "Rows { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.query_one(Rows).replace_all_rows(HEIGHTS)


@pytest.mark.parametrize("move", [RowList.page, RowList.step], ids=["pages", "steps"])
async def test_who_reads_on_sees_every_line(move: Callable[[RowList, int], None]) -> None:
    async with RowsApp().run_test(size=(20, PAGE)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(Rows)
        seen: set[int] = set()
        for _ in range(30):
            seen.update(range(rows.scroll_offset.y, rows.scroll_offset.y + PAGE))
            move(rows, 1)
            await pilot.pause()
        assert rows.cursor == len(HEIGHTS) - 1
        assert seen >= set(range(sum(HEIGHTS)))


async def test_a_page_back_within_a_high_row_goes_to_its_beginning() -> None:
    async with RowsApp().run_test(size=(20, PAGE)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(Rows)
        rows.move_to(2)
        for _ in range(3):
            rows.page(1)
        assert (rows.cursor, rows.scroll_offset.y) == (2, 5 + 3 * (PAGE - 2))
        for _ in range(3):
            rows.page(-1)
        assert (rows.cursor, rows.scroll_offset.y) == (2, 5)
        rows.page(-1)
        assert rows.cursor < 2
