"""The concordance over the review: every place of what is typed, keyword under keyword, its counterpart below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from align_bench.model.task import Task
from align_bench.text import cells
from align_bench.text.wording import counted
from align_bench.tui.widgets.paint import Palette, palette_of
from align_bench.tui.widgets.progress_line import bar

if TYPE_CHECKING:
    from align_bench.memory.concordance import Concordance, Place

    Key = Callable[[Place], list[str]]

_REST = 0.15
# Beyond these, a narrower search is what helps.
_MOST_SHOWN = 200
_LEFT_SHARE = 0.45
"""Of a line, for what stands before the keyword."""

_HEAD = "Where else it stands, in the project and its memories"
_READING = "Reading the texts of the project; esc stops"
_EVERY = 0.5
_BAR = 12
_LINES_BELOW = 2
"""At most, for the name and the other language."""


class Order(StrEnum):
    """Of the places."""

    DOCUMENT = "as they stand"
    RIGHT = "by what follows"
    LEFT = "by what stands before"


class ConcordanceScreen(ModalScreen["Place | None"]):
    """A line to type in, and the places below it; answers with the one to go to.

    It is there before the texts are read, so that nothing goes elsewhere that is typed meanwhile.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"concordance--keyword", "concordance--quiet", "concordance--name"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="concordance.back"),
        Binding("down,pagedown", "go_on", "the places", id="concordance.down"),
        Binding("f6", "order", "order", id="concordance.order"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, concordance: Concordance | None = None, text: str = "", task: Task | None = None) -> None:
        """`task`: that of who reads the texts."""
        super().__init__()
        self._work = task or Task()
        self._concordance, self._text = concordance, text
        self._order = Order.DOCUMENT
        self._places: Sequence[Place] = ()
        self._timer: Timer | None = None
        self._reading: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_HEAD, id="concordance-count", markup=False)
            yield Input(self._text, placeholder="Chinese or English; * for the rest of a word")
            yield OptionList(markup=False)
            yield Static("down the places   enter go there   F6 order   esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self._look)
        if self._concordance is None:
            self._reading = self.set_interval(_EVERY, self._tell_reading)

    def _tell_reading(self) -> None:
        """How far the texts are read; going back stops it."""
        task = self._work
        measured = f"{bar(task.done, task.total, _BAR)} {_READING}: {task.done:,} of {task.total:,}"
        told = measured if task.total else _READING
        self.query_one("#concordance-count", Static).update(told)

    def search_in(self, concordance: Concordance) -> None:
        """The texts are read."""
        if self._reading is not None:
            self._reading.stop()
        self._concordance = concordance
        self._look()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._look)

    def _look(self) -> None:
        if self._concordance is None:
            self._tell_reading()
            return
        text = self.query_one(Input).value
        found = self._concordance.find(text)
        places = list(islice(found, _MOST_SHOWN))
        self._places = sorted(places, key=sort_key(self._order))
        more = ", the first ones" if next(found, None) is not None else ""
        if not text.strip(" *"):
            told = _HEAD
        else:
            told = f"{counted(len(places), 'place')}{more}, {self._order}" if places else "found nowhere"
        self.query_one("#concordance-count", Static).update(told)
        self._show()

    def _show(self) -> None:
        options = self.query_one(OptionList)
        row, width = options.highlighted, max(20, options.scrollable_content_region.width - 3)
        palette = palette_of(self, "concordance", ("keyword", "quiet", "name"))
        options.clear_options()
        options.add_options([Option(self._entry(place, width, palette)) for place in self._places])
        if options.has_focus and self._places:
            options.highlighted = min(row or 0, len(self._places) - 1)

    def _entry(self, place: Place, width: int, palette: Palette) -> Text:
        """The keyword in its line; below it where that stands, whole, and the other language."""
        before, after = context(place, width)
        text = Text(before).append(cells.shown(_flat(place.keyword)), palette["keyword"]).append(f"{after}\n")
        name = cells.shown(" ".join(filter(None, (place.entry.origin, place.entry.label))))
        below = f"{name}  {counterpart(place, width)}"
        start = len(text)
        lines = cells.wrap(below, width)[:_LINES_BELOW]
        text.append("\n".join(below[slice(*line)] for line in lines), palette["quiet"])
        text.stylize(palette["name"], start, start + len(name))
        return text

    @on(Input.Submitted)
    def _at_once(self) -> None:
        """What is typed is looked for without waiting."""
        self._look()
        self.action_go_on()

    def action_go_on(self) -> None:
        """From the line to the places."""
        options = self.query_one(OptionList)
        if self._places:
            options.focus()
            options.highlighted = options.highlighted or 0

    def action_order(self) -> None:
        """Sort by what follows the keyword, by what stands before it, or not."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._look()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._places[event.option_index])


def sort_key(order: Order) -> Key:
    """By words that stand nearest to the keyword first; in Chinese by characters."""
    if order is Order.RIGHT:
        return lambda place: _units(place.after, place)
    if order is Order.LEFT:
        return lambda place: _units(place.before, place)[::-1]
    return lambda _: []


def _units(text: str, place: Place) -> list[str]:
    plain = "".join(char if char.isalnum() else " " for char in text.casefold())
    return list("".join(plain.split())) if place.language == "zh" else plain.split()


def context(place: Place, width: int) -> tuple[str, str]:
    """What stands before the keyword, set to the right, and behind it, in a line of so many cells."""
    left = int(width * _LEFT_SHARE)
    before = cells.shown(_flat(place.before))
    start = len(before)
    while start and cells.width(before[start - 1 :]) <= left:
        start -= 1
    before = before[start:]
    room = width - left - cells.width(cells.shown(_flat(place.keyword)))
    after = cells.shown(_flat(place.after[: max(0, room)]))
    while after and cells.width(after) > room:
        after = after[:-1]
    return " " * (left - cells.width(before)) + before, after


def counterpart(place: Place, width: int) -> str:
    """So much of the other text as stands about where the keyword's share of its own leads to."""
    text = cells.shown(_flat(place.counterpart))
    half = max(10, width // (4 if place.language == "en" else 2))
    middle = len(text) * (place.start + place.stop) // (2 * len(place.text))
    first, last = max(0, middle - half), middle + half
    return f"{'...' if first else ''}{text[first:last]}{'...' if last < len(text) else ''}"


def _flat(text: str) -> str:
    return text.replace("\n", " ")
