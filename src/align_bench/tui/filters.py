"""Filters: which pairs are shown. Each is a query; the usual ones have names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from align_bench.model.edits import Edit
from align_bench.model.finding import Finding
from align_bench.model.query import Query
from align_bench.model.unit import Status, Unit, Units

Findings = Mapping[str, tuple[Finding, ...]]

Order = Callable[[Unit], tuple[int, int]]
"""By what units are sorted: their rank, and among equals their place in the document."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A query that needs no typing."""

    label: str
    text: str


READY: tuple[Ready, ...] = (
    Ready("all pairs", ""),
    Ready("still to be reviewed", "is:open"),
    Ready("with findings", "finding:any"),
    *(Ready(status.value, f"status:{status.value}") for status in Status),
    Ready("pairing in doubt", "is:doubtful"),
    Ready("with a comment", "is:commented"),
    Ready("with a comment to resolve", "is:unresolved"),
    Ready("locked", "is:locked"),
    Ready("without English", "is:omitted"),
    Ready("typed and not accepted", "is:kept"),
    Ready("with my bookmark", "bookmark:mine"),
    Ready("changed in words", "changed:text"),
    Ready("changed today", "changed:today"),
    Ready("changed after review", "changed:since-review"),
)

# After an edit of more pairs it is less work to look for those that are shown anew.
_MOST_CHANGES = 50


def after_edit(shown: Units, edit: Edit, order: Order | None = None) -> Units | None:
    """The pairs that are shown after an edit; None where it is a large one.

    What comes of pairs that were shown is shown, whatever the filter says of it: in the place of the first of them, or
    where the order has it.
    """
    if len(edit.changes) > _MOST_CHANGES:
        return None
    for change in edit.changes:
        places = sorted(place for unit in change.before if (place := shown.place(unit.id)) is not None)
        for place in reversed(places):
            shown = shown.spliced(place, place + 1, ())
        if places and order is None:
            shown = shown.spliced(places[0], places[0], change.after)
        elif places and order is not None:
            for unit in change.after:
                place = bisect_right(shown, order(unit), key=order)
                shown = shown.spliced(place, place, (unit,))
    return shown


def select(query: Query, units: Sequence[Unit], findings: Findings) -> list[Unit]:
    """The units that the query holds for, in order."""
    found: Iterable[Unit] = units
    for condition in query.conditions:
        found = [unit for unit in found if condition(unit, findings.get(unit.id, ()))]
    return list(found)
