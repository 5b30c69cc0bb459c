"""Looking things up at the review screen: all findings, and what became of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from align_bench.model.finding import Finding, Severity
from align_bench.model.task import Task
from align_bench.model.unit import Unit
from align_bench.text import cells
from align_bench.text.wording import counted
from align_bench.tui.panels.findings import message_of
from align_bench.tui.panels.history import history_content
from align_bench.tui.screens.desk_waiving import WaivingDesk
from align_bench.tui.screens.findings import Changes, FindingsScreen, Told
from align_bench.tui.screens.looking import Look
from align_bench.tui.widgets.hanging import Hanging

if TYPE_CHECKING:
    from align_bench.model.history import HistoryEntry

# More than these nobody goes through in a list; a filter or f leads to the others.
_MOST_LISTED = 500
_LISTED_CELLS = 240


class LookingUpDesk(WaivingDesk):
    """What shows findings and history."""

    class HistoryRead(Message):
        """The history of a unit is read."""

        def __init__(self, unit: Unit, entries: Sequence[HistoryEntry]) -> None:
            super().__init__()
            self.unit, self.entries = unit, entries

    def ask_finding(self) -> None:
        """Choose a finding of the document to go to."""
        if self.session is None:
            return
        units = [unit for unit in self.session.review.units if self.findings.get(unit.id)]
        found = [(unit, finding) for unit in units for finding in self.findings[unit.id]]
        if not found:
            self.say(self.untold_findings or "no findings")
            return
        places = self.session.review.places
        rows = [_line(unit, finding, places[unit.id] + 1) for unit, finding in found[:_MOST_LISTED]]
        rest = f", the first {_MOST_LISTED} are listed" if len(found) > _MOST_LISTED else ""
        current = self.view.unit
        begin = places[current.id] if current is not None else 0
        here = next((number for number, (unit, _) in enumerate(found) if places[unit.id] >= begin), 0)

        def answered(choice: str | None) -> None:
            if choice is not None:
                self.go_to_unit(found[int(choice)][0].id)

        def correct(number: int, told: Told) -> None:
            unit, finding = found[number]
            self.correct_finding(unit.id, finding, told)

        def waive(number: int, told: Told) -> None:
            self.waive_finding(*found[number], told)

        changes = None if self.session.read_only else Changes(correct, waive)
        self.app.push_screen(FindingsScreen(f"{counted(len(found), 'finding')}{rest}", rows, here, changes), answered)

    def show_history(self) -> None:
        """What became of the current pair."""
        if self.view.unit is not None:
            self._read_history(self.view.unit, self.begun("history"))

    @work(thread=True, exclusive=True, exit_on_error=False, group="history", description="history")
    def _read_history(self, unit: Unit, task: Task) -> None:
        self.post_message(self.HistoryRead(unit, self.services.history(self.document, unit.id, task)))

    @on(HistoryRead)
    def _history_read(self, message: HistoryRead) -> None:
        if self.app.screen is self:
            self.app.push_screen(Look(history_content(message.unit.called, message.entries)))


def _line(unit: Unit, finding: Finding, place: int) -> Hanging:
    """`place` counts from 1, as `g` takes it: what a pair without a label is called by."""
    sign = {Severity.ERROR: "!", Severity.WARNING: "?", Severity.HINT: "-"}[finding.severity]
    label = cells.fit(unit.label or unit.paragraph or f"#{place}", 8)
    text = f"{finding.check}: {message_of(finding)}"
    return Hanging(cells.fit(text, min(cells.width(text), _LISTED_CELLS)), f"{sign} {label} ")
