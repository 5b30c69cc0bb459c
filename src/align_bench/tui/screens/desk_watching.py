"""Watching the workbook at the review screen: what another program has changed in it is taken in without a restart.

Owns when it is looked at, and where an edit goes that no longer fits: beside its pair, as a text that was typed and not
accepted. How states are joined is decided in `workflow.reviewing`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.errors import AlignBenchError
from align_bench.model.task import Task
from align_bench.tui.screens.desk import Desk
from align_bench.tui.screens.desk_keeping import comment_key
from align_bench.tui.screens.desk_saving import SavingDesk

if TYPE_CHECKING:
    from align_bench.workflow.opening import Trail
    from align_bench.workflow.reviewing import Session

# Seconds between two looks at the file; where nobody wrote to it a look asks only for its time and size.
_EVERY = 3.0


class WatchingDesk(SavingDesk):
    """What keeps up with a workbook that others work in too."""

    class Looked(Message):
        """The workbook was looked at; None: nobody else has changed it."""

        def __init__(self, theirs: Trail | None) -> None:
            super().__init__()
            self.theirs = theirs

    _is_looking = False

    @on(Desk.Opened)
    def _begin_watching(self) -> None:
        # The drafts are opened by then.
        self.call_later(self._keep_conflicts)
        self.set_interval(_EVERY, self._look_now_and_then)

    def _look_now_and_then(self) -> None:
        if "look" not in self.tasks or not self.tasks["look"].is_stopped:
            self.look_outside()

    def look_outside(self) -> None:
        """See whether another program has changed the workbook; not while somebody types or is asked something."""
        is_busy = self._is_looking or self._is_saving or self._is_changing or self.is_writing
        if self.session is not None and not self.session.read_only and not is_busy and self.app.screen is self:
            self._is_looking = True
            self._look(self.session, self.begun("look"))

    @work(thread=True, exit_on_error=False, group="look", description="look")
    def _look(self, session: Session, task: Task) -> None:
        theirs = None
        try:
            # What is half written is looked at again; a save tells of what stays unreadable.
            with suppress(AlignBenchError):
                theirs = session.look_outside(task)
        finally:
            self.post_message(self.Looked(theirs))

    @on(Looked)
    def _looked(self, message: Looked) -> None:
        self._is_looking = False
        if message.theirs is not None and not (self._is_saving or self._is_changing or self.is_writing):
            self._take_in(message.theirs)

    @on(SavingDesk.ChangedElsewhere)
    def _take_in_and_save(self, message: SavingDesk.ChangedElsewhere) -> None:
        self._is_saving = False
        # What was not read to its end is known now.
        self.tasks.pop("look", None)
        if self._take_in(message.theirs):
            self.save()
        else:
            self._goal = ""

    def _take_in(self, theirs: Trail) -> bool:
        """Go on from what they made of it; whether nothing has to be decided."""
        if self.session is None:
            return False
        try:
            notices = self.session.take_in(theirs)
        except AlignBenchError as error:
            self.complain(error)
            return False
        has_conflicts = bool(self.session.conflicts)
        self._done = sum(not unit.status.is_open for unit in self.session.review.units)
        self._keep_conflicts()
        self.shown.look_anew()
        self._show_review()
        self.check_all()
        self.show_notice("\n".join(notices), severity="warning", timeout=30)
        return not has_conflicts

    def _keep_conflicts(self) -> None:
        """Put texts of ours that no longer fit beside their pairs, to be accepted or dropped."""
        if self.session is None or self.session.read_only:
            return
        conflicts, self.session.conflicts = self.session.conflicts, ()
        for change in (change for edit in conflicts for change in edit.changes):
            before = {unit.id: unit for unit in change.before}
            for unit in (unit for unit in change.after if unit.id in before):
                if unit.target != before[unit.id].target:
                    self.keep(unit.id, unit.target)
                if unit.comment != before[unit.id].comment:
                    self.keep(comment_key(unit), unit.comment)
        if conflicts:
            self.show_kept()
            self._tell_state()
