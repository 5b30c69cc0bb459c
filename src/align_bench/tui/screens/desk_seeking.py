"""Going from one pair of a kind to the next at the review screen: of any kind that a query tells, or the least sure.

Owns what was sought last and which doubtful pairs were looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.doubt import doubtful_first
from align_bench.model.query import Query
from align_bench.model.unit import Unit
from align_bench.text.wording import counted
from align_bench.tui.filters import READY
from align_bench.tui.screens.desk_comparing import ComparingDesk
from align_bench.tui.screens.querying import QueryScreen


class SeekingDesk(ComparingDesk):
    """What goes from pair to pair by what they are."""

    _kind = ""
    """The query whose pairs are gone through."""

    _walked: Sequence[str] = ()
    """The doubtful pairs that were gone to, by id, the last one last."""

    def ask_kind(self) -> None:
        """Choose which pairs are gone through, and go to the next."""
        if self.session is None:
            return

        def answered(query: Query | None) -> None:
            if query is not None:
                self._kind = query.text
                self.next_of_kind(1)

        asking = QueryScreen(
            self.parse,
            self.view.units,
            lambda: self.findings,
            earlier=self._asked,
            question="Go from one to the next of the pairs that ...",
            verb="go",
        )
        self.app.push_screen(asking, answered)

    def next_of_kind(self, direction: int) -> None:
        """To the next pair of the kind that was chosen; where none was, choose one."""
        if not self._kind:
            self.ask_kind()
            return
        if reason := self.not_known_yet(self._kind):
            self.say(reason)
            return
        query, cursor = self.parse(self._kind), self.view.cursor
        units = self.view.units
        rows = [row for row, unit in enumerate(units) if query.holds(unit, self.findings.get(unit.id, ()))]
        further = [row for row in rows if (row - cursor) * direction > 0]
        name = next((ready.label for ready in READY if ready.text == self._kind), self._kind)
        if further:
            row = further[0] if direction > 0 else further[-1]
            self.view.move_to(row)
            self.say(f"{name}: {rows.index(row) + 1:,} of {len(rows):,}")
        else:
            self.say(f"{name}: no more {'below' if direction > 0 else 'above'}, {len(rows):,} in all")

    def next_doubtful(self) -> None:
        """To the least sure pair that was not gone to yet."""
        doubtful = doubtful_first(self.view.units)
        walked = set(self._walked)
        unit = next((unit for unit in doubtful if unit.id not in walked), None)
        if unit is not None:
            self._walked = (*self._walked, unit.id)
            self._show_doubtful(unit, doubtful)
        elif doubtful:
            self._walked = ()
            self.say(f"no other pair is in doubt, {len(doubtful):,} in all; the same key begins again")
        else:
            self.say("no pairing that is still to be reviewed is in doubt here")

    def previous_doubtful(self) -> None:
        """Back to the doubtful pair before."""
        current = self.view.unit
        shown = {unit.id: unit for unit in self.view.units}
        walked = [unit_id for unit_id in self._walked if unit_id in shown]
        if walked and current is not None and walked[-1] == current.id:
            walked.pop()
        self._walked = walked
        if walked:
            self._show_doubtful(shown[walked[-1]], doubtful_first(self.view.units))
        else:
            self.say("no doubtful pair was gone to before this one")

    def _show_doubtful(self, unit: Unit, doubtful: Sequence[Unit]) -> None:
        self.go_to_unit(unit.id)
        place = next((place for place, each in enumerate(doubtful, 1) if each is unit), 0)
        rest = counted(len(doubtful), "doubtful pair")
        self.say(f"{place} of {rest}: {unit.confidence or 0:.0%} sure" if place else f"looked at already; {rest} left")
