"""The concordance over the review: every place of what is typed, its counterpart below it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from align_bench.text import cells
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry, Pane

if TYPE_CHECKING:
    from align_bench.memory.concordance import Concordance, Place

_REST = 0.15
# Beyond these, a narrower search is what helps.
_MOST_SHOWN = 200
_AROUND = 60
_NAME_CELLS = 20


class ConcordanceScreen(ModalScreen[None]):
    """A line to type in, and the places below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="concordance.back"),
        Binding("down", "read(2)", id="concordance.down"),
        Binding("up", "read(-2)", id="concordance.up"),
        Binding("pagedown", "read(12)", id="concordance.page-down"),
        Binding("pageup", "read(-12)", id="concordance.page-up"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, concordance: Concordance) -> None:
        super().__init__()
        self._concordance = concordance
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static("Where else it stands, in the project and its memories", markup=False)
            yield Input(placeholder="Chinese or English; * for the rest of a word")
            yield Pane()
            yield Static("up, down, page down read   esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._look()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._look)

    @on(Input.Submitted)
    def _look(self) -> None:
        text = self.query_one(Input).value
        found = self._concordance.find(text)
        places = list(islice(found, _MOST_SHOWN))
        more = next(found, None) is not None
        entries = tuple(entry for place in places for entry in (_keyword(place), _counterpart(place)))
        title = f"{len(places)} places{', the first ones' if more else ''}" if places else "places"
        empty = "found nowhere" if text.strip(" *") else "type a word or phrase"
        self.query_one(Pane).show(Content(title, entries, empty, _NAME_CELLS))

    def action_read(self, lines: int) -> None:
        """Read on, or back."""
        self.query_one(Pane).scroll_by(lines)


def _keyword(place: Place) -> Entry:
    before = " ".join(place.before[-_AROUND:].split("\n"))
    after = " ".join(place.after[:_AROUND].split("\n"))
    start = len(before)
    text = f"{before}{place.keyword}{after}"
    name = " ".join(filter(None, (place.entry.origin, place.entry.label)))
    return Entry(cells.fit(name, _NAME_CELLS), "term", text, (Mark(start, start + len(place.keyword), "title"),))


def _counterpart(place: Place) -> Entry:
    """So much of the other text as stands about where the keyword's share of its own leads to."""
    text = " ".join(place.counterpart.split("\n"))
    middle = len(text) * (place.start + place.stop) // (2 * len(place.text))
    first, last = max(0, middle - _AROUND), middle + _AROUND
    shown = f"{'...' if first else ''}{text[first:last]}{'...' if last < len(text) else ''}"
    return Entry("", "quiet", shown, (Mark(0, len(shown), "quiet"),))
