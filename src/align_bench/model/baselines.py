"""What the English of each unit was when it was last confirmed, worked out from the edits that were made.

A unit is confirmed when it becomes reviewed or final, or is confirmed anew (`confirm`). One that never was is compared
with the text that it had before its first edit. Pure; where the edits come from is the caller's matter.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from align_bench.model.edits import Change, Edit, Stamp, refuse_locked
from align_bench.model.unit import Unit
from align_bench.text.apportion import apportioned

_REVOCABLE = 1000
"""So many edits can be taken back and leave no trace here."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The English that a unit is compared with."""

    text: str
    is_confirmed: bool = False
    reviewer: str = ""
    time: str = ""
    """Who confirmed it, and when (ISO 8601), where that is known."""


class Baselines:
    """The baselines of a document; it is told every edit, in order."""

    def __init__(self) -> None:
        self._known: dict[str, Baseline] = {}
        self._taken: deque[tuple[Edit, dict[str, Baseline | None]]] = deque(maxlen=_REVOCABLE)
        """The last edits, each with what it took the place of."""

    def of(self, unit: Unit) -> Baseline:
        """What a unit is compared with; itself, where nothing of it was edited."""
        return self._known.get(unit.id) or _itself(unit)

    def has_changed(self, unit: Unit) -> bool:
        """Whether its words are others than when it was confirmed or, where it never was, at the beginning."""
        known = self._known.get(unit.id)
        return known is not None and known.text != unit.target and known.text.split() != unit.target.split()

    def has_changed_since_review(self, unit: Unit) -> bool:
        """Whether its words were confirmed once and are others now."""
        return self.has_changed(unit) and self.of(unit).is_confirmed

    def take(self, edit: Edit) -> None:
        """Follow an edit; one that takes the last one back brings back what was before it, a waiver says nothing."""
        if edit.waived or edit.reported:
            # To let a finding stand is not to be done with the text.
            return
        if self._taken and self._taken[-1][0].inverse().changes == edit.changes:
            for unit_id, before in self._taken.pop()[1].items():
                if before is None:
                    self._known.pop(unit_id, None)
                else:
                    self._known[unit_id] = before
            return
        self._taken.append((edit, {unit_id: self._known.get(unit_id) for unit_id in edit.touched}))
        for change in edit.changes:
            self._follow(change)

    def _follow(self, change: Change) -> None:
        before = {unit.id: unit for unit in change.before}
        carried = self._carried(change) if _is_paired_anew(change) else [self.of(unit) for unit in change.before]
        for unit, baseline in zip(change.after, carried, strict=True):
            self._known[unit.id] = _itself(unit) if _confirms(before.get(unit.id), unit) else baseline

    def _carried(self, change: Change) -> list[Baseline]:
        """The old texts of a run, cut where the new ones are; a unit that came into it with a new text has none."""
        was = [self.of(unit) for unit in change.before]
        texts = apportioned("\n".join(each.text for each in was if each.text), [unit.target for unit in change.after])
        last = max(was, key=lambda each: each.time, default=Baseline(""))
        is_confirmed = bool(was) and all(each.is_confirmed for each in was)
        known = {unit.id for unit in change.before}
        return [
            Baseline(text, is_confirmed, last.reviewer, last.time) if text or unit.id in known else _itself(unit)
            for unit, text in zip(change.after, texts, strict=True)
        ]


def confirm(unit: Unit, stamp: Stamp) -> Edit:
    """Say of a unit that is reviewed or final, and was changed since, that it is so as it stands."""
    refuse_locked([unit], "confirm")
    return Edit("confirm", (Change((unit,), (stamp.on(unit),)),))


def _confirms(before: Unit | None, after: Unit) -> bool:
    """Whether a change says that somebody is done with the unit: by its status, or by nothing but name and time."""
    if after.status.is_open or before is None:
        return not after.status.is_open
    if after.status is not before.status:
        return True
    return replace(before, reviewer=after.reviewer, updated=after.updated) == after


def _is_paired_anew(change: Change) -> bool:
    """Whether units were made or taken away, or a text went from one unit to another."""
    if [unit.id for unit in change.before] != [unit.id for unit in change.after]:
        return True
    return len(change.before) > 1 and _words(change.before) == _words(change.after)


def _words(units: tuple[Unit, ...]) -> list[str]:
    return [word for unit in units for word in unit.target.split()]


def _itself(unit: Unit) -> Baseline:
    if unit.status.is_open:
        return Baseline(unit.target)
    return Baseline(unit.target, True, unit.reviewer, unit.updated)
