"""Going back to a checkpoint: what there is to go back to, what that would change, and doing it.

Going back is an edit like any: it is in the journal, can be undone, and destroys nothing. Where the workbook cannot
be read any more, the one before the last save takes its place, and the edits of the journal are put into it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from align_bench.errors import AlignBenchError, InputError, UsageError
from align_bench.formats.workbook import read_workbook
from align_bench.model.edits import Edit
from align_bench.model.merging.hunks import edit_between
from align_bench.model.unit import Review
from align_bench.storage.atomic import write_content
from align_bench.storage.journal import keep_copy
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.workflow.history import current_records
from align_bench.workflow.opening import backup_of
from align_bench.workflow.records import Record, earliest_state, state_before
from align_bench.workflow.watched import read_review
from align_bench.workflow.workbooks import current_review

BACKUP = "bak"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A state that can be gone back to."""

    key: str
    """What it is named by: the number of its record, or `bak`."""

    time: str
    reviewer: str
    edits: int
    """Made since the checkpoint before it."""

    what: str


@dataclass(frozen=True, slots=True)
class Restoring:
    """What going back would do."""

    before: Review
    after: Review
    edit: Edit


def checkpoints(project: Project, name: str) -> tuple[Checkpoint, ...]:
    """Oldest first: those of the journal as far back as it leads, then the workbook before the last save."""
    records = current_records(project, name)
    earliest = earliest_state(records)
    found, edits = [], 0
    for index, record in enumerate(records):
        edits += "move" in record
        if _is_checkpoint(record) and index >= earliest:
            what = "saved" if "saved" in record else "the beginning"
            found.append(Checkpoint(str(record["n"]), record.get("at", ""), record.get("by", ""), edits, what))
            edits = 0
    backup = backup_of(project.workbook(name))
    if backup.is_file():
        time = datetime.fromtimestamp(backup.stat().st_mtime, UTC).isoformat(timespec="seconds")
        found.append(Checkpoint(BACKUP, time, "", 0, f"{backup.name}, before the last save"))
    return tuple(found)


def restoring(project: Project, name: str, key: str) -> Restoring:
    """What going back to a checkpoint would change. UsageError where there is no such checkpoint."""
    live = current_review(project, name)
    if key == BACKUP:
        wanted = read_backup(project, name)
    else:
        records = current_records(project, name)
        places = {str(record["n"]): index for index, record in enumerate(records) if _is_checkpoint(record)}
        if key not in places or places[key] < earliest_state(records):
            raise UsageError(
                f"{name}: there is no checkpoint {key!r} to go back to", hint=f"`align-bench recover {name}` lists them"
            )
        wanted = state_before(live, records, places[key])
    return Restoring(live, wanted, edit_between("restore", live, wanted))


def defect_of(project: Project, name: str) -> str:
    """Why the workbook cannot be read; empty where it can."""
    try:
        read_review(project.workbook(name), name)
    except AlignBenchError as error:
        return error.message
    return ""


def read_backup(project: Project, name: str) -> Review:
    """The workbook before the last save, or as it was first opened; InputError where neither can be read."""
    return read_workbook(last_good(project, name), name=name)


def last_good(project: Project, name: str) -> Path:
    """The file that a workbook can be got back from."""
    backup = backup_of(project.workbook(name))
    found = next((path for path in (backup, project.beginning(name)) if path.is_file()), None)
    if found is None:
        raise InputError(
            f"{backup}: is not there",
            hint="a workbook that was never opened for review has none; `align-bench align` makes one",
        )
    return found


def put_backup_back(project: Project, name: str, *, reviewer: str, clock: Callable[[], datetime]) -> Path | None:
    """Put the workbook before the last save in the place of one that cannot be read; where that one is kept now."""
    read_backup(project, name)
    path = project.workbook(name)
    content = last_good(project, name).read_bytes()

    with ProjectLock(project.private, name=reviewer, time=clock().isoformat(timespec="seconds")):
        kept = keep_copy(path, project.history(name), "workbook") if path.is_file() else None
        write_content(path, content)
    return kept


def _is_checkpoint(record: Record) -> bool:
    return "saved" in record or bool(record.get("state"))
