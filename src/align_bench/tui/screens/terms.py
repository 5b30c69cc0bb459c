"""Looking a term up over the review, and adding one: the termbase beside the text that is being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from align_bench.errors import AlignBenchError
from align_bench.text import cells
from align_bench.text.scripts import han_count
from align_bench.text.wording import counted
from align_bench.tui.screens.working import WorkingBox
from align_bench.tui.widgets.editor import EnglishArea
from align_bench.tui.widgets.hanging import Hanging

if TYPE_CHECKING:
    from align_bench.terms.matching.lookup import Found
    from align_bench.workflow.adding_terms import AddedTerm

# Seconds after the last key before the termbase is asked: a large one takes a while.
_REST = 0.15
_WIDEST = 96


class TermWanted(NamedTuple):
    """What the look-up ends with: English to be put in, or a term to be added."""

    english: str = ""
    new_chinese: str = ""
    new_english: str = ""
    is_new: bool = False


class LookUpScreen(WorkingBox[TermWanted | None]):
    """A line to type in, and the terms like it; the English of one is put in."""

    class Came(Message):
        """The terms like a text."""

        def __init__(self, text: str, found: Sequence[Found]) -> None:
            super().__init__()
            self.text, self.found = text, found

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="look-up.back"),
        Binding("down", "go_on", "the terms", id="look-up.down"),
        Binding("f2,ctrl+s", "add", "add a term", id="look-up.add"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, look_up: Callable[[str], Sequence[Found]], text: str, *, may_change: bool) -> None:
        super().__init__()
        self._look_up, self._text, self._may_change = look_up, text, may_change
        self._timer: Timer | None = None
        self._found: Sequence[Found] = ()

    def compose(self) -> ComposeResult:
        changing = "enter put the English in   F2 add a term   " if self._may_change else ""
        with Vertical(classes="box"):
            yield Static("Terms", id="term-count", markup=False)
            yield Input(self._text, placeholder="Chinese or English")
            yield OptionList(markup=False)
            yield Static(f"{changing}down the terms   esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._ask()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._ask)

    def _ask(self) -> None:
        self._find(self.query_one(Input).value)

    @work(thread=True, exclusive=True, exit_on_error=False, group="look-up", description="look-up")
    def _find(self, text: str) -> None:
        self.post_message(self.Came(text, self._look_up(text) if text.strip() else ()))

    @on(Came)
    def _show(self, message: Came) -> None:
        if message.text != self.query_one(Input).value:
            return
        self._found = message.found
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(Hanging(_line(found))) for found in message.found)
        told = counted(len(message.found), "term") if message.found else "nothing like it in the termbase"
        self.query_one("#term-count", Static).update(told if message.text.strip() else "Terms")

    @on(Input.Submitted)
    def _first(self) -> None:
        if self._found:
            self._take(self._found[0])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._take(self._found[event.option_index])

    def _take(self, found: Found) -> None:
        if self._may_change and found.concept.allowed:
            self.dismiss(TermWanted(found.concept.allowed[0]))

    def action_go_on(self) -> None:
        """From the line to the list."""
        options = self.query_one(OptionList)
        if self._found and not options.has_focus:
            options.focus()
            options.highlighted = 0

    def action_add(self) -> None:
        """Add what is typed, or the Chinese that is looked up."""
        if self._may_change:
            text = self.query_one(Input).value.strip()
            chinese, english = (text, "") if han_count(text) else ("", text)
            self.dismiss(TermWanted(new_chinese=chinese, new_english=english, is_new=True))


class AddTermScreen(WorkingBox["AddedTerm | None"]):
    """Two lines for a new term, over the texts to select them from; answers with what was added."""

    class Done(Message):
        """The term is in the termbase, or why not."""

        def __init__(self, added: AddedTerm | None = None, told: str = "") -> None:
            super().__init__()
            self.added, self.told = added, told

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", id="add-term.back"),
        Binding("f2,ctrl+s", "add", "add", id="add-term.add"),
        Binding("down", "app.focus_next", id="add-term.down"),
        Binding("up", "app.focus_previous", id="add-term.up"),
    ]

    def __init__(
        self,
        chinese: str,
        english: str,
        known: Callable[[str], str],
        add: Callable[[str, str], AddedTerm],
        texts: Mapping[str, str],
    ) -> None:
        """`known` gives the English that a Chinese term has already; `add` writes the term.

        `texts` are those of the current pair, `chinese` and `english`, where there are any.
        """
        super().__init__()
        self._chinese, self._english, self._known, self._add = chinese, english, known, add
        self._texts = texts
        self._is_adding = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static("Add a term to the termbase of the project", markup=False)
            yield Static("Chinese", classes="side-title", markup=False)
            yield Input(self._chinese, id="new-chinese")
            yield Static("English", classes="side-title", markup=False)
            yield Input(self._english, id="new-english")
            yield Static(id="term-told", markup=False)
            for side, text in self._texts.items():
                yield EnglishArea(
                    text,
                    id=f"from-{side}",
                    soft_wrap=True,
                    show_line_numbers=False,
                    tab_behavior="focus",
                    read_only=True,
                )
            selecting = "tab the texts, shift+arrows select   " if self._texts else ""
            yield Static(f"enter next, then add   F2 add   {selecting}esc back", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#new-english" if self._chinese and not self._english else "#new-chinese"))

    @on(TextArea.SelectionChanged)
    def _selected(self, event: TextArea.SelectionChanged) -> None:
        """What is selected in a text is the term of its language."""
        area = event.text_area
        if isinstance(area, EnglishArea) and (selected := area.selected_words):
            side = (area.id or "").removeprefix("from-")
            self.query_one(f"#new-{side}", Input).value = selected

    @on(Input.Changed, "#new-chinese")
    def _chinese_typed(self, event: Input.Changed) -> None:
        english = self._known(event.value)
        self._tell(f"is there already: {english}; the new one will be allowed beside it" if english else "")

    @on(Input.Submitted, "#new-chinese")
    def _go_on(self) -> None:
        self.set_focus(self.query_one("#new-english"))

    @on(Input.Submitted, "#new-english")
    def action_add(self) -> None:
        """Write it."""
        if not self._is_adding:
            self._is_adding = True
            self._tell("writing the termbase ...")
            texts = (self.query_one(f"#new-{side}", Input).value for side in ("chinese", "english"))
            self._write(*texts)

    @work(thread=True, exit_on_error=False, group="add-term", description="add term")
    def _write(self, chinese: str, english: str) -> None:
        try:
            done = self.Done(self._add(chinese, english))
        except AlignBenchError as error:
            done = self.Done(told=f"{error.message}; {error.hint}" if error.hint else error.message)
        except OSError as error:
            done = self.Done(told=f"the termbase cannot be written: {error.strerror or error}")
        self.post_message(done)

    def worker_failed(self) -> None:
        self._is_adding = False

    @on(Done)
    def _done(self, message: Done) -> None:
        self._is_adding = False
        if message.added is not None:
            self.dismiss(message.added)
        else:
            self._tell(message.told)

    def _tell(self, text: str) -> None:
        self.query_one("#term-told", Static).update(text)


def _line(found: Found) -> str:
    """`无核武器区  nuclear-weapon-free zone | NWFZ  (not: ...)`."""
    concept = found.concept
    forbidden = f"  (not: {' | '.join(concept.forbidden)})" if concept.forbidden else ""
    english = " | ".join(concept.allowed) or "(no English)"
    note = f"  {concept.note}" if concept.note else ""
    text = cells.shown(f"{' | '.join(concept.source_terms)}  {english}{forbidden}{note}".replace("\n", " "))
    return text if cells.width(text) <= _WIDEST else cells.fit(text, _WIDEST)
