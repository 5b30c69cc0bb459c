"""The editor: the English in a text area, the Chinese in sight, until it is accepted or left.

Owns the text that is being typed and says when it changed; whether it is accepted or kept is decided by the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Self

from rich.segment import Segment
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from align_bench.model.finding import Finding
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.widgets.counterparts import Counterparts
from align_bench.tui.widgets.marks import Mark, Matcher, UnitMarks, finding_marks, moved_marks
from align_bench.tui.widgets.paint import Palette, palette_of
from align_bench.tui.widgets.pane import Content as PaneContent
from align_bench.tui.widgets.pane import Pane
from align_bench.tui.widgets.text_pane import TextPane

# What is typed is written down this many seconds after the last key: seldom enough for slow disks.
KEEP_AFTER = 0.4

_STYLES = ("term", "bad-term", "figure", "error", "warning")
# What these do in a text is done before anything else that they are bound to.
_OF_TEXT = frozenset(("enter", "tab", "shift+tab", "backspace", "delete", "up", "down", "left", "right", "home", "end"))


class EnglishArea(TextArea):
    """A text area with marks, which lets no control character through to the terminal."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{name}" for name in _STYLES}

    def __init__(self, text: str = "", **options: Any) -> None:
        # A paragraph is one line: lighting that of the cursor would put out the colours of all marks in it.
        super().__init__(text, highlight_cursor_line=False, **options)
        self.find_marks: Callable[[str], Sequence[Mark]] = lambda _: ()
        """The marks of a text, asked for when it is painted."""

        self.claims: Callable[[str], bool] = lambda _: False
        """Asked about every key that is no text; true where something was done by it."""

        self._marked: tuple[str, Sequence[Mark]] = ("", ())
        self._palette: Palette = {}

    @property
    def selected_words(self) -> str:
        """What is selected, in one line, without characters that a line to type in would hand to the terminal."""
        return "".join(filter(_is_harmless, " ".join(self.selected_text.split())))

    async def _on_key(self, event: events.Key) -> None:
        """What a key claims is no text."""
        if not event.is_printable and event.key not in _OF_TEXT and self.claims(event.key):
            event.stop()
            event.prevent_default()

    def blur(self) -> Self:
        """Give the focus up; Textual asks for it when the area is hidden, and something else may have it by then."""
        return super().blur() if self.screen.focused is self else self

    def get_line(self, line_index: int) -> Text:
        """A line as it is painted: Textual asks here for its styles."""
        line = super().get_line(line_index)
        text = self.text
        if self._marked[0] != text:
            self._marked = (text, self.find_marks(text))
        start = sum(len(each) + len(self.document.newline) for each in self.document.lines[:line_index])
        for mark in self._marked[1]:
            if mark.start < start + len(line) and mark.stop > start:
                line.stylize(self._colours()[mark.style], max(0, mark.start - start), mark.stop - start)
        return line

    def forget_marks(self) -> None:
        """What finds marks is another one."""
        self._marked = ("", ())
        # Textual keeps lines that were painted, by what it knows of them.
        self._line_cache.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme."""
        self._palette = {}
        super().notify_style_update()

    def _colours(self) -> Palette:
        if not self._palette:
            self._palette = palette_of(self, "pane", _STYLES)
        return self._palette

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
        self._counterparts: Counterparts | None = None
        self._lit: tuple[str, UnitMarks] | None = None
        self._checked: tuple[str, UnitMarks] = ("", UnitMarks())
        """The English that was checked last, and where something was found."""

    def compose(self) -> ComposeResult:
        with Container(id="editor-sides"):
            yield EnglishArea(id="english", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            yield TextPane(id="chinese")
        # Where the panel has no room beside the editor.
        yield Pane(id="typed-findings")

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

    def open(self, unit: Unit, kept: str | None, matcher: Matcher | None, *, english_first: bool) -> None:
        """Edit the English of a unit, going on with the text that was kept where there is one."""
        self.unit = unit
        self._checked = ("", UnitMarks())
        self.use_matcher(matcher)
        self.area.load_text(unit.target)
        self._loaded = self.area.text
        if kept is not None:
            self.area.load_text(kept)
        self.area.move_cursor(self.area.document.end)
        self.set_class(not english_first, "-chinese-first")
        going_on = ": going on with the kept text, F4 drops it" if kept is not None else ""
        self.border_title = Content(f"English of {cells.shown(unit.label) or 'this pair'}{going_on}")
        self.area.focus()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._light_chinese()
        self.post_message(self.Typed())

    def use_matcher(self, matcher: Matcher | None) -> None:
        """Light what this finds, and figures, on both sides."""
        if self.unit is not None:
            self._counterparts, self._lit = Counterparts(self.unit, matcher), None
            self.area.find_marks = lambda text: self._marks(text).target
            self.area.forget_marks()
            self._light_chinese()

    def show_findings(self, unit: Unit, findings: Sequence[Finding], content: PaneContent) -> None:
        """Show what was found of the unit as it was typed when it was checked; typing goes on meanwhile."""
        self._checked, self._lit = (unit.target, finding_marks(unit, findings)), None
        self.query_one("#typed-findings", Pane).show(content)
        self.area.forget_marks()
        self._light_chinese()

    def _light_chinese(self) -> None:
        if self.unit is not None:
            self.query_one(TextPane).show(self.unit.source, self._marks(self.text).source)

    def _marks(self, text: str) -> UnitMarks:
        """Both sides ask for them at every key, with the same text."""
        if self._counterparts is None:
            return UnitMarks()
        if self._lit is None or self._lit[0] != text:
            lit, (checked, found) = self._counterparts.marks(text), self._checked
            # Of the Chinese nothing tells whether it still holds; of the English, that its words are still there.
            source = found.source if text == checked else ()
            target = moved_marks(found.target, checked, text)
            self._lit = (text, UnitMarks((*lit.source, *source), (*lit.target, *target)))
        return self._lit[1]
