"""Waiving findings: what the command `waive` calls, and the review where an edit waives.

Owns the steps; who may write the file of the waivers (the lock of a project), and, for `waive`, which file that is, is
the caller's matter. A waiver is on disk when the call is back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from align_bench.errors import UsageError
from align_bench.formats.reasons import Reason
from align_bench.model.edits import Edit, Stamp
from align_bench.model.report import CheckReport, Entry
from align_bench.model.waiver import Waiver
from align_bench.model.waiving import waiver_of
from align_bench.storage.project import Project
from align_bench.storage.waivers import add_waivers, put_back, read_waivers, remove_waivers

SHORTEST = 4
"""So many digits of an id must be given."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A waiver and whether its finding is still there: it is not, once the texts of its pair changed."""

    waiver: Waiver
    holds: bool


@dataclass(frozen=True, slots=True)
class Reasoned:
    """The findings that people gave a reason for."""

    reasons: Mapping[str, str]
    """By the id of the finding: those that are not waived with this reason yet."""

    gone: tuple[Reason, ...]
    """Reasons for findings that are not there any more, or whose text changed."""


def waive(path: Path, entries: Iterable[Entry], reason: str, stamp: Stamp) -> tuple[Waiver, ...]:
    """Let findings stand in the file at `path`; UsageError without a reason."""
    if not reason.strip():
        raise UsageError("a finding is waived with a reason", hint="say in a few words why it may stand")
    entries = tuple(entries)
    return waive_each(path, entries, {entry.id: reason for entry in entries}, stamp)


def waive_each(path: Path, entries: Iterable[Entry], reasons: Mapping[str, str], stamp: Stamp) -> tuple[Waiver, ...]:
    """Let the findings that `reasons` names by their ids stand, each for its own reason."""
    waivers = {
        entry.id: waiver_of(entry.finding, entry.unit, reasons[entry.id], stamp)
        for entry in entries
        if entry.id in reasons
    }
    if waivers:
        add_waivers(path, waivers.values())
    return tuple(waivers.values())


@contextmanager
def following(project: Project, edit: Edit) -> Iterator[None]:
    """Give and take the waivers of an edit in their file; where the body raises, it is as it was before.

    Where the program ends in between, the file is right: the edit is only not among those that can be undone.
    """
    if not (edit.waived or edit.reported):
        yield
        return
    path = project.waivers
    with put_back(path):
        if edit.waived:
            add_waivers(path, edit.waived)
        restore(path, [waiver.finding for waiver in edit.reported])
        yield


def sort_reasons(report: CheckReport, reasons: Iterable[Reason]) -> Reasoned:
    """What of the reasons is new, and what is about nothing any more; UsageError where two contradict each other."""
    known = {entry.id: entry.waiver for entry in report.entries}
    chosen: dict[str, Reason] = {}
    gone = []
    for reason in reasons:
        if reason.finding not in known:
            gone.append(reason)
            continue
        first = chosen.setdefault(reason.finding, reason)
        if first.text != reason.text:
            raise UsageError(
                f"rows {first.row} and {reason.row} give finding {reason.finding} two reasons", hint="keep one of them"
            )
    new = {}
    for name, reason in chosen.items():
        waiver = known[name]
        if waiver is None or waiver.reason != reason.text:
            new[name] = reason.text
    return Reasoned(new, tuple(gone))


def restore(path: Path, findings: Collection[str]) -> None:
    """Take waivers back: the findings with these ids are reported again."""
    if findings:
        remove_waivers(path, findings)


def noted_waivers(path: Path, report: CheckReport) -> tuple[Noted, ...]:
    """The waivers in the order of their file; `report` is one on all that they are about."""
    holding = {entry.id for entry in report.entries if entry.waiver is not None}
    return tuple(Noted(waiver, waiver.finding in holding) for waiver in read_waivers(path))


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
