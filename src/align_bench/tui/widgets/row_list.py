"""A long list of rows of different heights with a cursor: scrolling, measuring, staying where one is.

Owns which lines are in sight. What a row holds, how high it is and how it is painted is its heirs' matter. Only rows
near those in sight are measured; the others have estimates. The row under the cursor stays where it is on the screen
whatever changes around it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from align_bench.tui.widgets.heights import Heights
from align_bench.tui.widgets.row_bar import RowBar

# So many lines of the neighbours stay in sight where there is room for them.
_CONTEXT = 3


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows by number; heirs say how high they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.cursor = 0
        self._heights = Heights()
        self._is_settling = False

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Made where Textual asks for it first."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = RowBar()
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001  # as Textual starts its own
        return self._vertical_scrollbar

    @abstractmethod
    def row_height(self, row: int) -> int:
        """The true height of a row in lines."""

    @abstractmethod
    def cursor_moved(self) -> None:
        """Another row is the current one."""

    # Moving

    def move_to(self, row: int) -> None:
        """Make another row the current one and bring it into sight."""
        row = max(0, min(row, len(self._heights) - 1))
        if row == self.cursor or not len(self._heights):
            return
        before, line, height = self.cursor, self.scroll_offset.y, self._heights.total
        self.cursor = row
        self._measure_around(row)
        self._resize_content()
        self._keep_in_sight()
        if self.scroll_offset.y == line and self._heights.total == height:
            for changed in (before, row):
                self.refresh_lines(self._heights.top(changed), self._heights[changed])
        else:
            self.refresh()
        self.cursor_moved()

    def step(self, rows: int) -> None:
        """To the next or previous row; a row higher than the screen is read to its end first."""
        if not self._read_on(rows):
            self.move_to(self.cursor + rows)

    def page(self, pages: int) -> None:
        """A screen further up or down; nothing of a row higher than the screen is passed over."""
        if self._read_on(pages):
            return
        lines = max(1, self.scrollable_content_region.height - 2)
        target = self._heights.row_at(self._heights.top(self.cursor) + pages * lines)
        self.move_to(target if target != self.cursor else self.cursor + pages)

    def _read_on(self, direction: int) -> bool:
        """Scroll within the current row where it is higher than the screen; False where all of it was in sight."""
        page = self.scrollable_content_region.height
        if not len(self._heights) or self._heights[self.cursor] - 1 <= page:
            return False
        top, line = self._heights.top(self.cursor), self.scroll_offset.y
        hidden = top + self._heights[self.cursor] - 1 - (line + page) if direction > 0 else line - top
        if hidden <= 0:
            return False
        lines = min(hidden, max(1, page - 2))
        self._scroll_to_line(line + (lines if direction > 0 else -lines))
        return True

    # Changing

    def replace_rows(self, start: int, stop: int, estimates: Sequence[int], cursor: int | None) -> None:
        """Put other rows in the place of some; the cursor keeps its line on the screen, on the row it is told."""
        line = self._cursor_line()
        self._heights.splice(start, stop, estimates)
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, len(self._heights) - 1))
        self._arrange(line)

    def replace_all_rows(self, estimates: Iterable[int]) -> None:
        """Everything is of another height: the current row keeps its line on the screen."""
        line = self._cursor_line()
        self._heights = Heights(estimates)
        self._arrange(line)

    def measure_anew(self, rows: Iterable[int]) -> None:
        """Some rows are of another height."""
        for row in rows:
            self._heights.forget(row)
        self._settle()
        self.refresh()

    def row_at(self, y: int) -> int:
        """The row in a line of the widget."""
        return self._heights.row_at(self.scroll_offset.y + y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def _cursor_line(self) -> int:
        return self._heights.top(self.cursor) - self.scroll_offset.y if len(self._heights) else 0

    def _arrange(self, line: int) -> None:
        self._measure_around(self.cursor)
        self._resize_content()
        if len(self._heights):
            self._scroll_to_line(self._heights.top(self.cursor) - line)
            self._keep_in_sight()
        self._settle()
        self.refresh()

    # Measuring

    def _measure(self, row: int) -> None:
        if not self._heights.is_measured(row):
            self._heights.measure(row, self.row_height(row))

    def _measure_around(self, row: int) -> None:
        """Measure a screen above and below a row, so that nothing in sight is an estimate."""
        page = max(1, self.size.height)
        for step in (1, -1):
            lines, other = 0, row
            while 0 <= other < len(self._heights) and lines < page:
                self._measure(other)
                lines += self._heights[other]
                other += step

    def _settle(self) -> None:
        """Measure what came into sight, and a screen around it; what is in sight stays where it is."""
        if self._is_settling or not len(self._heights):
            return
        self._is_settling = True
        line = self.scroll_offset.y
        first = self._heights.row_at(line)
        inside = line - self._heights.top(first)
        before = self._heights.total
        self._measure_around(self._heights.row_at(line + self.size.height))
        self._measure_around(first)
        if self._heights.total != before:
            self._resize_content()
            self._scroll_to_line(self._heights.top(first) + inside)
        self._is_settling = False

    def _resize_content(self) -> None:
        size = Size(self.scrollable_content_region.width, self._heights.total)
        if size.height == self.virtual_size.height:
            return
        if not self.container_size:
            self.virtual_size = size
            return
        # A new layout of the whole screen would cost more than all painting; only the scrollbar has to know.
        self.set_reactive(RowList.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = size.height

    def _keep_in_sight(self) -> None:
        """The least scrolling that shows the whole current row, or its beginning where it is too high."""
        if not len(self._heights):
            return
        page = self.scrollable_content_region.height
        top = self._heights.top(self.cursor)
        bottom = top + self._heights[self.cursor] - 1
        line = self.scroll_offset.y
        context = min(_CONTEXT, max(0, (page - (bottom - top)) // 2))
        if top - context < line or bottom - top > page:
            self._scroll_to_line(top - context)
        elif bottom + context > line + page:
            self._scroll_to_line(bottom + context - page)

    def _scroll_to_line(self, line: int) -> None:
        line = max(0, min(line, self.max_scroll_y))
        self.scroll_target_y = line
        self.scroll_y = line
