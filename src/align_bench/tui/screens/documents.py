"""The documents of the project, with the progress of each; enter opens one.

Owns the list; the figures come from a worker, one document after the other.
"""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from align_bench.errors import AlignBenchError
from align_bench.text import cells
from align_bench.tui.services import Progress, Services

_BAR = 20


class DocumentsScreen(Screen[None]):
    """Which document to review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ctrl+q,escape", "app.quit", "quit", id="documents.quit"),
        Binding("f1", "help", "help", id="documents.help"),
    ]
    AUTO_FOCUS = "OptionList"

    class Chosen(Message):
        """A document was chosen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Known(Message):
        """The figures of one document."""

        def __init__(self, name: str, progress: Progress) -> None:
            super().__init__()
            self.name, self.progress = name, progress

    def __init__(self, services: Services, **options: Any) -> None:
        super().__init__(**options)
        self._services = services
        self._names: tuple[str, ...] = ()
        self._is_chosen = False
        """Whether the list has moved to a document worth opening, or the reviewer has moved."""

    def compose(self) -> ComposeResult:
        yield Static(" Documents", id="documents-title", markup=False)
        yield OptionList(id="documents-list", markup=False)
        yield Static(" enter open   q quit   F1 help", id="documents-keys", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        try:
            self._names = tuple(self._services.names())
        except AlignBenchError as error:
            self.notify(f"{error.message}\n{error.hint}", severity="error", markup=False)
        options = self.query_one(OptionList)
        width = max((cells.width(cells.shown(name)) for name in self._names), default=0)
        options.add_options(Option(_line(name, width, None), id=f"d{i}") for i, name in enumerate(self._names))
        if self._names:
            options.highlighted = 0
            self._look()
        else:
            options.add_option(Option("no documents: put NAME.zh.txt files into sources/", disabled=True))

    @work(thread=True, exclusive=True, exit_on_error=False, group="progress")
    def _look(self) -> None:
        worker = get_current_worker()
        for name in self._names:
            if worker.is_cancelled:
                return
            self.post_message(self.Known(name, self._services.progress(name)))

    @on(Known)
    def _show_progress(self, message: Known) -> None:
        width = max(cells.width(cells.shown(name)) for name in self._names)
        place = self._names.index(message.name)
        options, progress = self.query_one(OptionList), message.progress
        options.replace_option_prompt_at_index(place, _line(message.name, width, progress))
        if not self._is_chosen and progress.has_english and progress.done < progress.units:
            self._is_chosen = True
            options.highlighted = place

    def on_key(self) -> None:
        self._is_chosen = True

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._names[event.option_index]))

    def action_help(self) -> None:
        """All keys and what they do."""
        from align_bench.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())


def _line(name: str, width: int, progress: Progress | None) -> Text:
    shown = cells.fit(name, min(width, 48))
    if progress is None:
        return Text(f"{shown}   ...", no_wrap=True)
    if progress.note:
        return Text(f"{shown}   {cells.shown(progress.note)}", no_wrap=True)
    share = progress.done / progress.units if progress.units else 0
    full = int(share * _BAR)
    bar = f"[{'#' * full}{'.' * (_BAR - full)}]"
    notes = [f"{progress.done:>4} of {progress.units} reviewed"]
    if progress.findings is not None:
        notes.append(f"{progress.findings} finding{'s' if progress.findings != 1 else ''}")
    if progress.units and not progress.has_english:
        notes.append("no English yet")
    return Text(f"{shown}   {bar} {'   '.join(notes)}", no_wrap=True)
