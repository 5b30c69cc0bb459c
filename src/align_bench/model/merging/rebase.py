"""Carrying an edit over to a review that was changed meanwhile, field by field, where that is beyond doubt."""

from __future__ import annotations

from dataclasses import replace

from align_bench.errors import AlignmentError
from align_bench.model.edits import Change, Edit
from align_bench.model.merging.conflicts import Conflict, Side
from align_bench.model.merging.merge import merge
from align_bench.model.unit import Review, Unit


def rebase(edit: Edit, review: Review) -> Edit:
    """The edit made for the units as they are now; AlignmentError where it touches what was changed too.

    Each change is merged with what became of its units (`merge`): what is a conflict there does not fit here. Units
    that are gone, or no longer neighbours, fit nothing.
    """
    return replace(edit, changes=tuple(_rebased(change, edit, review) for change in edit.changes))


def is_there_already(edit: Edit, review: Review) -> bool:
    """Whether the review already holds all that the edit would bring about."""
    gone = {u.id for change in edit.changes for u in change.before} - {u.id for c in edit.changes for u in c.after}
    wanted = tuple(unit for change in edit.changes for unit in change.after)
    return all(review.units.place(unit_id) is None for unit_id in gone) and _now(wanted, review) == wanted


def _rebased(change: Change, edit: Edit, review: Review) -> Change:
    now = _now(change.before, review)
    if now == change.before:
        return change
    before, after, there = (Review(review.name, run) for run in (change.before, change.after, now))
    merged = merge(before, after, there, _signed_by_us)
    if len(now) < len(change.before) or merged.open:
        raise AlignmentError(
            f"{review.name}: the {edit.action} no longer fits: its unit was changed elsewhere too",
            hint="look at the unit and repeat the edit",
        )
    return Change(now, tuple(merged.review.units))


def _now(units: tuple[Unit, ...], review: Review) -> tuple[Unit, ...]:
    """Those of the units that the review has, as they are there."""
    places = (review.units.place(unit.id) for unit in units)
    return tuple(review.units[place] for place in places if place is not None)


def _signed_by_us(conflict: Conflict) -> Side | None:
    """Who made the edit has changed the unit last."""
    return "ours" if conflict.field == "reviewer" else None
