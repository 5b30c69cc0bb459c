"""Making a prepared edit of whole documents: in the journal first, then in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    """Make each edit, as one that can be undone, and save the workbook; what should be told of it is returned.

    WorkbookError before anything is done where a text cannot stand in a workbook. LockedError where somebody else has
    the project open, AlignmentError where a unit was changed meanwhile: that document is then as it was, and the error
    names those that were before it.
    """
    for each in prepared:
        check_units(each.after.units, each.after.name)
    notices: list[str] = []
    done: list[str] = []
    for each in prepared:
        try:
            notices += _applied(project, each, reviewer, clock)
        except AlignBenchError as error:
            if not done:
                raise
            raise type(error)(f"{error.message}; done already: {', '.join(done)}", hint=error.hint) from error
        done.append(each.before.name)
    return tuple(dict.fromkeys(notices))


def _applied(project: Project, each: Prepared, reviewer: str, clock: Callable[[], datetime]) -> Iterator[str]:
    """What should be told of one document."""
    with Session.open(project, each.before.name, reviewer=reviewer, clock=clock) as session:
        session.apply(each.edit)
        yield from session.notices
        try:
            session.save()
        except AlignBenchError as error:
            yield f"{error.message} (what was done is in the journal, and in the workbook after a save)"
