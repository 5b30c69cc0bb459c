"""What makes one state of a review another one, as an edit; and an edit field by field, as people read it.

Pure: who changed what is told by `workflow.history`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from align_bench.model.edits import Change, Edit
from align_bench.model.unit import Review, Unit

_STAMP = ("reviewer", "updated")
_TEXTS = ("source", "target", "comment")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one unit."""

    unit: Unit
    """As it is after the change; as it was where the unit is gone."""

    field: str
    before: str
    after: str


def difference(action: str, was: Review, now: Review) -> Edit:
    """The edit that makes `now` of `was`.

    Unit by unit where both have the same ones in the same order, else one run from the first to the last that differs.
    """
    if [unit.id for unit in was.units] == [unit.id for unit in now.units]:
        pairs = zip(was.units, now.units, strict=True)
        return Edit(action, tuple(Change((old,), (new,)) for old, new in pairs if old != new))
    shorter = min(len(was.units), len(now.units))
    # One unit at least is left to be replaced: what is inserted stands beside a neighbour.
    start = next((i for i in range(shorter) if was.units[i] != now.units[i]), shorter)
    start = min(start, max(len(was.units) - 1, 0))
    stop = 0
    while stop < shorter - start - 1 and was.units[-1 - stop] == now.units[-1 - stop]:
        stop += 1
    change = Change(was.units[start : len(was.units) - stop], now.units[start : len(now.units) - stop])
    return Edit(action, (change,))


def touched(edit: Edit) -> frozenset[str]:
    """The ids of all units that an edit changes, makes or takes away."""
    return frozenset(unit.id for change in edit.changes for side in (change.before, change.after) for unit in side)


def field_changes(edit: Edit) -> Iterator[FieldChange]:
    """What an edit does, unit by unit and field by field; who and when is not among it."""
    for change in edit.changes:
        before = {unit.id: unit for unit in change.before}
        after = {unit.id: unit for unit in change.after}
        for unit_id in [*before, *(unit_id for unit_id in after if unit_id not in before)]:
            yield from _between(before.get(unit_id), after.get(unit_id))


def _between(was: Unit | None, now: Unit | None) -> Iterator[FieldChange]:
    shown = now or was
    assert shown is not None
    for name in (field.name for field in fields(Unit)):
        old, new = _printed(was, name), _printed(now, name)
        is_whole = was is None or now is None
        if old != new and name != "id" and name not in _STAMP and (not is_whole or name in _TEXTS):
            yield FieldChange(shown, name, old, new)


def _printed(unit: Unit | None, name: str) -> str:
    value = getattr(unit, name) if unit is not None else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value)
