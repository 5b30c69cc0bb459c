"""The scrollbar of a long list: Textual's own, painted as lines, for it changes with nearly every key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from align_bench.tui.widgets.line_area import Line, LineArea


class RowBar(LineArea, ScrollBar):
    """One cell wide, from top to bottom."""

    def __init__(self) -> None:
        super().__init__(vertical=True, name="vertical")
        self._cells: Sequence[Segment] = ()

    def render_line(self, y: int) -> Strip:
        if not self._cells:
            self._cells = self._paint()
        return Line(self._cells[y : y + 1], 1)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint it anew."""
        self._cells = ()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _paint(self) -> Sequence[Segment]:
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        style = self.app.console.get_style(bar.style)
        assert style.color is not None
        assert style.bgcolor is not None
        painted = bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            back_color=style.bgcolor,
            bar_color=style.color,
        )
        return list(painted.segments)
