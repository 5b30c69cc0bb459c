"""Changing units at the review screen: an edit is on disk first, then it is shown, then it is checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from align_bench.errors import AlignBenchError
from align_bench.model.edits import Edit, Stamp, set_status
from align_bench.model.moving import Side, shift_boundary
from align_bench.model.unit import Status, Unit
from align_bench.tui.screens.desk_checking import CheckingDesk

if TYPE_CHECKING:
    from align_bench.workflow.reviewing import Session


class ChangingDesk(CheckingDesk):
    """What makes edits and takes them back."""

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
        self._turn("undone", lambda session: (session.undo_action, session.undo()))

    def redo(self) -> None:
        """Make the last edit that was taken back again."""
        self._turn("done again", lambda session: (session.redo_action, session.redo()))

    def _turn(self, verb: str, turn: Callable[[Session], tuple[str | None, Edit | None]]) -> None:
        if self.session is None:
            return
        try:
            name, edit = turn(self.session)
        except AlignBenchError as error:
            self.complain(error)
            return
        if edit is None:
            self.say(f"there is nothing to be {verb}")
            return
        self._follow(edit)
        ids = {unit.id for change in edit.changes for unit in change.after}
        self._show_review(next((unit.id for unit in self.session.review.units if unit.id in ids), None))
        self.check_edited()
        self.say(f"{verb}: {name or edit.action}")
