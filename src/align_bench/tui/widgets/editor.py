"""The editor: the English in a text area, the Chinese in sight, until it is accepted or left.

Owns the text that is being typed and says when it changed; whether it is accepted or kept is decided by the screen.
"""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.text_pane import TextPane

# What is typed is written down this many seconds after the last key: seldom enough for slow disks.
KEEP_AFTER = 0.4


class EnglishArea(TextArea):
    """A text area that lets no control character through to the terminal."""

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if all(segment.text.isprintable() for segment in strip):
            return strip
        # Hidden characters take no cells in the text area; a sign for them would move the rest of the line.
        painted = [Segment("".join(filter(_is_harmless, text)), style) for text, style, _ in strip]
        return Strip(painted, strip.cell_length)


def _is_harmless(char: str) -> bool:
    return char.isprintable() or cells.shown(char) == char


class Editor(Container):
    """The English of one pair, under or beside its Chinese."""

    class Typed(Message):
        """The text changed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.unit: Unit | None = None
        self._loaded = ""

    def compose(self) -> ComposeResult:
        with Container(id="editor-sides"):
            yield EnglishArea(id="english", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            yield TextPane(id="chinese")

    @property
    def area(self) -> EnglishArea:
        return self.query_one(EnglishArea)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.area.text

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed; a text area may show some characters of the unit in another way."""
        return self.text != self._loaded

    def open(self, unit: Unit, kept: str | None, marks: tuple[Mark, ...], *, english_first: bool) -> None:
        """Edit the English of a unit, going on with the text that was kept where there is one."""
        self.unit = unit
        self.area.load_text(unit.target)
        self._loaded = self.area.text
        if kept is not None:
            self.area.load_text(kept)
        self.area.move_cursor(self.area.document.end)
        self.query_one(TextPane).show(unit.source, marks)
        self.set_class(not english_first, "-chinese-first")
        going_on = ": going on with the kept text, F4 drops it" if kept is not None else ""
        self.border_title = Content(f"English of {cells.shown(unit.label) or 'this pair'}{going_on}")
        self.area.focus()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())
