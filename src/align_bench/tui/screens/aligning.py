"""Aligning what is new in a project before it is opened: how far it is, and a way to stop between two documents.

Owns what is told; a workbook that was written stays, whenever it is stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from align_bench.storage.project import Project
from align_bench.text import cells
from align_bench.tui.widgets.progress_line import bar

if TYPE_CHECKING:
    from align_bench.workflow.aligning import Aligned, Refused

_BAR = 30


class AligningScreen(Screen[None]):
    """Shown while the documents without a workbook get one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "stop", id="aligning.stop")]

    class Step(Message):
        """So many documents are through."""

        def __init__(self, count: int, total: int, name: str) -> None:
            super().__init__()
            self.count, self.total, self.name = count, total, name

    class Finished(Message):
        """All that was to be done, or what was done before it was stopped, with what to tell of it."""

        def __init__(self, notices: Sequence[str], error: BaseException | None = None) -> None:
            super().__init__()
            self.notices, self.error = notices, error

    def __init__(self, project: Project, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._project, self._clock = project, clock
        self._stop = Event()

    def compose(self) -> ComposeResult:
        yield Static(" Aligning what is new", id="documents-title", markup=False)
        yield Static(id="aligning-bar", markup=False)
        yield Static(" esc stop after this document: what is done stays  F1 help", id="documents-keys", markup=False)

    def on_mount(self) -> None:
        self._tell(0, 0, "reading the documents ...")
        self.call_after_refresh(self._align)

    @work(thread=True, exit_on_error=False, group="align", description="align")
    def _align(self) -> None:
        from align_bench.config import load_settings
        from align_bench.workflow.aligning import Aligned, align_project, check_whole_project
        from align_bench.workflow.pending import new_names

        project, settings = self._project, load_settings(self._project.root)
        names = new_names(project)
        done: list[Aligned] = []
        notices: list[str] = []
        results = align_project(project, settings, names=names, clock=self._clock, tell=notices.append)
        # Stopped halfway it has to let go of its lock at once.
        with closing(cast("Generator[Aligned | Refused]", results)) as steps:
            for count, result in enumerate(steps, 1):
                if isinstance(result, Aligned):
                    done.append(result)
                    notices += _doubts(result)
                else:
                    notices.append(f"not aligned: {result.name}: {result.error.message}")
                self.post_message(self.Step(count, len(names), names[min(count, len(names) - 1)]))
                if self._stop.is_set():
                    notices.append(f"stopped: {len(names) - count} documents are still to be aligned")
                    break
        check_whole_project(project, settings, done, clock=self._clock)
        self.post_message(self.Finished(notices))

    @on(Step)
    def _step(self, message: Step) -> None:
        is_last = message.count == message.total or self._stop.is_set()
        self._tell(message.count, message.total, "checking all of them ..." if is_last else message.name)

    def _tell(self, count: int, total: int, what: str) -> None:
        counted = f"{count} of {total}   " if total else ""
        words = f" {bar(count, total, _BAR)} {counted}{cells.shown(what)}"
        self.query_one("#aligning-bar", Static).update(words)

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.post_message(self.Finished((), event.worker.error))

    def action_stop(self) -> None:
        """Stop when the document that is being aligned is through."""
        self._stop.set()
        self.query_one("#documents-keys", Static).update(" stopping after this document ...")

    def on_unmount(self) -> None:
        # The program ends only when its threads do.
        self._stop.set()


def _doubts(aligned: Aligned) -> list[str]:
    from align_bench.workflow.units import UNRELATED, agreement

    found = agreement(aligned.review)
    if found is None or found >= UNRELATED:
        return []
    return [f"{aligned.review.name}: the two texts hardly seem to belong together: are they the same document?"]
