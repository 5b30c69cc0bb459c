"""What was done in a document before it was opened: which texts were confirmed, and how fast; read from its journal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from align_bench.errors import InputError
from align_bench.model.baselines import Baselines
from align_bench.model.edits import Edit
from align_bench.model.pace import Timesheet
from align_bench.model.records import edit_from_record
from align_bench.storage.project import Project
from align_bench.workflow.history import all_records


@dataclass(frozen=True, slots=True)
class Past:
    """What came of the edits so far."""

    baselines: Baselines
    timesheet: Timesheet
    """Of one reviewer."""

    def take(self, edit: Edit, time: datetime) -> None:
        """Follow an edit that the reviewer makes."""
        self.baselines.take(edit)
        self.timesheet.take(edit, time)


def read_past(project: Project, name: str, reviewer: str, before: int = 0) -> Past:
    """The past of a document up to the record with the number `before`, which is left out; 0: all of it."""
    past = Past(Baselines(), Timesheet())
    for record in all_records(project, name):
        if before and record["n"] >= before:
            break
        if "changes" not in record:
            continue
        # What cannot be read is told when the document is opened.
        with suppress(InputError):
            edit = edit_from_record(record)
            past.baselines.take(edit)
            if "move" in record and record.get("by") == reviewer and record.get("at"):
                past.timesheet.take(edit, datetime.fromisoformat(record["at"]))
    return past
