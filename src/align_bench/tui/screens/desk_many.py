"""Changing many pairs at the review screen: statuses and texts, by one edit each that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.edits import can_become, set_status
from align_bench.model.replacing import Replacement, replace_all
from align_bench.model.unit import Status, Unit
from align_bench.text.wording import counted
from align_bench.tui.screens.asking import Choose
from align_bench.tui.screens.desk_terms import TermsDesk
from align_bench.tui.screens.replacing import ReplaceScreen


class ManyDesk(TermsDesk):
    """What changes all pairs that are shown."""

    def ask_approve_above(self) -> None:
        """Approve what is open from the top to the current pair."""
        shown = self.view.units[: self.view.cursor + 1]
        chosen = [unit for unit in shown if unit.status.is_open and can_become(unit, Status.REVIEWED)]
        open_ones = sum(unit.status.is_open for unit in shown)
        self._ask_status(chosen, Status.REVIEWED, left_out=open_ones - len(chosen))

    def ask_status_of_all(self) -> None:
        """Choose a status for all that is shown."""
        units = list(self.view.units)
        able = {status: [unit for unit in units if can_become(unit, status)] for status in Status}
        choices = [(status.value, f"{status.value:<16}{len(chosen):>6}") for status, chosen in able.items()]

        def answered(choice: str | None) -> None:
            if choice is not None:
                status = Status(choice)
                other = sum(unit.status is not status for unit in units)
                self._ask_status(able[status], status, left_out=other - len(able[status]))

        where = f"the {len(units):,} pairs shown" if self.shown.is_filtered else f"all {len(units):,} pairs"
        self.app.push_screen(Choose(f"Status of {where}: how many would change", choices, "reviewed"), answered)

    def _ask_status(self, units: Sequence[Unit], status: Status, *, left_out: int) -> None:
        why = "locked, or with both texts" if status in (Status.OMITTED, Status.ADDED) else "locked or without English"
        rest = f"; {left_out:,} {why} stay as they are" if left_out else ""
        if not units:
            self.say(f"no pair here can become {status.value}{rest}")
            return
        pairs = counted(len(units), "pair")

        def answered(choice: str | None) -> None:
            if choice == "yes":
                self.apply_many(
                    lambda stamp: set_status(units, status, stamp), f"{status.value}: {pairs}; u takes it back"
                )

        choices = [("yes", f"make {pairs} {status.value}"), ("no", "go back")]
        self.app.push_screen(Choose(f"{pairs} would become {status.value}{rest}.", choices, "yes"), answered)

    def ask_replace(self) -> None:
        """Find and replace in what is shown."""
        if self.session is None:
            return

        def answered(found: Sequence[Replacement] | None) -> None:
            if found:
                count = counted(sum(len(each.places) for each in found), "place")
                told = f"replaced: {count} in {counted(len(found), 'pair')}; u takes it back"
                self.apply_many(lambda stamp: replace_all(found, stamp), told)

        self.app.push_screen(ReplaceScreen(list(self.view.units), self.session.review.places), answered)
