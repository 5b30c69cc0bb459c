"""Slow work beside a screen: what was begun last of each kind, how it is given up, and what becomes of errors.

Owns the tasks and the notices. Whatever fails in a worker ends in a notice and a screen that works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual import on
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.worker import Worker, WorkerState

from align_bench.errors import AlignBenchError
from align_bench.model.task import Stopped, Task
from align_bench.storage.crash import write_crash_report
from align_bench.tui.base import BenchApp
from align_bench.tui.services import Services

if TYPE_CHECKING:
    from pathlib import Path

Answer = TypeVar("Answer")


def let_go(error: BaseException) -> None:
    """Give up the frames that an error of a worker came through, once it is told, and with them all that it worked on.

    The worker holds its error, and stands in one of the frames: that cycle would stay as long as none are looked for.
    """
    error.__traceback__ = None


class WorkingScreen(Screen[None]):
    """A screen with workers, which are told apart by their groups."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.tasks: dict[str, Task] = {}
        """What was begun last in each group of workers."""

        self._reports: dict[str, Path | None] = {}
        """Where each kind of defect is reported: what fails at every key is reported once."""

    @property
    def bench(self) -> BenchApp[Any]:
        """The application, with the person's settings and keys."""
        assert isinstance(self.app, BenchApp)
        return self.app

    def begun(self, group: str) -> Task:
        """The work of a group of workers, as it is handed to the next of them; the one before it is given up."""
        if group in self.tasks:
            self.tasks[group].stop()
        self.tasks[group] = Task()
        return self.tasks[group]

    def stop_work(self, *, but: str = "") -> None:
        """Give up what is at work, but for one group: the program ends only when its threads do."""
        for group, task in self.tasks.items():
            if group != but:
                task.stop()

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        error, group = event.worker.error, event.worker.group
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, Stopped):
            # Unless something newer of the kind is at work.
            if self.tasks[group].is_stopped:
                self.worker_stopped(group)
        else:
            self.complain(error)
            self.worker_failed(group)
        let_go(error)

    def worker_stopped(self, group: str) -> None:
        """What has to be put right after work was given up."""

    def worker_failed(self, group: str) -> None:
        """What has to be put right after the error was shown."""

    def complain(self, error: BaseException) -> None:
        """Show an error with its way out."""
        if isinstance(error, AlignBenchError):
            message, hint = error.message, error.hint
        else:
            kind = f"{type(error).__name__}: {error}"
            if kind not in self._reports:
                self._reports[kind] = write_crash_report(error, "review", self.services.clock())
            path = self._reports[kind]
            message = f"unexpected error: {kind}"
            hint = f"every accepted edit is on disk; please report this as a defect{f', with {path}' if path else ''}"
        self.show_notice(hint, title=message, severity="error", timeout=12)

    def show_notice(self, text: str, *, title: str = "", severity: SeverityLevel, timeout: float) -> None:
        """Tell something above the keys for so many seconds; one at a time: the next one takes its place."""
        self.app.clear_notifications()
        self.notify(text, title=title, severity=severity, timeout=timeout, markup=False)


class WorkingBox(ModalScreen[Answer]):
    """A box with workers over a screen, which tells what fails in them."""

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            below = [screen for screen in self.app.screen_stack if isinstance(screen, WorkingScreen)]
            below[-1].complain(event.worker.error)
            self.worker_failed()
            let_go(event.worker.error)

    def worker_failed(self) -> None:
        """What has to be put right after the error was shown."""
