"""The history of a review: who changed what, when, and what an edit does field by field, as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from align_bench.model.edits import Edit
from align_bench.model.unit import Unit

_STAMP = ("reviewer", "updated")
_TEXTS = ("source", "target", "comment")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One field of one unit that one act has changed."""

    number: int
    """Of the act; all its entries have the same."""

    time: str
    """ISO 8601 with offset; empty where it is not known."""

    reviewer: str
    action: str
    """What was done, as undo shows it: `edit`, `status`, `merge` ..."""

    move: str
    """`do undo redo`, or `elsewhere`: found in the workbook, changed by another program."""

    document: str
    unit: str
    label: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one unit."""

    unit: Unit
    """As it is after the change; as it was where the unit is gone."""

    field: str
    before: str
    after: str


def field_changes(edit: Edit) -> Iterator[FieldChange]:
    """What an edit does, unit by unit and field by field, then the findings that it waives; without who and when."""
    for change in edit.changes:
        before = {unit.id: unit for unit in change.before}
        after = {unit.id: unit for unit in change.after}
        for unit_id in [*before, *(unit_id for unit_id in after if unit_id not in before)]:
            yield from _between(before.get(unit_id), after.get(unit_id))
    units = {unit.id: unit for change in edit.changes for unit in change.after}
    for waiver in (each for each in edit.waived if each.unit in units):
        yield FieldChange(units[waiver.unit], "waiver", "", str(waiver))
    for waiver in (each for each in edit.reported if each.unit in units):
        yield FieldChange(units[waiver.unit], "waiver", str(waiver), "")


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
