"""Making a prepared edit of whole documents: in the journal first, then in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from align_bench.errors import AlignBenchError
from align_bench.formats.workbook import check_units
from align_bench.model.edits import Edit
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.workflow.reviewing import Session


class Prepared(Protocol):
    """What is to become of one document."""

    @property
    def before(self) -> Review: ...

    @property
    def after(self) -> Review: ...

    @property
    def edit(self) -> Edit:
        """From the one to the other."""


def apply_prepared(
    project: Project, prepared: Sequence[Prepared], *, reviewer: str, clock: Callable[[], datetime]
) -> tuple[str, ...]:
    """Make each edit, as one that can be undone, and save the workbook; what should be told of the saving is returned.

    WorkbookError before anything is done where a text cannot stand in a workbook. LockedError where somebody else has
    the project open, AlignmentError where a unit was changed meanwhile: that document is then as it was.
    """
    for each in prepared:
        check_units(each.after.units, each.after.name)
    notices = []
    for each in prepared:
        with Session.open(project, each.before.name, reviewer=reviewer, clock=clock) as session:
            session.apply(each.edit)
            try:
                session.save()
            except AlignBenchError as error:
                notices.append(f"{error.message} (what was done is in the journal, and in the workbook after a save)")
    return tuple(notices)
