"""Who changed what, when: read from the journal of a document and the older parts of it that were put aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from align_bench.errors import AlignBenchError
from align_bench.model.history import HistoryEntry, field_changes
from align_bench.model.records import edit_from_record
from align_bench.model.task import Task
from align_bench.storage.journal import read_journal
from align_bench.storage.journal_lines import encode_record
from align_bench.storage.project import Project
from align_bench.workflow.opening import damage_told, read_trail
from align_bench.workflow.records import Record, base_record
from align_bench.workflow.watched import read_review


def all_records(project: Project, name: str, task: Task | None = None) -> list[Record]:
    """Every record of a document that is left, in order; what stands in two parts once."""
    task = task or Task()
    parts = [*sorted(project.history(name).glob("journal-[0-9]*.jsonl")), project.journal(name)]
    records: dict[bytes, Record] = {}
    for path in task.over(parts, "reading the journal", len(parts)):
        for record in read_journal(path).records:
            # A part that was begun anew has a header of its own in the place of what stands before it.
            if not (records and "journal" in record and "state" not in record):
                records.setdefault(encode_record(record), record)
    return list(records.values())


def current_records(project: Project, name: str, task: Task | None = None) -> list[Record]:
    """The same, and behind them what another program has changed in the workbook since, as an opening will note it."""
    records = all_records(project, name, task)
    try:
        trail = read_trail(project, name, read_review(project.workbook(name), name, task), None)
    except AlignBenchError:
        return records
    if not records or not trail.needs_base:
        return records
    found = base_record(trail.base, trail.replayed.moves, trail.replayed.changes, "")
    return [*records, {"n": records[-1]["n"] + 1, **found}]


def damage(project: Project, name: str) -> tuple[str, ...]:
    """What of the journal is not as it was written, and so not told of as it was."""
    damaged = read_journal(project.journal(name)).damaged
    return (damage_told(project, name, damaged),) if damaged else ()


def read_history(
    project: Project, name: str, units: Iterable[str] = (), task: Task | None = None
) -> Iterator[HistoryEntry]:
    """The history of a document, oldest first: of all units, or of those that have one of these ids or labels."""
    wanted = frozenset(units)
    task = task or Task()
    records = current_records(project, name, task)
    for record in task.over(records, "reading the edits", len(records)):
        for entry in _entries(record, name) if "changes" in record else ():
            if not wanted or wanted & {entry.unit, *entry.label.split(", ")}:
                yield entry


def _entries(record: Record, name: str) -> Iterator[HistoryEntry]:
    edit = edit_from_record(record)
    for change in field_changes(edit):
        # Version 1 of the journal noted neither; what was done by another program stands beside its unit, if anywhere.
        yield HistoryEntry(
            number=record["n"],
            time=record.get("at") or change.unit.updated,
            reviewer=record.get("by") or change.unit.reviewer,
            action=edit.action,
            move=record.get("move", "elsewhere"),
            document=name,
            unit=change.unit.id,
            label=change.unit.label,
            field=change.field,
            before=change.before,
            after=change.after,
        )
