"""How fast the review goes, at the review screen: in this session and before it, and how long the rest takes."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.message import Message

from align_bench.model.edits import Edit
from align_bench.model.pace import Amount, Timesheet, amount_left
from align_bench.model.task import Task
from align_bench.model.unit import Unit
from align_bench.tui.panels.pace import pace_content, session_told
from align_bench.tui.screens.desk import Desk
from align_bench.tui.screens.desk_bookmarks import BookmarkDesk
from align_bench.tui.screens.desk_comparing import ComparingDesk
from align_bench.tui.screens.looking import Look


class PaceDesk(BookmarkDesk):
    """What counts work."""

    class LeftCounted(Message):
        """What is still to be reviewed is counted."""

        def __init__(self, left: Amount) -> None:
            super().__init__()
            self.left = left

    _timesheet: Timesheet | None = None
    """Of this session."""

    _earlier: Timesheet | None = None
    """Of the reviewer's sessions before it; None until it is read."""

    @on(Desk.Opened)
    def _begin_work(self) -> None:
        self._timesheet = Timesheet(self.services.clock())

    @on(ComparingDesk.PastRead)
    def _earlier_read(self, message: ComparingDesk.PastRead) -> None:
        # Read anew, the past has this session in it as well.
        self._earlier = self._earlier or message.past.timesheet

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        if self._timesheet is not None:
            self._timesheet.take(edit, self.services.clock())

    def show_pace(self) -> None:
        """What was done, and what is left."""
        if self._earlier is None or self.session is None:
            self.say(self.untold_past)
        else:
            self._count_left(self.session.review.units, self.begun("pace"))

    @work(thread=True, exclusive=True, exit_on_error=False, group="pace", description="pace")
    def _count_left(self, units: Sequence[Unit], task: Task) -> None:
        self.post_message(self.LeftCounted(amount_left(task.over(units, "the pairs", len(units)))))

    @on(LeftCounted)
    def _left_counted(self, message: LeftCounted) -> None:
        if self.app.screen is self and self._timesheet is not None and self._earlier is not None:
            overall = self._earlier + self._timesheet
            self.app.push_screen(Look(pace_content(self._timesheet, overall, message.left, self.services.clock())))

    def session_line(self) -> str:
        """This session in words; empty where nothing was edited."""
        if self.session is None or self._timesheet is None or not self._timesheet.edits:
            return ""
        return session_told(self.document, self._timesheet, amount_left(self.session.review.units))
