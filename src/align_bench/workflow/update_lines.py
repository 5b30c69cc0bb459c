"""What is told of an update of a review, unit by unit, and when what was decided has to be decided again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from align_bench.model.unit import Status, Unit, initial_status

What = Literal["changed", "gone", "kept", "new", "filled", "left"]


@dataclass(frozen=True, slots=True)
class UpdateLine:
    """What becomes of one unit; those that stay as they are have no line."""

    what: What
    before: Unit | None
    after: Unit | None
    note: str = ""
    offered: str = ""
    """English of the file that is not taken, as the unit has another that somebody wrote: to be accepted or dropped."""


class UpdateLines:
    """The lines as they are found."""

    def __init__(self) -> None:
        self._lines: list[UpdateLine] = []

    @property
    def all(self) -> tuple[UpdateLine, ...]:
        return tuple(self._lines)

    def tell(self, what: What, before: Unit | None, after: Unit | None, note: str = "", offered: str = "") -> None:
        self._lines.append(UpdateLine(what, before, after, note, offered))

    def tell_anew(self, what: What, before: Unit, after: Unit, note: str) -> None:
        """In the place of what was told of the unit so far."""
        self._lines = [line for line in self._lines if line.before is not before]
        self.tell(what, before, after, note)


def is_worked_on(unit: Unit) -> bool:
    """Whether somebody would miss it."""
    return bool(unit.updated or unit.comment or unit.locked or not unit.status.is_open)


def reopened(unit: Unit) -> Unit:
    """What was decided of a text that is another now has to be decided again; rejected stays rejected."""
    if unit.status is Status.REJECTED:
        return unit
    return replace(unit, status=initial_status(unit.target))


def status_note(before: Unit, after: Unit) -> str:
    return "" if before.status is after.status else f"{before.status.value}, now {after.status.value}"
