"""What was done in a document: which texts were confirmed, which of them are others now, and how fast it went.

All of it is read from the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from align_bench.errors import InputError
from align_bench.model.baselines import Baselines
from align_bench.model.edits import Edit
from align_bench.model.history import HistoryEntry
from align_bench.model.pace import Timesheet
from align_bench.model.records import edit_from_record
from align_bench.model.task import Task
from align_bench.storage.project import Project
from align_bench.workflow.history import all_records, current_records
from align_bench.workflow.records import Record
from align_bench.workflow.workbooks import current_review


@dataclass(frozen=True, slots=True)
class Past:
    """What came of the edits so far."""

    baselines: Baselines
    timesheet: Timesheet
    """Of one reviewer."""


def read_past(project: Project, name: str, reviewer: str, before: int = 0, task: Task | None = None) -> Past:
    """The past of a document up to the record with the number `before`, which is left out; 0: all of it."""
    task = task or Task()
    past = Past(Baselines(), Timesheet())
    records = all_records(project, name, task)
    for record, edit in _edits(task.over(records, "the edits", len(records))):
        if before and record["n"] >= before:
            break
        past.baselines.take(edit)
        if "move" in record and record.get("by") == reviewer and record.get("at"):
            # A time that damage made unreadable is missed in the pace alone.
            with suppress(ValueError, TypeError):
                past.timesheet.take(edit, datetime.fromisoformat(record["at"]))
    return past


def changed_since_review(project: Project, name: str, units: Iterable[str] = ()) -> Iterator[HistoryEntry]:
    """Units whose English was confirmed and is another one now, in their order: who confirmed which text, and when.

    Of all units, or of those that have one of these ids or labels.
    """
    wanted = frozenset(units)
    baselines = Baselines()
    for _, edit in _edits(current_records(project, name)):
        baselines.take(edit)
    for unit in current_review(project, name).units:
        is_asked = not wanted or wanted & {unit.id, *unit.label.split(", ")}
        if is_asked and baselines.has_changed_since_review(unit):
            was = baselines.of(unit)
            yield HistoryEntry(
                number=0,
                time=was.time,
                reviewer=was.reviewer,
                action="since review",
                move="do",
                document=name,
                unit=unit.id,
                label=unit.label,
                field="target",
                before=was.text,
                after=unit.target,
            )


def _edits(records: Iterable[Record]) -> Iterator[tuple[Record, Edit]]:
    """The edits among records; what cannot be read is told when the document is opened."""
    for record in records:
        if "changes" in record:
            with suppress(InputError):
                yield record, edit_from_record(record)
