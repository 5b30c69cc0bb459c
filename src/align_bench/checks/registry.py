"""The checks there are: `@check` enters a function here, and its docstring is its help text.

A check gets a unit (or the whole project) with the context and yields reports. It never raises for bad text
and never prints.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar, get_args

from align_bench.checks.context import CheckContext, UnitView
from align_bench.model.finding import Family, Severity

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
    """Where it differs from the check's own."""


UnitCheck = Callable[[UnitView, CheckContext], Iterator[Report]]
ProjectCheck = Callable[[CheckContext], Iterator[Report]]
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

    @property
    def help(self) -> str:
        """The docstring of the function."""
        return inspect.getdoc(self.run) or ""

    @property
    def summary(self) -> str:
        """The first line of the help."""
        return self.help.partition("\n")[0]


_CHECKS: dict[str, Check] = {}


def check(check_id: str, *, family: Family, severity: Severity = Severity.WARNING) -> Callable[[_Checked], _Checked]:
    """Register a check of single units: a function of (unit, context)."""

    def register(function: _Checked) -> _Checked:
        def run(context: CheckContext) -> Iterator[Report]:
            for view in context.views:
                yield from function(view, context)

        run.__doc__ = function.__doc__
        _CHECKS[check_id] = Check(check_id, family, severity, run, function)
        return function

    return register


def project_check(
    check_id: str, *, family: Family, severity: Severity = Severity.WARNING
) -> Callable[[_Checked], _Checked]:
    """Register a check that looks over all documents: a function of (context)."""

    def register(function: _Checked) -> _Checked:
        _CHECKS[check_id] = Check(check_id, family, severity, function)
        return function

    return register


def all_checks() -> tuple[Check, ...]:
    """Every check: family by family, in the order in which the modules of this room enter them."""
    from align_bench.checks import alignment, consistency, figures, form, omissions, repetitions, terminology

    _ = (terminology, omissions, figures, form, consistency, repetitions, alignment)
    families = get_args(Family)
    return tuple(sorted(_CHECKS.values(), key=lambda entered: families.index(entered.family)))
