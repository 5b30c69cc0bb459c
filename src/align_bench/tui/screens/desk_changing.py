"""Changing units at the review screen: an edit is on disk first, then it is shown, then it is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit, Stamp, set_status
from align_bench.model.moving import Side, shift_boundary
from align_bench.model.task import Task
from align_bench.model.unit import Status, Unit
from align_bench.tui.screens.desk_checking import CheckingDesk

if TYPE_CHECKING:
    from align_bench.workflow.reviewing import Session

    Turn = Callable[[Session, Task], Edit | None]

# Pairs from which on an edit is made beside the screen: it takes some 50 microseconds a pair.
_MANY = 1_000


class ChangingDesk(CheckingDesk):
    """What makes edits and takes them back."""

    class Changed(Message):
        """An edit of many pairs is on disk."""

        def __init__(self, edit: Edit, told: str) -> None:
            super().__init__()
            self.edit, self.told = edit, told

    _aside: Callable[[], str] | None = None
    """Takes back what was done last, where that was no edit of a unit, and tells so."""

    def neighbour(self, step: int) -> Unit | None:
        """The unit above (-1) or below (1) the current one in the document, whatever the filter hides."""
        if self.session is None or self.view.unit is None:
            return None
        units = self.session.review.units
        place = self.session.review.position(self.view.unit.id) + step
        return units[place] if 0 <= place < len(units) else None

    def change(self, make: Callable[[Unit, Stamp], Edit]) -> bool:
        """Make an edit of the current unit; whether it is on disk and shown."""
        if self.session is None or self.view.unit is None:
            return False
        unit = self.view.unit
        return self.apply(lambda stamp: make(unit, stamp))

    def shift(self, side: Side, step: int) -> None:
        """Move the outermost sentence of the current pair to the one above (-1) or below (1)."""
        other = self.neighbour(step)
        if other is None:
            self.say(f"there is no pair {'below' if step > 0 else 'above'}")
        else:
            self.change(lambda unit, stamp: shift_boundary(side, unit, other, stamp, down=step > 0))

    def apply(self, make: Callable[[Stamp], Edit]) -> bool:
        """Make an edit of any units; whether it is on disk and shown."""
        if self.session is None:
            return False
        try:
            edit = make(self.session.stamp())
            self.session.apply(edit)
        except AlignBenchError as error:
            self.complain(error)
            return False
        if edit.changes:
            self._follow(edit)
            self._show_review()
            self.check_edited()
        return True

    def apply_many(self, make: Callable[[Stamp], Edit], told: str) -> None:
        """Make an edit of many pairs beside the screen; behind it, `told` is told."""

        def turn(session: Session, task: Task) -> Edit | None:
            edit = make(session.stamp())
            session.apply(edit, task)
            return edit

        self._make(turn, told)

    def _make(self, turn: Turn, told: str) -> None:
        if self.session is not None:
            self._is_changing = True
            self._make_edit(self.session, turn, told, self.begun("edit"))

    @work(thread=True, exit_on_error=False, group="edit", description="edit")
    def _make_edit(self, session: Session, turn: Turn, told: str, task: Task) -> None:
        edit = turn(session, task)
        assert edit is not None
        self.post_message(self.Changed(edit, told))

    @on(Changed)
    def _changed(self, message: Changed) -> None:
        self._is_changing = False
        if message.edit.changes:
            self._follow(message.edit)
            self._show_review()
            self.check_edited()
        self.say(message.told)

    def worker_failed(self, group: str) -> None:
        super().worker_failed(group)
        self._end_change(group)

    def worker_stopped(self, group: str) -> None:
        super().worker_stopped(group)
        self._end_change(group)

    def _end_change(self, group: str) -> None:
        if group == "edit":
            self._is_changing = False
            self._tell_state()

    def _follow(self, edit: Edit) -> None:
        super()._follow(edit)
        self._aside = None

    def give_status(self, status: Status) -> bool:
        """Give the current unit a status."""
        return self.change(lambda unit, stamp: set_status([unit], status, stamp))

    def undo(self) -> None:
        """Take back what was done last and show where it was."""
        aside, self._aside = self._aside, None
        if aside is not None:
            try:
                self.say(aside())
            except (AlignBenchError, OSError) as error:
                self.complain(error)
            return
        if self.session is not None:
            self._turn("undone", self.session.undo_action, self.session.undo_count, self.session.undo)

    def redo(self) -> None:
        """Make the last edit that was taken back again."""
        if self.session is not None:
            self._turn("done again", self.session.redo_action, self.session.redo_count, self.session.redo)

    def _turn(self, verb: str, action: str | None, count: int, turn: Callable[[Task], Edit | None]) -> None:
        """Take back or make again so many pairs; very many, beside the screen."""
        if action is None:
            self.say(f"there is nothing to be {verb}")
        elif count > _MANY:
            self._make(lambda _, task: turn(task), f"{verb}: {action}")
        else:
            try:
                edit = turn(Task())
            except AlignBenchError as error:
                self.complain(error)
                return
            assert edit is not None
            self._follow(edit)
            self._show_review(self._topmost(unit.id for change in edit.changes for unit in change.after))
            self.check_edited()
            self.say(f"{verb}: {action}")

    def _topmost(self, unit_ids: Iterable[str]) -> str | None:
        """Of some units the first of the document."""
        assert self.session is not None
        units = self.session.review.units
        found: set[int] = set()
        near = 0
        for unit_id in unit_ids:
            place = units.place(unit_id, near)
            if place is not None:
                near = place
                found.add(place)
        return units[min(found)].id if found else None
