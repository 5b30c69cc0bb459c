"""One walk through units: the checks of single units, and what checks of all units have to know of each.

Owns the order of the walk and what is forgotten behind it, so that its memory does not grow with the texts. What it
brings back can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Check, Place, Report
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.model.task import Task

REACH = 10
"""The furthest that a check of single units looks to its neighbours: the quotation marks."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report without its unit, of which it has the place among all units, and with the check's place among all."""

    unit: int
    order: int
    message: str
    source: Place | None
    target: Place | None
    zh_term: str
    expected: str
    severity: Severity | None

    @classmethod
    def of(cls, report: Report, order: int) -> Reported:
        """By the check's place."""
        return cls(
            report.view.index,
            order,
            report.message,
            report.source,
            report.target,
            report.zh_term,
            report.expected,
            report.severity,
        )

    def report(self, view: UnitView) -> Report:
        """The report on its unit."""
        return Report(view, self.message, self.source, self.target, self.zh_term, self.expected, self.severity)


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk brings back."""

    reported: Sequence[Reported]
    noted: Sequence[Sequence[object]]
    """For each check that takes notes, in their order, a note of each unit."""


def walk(
    context: CheckContext,
    checks: Sequence[Check],
    places: range,
    *,
    forgets: bool,
    task: Task | None = None,
    processes: int = 1,
) -> Walked:
    """Check the units at these places, in order; so many `processes` do as much each."""
    task = task or Task()
    takers = note_takers(checks)
    reported: list[Reported] = []
    noted: list[list[object]] = [[] for _ in takers]
    for index in task.over(places, "pair by pair", len(places) * processes, processes):
        view = context.views[index]
        reported += _of_unit(view, context, checks)
        for values, notes in zip(noted, takers, strict=True):
            values.append(notes(view, context))
        if forgets:
            context.note(view)
            if index - REACH >= places.start:
                context.views[index - REACH].forget()
    return Walked(reported, noted)


def look_over(context: CheckContext, checks: Sequence[Check], orders: Sequence[int]) -> list[Reported]:
    """What the checks at these places among all, which look over all units, report."""
    due = context.task.over(orders, "what shows over all pairs", len(orders))
    return [Reported.of(report, order) for order in due for report in checks[order].run(context)]


def note_takers(checks: Sequence[Check]) -> list[Callable[[UnitView, CheckContext], object]]:
    return [check.notes for check in checks if check.notes is not None]


def _of_unit(view: UnitView, context: CheckContext, checks: Sequence[Check]) -> Iterator[Reported]:
    for order, check in enumerate(checks):
        if check.run_unit is not None:
            for report in check.run_unit(view, context):
                yield Reported.of(report, order)
