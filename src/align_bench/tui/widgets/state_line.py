"""The first line: which document, how far it is, what is on disk, who else is at it. It never lies.

Owns the wording; the facts are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.text import Text
from textual.widget import Widget

from align_bench.text import cells


@dataclass(frozen=True, slots=True)
class State:
    """The facts."""

    document: str = ""
    is_loaded: bool = False
    units: int = 0
    done: int = 0
    findings: int | None = None
    """None while the checks run for the first time."""

    checking_failed: bool = False
    unsaved: int = 0
    """Edits that are in the journal and not in the workbook."""

    saved_at: datetime | None = None
    is_saving: bool = False
    recovered: int = 0
    is_read_only: bool = False
    holder: str = ""
    shown: str = ""
    """The filter, where one is on: `draft (12)`."""

    reviewer: str = ""


def phrases(state: State) -> list[tuple[str, int]]:
    """(text, rank) from left to right; those with the highest rank go first where room is short."""
    if not state.is_loaded:
        return [(state.document, 0), ("reading ...", 1)]
    found = [(state.document, 0), (f"{state.done} of {state.units} reviewed", 1)]
    if state.checking_failed:
        found.append(("the checks failed", 2))
    elif state.findings is None:
        found.append(("checking ...", 4))
    else:
        found.append((f"{state.findings} finding" + ("s" if state.findings != 1 else ""), 2))
    if state.shown:
        found.append((f"only {state.shown}", 1))
    if state.is_read_only:
        found.append((f"read-only: {state.holder or 'somebody else'} has it open", 1))
    else:
        found.append(("all edits on disk", 3))
        found.append(_workbook(state))
    if state.recovered:
        found.append((f"{state.recovered} edit{'s' if state.recovered != 1 else ''} recovered", 2))
    return found


def _workbook(state: State) -> tuple[str, int]:
    if state.is_saving:
        return "saving the workbook ...", 2
    saved = f"workbook saved {state.saved_at.astimezone():%H:%M}" if state.saved_at else "workbook"
    if not state.unsaved:
        return (saved if state.saved_at else "workbook up to date"), 4
    return f"{saved}, {state.unsaved} edit{'s' if state.unsaved != 1 else ''} since", 4


def compose_line(state: State, width: int) -> str:
    """The line in so many cells."""
    right = f"reviewer: {state.reviewer}" if state.reviewer else ""
    left = phrases(state)
    between = "   "
    while True:
        text = between.join(text for text, _ in left)
        used = cells.width(text) + (cells.width(right) + 3 if right else 0) + 2
        if used <= width or len(left) == 1:
            break
        if right:
            right = ""
        elif len(between) > 2:
            between = "  "
        else:
            left.remove(max(left, key=lambda phrase: phrase[1]))
    gap = max(0, width - cells.width(text) - cells.width(right) - 2)
    return cells.fit(f" {cells.shown(text)}{' ' * gap}{cells.shown(right)} ", width)


class StateLine(Widget):
    """One line at the top."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._state = State()

    def show(self, state: State) -> None:
        """Show other facts."""
        if state != self._state:
            self._state = state
            self.refresh()

    @property
    def text(self) -> str:
        """What the line says, whatever fits."""
        return "   ".join(text for text, _ in phrases(self._state))

    def render(self) -> Text:
        return Text(compose_line(self._state, self.size.width), no_wrap=True)
