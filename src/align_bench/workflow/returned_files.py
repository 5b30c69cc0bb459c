"""Files that come back, read by their kind, and the states of units that they may have been made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from align_bench.errors import InputError, WorkbookError
from align_bench.formats.workbook import read_workbook
from align_bench.model.records import edit_from_record
from align_bench.model.returned.claims import Versions
from align_bench.model.returned.rows import ReturnedFile
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.storage.taken import read_taken
from align_bench.workflow.history import all_records
from align_bench.workflow.opening import backup_of

_WORKBOOKS = (".xlsx", ".xlsm")


def read_returned(path: Path) -> tuple[ReturnedFile, ...]:
    """By its suffix; InputError where there is no such file or it is of no kind that comes back."""
    if not path.is_file():
        raise InputError(f"{path}: there is no such file", hint="give a workbook, TMX or XLIFF file")
    match path.suffix.casefold():
        case ".xlsx" | ".xlsm":
            from align_bench.formats.workbook.returned import read_returned_workbook

            try:
                return (read_returned_workbook(path),)
            except WorkbookError as error:
                # Elsewhere a workbook that is past mending is made anew; this one is somebody else's.
                hint = "ask for the file again" if "`align-bench align`" in error.hint else error.hint
                raise WorkbookError(error.message, hint=hint) from error
        case ".tmx":
            from align_bench.formats.tmx_returned import read_returned_tmx

            return read_returned_tmx(path)
        case ".xliff" | ".xlf":
            from align_bench.formats.xliff_returned import read_returned_xliff

            return read_returned_xliff(path)
    raise InputError(
        f"{path}: is neither a workbook (.xlsx) nor TMX (.tmx) nor XLIFF (.xliff, .xlf)",
        hint="save it as one of these",
    )


def versions_of(units: Iterable[Unit]) -> Versions:
    """Each unit in all its states."""
    versions: dict[str, dict[Unit, None]] = {}
    for unit in units:
        versions.setdefault(unit.id, {})[unit] = None
    return {name: list(found) for name, found in versions.items()}


def known_versions(project: Project, name: str, ours: Review) -> Versions:
    """Every state of every unit that may have gone out: as it is now, in the workbooks, in the journal, as it was made.

    A workbook that was only edited in a spreadsheet program has no other trace of how it was before.
    """
    known = (*_states(project, name, ours), *_saved_units(all_records(project, name)))
    shared = Counter(number for unit in ours.units for number in unit.target_numbers)
    own = frozenset(number for number, count in shared.items() if count == 1)
    taken = read_taken(project, name)
    made = () if taken is None else [_as_made(unit, taken, own) for unit in known if not unit.updated]
    return versions_of((*known, *made))


def left_behind(workbook: Path, path: Path) -> tuple[str, ...]:
    """What to tell of the file's columns: which were renamed, and which are not taken, as our workbook has them not."""
    if any(each.suffix.casefold() not in _WORKBOOKS for each in (workbook, path)):
        return ()
    from align_bench.formats.workbook.returned import own_columns, renamed_columns

    ours = own_columns(workbook)
    added = [column for column in own_columns(path) if column not in ours]
    told = []
    if renamed := renamed_columns(path):
        names = ", ".join(f"{name or 'no header'} as {ours}" for name, ours in renamed)
        told.append(f"{path}: columns that were renamed are read by what stands in them: {names}")
    if added:
        told.append(f"{path}: columns of its own, which are not taken: {', '.join(added)}")
    return tuple(told)


def _states(project: Project, name: str, ours: Review) -> Iterator[Unit]:
    """The units as they are now, in the workbook as it was last saved, and in the one before."""
    yield from ours.units
    workbook = project.workbook(name)
    for path in (workbook, backup_of(workbook)):
        if path.is_file():
            with suppress(InputError):
                yield from read_workbook(path, name=name).units


def _as_made(unit: Unit, taken: Sequence[str], own: Collection[int]) -> Unit:
    """A unit that was never changed with this program, as the aligner made it; `own`: paragraphs that one unit has.

    The English of a unit that has only a part of a paragraph is left.
    """
    target = unit.target
    if all(number in own and number <= len(taken) for number in unit.target_numbers):
        target = "\n".join(taken[number - 1] for number in unit.target_numbers)
    status = Status.DRAFT if target else Status.UNTRANSLATED
    return replace(unit, target=target, status=status, comment="", locked=False, reviewer="")


def _saved_units(records: Iterable[Mapping[str, Any]]) -> Iterator[Unit]:
    """Every state of a unit that the journal knows of and that was saved, so that it may have gone out."""
    seen: set[str] = set()
    latest: dict[str, Unit] = {}
    for record in records:
        if "changes" in record:
            with suppress(InputError):
                for change in edit_from_record(record).changes:
                    yield from (unit for unit in change.before if unit.id not in seen)
                    seen |= {unit.id for unit in (*change.before, *change.after)}
                    latest |= {unit.id: unit for unit in change.after}
        if "saved" in record or "checkpoint" in record:
            yield from latest.values()
            latest.clear()
    yield from latest.values()
