"""The pairs that are shown: those of a filter or all, in the order of the document or in another one.

Owns what of them follows an edit: nothing vanishes under the cursor, and no pair moves while it is worked on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from align_bench.model.edits import Edit
from align_bench.model.query import Query
from align_bench.model.unit import Unit, Units

Order = Callable[[Unit], tuple[int, int]]
"""By what units are sorted: their rank, and among equals their place in the document."""

# After an edit of more pairs it is less work to look for those that are shown anew.
_MOST_CHANGES = 50


class Shown:
    """Which pairs of a document are shown; all in their order, unless something else is asked for."""

    def __init__(self) -> None:
        self.query = Query()
        """The filter."""

        self._ids: set[str] | None = None
        """Of the units that the filter shows; None without one."""

        self._ranks: dict[str, int] | None = None
        """Unit id -> rank, the lowest first; None in the order of the document."""

        self._units: Units | None = None
        """In their order, where these are not those of the document in its order; None: to be looked for."""

    @property
    def is_filtered(self) -> bool:
        """A filter is on."""
        return self._ids is not None

    @property
    def is_ranked(self) -> bool:
        """The order is not that of the document."""
        return self._ranks is not None

    def only(self, query: Query, found: Sequence[Unit]) -> None:
        """Show what a query has found; all, where it asks for nothing."""
        self.query = query
        self._ids = {unit.id for unit in found} if query.conditions else None
        self._units = Units(self._arranged(found)) if query.conditions else None

    def rank(self, ranks: dict[str, int] | None) -> None:
        """Show them by rank, and by their places where these are equal; None: in the order of the document."""
        self._ranks = ranks
        self._units = None

    def look_anew(self) -> None:
        """The document was changed by something else than an edit."""
        self._units = None

    def of(self, units: Units, wanted: str = "") -> Units:
        """Of the units of the document those that are shown, and the one that is wanted, in their order."""
        if self._ids is None and self._ranks is None:
            return units
        if wanted and self._ids is not None and wanted not in self._ids:
            self._ids.add(wanted)
            self._units = None
        if self._units is None:
            ids = self._ids
            self._units = Units(self._arranged([unit for unit in units if ids is None or unit.id in ids]))
        return self._units

    def follow(self, edit: Edit, units: Units) -> None:
        """Show what comes of pairs that were shown, whatever the filter says of it; `units`: those behind the edit.

        It stands in the place of the first of them, or where its rank has it: that of the first of them.
        """
        for change in edit.changes:
            if self._ids is not None and any(unit.id in self._ids for unit in change.before):
                self._ids.update(unit.id for unit in change.after)
            if self._ranks is not None:
                rank = min((self._ranks.get(unit.id, len(self._ranks)) for unit in change.before), default=0)
                for unit in change.after:
                    self._ranks.setdefault(unit.id, rank)
        if len(edit.changes) > _MOST_CHANGES:
            self._units = None
        elif self._units is not None:
            self._units = _after(edit, self._units, self._order(units))

    def _arranged(self, units: Sequence[Unit]) -> Sequence[Unit]:
        ranks = self._ranks
        return units if ranks is None else sorted(units, key=lambda unit: ranks.get(unit.id, len(ranks)))

    def _order(self, units: Units) -> Order | None:
        """None in that of the document."""
        ranks = self._ranks
        if ranks is None:
            return None
        return lambda unit: (ranks.get(unit.id, len(ranks)), units.place(unit.id) or 0)


def _after(edit: Edit, shown: Units, order: Order | None) -> Units:
    """`shown` after an edit; without an order, what comes stands where the first stood that it comes of."""
    came: list[Unit] = []
    for change in edit.changes:
        places = sorted(place for unit in change.before if (place := shown.place(unit.id)) is not None)
        for place in reversed(places):
            shown = shown.spliced(place, place + 1, ())
        if places and order is None:
            shown = shown.spliced(places[0], places[0], change.after)
        elif places:
            came += change.after
    if order is not None:
        # Not before all are gone that went: these have no place any more.
        for unit in came:
            place = bisect_right(shown, order(unit), key=order)
            shown = shown.spliced(place, place, (unit,))
    return shown
