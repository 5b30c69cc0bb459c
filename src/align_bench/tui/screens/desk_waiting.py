"""What takes long at the review screen: told in a line of its own, given up by esc, and begun again when asked for.

Owns the words for it, and what a reviewer is told who has stopped something.
"""

from __future__ import annotations

from typing import NamedTuple

from textual import on
from textual.worker import Worker, WorkerState

from align_bench.tui.screens.desk_pace import PaceDesk
from align_bench.tui.widgets.progress_line import ProgressLine, Work
from align_bench.tui.widgets.search_bar import SearchBar


class Waiting(NamedTuple):
    """The words for a kind of work."""

    what: str
    way_out: str = "stops"
    told: str = ""
    """When it was stopped; `{key}` begins it again."""


_WORK = {
    "load": Waiting("reading the document", "goes back"),
    "terms": Waiting("reading the termbase", told="the termbase was not read to its end: {key} reads it"),
    "check": Waiting("checks", told="checks stopped; what was found before stands. {key} goes on"),
    "edit": Waiting("changing the pairs", told="given up: nothing was changed"),
    "save": Waiting(
        "saving; every edit is on disk already",
        told="not saved: the workbook is as it was, every edit is in the journal",
    ),
    "look": Waiting(
        "reading what another program has changed in the workbook",
        told="not read now: {key} reads it, and so does saving",
    ),
    "learn": Waiting("the aligner is learning", "gives up", "given up: nothing is paired anew"),
    "memory": Waiting("reading the memory; the review can go on", told="the memory was not read: {key} reads it"),
    "past": Waiting("reading what was done before", told="what was done before was not read: {key} reads it"),
    "history": Waiting("reading the history of the pair", "gives up", "given up"),
    "pace": Waiting("counting what is left", "gives up", "given up"),
    "sentences": Waiting("pairing the sentences", "gives up", "given up"),
}
_ENDS = {WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED}


class WaitingDesk(PaceDesk):
    """What tells of the slow work."""

    @on(Worker.StateChanged)
    def _tell_work(self, event: Worker.StateChanged) -> None:
        group = event.worker.group
        if group not in _WORK or group not in self.tasks:
            return
        if event.state is WorkerState.RUNNING:
            words = _WORK[group]
            self.query_one(ProgressLine).begin(group, Work(words.what, self.tasks[group], words.way_out))
        elif event.state in _ENDS:
            self.query_one(ProgressLine).end(group)

    def _tell_state(self) -> None:
        super()._tell_state()
        self.query_one(ProgressLine).give_key(has_key=not self._has_opened)

    @property
    def _has_opened(self) -> bool:
        """Whether something is open that esc closes first."""
        return self.is_writing or bool(self.query_one(SearchBar).display)

    def back(self) -> None:
        """Leave what is typed in; else give up what is waited for; then leave what was opened last."""
        name = self.query_one(ProgressLine).shown
        if name is None or self._has_opened or self.tasks[name].is_stopped:
            super().back()
        elif name in ("check", "terms"):
            self.stop_checks()
        else:
            self.tasks[name].stop()
        self.query_one(ProgressLine).refresh()

    def worker_stopped(self, group: str) -> None:
        super().worker_stopped(group)
        # An edit stops checks as well, which come back by themselves.
        if group in _WORK and (group != "check" or self._are_stopped):
            self.say(_WORK[group].told.format(key=self.resume_key))

    def resume(self) -> None:
        """Begin again what was stopped; the checks begin anew in any case."""
        session = self.session
        if session is None:
            return
        stopped = [group for group, task in self.tasks.items() if task.is_stopped]
        if "memory" in stopped:
            self.read_memory(session.review)
            self.show_memory()
        if "past" in stopped:
            self.want_past(session)
        if "look" in stopped:
            self.look_outside()
        self.resume_checks()
