"""The beginning, outside of any project: those that were open last, a folder to open, a new project, the sample.

Owns the questions; a project is made in `workflow.creating`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.suggester import Suggester
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from align_bench.errors import AlignBenchError
from align_bench.text import cells
from align_bench.tui.base import BenchApp
from align_bench.tui.screens.asking import AskLine

if TYPE_CHECKING:
    from align_bench.storage.personal import Recent

_WELCOME = "align-bench pairs Chinese texts with their English, checks terms and figures, and keeps the review."
_CHOICES = (
    ("open", "Open the folder of a project ..."),
    ("new", "Make a new project ..."),
    ("sample", "Look at the sample project ..."),
)
_HINT = " enter open  , settings  F11 colours  q quit  F1 help"


class FolderSuggester(Suggester):
    """Completes the name of a folder that is there."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value)


def completed(value: str) -> str | None:
    """What is typed, gone on with to the name of the first folder that begins so; None: there is none."""
    typed = Path(value).expanduser()
    parent, start = (typed, "") if value.endswith("/") else (typed.parent, typed.name)
    try:
        found = sorted(path.name for path in parent.iterdir() if path.name.startswith(start) and path.is_dir())
    except OSError:
        return None
    visible = [name for name in found if start or not name.startswith(".")]
    return value[: len(value) - len(start)] + visible[0] + "/" if visible else None


class StartScreen(Screen[None]):
    """Which project to work on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ctrl+q", "app.quit", "quit", id="start.quit"),
        Binding("escape", "back", "back", id="start.back"),
        Binding("comma,f8", "app.ask_settings", "settings", id="start.settings"),
        Binding("f11", "app.turn_theme", "colours", id="start.theme"),
    ]
    AUTO_FOCUS = "OptionList"

    class Chosen(Message):
        """A project was chosen, or made."""

        def __init__(self, root: Path) -> None:
            super().__init__()
            self.root = root

    def __init__(self, recent: Sequence[Recent], here: Path, trouble: AlignBenchError | None = None) -> None:
        """`here` is where new folders are proposed; `trouble`: why the last choice could not be opened."""
        super().__init__()
        self._recent, self._here, self._trouble = recent, here, trouble

    def compose(self) -> ComposeResult:
        yield Static(" align-bench", id="documents-title", markup=False)
        yield Static(_WELCOME, id="start-welcome", markup=False)
        yield OptionList(id="start-list", markup=False)
        yield Static(_HINT, id="documents-keys", markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        width = max((cells.width(cells.shown(each.root.name)) for each in self._recent), default=0)
        options.add_options(
            Option(_line(each, min(width, 32)), id=f"recent.{place}") for place, each in enumerate(self._recent)
        )
        if self._recent:
            options.add_option(None)
        options.add_options(Option(words, id=choice) for choice, words in _CHOICES)
        options.highlighted = 0 if self._recent else len(_CHOICES) - 1
        if self._trouble is not None:
            self._complain(self._trouble)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        choice = event.option_id or ""
        if choice.startswith("recent."):
            self.post_message(self.Chosen(self._recent[int(choice.removeprefix("recent."))].root))
        elif choice == "open":
            self._ask("The project's folder", f"{self._here}/", self._open)
        elif choice == "new":
            self._ask("A new folder for the project", str(self._here / "my-project"), self._make)
        else:
            self._ask("A folder for the copy of the sample", str(self._here / "align-bench-demo"), self._copy)

    def _ask(self, question: str, proposed: str, then: Callable[[Path], None]) -> None:
        def answered(text: str | None) -> None:
            if text is None:
                return
            try:
                then(Path(text).expanduser().absolute())
            except AlignBenchError as error:
                self._complain(error)

        self.app.push_screen(AskLine(f"{question} (right arrow completes)", proposed, FolderSuggester()), answered)

    def _open(self, folder: Path) -> None:
        self.post_message(self.Chosen(folder))

    def _make(self, folder: Path) -> None:
        from align_bench.workflow.creating import create_project

        create_project(folder)
        self.notify(
            f"put Chinese texts into {folder / 'sources'} as NAME.zh.txt and their English into"
            f" {folder / 'translations'} as NAME.en.txt, then open the folder",
            title=f"made {folder.name}",
            timeout=30,
            markup=False,
        )

    def _copy(self, folder: Path) -> None:
        from align_bench.workflow.creating import copy_sample, is_sample_copy

        if not (folder.is_dir() and is_sample_copy(folder)):
            copy_sample(folder)
        self.post_message(self.Chosen(folder))

    def action_back(self) -> None:
        """Close what was told; where nothing was, leave."""
        assert isinstance(self.app, BenchApp)
        if not self.app.close_notices():
            self.app.exit()

    def _complain(self, error: AlignBenchError) -> None:
        self.notify(error.hint, title=error.message, severity="error", timeout=12, markup=False)


def _line(each: Recent, width: int) -> Text:
    name = cells.fit(cells.shown(each.root.name), width)
    return Text(f"{name}   {each.time[:10]}   {cells.shown(str(each.root.parent))}", no_wrap=True, overflow="ellipsis")
