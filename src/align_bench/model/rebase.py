"""Carrying an edit over to a review that was changed meanwhile, field by field, where that is beyond doubt."""

from __future__ import annotations

from dataclasses import fields, replace

from align_bench.errors import AlignmentError
from align_bench.model.edits import Change, Edit
from align_bench.model.unit import Review, Unit

_STAMP = ("reviewer", "updated")
_TEXTS = ("source", "target")


def rebase(edit: Edit, review: Review) -> Edit:
    """The edit made for the units as they are now; AlignmentError where it touches what was changed too.

    A change of one unit is carried over field by field, but who approved a text has not approved another: a status
    and a text do not go together that were changed apart. Merges, splits and moves need their units as they were.
    """
    units = {unit.id: unit for unit in review.units}
    return Edit(edit.action, tuple(_rebased(change, units, edit, review) for change in edit.changes))


def is_there_already(edit: Edit, review: Review) -> bool:
    """Whether the review already holds all that the edit would bring about."""
    units = {unit.id: unit for unit in review.units}
    gone = {u.id for change in edit.changes for u in change.before} - {u.id for c in edit.changes for u in c.after}
    return not gone & units.keys() and all(units.get(u.id) == u for change in edit.changes for u in change.after)


def _rebased(change: Change, units: dict[str, Unit], edit: Edit, review: Review) -> Change:
    now = tuple(units[unit.id] for unit in change.before if unit.id in units)
    if now == change.before:
        return change
    if len(change.before) != 1 or len(change.after) != 1 or len(now) != 1 or change.after[0].id != now[0].id:
        raise _unfit(edit, review)
    before, after = change.before[0], change.after[0]
    if _is_other_text(before, now[0], after) or _is_other_text(before, after, now[0]):
        raise _unfit(edit, review)
    values = {}
    for name in (field.name for field in fields(Unit)):
        wanted, was, live = getattr(after, name), getattr(before, name), getattr(now[0], name)
        if wanted == was:
            continue
        if live not in (was, wanted) and name not in _STAMP:
            raise _unfit(edit, review)
        values[name] = wanted
    return Change(now, (replace(now[0], **values),))


def _is_other_text(before: Unit, status: Unit, text: Unit) -> bool:
    """Whether the one says done with the unit, and the other has given it another text."""
    is_done = status.status is not before.status and not status.status.is_open
    return is_done and any(getattr(text, n) not in (getattr(before, n), getattr(status, n)) for n in _TEXTS)


def _unfit(edit: Edit, review: Review) -> AlignmentError:
    return AlignmentError(
        f"{review.name}: the {edit.action} no longer fits: its unit was changed elsewhere too",
        hint="look at the unit and repeat the edit",
    )
