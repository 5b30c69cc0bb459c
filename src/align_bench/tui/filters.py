"""Filters: which pairs are shown. Each is a query; the usual ones have names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align_bench.model.finding import Finding
from align_bench.model.query import Query
from align_bench.model.unit import Status, Unit

Findings = Mapping[str, tuple[Finding, ...]]


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


def select(query: Query, units: Sequence[Unit], findings: Findings) -> list[Unit]:
    """The units that the query holds for, in order."""
    found: Iterable[Unit] = units
    for condition in query.conditions:
        found = [unit for unit in found if condition(unit, findings.get(unit.id, ()))]
    return list(found)
