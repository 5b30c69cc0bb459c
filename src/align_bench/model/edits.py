"""Edits: every change that a reviewer can make, as a value that can be applied, inverted and journalled.

One mechanism for all of them: an edit replaces runs of neighbouring units by others. It carries both
sides, so its inverse is itself turned round, and applying it checks that it meets the units it was made for.
Times and names come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from align_bench.errors import AlignmentError
from align_bench.model.unit import Review, Status, Unit, Units
from align_bench.model.waiver import Waiver

_NONE: Mapping[int, Unit] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """One run of neighbouring units and what takes its place."""

    before: tuple[Unit, ...]
    """At least one unit; neighbours in the review, in its order."""

    after: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Everything that one act of the reviewer changes."""

    action: str
    """What the reviewer did, as it is shown for undo: `edit`, `status`, `merge` ..."""

    changes: tuple[Change, ...]
    waived: tuple[Waiver, ...] = ()
    """Findings that may stand from now on; their units are among the changes, as they are."""

    reported: tuple[Waiver, ...] = ()
    """Findings that are reported again."""

    takes_back: bool = False
    """Whether it takes back what its action was."""

    def inverse(self) -> Edit:
        changes = tuple(Change(c.after, c.before) for c in reversed(self.changes))
        return Edit(self.action, changes, self.reported, self.waived, not self.takes_back)

    @property
    def touched(self) -> frozenset[str]:
        """The ids of all units that it changes, makes or takes away."""
        return frozenset(unit.id for change in self.changes for side in (change.before, change.after) for unit in side)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes an edit, and when (ISO 8601 with offset)."""

    reviewer: str
    time: str

    def on(self, unit: Unit) -> Unit:
        return replace(unit, reviewer=self.reviewer, updated=self.time)


def apply(edit: Edit, review: Review) -> Review:
    """The review after the edit; AlignmentError where it does not meet the units it was made for.

    Ids stay unique: an edit that would bring one in twice is refused.
    """
    units, refusal = review.units, f"{review.name}: cannot {edit.action}"
    for is_in_place, changes in groupby(edit.changes, key=_keeps_ids):
        units = (_replaced if is_in_place else _spliced)(units, changes, refusal)
    return review.with_units(units)


def _keeps_ids(change: Change) -> bool:
    return [unit.id for unit in change.before] == [unit.id for unit in change.after]


def _replaced(units: Units, changes: Iterable[Change], refusal: str) -> Units:
    """The units after changes that leave all of them at their places: an edit may have one for each."""
    others: dict[int, Unit] = {}
    near = 0
    for change in changes:
        near = _place(change, units, near, refusal, others)
        others.update(enumerate(change.after, near))
    return units.replaced(others)


def _spliced(units: Units, changes: Iterable[Change], refusal: str) -> Units:
    """The units after changes by which some come or go."""
    near = 0
    for change in changes:
        near = _place(change, units, near, refusal)
        gone, coming = ({unit.id for unit in side} for side in (change.before, change.after))
        if len(coming) < len(change.after) or any(units.place(new, near) is not None for new in coming - gone):
            raise AlignmentError(
                f"{refusal}: a pair with the same id is there already", hint="undo the last steps and repeat the edit"
            )
        units = units.spliced(near, near + len(change.before), change.after)
    return units


def _place(change: Change, units: Units, near: int, refusal: str, others: Mapping[int, Unit] = _NONE) -> int:
    """Where the units of a change stand; `others` stand at their places instead of `units`."""
    start = units.place(change.before[0].id, near) if change.before else None
    places = range(start or 0, min((start or 0) + len(change.before), len(units)))
    if start is None or tuple(others.get(place) or units[place] for place in places) != change.before:
        raise AlignmentError(
            f"{refusal}: the pair was changed meanwhile", hint="look at the pair again and repeat the edit"
        )
    return start


def edit_target(unit: Unit, text: str, stamp: Stamp) -> Edit:
    """Replace the English; a unit that gets its first text becomes a draft, one that loses it untranslated."""
    refuse_locked([unit], "edit")
    if not (text or unit.source):
        raise AlignmentError(
            f"{unit.called} has no Chinese: without its English nothing is left of it",
            hint="reject the pair, or merge it with its neighbour",
        )
    after = replace(unit, target=text, target_numbers=unit.target_numbers if text else ())
    after = replace(after, status=after.fitting_status if text else Status.UNTRANSLATED)
    return Edit("edit", (Change((unit,), (stamp.on(after),)),))


def set_status(units: Iterable[Unit], status: Status, stamp: Stamp) -> Edit:
    """Give the units a status; those that have it already are left as they are."""
    chosen = [unit for unit in units if unit.status is not status]
    refuse_locked(chosen, "change the status of")
    for unit in chosen:
        if not unit.allows(status):
            raise AlignmentError(
                f"{unit.called} {_sides(unit)}: it cannot become {status.value}", hint=_way_to(status, unit)
            )
    return Edit(
        "status",
        tuple(Change((unit,), (stamp.on(replace(unit, status=status)),)) for unit in chosen),
    )


def can_become(unit: Unit, status: Status) -> bool:
    """Whether `set_status` would give the unit the status, and change it by that."""
    return not unit.locked and unit.status is not status and unit.allows(status)


def _sides(unit: Unit) -> str:
    if unit.intended is None:
        return "has both texts"
    return f"has no {'English' if unit.source else 'Chinese'}"


def _way_to(status: Status, unit: Unit) -> str:
    if status in (Status.OMITTED, Status.ADDED):
        return "unlink its texts first" if unit.intended is None else f"it can be {unit.intended.value}"
    return "write the English first, leave it untranslated, or say that it is omitted on purpose"


def set_comment(unit: Unit, comment: str, stamp: Stamp) -> Edit:
    return Edit("comment", (Change((unit,), (stamp.on(replace(unit, comment=comment)),)),))


def set_locked(unit: Unit, locked: bool, stamp: Stamp) -> Edit:
    """Lock a unit against edits, or open it again."""
    action = "lock" if locked else "unlock"
    return Edit(action, (Change((unit,), (stamp.on(replace(unit, locked=locked)),)),))


def refuse_locked(units: Iterable[Unit], verb: str) -> None:
    """AlignmentError where one of the units is locked."""
    for unit in units:
        if unit.locked:
            raise AlignmentError(f"cannot {verb} {unit.called}: it is locked", hint="unlock it first")
