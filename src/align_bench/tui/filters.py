"""Filters: which pairs are shown, by status and by what is known about them. Pure predicates with names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from align_bench.model.finding import Finding
from align_bench.model.unit import Status, Unit
from align_bench.tui.widgets.paint import SURE

Findings = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of pairs."""

    id: str
    label: str
    holds: Callable[[Unit, Sequence[Finding]], bool]


def _status(status: Status) -> Filter:
    return Filter(status.value, status.value, lambda unit, _: unit.status is status)


FILTERS: tuple[Filter, ...] = (
    Filter("all", "all pairs", lambda _unit, _findings: True),
    Filter("open", "open: still to be reviewed", lambda unit, _: unit.status.is_open),
    Filter("findings", "with findings", lambda _, findings: bool(findings)),
    *map(_status, Status),
    Filter("doubtful", "pairing in doubt", lambda unit, _: unit.confidence is not None and unit.confidence < SURE),
    Filter("comments", "with a comment", lambda unit, _: bool(unit.comment)),
    Filter("locked", "locked", lambda unit, _: unit.locked),
)


def select(chosen: Filter, units: Sequence[Unit], findings: Findings) -> list[Unit]:
    """The units that the filter lets through, in order."""
    return [unit for unit in units if chosen.holds(unit, findings.get(unit.id, ()))]
