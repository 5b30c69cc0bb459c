"""The order of the pairs at the review screen: that of the document, or the least sure first.

Owns the order that was taken when it was asked for: pairs do not move while they are worked on.
"""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.doubt import ranks
from align_bench.model.edits import Edit
from align_bench.model.unit import Unit, Units
from align_bench.tui.filters import after_edit
from align_bench.tui.screens.desk_seeking import SeekingDesk


class OrderingDesk(SeekingDesk):
    """What shows the pairs in another order; the document keeps its own."""

    _ranks: dict[str, int] | None = None
    """Unit id -> place; None in the order of the document."""

    def toggle_order(self) -> None:
        """The least sure first, or the order of the document; the current pair stays the current one."""
        if self.session is None:
            return
        self._ranks = ranks(self.session.review.units) if self._ranks is None else None
        self._shown = None
        self._show_review()

    def arranged(self, units: Sequence[Unit]) -> Sequence[Unit]:
        places = self._ranks
        if places is None:
            return super().arranged(units)
        return sorted(units, key=lambda unit: places.get(unit.id, len(places)))

    @property
    def viewed(self) -> str:
        order = "" if self._ranks is None else "least sure first"
        return ", ".join(filter(None, (order, super().viewed)))

    def _follow(self, edit: Edit) -> None:
        """What comes of a pair stands where that stood."""
        if self._ranks is not None:
            for change in edit.changes:
                rank = min((self._ranks.get(unit.id, len(self._ranks)) for unit in change.before), default=0)
                for unit in change.after:
                    self._ranks.setdefault(unit.id, rank)
        super()._follow(edit)

    def shown_after(self, edit: Edit, shown: Units) -> Units | None:
        session, ranks = self.session, self._ranks
        if session is None or ranks is None:
            return super().shown_after(edit, shown)
        units = session.review.units

        def order(unit: Unit) -> tuple[int, int]:
            return ranks.get(unit.id, len(ranks)), units.place(unit.id) or 0

        return after_edit(shown, edit, order)
