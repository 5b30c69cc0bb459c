"""A pane of the panel: entries below a title, wrapped by our rules, painted line by line.

Owns how entries look and which of their lines are in sight. Showing other entries never lays the screen out anew: that
would cost more than everything else that happens when the cursor moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from align_bench.text import cells
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.paint import Palette, line_strip, over, paint_text, palette_of

STYLES = ("text", "title", "error", "warning", "note", "quiet", "term", "cut", "added")

_LEAST_TEXT = 10
"""Cells that a text has at least, however narrow the pane is."""

_ROOM = 20
"""Cells that a text has at least beside its head: two words of English. A head that leaves fewer stands above it."""

_SET_IN = 2
"""Cells by which a text is set in below its head where no head stands beside one."""


class Entry(NamedTuple):
    """A head in a column of its own, and a text beside it."""

    head: str
    style: str
    """Of the head."""

    text: str
    marks: Sequence[Mark] = ()


class Content(NamedTuple):
    """What a pane shows."""

    title: str
    entries: tuple[Entry, ...] = ()
    empty: str = ""
    """What stands there without entries."""

    widest: int = 26
    """Cells that the heads take at most."""


class Pane(LineArea, can_focus=False):
    """Entries of one kind about the current pair."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"panel--{name}" for name in STYLES}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.content = Content("")
        self._lines: list[Strip] | None = None
        self._top = 0
        self._palette: Palette = {}

    def show(self, content: Content) -> None:
        """Show other entries, from the first on."""
        if content != self.content:
            self.content, self._lines, self._top = content, None, 0
            self.refresh()

    def scroll_by(self, lines: int) -> None:
        """Further down, or up; the last line stays in sight."""
        top = max(0, min(self._top + lines, len(self._painted()) - self._room))
        if top != self._top:
            self._top = top
            self.refresh()

    @property
    def text(self) -> str:
        """All lines as they are shown, for people who cannot see them and for tests."""
        return "\n".join(line.text.rstrip() for line in self._painted())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """The title and all lines, where the style sheet leaves the height to them."""
        return 1 + len(self._paint(width))

    def render_line(self, y: int) -> Strip:
        lines = self._painted()
        if y == 0:
            return self._title(len(lines))
        line = self._top + y - 1
        if line < len(lines):
            return lines[line]
        return Strip.blank(self.size.width, self._colours()["ground"])

    def on_resize(self) -> None:
        self._lines = None

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._lines, self._palette = None, {}

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_by(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_by(-1)

    @property
    def _room(self) -> int:
        return max(1, self.size.height - 1)

    def _title(self, lines: int) -> Strip:
        """A rule with the title in it and, behind, how many lines are out of sight."""
        palette = self._colours()
        width = self.size.width
        above, below = self._top, max(0, lines - self._top - self._room)
        more = ", ".join(f"{count} {where}" for count, where in ((above, "above"), (below, "below")) if count)
        left = cells.fit(self.content.title, min(cells.width(self.content.title), max(0, width - 4)))
        right = f" {more} -" if more else ""
        rule = "-" * max(0, width - cells.width(left) - len(right) - 3)
        segments = [
            Segment("- ", palette["quiet"]),
            Segment(f"{left} ", palette["title"]),
            Segment(rule + right, palette["quiet"]),
        ]
        return line_strip(segments, width, palette["ground"])

    def _painted(self) -> list[Strip]:
        if self._lines is None:
            self._lines = self._paint(self.size.width)
        return self._lines

    def _colours(self) -> Palette:
        if not self._palette:
            palette = palette_of(self, "panel", STYLES)
            self._palette = over(palette["ground"], palette)
        return self._palette

    def _paint(self, whole: int) -> list[Strip]:
        """All lines, so many cells wide."""
        palette = self._colours()
        width = max(_LEAST_TEXT, whole - 2)
        content = self.content
        if content.entries:
            lines = _entry_lines(content, width, palette)
        else:
            lines = paint_text(content.empty, width, (), palette["quiet"], palette)
        blank = Segment(" ", palette["text"])
        return [line_strip([blank, *line], whole, palette["ground"]) for line in lines]


def _entry_lines(content: Content, width: int, palette: Palette) -> list[list[Segment]]:
    """Each text behind its head, set in under itself; a head that is too long for that stands above its text, whole."""
    widest = min(content.widest, width - _ROOM - 1)
    widths = (cells.width(entry.head) for entry in content.entries)
    column = max((each for each in widths if each <= widest), default=0)
    column = column or max(0, min(_SET_IN, width - _LEAST_TEXT - 1))
    lines = []
    for entry in content.entries:
        head = entry.head
        if cells.width(head) > column:
            lines += paint_text(head, width, (), palette[entry.style], palette)
            head = ""
        for number, text in enumerate(
            paint_text(entry.text, width - column - 1, entry.marks, palette["text"], palette)
        ):
            shown = cells.fit(head if number == 0 else "", column)
            lines.append([Segment(f"{shown} ", palette[entry.style]), *text])
    return lines
