"""Which pairings deserve a look, the least sure first. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.unit import Unit

DOUBTFUL = 0.9
"""Below this confidence the pairing deserves a look."""


def is_doubtful(unit: Unit) -> bool:
    """Whether the aligner was not sure of a pair, and no person has paired it since."""
    return unit.confidence is not None and unit.confidence < DOUBTFUL


def doubtful_first(units: Sequence[Unit]) -> list[Unit]:
    """The doubtful pairs that still have to be reviewed, the least sure first, then in the order that they have."""
    found = [unit for unit in units if is_doubtful(unit) and unit.status.is_open]
    return sorted(found, key=lambda unit: unit.confidence or 0.0)


def ranks(units: Sequence[Unit]) -> dict[str, int]:
    """Unit id -> its place where the least sure stand first and those that a person paired last."""
    ordered = sorted(units, key=lambda unit: 2.0 if unit.confidence is None else unit.confidence)
    return {unit.id: rank for rank, unit in enumerate(ordered)}
