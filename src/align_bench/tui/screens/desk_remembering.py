"""The memory at the review screen: what is like the current pair, and what of it is put in.

Owns when it is read and asked; what is like what is decided in `memory.matches`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from align_bench.model.edits import Edit
from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.tui.panels.memory import Suggested, memory_content
from align_bench.tui.screens.desk import Desk
from align_bench.tui.screens.desk_correcting import CorrectingDesk
from align_bench.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from align_bench.memory.matches import Match, Memory

# Seconds that the cursor rests before the memory is asked: who pages on does not wait for it.
_REST = 0.05


class RememberingDesk(CorrectingDesk):
    """What looks up what was translated before."""

    class MemoryRead(Message):
        """The memory is there."""

        def __init__(self, memory: Memory) -> None:
            super().__init__()
            self.memory = memory

    memory: Memory | None = None
    matches: Sequence[Match] | None = None
    """Of the current pair, the likest first; None while they are not known."""

    _matched = ""
    """The unit that the matches are of."""

    _rest: Timer | None = None

    _missed: Sequence[Edit] = ()
    """Edits that were made while the memory was read."""

    @on(Desk.Opened)
    def _begin_memory(self, message: Desk.Opened) -> None:
        self.read_memory(message.session.review)

    def read_memory(self, review: Review) -> None:
        """Read it, with a review as it is now; edits that are made meanwhile are put in behind it."""
        self._missed = ()
        self._read_memory(review, self.begun("memory"))

    @work(thread=True, exit_on_error=False, group="memory", description="memory")
    def _read_memory(self, review: Review, task: Task) -> None:
        self.post_message(self.MemoryRead(self.services.memory(review, task)))

    @on(MemoryRead)
    def _memory_read(self, message: MemoryRead) -> None:
        self.memory = message.memory
        for edit in self._missed:
            self._remember(edit, message.memory)
        self._match()

    def _show_pair(self) -> None:
        super()._show_pair()
        unit = self.view.unit
        if unit is None or unit.id != self._matched:
            if self._rest is not None:
                self._rest.stop()
            self._rest = self.set_timer(_REST, self._match)

    def _match(self) -> None:
        from align_bench.memory.matches import Query

        unit = self.view.unit
        if self.memory is None or unit is None:
            self.matches = None if self.memory is None else ()
        else:
            before, after = self.neighbour(-1), self.neighbour(1)
            query = Query(
                unit.source,
                before=before.source if before else "",
                after=after.source if after else "",
                origin=self.document,
                unit=unit.id,
            )
            self.matches = self.memory.matches(query)
        self._matched = unit.id if unit is not None else ""
        self.show_memory()

    def show_memory(self) -> None:
        """Tell what is like the current pair."""
        self.query_one(Panel).pane("memory").show(memory_content(self.matches, self.suggested(), self.unread_memory))

    @property
    def unread_memory(self) -> str:
        """Why nobody knows yet what is like a pair."""
        task = self.tasks.get("memory")
        if task is not None and task.is_stopped:
            return f"the memory was not read: {self.resume_key} reads it"
        return "reading the memory ..."

    def worker_stopped(self, group: str) -> None:
        super().worker_stopped(group)
        if group == "memory":
            self.show_memory()

    def suggested(self) -> Suggested | None:
        """What a machine suggests for the current pair; None where nobody has switched one on."""
        return None

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        if self.memory is None:
            self._missed = (*self._missed, edit)
            return
        self._remember(edit, self.memory)
        self._matched = ""

    def _remember(self, edit: Edit, memory: Memory) -> None:
        from align_bench.workflow.memory import REVIEWED, unit_entry

        for change in edit.changes:
            for unit in change.before:
                memory.forget(self.document, unit.id)
            for unit in change.after:
                if unit.status in REVIEWED and unit.source and unit.target:
                    memory.remember(unit_entry(unit, self.document))

    def insert_match(self) -> None:
        """Put the likest match into the editor, in the place of what stands there; ctrl+z takes it back."""
        from align_bench.memory.matches import fitted

        unit = self.view.unit
        if unit is None or not self.matches:
            self.say(self.unread_memory if self.matches is None else "nothing in the memory is like this pair")
            return
        self.put_whole(fitted(self.matches[0].entry.target, unit.source, unit.target))
