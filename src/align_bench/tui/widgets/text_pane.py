"""One text, wrapped by our rules, with marks; scrolls where it is too long. For reading only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from align_bench.text import cells
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.paint import paint_text, palette_of

_STYLES = ("text", "figure", "term", "bad-term", "error", "warning", "match", "cut", "after", "open")


class TextPane(ScrollView, can_focus=False, inherit_bindings=False):
    """A text beside an editor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{name}" for name in _STYLES}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._text = ""
        self.marks: Sequence[Mark] = ()
        self._strips: list[Strip] | None = None

    def show(self, text: str, marks: Sequence[Mark] = ()) -> None:
        """Show another text."""
        if (text, marks) == (self._text, self.marks):
            return
        is_other, self._text = text != self._text, text
        self.marks, self._strips = marks, None
        if is_other:
            self._fit_content()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if self._strips is None:
            self._strips = self._paint()
        line = self.scroll_offset.y + y
        if line < len(self._strips):
            return self._strips[line]
        return Strip.blank(self.size.width, self.rich_style)

    def on_resize(self, _event: events.Resize) -> None:
        self._strips = None
        self._fit_content()

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._strips = None

    def line_of(self, offset: int) -> int:
        """The line that an offset of the text stands in."""
        lines = cells.wrap(self._text, self._columns)
        return max((index for index, line in enumerate(lines) if line.start <= offset), default=0)

    def bring_into_sight(self, offset: int) -> None:
        """Scroll so that an offset of the text can be seen."""
        line = self.line_of(offset)
        top, page = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        if not top <= line < top + page:
            self.scroll_to(y=max(0, line - page // 2), animate=False)

    @property
    def _columns(self) -> int:
        return max(4, self.scrollable_content_region.width)

    def _fit_content(self) -> None:
        self.virtual_size = Size(self._columns, len(cells.wrap(self._text, self._columns)))

    def _paint(self) -> list[Strip]:
        palette = palette_of(self, "pane", _STYLES)
        lines = paint_text(self._text, self._columns, self.marks, palette["text"], palette)
        strips = [Strip(line).adjust_cell_length(self.size.width, palette["text"]) for line in lines]
        return [strip.apply_style(palette["ground"]) for strip in strips]
