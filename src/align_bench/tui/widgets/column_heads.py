"""The line over the pairs that says which column is which."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.widget import Widget

from align_bench.tui.widgets.layout import MARGIN, Columns


class ColumnHeads(Widget):
    """Headings at the cells where the columns begin."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._columns = Columns(80)

    def show(self, columns: Columns) -> None:
        """Follow the columns of the pairs; over stacked pairs there is nothing to say."""
        self._columns = columns
        self.display = not columns.is_stacked
        self.refresh()

    def render(self) -> Text:
        names = ["English", "Chinese"] if self._columns.english_first else ["Chinese", "English"]
        line = f"{'  No.':<{MARGIN}}{names[0]:<{self._columns.second - MARGIN}}{names[1]}"
        return Text(line, no_wrap=True)
