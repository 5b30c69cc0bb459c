"""What takes long at the review screen: told in a line of its own, and given up by esc where that is safe."""

from __future__ import annotations

from textual import on
from textual.worker import Worker, WorkerState

from align_bench.tui.screens.desk_pace import PaceDesk
from align_bench.tui.widgets.progress_line import ProgressLine, Task

_TASKS = {
    "load": Task("reading the workbook and the journal"),
    "save": Task("saving the workbook; every edit is on disk already"),
    "learn": Task("the aligner is learning", "gives up"),
    "memory": Task("reading the translation memory; the review can go on", "hides this"),
    "concordance": Task("reading the texts of the project", "hides this"),
}
_ENDS = {WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED}


class WaitingDesk(PaceDesk):
    """What tells of the slow work."""

    @on(Worker.StateChanged)
    def _tell_work(self, event: Worker.StateChanged) -> None:
        group = event.worker.group
        if group in _TASKS and event.state is WorkerState.RUNNING:
            self.query_one(ProgressLine).begin(group, _TASKS[group])
        elif group in _TASKS and event.state in _ENDS:
            self.query_one(ProgressLine).end(group)

    def back(self) -> None:
        """First give up what is waited for, where it is shown and that is safe; then leave what was opened last."""
        line = self.query_one(ProgressLine)
        name = line.shown
        if name is not None and _TASKS[name].way_out:
            line.end(name)
            if name == "learn":
                # What it learns is kept for the next time; only what was asked for is not done any more.
                self._waiting = None
                self.say("given up: nothing is paired anew")
        else:
            super().back()
