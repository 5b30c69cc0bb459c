"""Find and replace: what would change is in view before anything is changed, and single places can be left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from align_bench.errors import UsageError
from align_bench.model.replacing import Place, Replacement, find_replacements, without
from align_bench.model.task import Stopped, Task
from align_bench.model.unit import Unit
from align_bench.text.wording import counted
from align_bench.tui.panels.places import ShownPlace, place_line
from align_bench.tui.screens.working import WorkingBox
from align_bench.tui.widgets.paint import palette_of
from align_bench.tui.widgets.tick import Tick

_REST = 0.15
_EVERY = 0.5
# Places beyond these are only counted; nobody reads on.
_MOST_SHOWN = 300


class Asked(NamedTuple):
    """What is looked for, and how."""

    find: str
    match_case: bool
    whole_words: bool
    is_expression: bool


class ReplaceScreen(WorkingBox[Sequence[Replacement] | None]):
    """Answers with the replacements to be made."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"replace--cut", "replace--added"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="replace.back"),
        Binding("ctrl+s,f2", "finish", "replace", id="replace.finish"),
        Binding("down,pagedown", "go_on", "to the places", id="replace.down"),
        Binding("space", "leave_out", "leave out", id="replace.leave-out"),
    ]
    AUTO_FOCUS = "#replace-find"

    class Found(Message):
        """The pairs are looked through."""

        def __init__(self, task: Task, found: Sequence[Replacement], wrong: str) -> None:
            super().__init__()
            self.task = task
            self.found = found
            self.wrong = wrong

    def __init__(self, units: Sequence[Unit], places: Mapping[str, int]) -> None:
        """`places`: of the units of the document, by their ids, from 0."""
        super().__init__()
        self._places = places
        self._units = units
        self._found: Sequence[Replacement] = ()
        self._shown: Sequence[ShownPlace] = ()
        self._left_out: set[Place] = set()
        self._asked: Asked | None = None
        """What the places that are left out were found by."""

        self._work: Task | None = None
        """Of the look that is under way."""

        self._is_finishing = False
        """What is found is made at once."""

        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(f"Replace in the English of {len(self._units):,} pairs", markup=False)
            yield Input(id="replace-find", placeholder="find")
            yield Input(id="replace-by", placeholder="replace by")
            with Horizontal(id="replace-options"):
                yield Tick("match case", value=True, id="replace-case", compact=True)
                yield Tick("whole words", value=True, id="replace-words", compact=True)
                yield Tick("regex", id="replace-expression", compact=True)
            yield Static(id="replace-count", markup=False)
            yield OptionList(markup=False)
            yield Static(
                "ctrl+s, F2 replace what has an x   tab next field   down the places   space leave one out   esc back",
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        self.set_interval(_EVERY, self._tell_looking)

    def on_unmount(self) -> None:
        if self._work is not None:
            self._work.stop()

    @on(Input.Changed)
    @on(Tick.Changed)
    def _changed(self) -> None:
        self._is_finishing = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._look)

    def _look(self) -> None:
        """Begin to look for what is asked for; what was looked for before is given up."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._work is not None:
            self._work.stop()
        find, by = (self.query_one(field, Input).value for field in ("#replace-find", "#replace-by"))
        asked = Asked(find, *(tick.value for tick in self.query(Tick)))
        if self._asked != asked:
            self._left_out.clear()
            self._asked = asked
        self._work = Task()
        self._find(self._work, asked, by)

    @work(thread=True, group="replace", exit_on_error=False)
    def _find(self, task: Task, asked: Asked, by: str) -> None:
        found: Sequence[Replacement] = ()
        wrong = "nothing found" if asked.find else ""
        try:
            found = find_replacements(
                self._units,
                asked.find,
                by,
                whole_words=asked.whole_words,
                match_case=asked.match_case,
                is_expression=asked.is_expression,
                task=task,
            )
        except UsageError as error:
            wrong = f"{error.message}; {error.hint}"
        except Stopped:
            return
        self.post_message(self.Found(task, found, wrong))

    def worker_failed(self) -> None:
        self._work, self._is_finishing = None, False

    @on(Found)
    def _show_found(self, message: Found) -> None:
        if message.task is not self._work:
            return
        self._work, self._found = None, message.found
        if self._is_finishing:
            self.action_finish()
            return
        places = (
            ShownPlace(each, place, text)
            for each in self._found
            for place, text in zip(each.places, each.by, strict=True)
        )
        self._shown = list(islice(places, _MOST_SHOWN))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(each)) for each in self._shown])
        self._count(message.wrong)

    def _tell_looking(self) -> None:
        """How far a look is that takes long."""
        if self._work is not None:
            told = f"looked at {self._work.done:,} of {len(self._units):,} pairs"
            self.query_one("#replace-count", Static).update(told)

    def _count(self, wrong: str = "") -> None:
        """Tell how many places there are, or else what is wrong."""
        kept = without(self._found, self._left_out)
        count, all_of_them = (sum(len(each.places) for each in found) for found in (kept, self._found))
        told = f"{counted(count, 'place')} in {counted(len(kept), 'pair')}"
        if all_of_them > count:
            told += f", {all_of_them - count:,} left out"
        if all_of_them > len(self._shown):
            told += f"; the first {len(self._shown)} are shown, all are replaced"
        self.query_one("#replace-count", Static).update(told if all_of_them else wrong)

    def _line(self, shown: ShownPlace) -> Text:
        unit, palette = shown.replacement.unit, palette_of(self, "replace", ("cut", "added"))
        called = unit.label or f"#{self._places[unit.id] + 1}"
        return place_line(shown, called, palette, is_left_out=shown.place in self._left_out)

    @on(Input.Submitted, "#replace-find")
    def _to_next(self) -> None:
        self.query_one("#replace-by", Input).focus()

    @on(Input.Submitted, "#replace-by")
    def action_go_on(self) -> None:
        """From the fields to the places."""
        options = self.query_one(OptionList)
        if self._shown:
            options.focus()
            options.highlighted = options.highlighted or 0

    @on(OptionList.OptionSelected)
    def action_leave_out(self) -> None:
        """Leave the place under the cursor out, or take it in again, and go on to the next."""
        options = self.query_one(OptionList)
        row = options.highlighted
        if row is None or not options.has_focus:
            return
        shown = self._shown[row]
        self._left_out ^= {shown.place}
        options.replace_option_prompt_at_index(row, self._line(shown))
        options.highlighted = min(row + 1, len(self._shown) - 1)
        self._count()

    def action_finish(self) -> None:
        """Answer with what is found but for what is left out, once all is looked through for the last key."""
        if self._timer is not None:
            self._look()
        self._is_finishing = self._work is not None
        if not self._is_finishing:
            self.dismiss(without(self._found, self._left_out))
