"""Aligning what is new in a project before it is opened: how far it is, and a way to stop.

Owns what is told; a workbook that was written stays, whenever it is stopped, and none is half-written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from align_bench.model.task import Stopped, Task
from align_bench.storage.project import Project
from align_bench.text import cells
from align_bench.text.wording import counted
from align_bench.tui.widgets.progress_line import bar

if TYPE_CHECKING:
    from align_bench.workflow.aligning import Aligned, Refused

_BAR = 30
_EVERY = 0.5
_READING = "reading the documents ..."


class AligningScreen(Screen[None]):
    """Shown while the documents without a workbook get one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "stop", id="aligning.stop")]

    class Step(Message):
        """So many documents are through."""

        def __init__(self, count: int, total: int) -> None:
            super().__init__()
            self.count, self.total = count, total

    class Finished(Message):
        """All that was to be done, or what was done before it was stopped, with what to tell of it."""

        def __init__(self, notices: Sequence[str], error: BaseException | None = None) -> None:
            super().__init__()
            self.notices, self.error = notices, error

    def __init__(self, project: Project, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._project, self._clock = project, clock
        self._work = Task()
        self._count = self._total = 0

    def compose(self) -> ComposeResult:
        yield Static(" Aligning what is new", id="documents-title", markup=False)
        yield Static(id="aligning-bar", markup=False)
        yield Static(" esc stop: what is done stays  F1 help", id="documents-keys", markup=False)

    def on_mount(self) -> None:
        self._tell()
        self.set_interval(_EVERY, self._tell)
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
        count = 0
        results = align_project(project, settings, names=names, clock=self._clock, tell=notices.append, task=self._work)
        try:
            # Stopped halfway it has to let go of its lock at once.
            with closing(cast("Generator[Aligned | Refused]", results)) as steps:
                for count, result in enumerate(steps, 1):
                    if isinstance(result, Aligned):
                        done.append(result)
                        notices += _doubts(result)
                    else:
                        notices.append(f"not aligned: {result.name}: {result.error.message}")
                    self.post_message(self.Step(count, len(names)))
            check_whole_project(project, settings, done, clock=self._clock, task=self._work)
        except Stopped:
            notices.append(_stopped(len(names) - count))
        self.post_message(self.Finished(notices))

    @on(Step)
    def _step(self, message: Step) -> None:
        self._count, self._total = message.count, message.total
        self._tell()

    def _tell(self) -> None:
        """The documents that are through, and below how far the part is that is at work."""
        through = f"{self._count} of {self._total}" if self._total else ""
        task = self._work
        part = f", {min(task.done, task.total):,} of {task.total:,}" if task.total else ""
        words = f" {bar(self._count, self._total, _BAR)} {through}\n {cells.shown(task.part or _READING)}{part}"
        self.query_one("#aligning-bar", Static).update(words)

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.post_message(self.Finished((), event.worker.error))

    def action_stop(self) -> None:
        """Stop; a document is aligned whole or not at all."""
        self._work.stop()
        self.query_one("#documents-keys", Static).update(" stopping ...")

    def on_unmount(self) -> None:
        # The program ends only when its threads do.
        self._work.stop()


def _stopped(left: int) -> str:
    if not left:
        return "stopped: what shows over all documents is found when one is opened"
    return f"stopped: {counted(left, 'document')} still to be aligned"


def _doubts(aligned: Aligned) -> list[str]:
    from align_bench.workflow.units import UNRELATED, agreement

    found = agreement(aligned.review)
    if found is None or found >= UNRELATED:
        return []
    return [f"{aligned.review.name}: the two texts hardly seem to belong together: are they the same document?"]
