"""Making a prepared edit of whole documents: in the journal first, then in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from align_bench.errors import AlignBenchError
from align_bench.formats.workbook import check_units
from align_bench.model.edits import Edit
from align_bench.model.unit import Review
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.text.wording import counted
from align_bench.workflow.reviewing import Session

Offered = Mapping[str, str]
"""Draft key (see `storage.drafts`) -> text."""


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
    project: Project,
    prepared: Sequence[Prepared],
    *,
    reviewer: str,
    clock: Callable[[], datetime],
    offered: Mapping[str, Offered] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Make each edit, as one that can be undone, and save the workbook; what should be told of it is returned.

    `offered` has, for names of documents, what is not taken and waits beside its pair to be accepted or dropped.

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
            notices += _applied(project, each, offered.get(each.before.name, {}), reviewer, clock)
        except AlignBenchError as error:
            if not done:
                raise
            raise type(error)(f"{error.message}; done already: {', '.join(done)}", hint=error.hint) from error
        done.append(each.before.name)
    return tuple(dict.fromkeys(notices))


def _applied(
    project: Project, each: Prepared, offered: Offered, reviewer: str, clock: Callable[[], datetime]
) -> Iterator[str]:
    """What should be told of one document."""
    path = project.drafts(each.before.name)
    with Session.open(project, each.before.name, reviewer=reviewer, clock=clock) as session:
        session.apply(each.edit)
        yield from session.notices
        yield from _offer(Drafts(path), offered, each.before.name)
        if not session.unsaved:
            return
        try:
            session.save()
        except AlignBenchError as error:
            yield f"{error.message} (what was done is in the journal, and in the workbook after a save)"


def _offer(drafts: Drafts, offered: Offered, name: str) -> Iterator[str]:
    """Put texts beside their pairs, to be accepted or dropped on the screen; one that is typed there stays."""
    waiting = {key: text for key, text in offered.items() if drafts.texts.get(key, text) == text}
    for key, text in waiting.items():
        drafts.keep(key, text)
    if waiting:
        yield f"{name}: {counted(len(waiting), 'text')} not taken: beside its pair on the screen, to accept or drop"
    if left := len(offered) - len(waiting):
        yield f"{name}: {counted(left, 'text')} not put beside a pair, as another one waits there"
