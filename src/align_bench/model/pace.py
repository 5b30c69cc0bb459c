"""Pace: how much was confirmed in how much time of work, and how long the rest takes at that.

Pure. Time between two edits is work, unless it is longer than `PAUSE`; what was confirmed right behind a pause counts
as done, but says nothing about the pace, as nobody knows when it was begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from align_bench.model.edits import Edit
from align_bench.model.unit import Unit
from align_bench.text.scripts import han_count, word_count

PAUSE = timedelta(minutes=10)
"""Who does nothing for so long is somewhere else."""

_ENOUGH = 60.0
"""Seconds of work from which on a pace says something."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much text."""

    units: int = 0
    characters: int = 0
    """Han characters of the Chinese."""

    words: int = 0
    """Of the English."""

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.units + other.units, self.characters + other.characters, self.words + other.words)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.units - other.units, self.characters - other.characters, self.words - other.words)


def amount_of(units: Iterable[Unit]) -> Amount:
    """How much text some units hold."""
    counted = list(units)
    characters = sum(han_count(unit.source) for unit in counted)
    return Amount(len(counted), characters, sum(word_count(unit.target) for unit in counted))


def amount_left(units: Iterable[Unit]) -> Amount:
    """How much still has to be reviewed."""
    return amount_of(unit for unit in units if unit.status.is_open)


class Timesheet:
    """What one person has confirmed, and in how much time; it is told every edit of this person, in order."""

    def __init__(self, begun: datetime | None = None) -> None:
        """`begun`: when the work began; None where the first edit is the first that is known."""
        self.done = Amount()
        """Confirmed, less what was taken back or opened again."""

        self.seconds = 0.0
        self.edits = 0
        self._timed = Amount()
        self._last = begun

    def take(self, edit: Edit, time: datetime) -> None:
        """Count an edit that was made at a time."""
        after = (unit for change in edit.changes for unit in change.after if not unit.status.is_open)
        before = (unit for change in edit.changes for unit in change.before if not unit.status.is_open)
        amount = amount_of(after) - amount_of(before)
        self.done += amount
        self.edits += 1
        if self._last is not None and timedelta() <= time - self._last <= PAUSE:
            self.seconds += (time - self._last).total_seconds()
            self._timed += amount
        self._last = time

    def __add__(self, later: Timesheet) -> Timesheet:
        """Both, as one."""
        both = Timesheet(later._last)
        both.done, both._timed = self.done + later.done, self._timed + later._timed
        both.seconds, both.edits = self.seconds + later.seconds, self.edits + later.edits
        return both

    def hourly(self) -> Amount | None:
        """How much is confirmed in an hour of work; None where too little is known."""
        if self.seconds < _ENOUGH or self._timed.units <= 0:
            return None
        share = 3600 / self.seconds
        timed = self._timed
        return Amount(round(timed.units * share), round(timed.characters * share), round(timed.words * share))

    def seconds_for(self, left: Amount) -> float | None:
        """Seconds of work that so much takes at this pace; None where too little is known."""
        if self.hourly() is None:
            return None
        if self._timed.characters > 0:
            return self.seconds * left.characters / self._timed.characters
        return self.seconds * left.units / self._timed.units
