"""Small questions over the review: one line, a text, one of several choices. Escape loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from align_bench.text import cells
from align_bench.tui.widgets.editor import KEEP_AFTER, EnglishArea
from align_bench.tui.widgets.hanging import Hanging
from align_bench.tui.widgets.pane import Content, Pane

_PAGE = 5
"""Lines by which what stands above a text is read on."""

_TO_THE_END = 100_000


class AskLine(ModalScreen[str | None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "finish", "take it", id="ask-line.finish"),
        Binding("escape", "dismiss(None)", "back", id="ask-line.back"),
    ]

    def __init__(self, question: str, text: str = "", suggester: Suggester | None = None) -> None:
        super().__init__()
        self._question, self._text, self._suggester = question, text, suggester

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(cells.shown_lines(self._question), markup=False)
            yield Input(self._text, suggester=self._suggester)
            yield Static("enter take it   esc back", classes="hint", markup=False)

    @on(Input.Submitted)
    def action_finish(self) -> None:
        """Close with the line; with none where it is empty."""
        self.dismiss(self.query_one(Input).value.strip() or None)


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed, and whether it was accepted."""

    text: str
    is_accepted: bool


class AskText(ModalScreen[Written]):
    """A text of several lines. It is handed to `keep` while it is typed, so that nothing can lose it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "finish(True)", "accept", id="ask-text.accept"),
        Binding("escape", "finish(False)", "back", id="ask-text.back"),
        Binding("f4", "drop", "drop", id="ask-text.drop"),
        Binding("pageup", f"read({-_PAGE})", "read back", id="ask-text.page-up", priority=True),
        Binding("pagedown", f"read({_PAGE})", "read on", id="ask-text.page-down", priority=True),
    ]

    def __init__(
        self, question: str, text: str, kept: str | None, keep: Callable[[str], None], above: Content | None = None
    ) -> None:
        """`above` is what there is to read before."""
        super().__init__()
        self._question, self._text, self._kept, self._keep = question, text, kept, keep
        self._above = above if above is not None and above.entries else None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        going_on = "" if self._kept is None else ": going on with what was typed before"
        with Vertical(classes="box"):
            yield Static(f"{cells.shown_lines(self._question)}{going_on}", markup=False)
            if self._above is not None:
                yield Pane()
            yield EnglishArea(
                self._text if self._kept is None else self._kept,
                soft_wrap=True,
                show_line_numbers=False,
                tab_behavior="focus",
            )
            reading = "   page up, page down read" if self._above is not None else ""
            yield Static(
                f"ctrl+s or F2 accept   esc back, text is kept   F4 drop it{reading}", classes="hint", markup=False
            )

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        if self._above is not None:
            self.add_class("-thread")
            self.query_one(Pane).show(self._above)
            self.query_one(Pane).refresh(layout=True)
            # What was said last is what is answered.
            self.call_after_refresh(self.query_one(Pane).scroll_by, _TO_THE_END)

    def action_read(self, lines: int) -> None:
        """Read on in what stands above, or back."""
        if self._above is not None:
            self.query_one(Pane).scroll_by(lines)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(KEEP_AFTER, self.keep_now)

    def keep_now(self) -> None:
        """Have what is typed kept."""
        if self._timer is not None:
            self._timer.stop()
        self._keep(self.query_one(TextArea).text)

    def action_finish(self, is_accepted: bool) -> None:
        """Close with the text."""
        self.keep_now()
        self.dismiss(Written(self.query_one(TextArea).text, is_accepted))

    def action_drop(self) -> None:
        """Close with the text as it was."""
        self.query_one(TextArea).load_text(self._text)
        self.action_finish(False)


class Choose(ModalScreen[str | None]):
    """One of a few choices (id, text)."""

    hint = "enter choose   esc back"
    """The keys that can be used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "choose", "choose", id="choose.choose"),
        Binding("escape", "dismiss(None)", "back", id="choose.back"),
    ]

    def __init__(self, question: str, choices: Sequence[tuple[str, str | Hanging]], chosen: str) -> None:
        """What is wrapped is set in; below its head where it has one."""
        super().__init__()
        self._question, self._choices, self._chosen = question, choices, chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(cells.shown_lines(self._question), id="question", markup=False)
            rows = ((choice, Hanging(row) if isinstance(row, str) else row) for choice, row in self._choices)
            yield OptionList(*(Option(row, id=choice) for choice, row in rows), markup=False)
            yield Static(self.hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = next((i for i, (choice, _) in enumerate(self._choices) if choice == self._chosen), 0)
        options.focus()

    def action_choose(self) -> None:
        """Take the choice under the cursor."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
