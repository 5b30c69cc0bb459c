"""Waiving findings: what the review screen and the command `waive` call.

Owns the steps; who may write in the project (its lock) is the caller's matter. A waiver is on disk when the call is
back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from align_bench.errors import UsageError
from align_bench.model.edits import Stamp
from align_bench.model.report import CheckReport, Entry
from align_bench.model.waiver import Waiver
from align_bench.storage.project import Project
from align_bench.storage.waivers import add_waivers, read_waivers, remove_waivers

SHORTEST = 4
"""So many digits of an id must be given."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A waiver and whether its finding is still there: it is not, once the texts of its pair changed."""

    waiver: Waiver
    holds: bool


def waive(project: Project, entries: Iterable[Entry], reason: str, stamp: Stamp) -> tuple[Waiver, ...]:
    """Let findings stand; UsageError without a reason."""
    if not reason.strip():
        raise UsageError("a finding is waived with a reason", hint="say in a few words why it may stand")
    waivers = {entry.id: _waiver(entry, reason.strip(), stamp) for entry in entries}
    if waivers:
        add_waivers(project.waivers, waivers.values())
    return tuple(waivers.values())


def restore(project: Project, findings: Collection[str]) -> None:
    """Take waivers back: the findings with these ids are reported again."""
    if findings:
        remove_waivers(project.waivers, findings)


def noted_waivers(project: Project, report: CheckReport) -> tuple[Noted, ...]:
    """The project's waivers in the order of their file; `report` is one on the whole project."""
    holding = {entry.id for entry in report.entries if entry.waiver is not None}
    return tuple(Noted(waiver, waiver.finding in holding) for waiver in read_waivers(project.waivers))


def entries_called(report: CheckReport, ids: Iterable[str]) -> tuple[Entry, ...]:
    """The findings whose ids begin so; UsageError where it is none, or more than one id."""
    chosen: list[Entry] = []
    known = [(entry.id, entry) for entry in report.entries]
    for prefix in ids:
        name = the_id(prefix, {name for name, _ in known})
        chosen += [entry for id_, entry in known if id_ == name]
    return tuple(chosen)


def the_id(prefix: str, known: Collection[str]) -> str:
    """The one id that begins so."""
    found = sorted(name for name in known if name.startswith(prefix.lower()))
    if len(prefix) < SHORTEST:
        raise UsageError(f"{prefix!r} is too short for an id", hint=f"give {SHORTEST} characters of it or more")
    if not found:
        raise UsageError(f"there is no finding {prefix!r}", hint="`align-bench check` shows the ids, `--waived` all")
    if len(found) > 1:
        raise UsageError(f"{prefix!r} begins {len(found)} ids: {', '.join(found[:5])}", hint="give more of it")
    return found[0]


def _waiver(entry: Entry, reason: str, stamp: Stamp) -> Waiver:
    finding = entry.finding
    return Waiver(
        finding=entry.id,
        document=finding.document,
        unit=finding.unit,
        check=finding.check,
        reason=reason,
        who=stamp.reviewer,
        when=stamp.time,
        term=finding.zh_term,
        found=finding.found,
    )
