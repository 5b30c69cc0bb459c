"""Which checks run: ours, those that other distributions add, and what a project's settings say of them.

A distribution adds checks by an entry point of the group `align_bench_checks` whose value is a module; importing it
enters them (`checks.registry`). A check of somebody else that fails is told with its name; it never looks like ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, wraps
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any, get_args

from align_bench.checks.registry import Check, Report, checks_of, own_checks
from align_bench.config import SETTINGS_FILE, CheckLevel
from align_bench.errors import SettingsError, UsageError
from align_bench.model.finding import Family, Severity

ENTRY_POINTS = "align_bench_checks"

AS_THEY_ARE: Mapping[str, CheckLevel] = MappingProxyType({})
"""No setting for any check."""


def all_checks() -> tuple[Check, ...]:
    """Every check, family by family, ours first; UsageError where one of another distribution cannot be loaded."""
    # Ours first: who takes an id of ours is told so.
    own = own_checks()
    # The installed distributions are looked through once for each search path.
    others = [check for entry in _entries(tuple(sys.path)) for check in _load(entry)]
    return tuple(sorted((*own, *others), key=lambda check: get_args(Family).index(check.family)))


def chosen_checks(levels: Mapping[str, CheckLevel], only: Collection[str] | None = None) -> tuple[Check, ...]:
    """Every check that the settings do not switch off, with the severity that they give it.

    `only` names the checks to run: then also one that is off. SettingsError or UsageError names one that there is not.
    """
    checks = all_checks()
    known = sorted(check.id for check in checks)
    if only is not None and (unknown := sorted(set(only) - set(known))):
        raise UsageError(f"unknown check {unknown[0]!r}", hint=f"known checks: {', '.join(known)}")
    if unknown := sorted(set(levels) - set(known)):
        near = get_close_matches(unknown[0], known, 1)
        raise SettingsError(
            f"{SETTINGS_FILE}: [checks]: unknown check {unknown[0]!r}",
            hint=f"did you mean {near[0]}?" if near else f"known checks: {', '.join(known)}",
        )
    return tuple(
        _with_level(check, levels.get(check.id))
        for check in checks
        if (levels.get(check.id) != "off" if only is None else check.id in only)
    )


def _with_level(check: Check, level: CheckLevel | None) -> Check:
    return check if level in (None, "off") else replace(check, severity=Severity(str(level)))


@cache
def _entries(_path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value)))


def _load(entry: EntryPoint) -> tuple[Check, ...]:
    origin = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.module
    try:
        entry.load()
    except Exception as error:
        raise UsageError(
            f"the checks of {origin} cannot be loaded ({entry.value}): {type(error).__name__}: {error}",
            hint="mend it, or uninstall it",
        ) from error
    return tuple(
        replace(
            check,
            origin=origin,
            run=_telling(check.id, origin, check.run),
            run_unit=check.run_unit and _telling(check.id, origin, check.run_unit),
        )
        for check in checks_of(entry.module)
    )


def _telling(check: str, origin: str, run: Callable[..., Iterator[Report]]) -> Callable[..., Iterator[Report]]:
    """The same; where it fails, the error says whose it is."""

    @wraps(run)
    def told(*arguments: Any) -> Iterator[Report]:
        try:
            yield from run(*arguments)
        except Exception as error:
            raise UsageError(
                f"the check {check} of {origin} failed: {type(error).__name__}: {error}",
                hint=f'tell its authors; until then switch it off in {SETTINGS_FILE}: [checks], {check} = "off"',
            ) from error

    return told
