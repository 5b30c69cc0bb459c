"""Edits: every change that a reviewer can make, as a value that can be applied, inverted and journalled.

One mechanism for all of them: an edit replaces runs of neighbouring units by others. It carries both
sides, so its inverse is itself turned round, and applying it checks that it meets the units it was made for.
Times and names come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from align_bench.errors import AlignmentError
from align_bench.model.unit import Review, Status, Unit


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

    def inverse(self) -> Edit:
        return Edit(self.action, tuple(Change(c.after, c.before) for c in reversed(self.changes)))

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
    units, places = list(review.units), review.places
    for change in edit.changes:
        start = places.get(change.before[0].id, -1) if change.before else -1
        stop = start + len(change.before)
        if start < 0 or tuple(units[start:stop]) != change.before:
            raise AlignmentError(
                f"{review.name}: cannot {edit.action}: the pair was changed meanwhile",
                hint="look at the pair again and repeat the edit",
            )
        units[start:stop] = change.after
        if [unit.id for unit in change.before] != [unit.id for unit in change.after]:
            places = _renumbered(places, change, units, start)
            if len(places) != len(units):
                raise AlignmentError(
                    f"{review.name}: cannot {edit.action}: a pair with the same id is there already",
                    hint="undo the last steps and repeat the edit",
                )
    return review.with_units(units, places)


def _renumbered(places: Mapping[str, int], change: Change, units: Sequence[Unit], start: int) -> Mapping[str, int]:
    """The places of the units after a change of what stands from `start` on; what stands above it keeps its own."""
    after = dict(places)
    for unit in change.before:
        del after[unit.id]
    after.update((unit.id, place) for place, unit in enumerate(units[start:], start))
    return after


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
