"""What happens to a journal when a document is opened for writing: nothing that is in it is dropped unsaid.

Owns what is kept beside it, in the history folder of the document, and the words in which that is told.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from align_bench.errors import AlignBenchError, InputError
from align_bench.formats.workbook import read_workbook
from align_bench.model.unit import Review, Unit
from align_bench.storage.atomic import write_content
from align_bench.storage.journal import Journal, Journaled, append_lines, keep_copy, read_journal
from align_bench.storage.journal_lines import SCHEMA, Damage, encode_record, mended
from align_bench.storage.project import Project
from align_bench.workflow.records import Record, base_record, header_record
from align_bench.workflow.recovery import UNDOABLE, Replayed, replay

# A journal of more bytes than this is parted when its document is opened: reading it takes some 10 ms.
_LONG = 1_000_000

UNFIT = "unfit.jsonl"

_NAMED = 3
"""Pairs or lines that a notice names."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The journal of a document as it was found, and what it leads to."""

    base: Review
    """What the workbook holds."""

    journaled: Journaled
    replayed: Replayed

    @property
    def needs_base(self) -> bool:
        """Whether replay would not come to this state again without a note of it."""
        return self.replayed.place is None or bool(self.replayed.unfit or self.journaled.damaged)


def read_trail(project: Project, name: str, base: Review, saved: Review | None) -> Trail:
    """What the journal makes of what the workbook holds; `saved` is what it held before, where that is known here."""

    def earlier() -> list[Review]:
        found = [] if saved is None else [saved]
        for path in (backup_of(project.workbook(name)), project.beginning(name)):
            with suppress(AlignBenchError):
                found.append(read_workbook(path, name=name))
        return found

    journaled = read_journal(project.journal(name))
    return Trail(base, journaled, replay(base, journaled.records, earlier))


def notices(trail: Trail, project: Project, name: str) -> tuple[str, ...]:
    """What the user should be told about how the workbook was found."""
    workbook, replayed = project.workbook(name).name, trail.replayed
    if replayed.changed_outside:
        taken = replayed.changes.changes if replayed.changes is not None else ()
        pairs = _count(sum(max(len(change.before), len(change.after)) for change in taken), "pair")
        told = f": {pairs} taken over, which `align-bench history {name}` shows" if taken else ""
        return (f"{workbook} was changed by another program since it was last saved here{told}",)
    if replayed.came_back:
        edits = _count(len(replayed.moves), "edit")
        way_back = f"`align-bench recover {name}` goes back for good"
        return (f"{workbook} is an earlier one: {edits} made since are put in again; {way_back}",)
    return ()


def losses(trail: Trail, project: Project, name: str, *, is_kept: bool) -> tuple[str, ...]:
    """What is not as it was left, in the workbook or the journal; `is_kept`, where what no longer fits is aside now."""
    found = []
    workbook, replayed, damaged = project.workbook(name).name, trail.replayed, trail.journaled.damaged
    kept = f"kept in {project.history(name) / UNFIT}" if is_kept else "kept when the document is next opened"
    if replayed.deleted:
        found.append(_kept(replayed.deleted, workbook))
    if replayed.unfit:
        fits = "no longer fits" if len(replayed.unfit) == 1 else "no longer fit"
        found.append(f"{_count(len(replayed.unfit), 'edit')} {fits} the workbook{_of_pairs(replayed)}: {kept}")
    if damaged:
        rest = f": what is readable of it is {kept}" if any(damage.content for damage in damaged) else ""
        found.append(damage_told(project, name, damaged) + rest)
    return tuple(found)


def _of_pairs(replayed: Replayed) -> str:
    """Of which pairs the edits are that no longer fit, and which of these have no row any more."""
    units = {unit.id: unit for edit in replayed.conflicts for change in edit.changes for unit in change.after}
    there = replayed.history.review.places
    named = [f"{unit.called}{'' if unit.id in there else ', which is not in it'}" for unit in units.values()]
    if not named:
        return ""
    return f" ({'; '.join(named[:_NAMED])}{'; ...' if len(named) > _NAMED else ''})"


def damage_told(project: Project, name: str, damaged: tuple[Damage, ...]) -> str:
    """Which lines of the journal are not as they were written."""
    told = ", ".join(map(str, damaged[:_NAMED]))
    more = f", and {len(damaged) - _NAMED} more places" if len(damaged) > _NAMED else ""
    return f"{project.journal(name)}: {told}{more}"


def open_journal(trail: Trail, project: Project, name: str, time: str) -> Journal:
    """The journal, ready to be appended to. What cannot be used is kept first; StorageError leaves all as it was."""
    path, folder = project.journal(name), project.history(name)
    journaled, replayed = trail.journaled, trail.replayed
    keep_unfit(trail, project, name)
    records = list(journaled.records)
    if 0 < journaled.schema < SCHEMA:
        keep_copy(path, folder, f"journal-version-{journaled.schema}")
        records[0] = {**records[0], "schema": SCHEMA}
    elif journaled.length > _LONG and (cut := _cut(records, replayed.place)):
        keep_copy(path, folder, "journal")
        records = [_later_header(name, records[cut]), *records[cut:]]
    journal = Journal(path, journaled)
    try:
        is_parted = len(records) < len(journaled.records)
        if (replayed.place is not None or not records) and (is_parted or not project.beginning(name).exists()):
            _keep_beginning(project, name)
        if not records:
            journal.restart([header_record(trail.base)])
        elif journaled.damaged or is_parted or journaled.schema < SCHEMA:
            journal.restart(mended(records))
        note_base(journal, trail, time)
    except BaseException:
        journal.close()
        raise
    return journal


def keep_unfit(trail: Trail, project: Project, name: str) -> None:
    """Keep what could not be done or read."""
    left = [encode_record(record) for record in trail.replayed.unfit]
    left += [damage.content for damage in trail.journaled.damaged if damage.content]
    if left:
        append_lines(project.history(name) / UNFIT, left)


def note_base(journal: Journal, trail: Trail, time: str) -> None:
    """Write down what the workbook was found to be, where the journal does not know it."""
    if trail.needs_base and trail.journaled.records:
        journal.append(base_record(trail.base, trail.replayed.moves, trail.replayed.changes, time))


def _kept(units: tuple[Unit, ...], workbook: str) -> str:
    named = ", ".join(unit.called for unit in units[:_NAMED]) + (", ..." if len(units) > _NAMED else "")
    if len(units) == 1:
        return f"a row of {workbook} was deleted there ({named}): the pair stays, and is in it again after a save"
    return f"{len(units)} rows of {workbook} were deleted there ({named}): the pairs stay, and are in it after a save"


def _cut(records: list[Record], place: int | None) -> int:
    """Where a long journal is parted: what lies behind the workbook's state stays, and the last before it."""
    cut = min(place or 0, len(records) - UNDOABLE)
    return cut if cut > UNDOABLE else 0


def _later_header(name: str, first: Record) -> Record:
    return {"n": first["n"] - 1, "journal": "align-bench", "schema": SCHEMA, "document": name}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def backup_of(path: Path) -> Path:
    """The workbook as it was before the last save."""
    return path.with_name(f"{path.name}.bak")


def lost_workbook(project: Project, name: str) -> InputError | None:
    """The error where a workbook was saved here and is not there any more."""
    path = project.workbook(name)
    backup = backup_of(path)
    if path.exists() or not backup.exists():
        return None
    return InputError(
        f"{path}: is not there any more, and was worked in",
        hint=f"`align-bench recover {name} --to bak --apply` gets it back; to begin anew, move {backup.name} away too",
    )


def _keep_beginning(project: Project, name: str) -> None:
    write_content(project.beginning(name), project.workbook(name).read_bytes())
