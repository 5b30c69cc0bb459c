"""The checks there are: `@check` enters a function here, and its docstring is its help text.

A check gets a unit (or the whole project) with the context and yields reports. It never raises for bad text
and never prints. Which of the checks run is `selection`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar, get_args

from align_bench.checks.context import CheckContext
from align_bench.checks.views import UnitView
from align_bench.model.finding import Family, Severity
from align_bench.model.report import Rule

_FAMILIES: tuple[Family, ...] = get_args(Family)

Place = tuple[int, int]
"""Half-open offsets in the text of one side of a unit (`SideText.text`)."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check has seen, in terms of the unit it looked at; `runner` makes a finding of it."""

    view: UnitView
    message: str
    source: Place | None = None
    target: Place | None = None
    zh_term: str = ""
    expected: str = ""
    severity: Severity | None = None
    """Where it is milder than the check's own."""


UnitCheck = Callable[[UnitView, CheckContext], Iterator[Report]]
ProjectCheck = Callable[[CheckContext], Iterator[Report]]
UnitNotes = Callable[[UnitView, CheckContext], object]
_Checked = TypeVar("_Checked", bound=Callable[..., Iterator[Report]])


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check, run over a whole context."""

    id: str
    family: Family
    severity: Severity
    run: ProjectCheck
    run_unit: UnitCheck | None = None
    """The same for one unit; None for a check that looks over all of them."""

    notes: UnitNotes | None = None
    """What a check of all units has to know of each: a small value that can be pickled, for `CheckContext.noted`."""

    module: str = __name__
    """Where its function stands."""

    origin: str = ""
    """The distribution that adds it, with its version; empty for the checks of this package."""

    @property
    def help(self) -> str:
        """The docstring of the function."""
        return inspect.getdoc(self.run) or ""

    @property
    def summary(self) -> str:
        """The first line of the help."""
        return self.help.partition("\n")[0]

    @property
    def example(self) -> str:
        """What stands behind `Example:` in the last line of the help; empty where there is none."""
        return self.help.rpartition("\nExample: ")[2].removesuffix(".") if "\nExample: " in self.help else ""

    @property
    def rule(self) -> Rule:
        """What reports tell of it."""
        return Rule(self.id, self.family, self.severity, self.summary, self.help, self.origin)

    def severity_of(self, report: Report) -> Severity:
        """A report may be milder than its check, never graver."""
        return min(report.severity or self.severity, self.severity, key=lambda severity: severity.rank)


_CHECKS: dict[str, Check] = {}


def check(check_id: str, *, family: Family, severity: Severity = Severity.WARNING) -> Callable[[_Checked], _Checked]:
    """Register a check of single units: a function of (unit, context)."""

    def register(function: _Checked) -> _Checked:
        def run(context: CheckContext) -> Iterator[Report]:
            for view in context.views:
                yield from function(view, context)

        run.__doc__ = function.__doc__
        _enter(Check(check_id, family, severity, run, function, module=function.__module__))
        return function

    return register


def project_check(
    check_id: str, *, family: Family, severity: Severity = Severity.WARNING, notes: UnitNotes | None = None
) -> Callable[[_Checked], _Checked]:
    """Register a check that looks over all documents: a function of (context).

    With `notes`, what it asks `context.noted` for is worked out unit by unit, while nothing else of the units is kept.
    """

    def register(function: _Checked) -> _Checked:
        _enter(Check(check_id, family, severity, function, notes=notes, module=function.__module__))
        return function

    return register


def own_checks() -> tuple[Check, ...]:
    """The checks of this package: family by family, then module by module, whatever was imported first."""
    from align_bench.checks.alignment import alignment, sentence_counts
    from align_bench.checks.consistency import consistency, names, repetitions, source_names
    from align_bench.checks.figures import figures, items
    from align_bench.checks.form import beginnings, form, leftovers, pairing, spelling
    from align_bench.checks.terminology import omissions, terminology

    modules = (
        *(terminology, omissions, figures, items, form, spelling, pairing, beginnings, leftovers, consistency, names),
        *(source_names, repetitions, alignment, sentence_counts),
    )
    order = [module.__name__ for module in modules]
    checks = checks_of(__package__)
    order += sorted({check.module for check in checks} - set(order))
    return tuple(sorted(checks, key=lambda check: (_FAMILIES.index(check.family), order.index(check.module))))


def checks_of(module: str) -> tuple[Check, ...]:
    """The checks that a module, or the modules of a package, have entered."""
    return tuple(check for check in _CHECKS.values() if f"{check.module}.".startswith(f"{module}."))


def _enter(entered: Check) -> None:
    """ValueError for what is no check: its author reads it."""
    known = _CHECKS.get(entered.id)
    # A module that is loaded again enters its checks again.
    if known is not None and known.module != entered.module:
        raise ValueError(f"there is a check {entered.id!r} already, in {known.module}")
    if entered.family not in _FAMILIES:
        raise ValueError(f"{entered.id}: the family {entered.family!r} is none of {', '.join(_FAMILIES)}")
    if not entered.summary:
        raise ValueError(f"{entered.id}: its function has no docstring, which is its help text")
    _CHECKS[entered.id] = entered
