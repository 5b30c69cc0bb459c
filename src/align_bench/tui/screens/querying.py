"""Asking for a filter: a query that is typed, with what it holds for, or one of the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from align_bench.errors import UsageError
from align_bench.model.query import Query
from align_bench.model.query_fields import FIELDS
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.tui.filters import READY, Findings, select
from align_bench.tui.screens.working import WorkingBox

# Seconds after the last key before pairs are counted: at 100,000 that takes a fifth of a second.
_REST = 0.15
_WHOLE, _COUNT = 56, 8
"""Cells of a line of the list, and of the count at its end."""

# Blanks at either side of such a line.
_BESIDE = 2
_SHOWN_EXAMPLES = ("status", "finding", "zh", "confidence", "changed")


class QueryScreen(WorkingBox[Query | None]):
    """Which pairs are to be shown; None: as before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="query.back"),
        Binding("down", "go_on", "the usual ones", id="query.down"),
    ]
    AUTO_FOCUS = "Input"

    class Counted(Message):
        """How many pairs one of the usual queries holds for."""

        def __init__(self, place: int, count: int) -> None:
            super().__init__()
            self.place, self.count = place, count

    def __init__(
        self,
        parse: Callable[[str], Query],
        units: Sequence[Unit],
        findings: Callable[[], Findings],
        *,
        earlier: Sequence[str],
        question: str = "Show the pairs that ...",
        verb: str = "show",
    ) -> None:
        """`parse` raises UsageError; findings may come while it is open; of `earlier` queries the last one is first."""
        super().__init__()
        self._parse, self._units, self._findings = parse, units, findings
        self._question, self._verb = question, verb
        self._choices = [("", text) for text in earlier] + [(ready.label, ready.text) for ready in READY]
        self._counts = [""] * len(self._choices)
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._question, markup=False)
            yield Input(id="query-text", placeholder=" ".join(FIELDS[name].example for name in _SHOWN_EXAMPLES))
            yield Static(id="query-count", markup=False)
            yield OptionList(*(Option("") for _ in self._choices), markup=False)
            yield Static(f"fields: {' '.join(f'{name}:' for name in FIELDS)}", classes="hint", markup=False)
            yield Static(
                f"enter {self._verb}   down the usual ones   esc back   - in front: not", classes="hint", markup=False
            )

    def on_mount(self) -> None:
        self._count_choices()

    # Each takes a twentieth of a second at 100,000 pairs; typing does not wait for them.
    @work(thread=True, exit_on_error=False, group="query", description="counts")
    def _count_choices(self) -> None:
        worker = get_current_worker()
        for place, (_, text) in enumerate(self._choices):
            if worker.is_cancelled:
                return
            self.post_message(self.Counted(place, len(select(self._parse(text), self._units, self._findings()))))

    @on(Counted)
    def _show_count(self, message: Counted) -> None:
        self._counts[message.place] = f"{message.count:,}"
        self._show_choice(message.place)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_choices)

    def _show_choices(self) -> None:
        for place in range(len(self._choices)):
            self._show_choice(place)

    def _show_choice(self, place: int) -> None:
        options = self.query_one(OptionList)
        room = options.scrollable_content_region.width - _BESIDE
        options.replace_option_prompt_at_index(place, _line(*self._choices[place], self._counts[place], room))

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._count)

    def _count(self) -> None:
        query = self._query()
        if query is not None:
            count = len(select(query, self._units, self._findings()))
            self._tell(f"{count:,} of {len(self._units):,} pairs" if query.text else "")

    def _query(self) -> Query | None:
        """What is typed; where it is not understood, that is told."""
        try:
            return self._parse(self.query_one(Input).value)
        except UsageError as error:
            self._tell(f"{error.message}; {error.hint}" if error.hint else error.message)
            return None

    def _tell(self, text: str) -> None:
        self.query_one("#query-count", Static).update(text)

    @on(Input.Submitted)
    def _answered(self) -> None:
        query = self._query()
        if query is not None:
            self.dismiss(query)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._parse(self._choices[event.option_index][1]))

    def action_go_on(self) -> None:
        """From the line to the list."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0


def _line(label: str, text: str, count: str, room: int) -> str:
    """What it is called, the query, and how many pairs it finds; where room is short, without the second."""
    first, second = (label, text) if label else (text, "asked before")
    if room < _WHOLE:
        return f"{cells.fit(first, max(1, room - _COUNT))}{count:>{_COUNT}}"
    names = max(26, cells.width(first) + 1)
    return f"{cells.fit(first, names)}{second:<{max(0, _WHOLE - _COUNT - names)}}{count:>{_COUNT}}"
