"""Taking back what somebody did in a file: what will happen row by row first, then all of it or nothing.

Owns of which document a file is, and what becomes of stamps and statuses. How sides are merged
is `model.merging`, which row is which unit `model.returned`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from align_bench.errors import InputError, UsageError
from align_bench.formats.workbook import read_workbook, update_workbook
from align_bench.model.edits import Edit, Stamp
from align_bench.model.merging.conflicts import Conflict, Merged, Settling, Side
from align_bench.model.merging.hunks import edit_between
from align_bench.model.merging.merge import merge
from align_bench.model.returned.claims import Versions, written_id
from align_bench.model.returned.fitting import Fitted, fit
from align_bench.model.returned.rows import Remark, ReturnedFile
from align_bench.model.unit import Review, Unit
from align_bench.storage.project import Project
from align_bench.workflow.output import write_file
from align_bench.workflow.returned_files import known_versions, left_behind, read_returned, versions_of
from align_bench.workflow.workbooks import current_review

ACTION = "import"


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a file back will do to one document."""

    before: Review
    after: Review
    merged: Merged
    remarks: tuple[Remark, ...]
    places: dict[str, str]
    """Unit id -> its row in the file."""

    notices: tuple[str, ...] = ()

    @property
    def edit(self) -> Edit:
        """All of it; undone in one step."""
        return edit_between(ACTION, self.before, self.after)

    def undecided(self, side: Settling | None) -> tuple[Conflict | Remark, ...]:
        """What keeps it from being done: settling for ours settles also what nobody can read in the file."""
        blocking = () if side == "ours" else tuple(remark for remark in self.remarks if remark.is_blocking)
        return (*self.merged.open, *blocking)


def plan_import(
    project: Project,
    path: Path,
    stamp: Stamp,
    *,
    document: str | None = None,
    base: Path | None = None,
    side: Side | None = None,
) -> tuple[Plan, ...]:
    """What the file would change, a plan for each document in it; nothing is written.

    `base` is the file as it went out, where that is at hand. InputError where it is not clear of which document it is.
    """
    for name in project.names():
        if project.workbook(name).exists() and path.exists() and project.workbook(name).samefile(path):
            raise UsageError(
                f"{path}: is the project's own workbook", hint="what is changed in it is read wherever it is used"
            )
    files = read_returned(path)
    if document is not None and len(files) > 1:
        raise UsageError(f"{path}: holds {len(files)} documents", hint="leave out --document: the file names them")
    named = [(document or _document(project, file, path), file) for file in files]
    return tuple(_plan(project, name, file, stamp, path=path, base=base, side=side) for name, file in named)


def plan_merge(base: Path, ours: Path, theirs: Path, *, side: Side | None = None) -> Plan:
    """What two people made of one workbook, as one; nothing is written."""
    before = read_workbook(base)
    versions = versions_of(before.units)
    first, second = (_fitted(_the_file(path), before, versions, path) for path in (ours, theirs))
    merged = merge(before, first.theirs, second.theirs, lambda _: side)
    remarks = [
        replace(remark, place=f"{path.name}{f', {remark.place}' if remark.place else ''}")
        for path, fitted in ((ours, first), (theirs, second))
        for remark in fitted.remarks
    ]
    places = {**second.places, **first.places}
    after = merged.review.with_units(map(_consistent, merged.review.units))
    return Plan(before, after, merged, tuple(remarks), places, left_behind(ours, theirs))


def write_merged(plan: Plan, base: Path, ours: Path, output: Path, *, force: bool) -> Path:
    """The workbook of the first side with the result in it, so that its looks and own columns stay.

    Returned is the workbook that was written into: the base, where the first side's cannot be.
    """
    template = ours
    try:
        read_workbook(ours)
    except InputError:
        # Rows that are there twice, or cells that cannot be read: the workbook before has none.
        template = base
    write_file(output, lambda stream: update_workbook(template, plan.after, None, stream), force=force)
    return template


def _the_file(path: Path) -> ReturnedFile:
    files = read_returned(path)
    if len(files) != 1:
        raise InputError(f"{path}: holds {len(files)} documents", hint="merge one document at a time")
    return files[0]


def _document(project: Project, file: ReturnedFile, path: Path) -> str:
    """The document that the file names, or is named for, or shares most units with."""
    known = [name for name in project.names() if project.workbook(name).is_file()]
    for name in (file.document, path.stem):
        if name in known:
            return name
    ids = {unit.id for unit in file.units}
    shares = {name: _share(current_review(project, name), ids) for name in known}
    best = max(shares, key=lambda name: shares[name], default="")
    if best and shares[best] > 0.5 and list(shares.values()).count(shares[best]) == 1:
        return best
    raise InputError(
        f"{path}: is of no document of the project{f' (it says {file.document!r})' if file.document else ''}",
        hint=f"name the document with --document; there are: {', '.join(known[:8]) or 'none'}",
    )


def _share(review: Review, ids: set[str]) -> float:
    own = {name for unit in review.units for name in (unit.id, written_id(unit.id))}
    return len(ids & own) / max(len(ids), 1)


def _plan(
    project: Project, name: str, file: ReturnedFile, stamp: Stamp, *, path: Path, base: Path | None, side: Side | None
) -> Plan:
    ours = current_review(project, name)
    if base is None:
        versions = known_versions(project, name, ours)
    else:
        versions = versions_of((*ours.units, *read_workbook(base, name=name).units))
    fitted = _fitted(file, ours, versions, path)
    if base is not None:
        fitted = _from_base(fitted, read_workbook(base, name=name))
    merged = _merged(fitted, ours, side)
    after = ours.with_units(_stamped(ours, merged.review, fitted.theirs, stamp))
    return Plan(ours, after, merged, fitted.remarks, dict(fitted.places), left_behind(project.workbook(name), path))


def _fitted(file: ReturnedFile, ours: Review, versions: Versions, path: Path) -> Fitted:
    """InputError where no row of the file is of the review."""
    fitted = fit(file, ours, versions)
    if file.units and not fitted.places:
        raise InputError(
            f"{path}: none of its {len(file.units)} rows is of {ours.name}", hint="is it of another document?"
        )
    return fitted


def _merged(fitted: Fitted, ours: Review, side: Side | None) -> Merged:
    return merge(fitted.base, ours, fitted.theirs, lambda _: side, unknown=fitted.unknown, respect_locks=True)


def _from_base(fitted: Fitted, base: Review) -> Fitted:
    """The same where the state that the file was made from is given: all of it is known."""
    return replace(fitted, base=base, unknown=frozenset())


def _stamped(ours: Review, merged: Review, theirs: Review, stamp: Stamp) -> Iterator[Unit]:
    """The merged units; those that are neither ours nor theirs as they stand say who made them, and when.

    The time of its last change tells states of a unit apart, so one that has both sides in it must have its own.
    """
    own = {unit.id: unit for unit in ours.units}
    others = {unit.id: unit for unit in theirs.units}
    for unit in merged.units:
        before, other = own.get(unit.id), others.get(unit.id)
        made = _consistent(unit)
        if made == before:
            yield made
            continue
        if made != other or (before is not None and made.updated == before.updated):
            typed = before is not None and made.reviewer != before.reviewer
            made = replace(made, reviewer=made.reviewer if typed else stamp.reviewer, updated=stamp.time)
        yield made


def _consistent(unit: Unit) -> Unit:
    """As on the screen: what gets its first text is a draft, what has none is untranslated."""
    status = unit.fitting_status
    return unit if status is unit.status else replace(unit, status=status)
