"""Who changed units last, and when: runs that differ in nothing else, and what a unit is without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from align_bench.model.unit import Unit


def with_later_stamps(ours: tuple[Unit, ...], theirs: tuple[Unit, ...]) -> tuple[Unit, ...] | None:
    """Two runs that are the same but for who changed them last; None where they are not, or nobody can tell."""
    if [unsigned(unit) for unit in ours] != [unsigned(unit) for unit in theirs]:
        return None
    pairs = list(zip(ours, theirs, strict=True))
    if any(our != their and moment(our.updated) == moment(their.updated) for our, their in pairs):
        return None
    return tuple(max(pair, key=lambda unit: moment(unit.updated)) for pair in pairs)


def without_remarks(unit: Unit) -> Unit:
    return replace(unit, comment="", locked=False, reviewer="", updated="")


def moment(updated: str) -> float:
    return datetime.fromisoformat(updated).timestamp() if updated else 0.0


def unsigned(unit: Unit) -> Unit:
    """A unit but for who changed it last, and when."""
    return replace(unit, reviewer="", updated="")
