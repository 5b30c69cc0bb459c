"""The line over the pairs that says which column is which."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual.strip import Strip

from align_bench.tui.widgets.layout import MARGIN, Columns
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.paint import line_strip


class ColumnHeads(LineArea):
    """Headings at the cells where the columns begin."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._columns = Columns(80)

    def show(self, columns: Columns) -> None:
        """Follow the columns of the pairs; over stacked pairs there is nothing to say."""
        self._columns = columns
        self.display = not columns.is_stacked
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # there is one
        names = ["English", "Chinese"] if self._columns.english_first else ["Chinese", "English"]
        line = f"{'  No.':<{MARGIN}}{names[0]:<{self._columns.second - MARGIN}}{names[1]}"
        style = self.rich_style
        return line_strip([Segment(line, style)], self.size.width, style)
