"""Find and replace: what would change is in view before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Checkbox, Input, Static

from align_bench.model.replacing import Replacement, find_replacements
from align_bench.model.unit import Unit
from align_bench.text.wording import counted
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry, Pane

_REST = 0.15
# Places beyond these are only counted; nobody reads on.
_MOST_SHOWN = 300
_AROUND = 40


class ReplaceScreen(ModalScreen[Sequence[Replacement] | None]):
    """Answers with the replacements to be made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="replace.back"),
        Binding("ctrl+s,f2", "finish", "replace", id="replace.finish"),
        Binding("down", "read(1)", id="replace.down"),
        Binding("up", "read(-1)", id="replace.up"),
        Binding("pagedown", "read(10)", id="replace.page-down"),
        Binding("pageup", "read(-10)", id="replace.page-up"),
    ]
    AUTO_FOCUS = "#replace-find"

    def __init__(self, units: Sequence[Unit]) -> None:
        super().__init__()
        self._units = units
        self._found: Sequence[Replacement] = ()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(f"Replace in the English of {len(self._units):,} pairs", markup=False)
            yield Input(id="replace-find", placeholder="find")
            yield Input(id="replace-by", placeholder="replace by")
            with Horizontal(id="replace-options"):
                yield Checkbox("match case", value=True, id="replace-case", compact=True)
                yield Checkbox("whole words", value=True, id="replace-words", compact=True)
            yield Pane()
            yield Static("ctrl+s or F2 replace all   tab next field   up, down read   esc back", classes="hint")

    def on_mount(self) -> None:
        self._look()

    @on(Input.Changed)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._look)

    def _look(self) -> None:
        self._found = find_replacements(
            self._units,
            self.query_one("#replace-find", Input).value,
            self.query_one("#replace-by", Input).value,
            whole_words=self.query_one("#replace-words", Checkbox).value,
            match_case=self.query_one("#replace-case", Checkbox).value,
        )
        places = [(each, *place) for each in self._found for place in each.places]
        entries = tuple(_entry(*place) for place in places[:_MOST_SHOWN])
        title = f"{counted(len(places), 'place')} in {counted(len(self._found), 'pair')}" if places else "nothing found"
        self.query_one(Pane).show(Content(title, entries, "what is found is shown here"))

    def action_read(self, lines: int) -> None:
        """Read on, or back."""
        self.query_one(Pane).scroll_by(lines)

    @on(Input.Submitted, "#replace-find")
    def _to_next(self) -> None:
        self.query_one("#replace-by", Input).focus()

    def action_finish(self) -> None:
        """Answer with what is found now, also where the last key was just pressed."""
        self._look()
        self.dismiss(self._found)


def _entry(replacement: Replacement, start: int, stop: int) -> Entry:
    """The place with what goes and what comes."""
    text = replacement.unit.target
    before, after = _before(text[:start]), _before(text[stop:][::-1])[::-1]
    shown = (before + text[start:stop] + replacement.by + after).replace("\n", " ")
    cut, added = len(before), len(before) + stop - start
    marks = (Mark(cut, added, "cut"), Mark(added, added + len(replacement.by), "added"))
    return Entry(replacement.unit.label or "-", "quiet", shown, marks)


def _before(text: str) -> str:
    """The last whole words of a text; dots where there are more."""
    if len(text) <= _AROUND:
        return text
    _, blank, words = text[-_AROUND:].partition(" ")
    return f"... {words}" if blank else text[-_AROUND:]
