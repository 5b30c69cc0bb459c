"""What the screens need from the floors below, handed in, so that tests can freeze clocks and watch every call.

Owns the wiring to a project; shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from align_bench.model.task import Task
from align_bench.model.unit import Review
from align_bench.storage.bookmarks import Bookmarks
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.tui.pace import give_back

if TYPE_CHECKING:
    from align_bench.memory.concordance import Concordance
    from align_bench.memory.matches import Memory
    from align_bench.model.history import HistoryEntry
    from align_bench.workflow.adding_terms import AddedTerm
    from align_bench.workflow.live import LiveChecking
    from align_bench.workflow.overview import Overview
    from align_bench.workflow.past import Past
    from align_bench.workflow.realigning import Realigner
    from align_bench.workflow.reviewing import Session


@dataclass(frozen=True, slots=True)
class Services:
    """All of them may be slow and are called from worker threads, but for `drafts`, `bookmarks` and `clock`.

    What may take longer than a moment takes a task, by which it tells how far it is, and is stopped.
    """

    names: Callable[[], Sequence[str]]
    strays: Callable[[], Sequence[str]]
    """What in the folders of the texts belongs to no document, in words."""

    open_session: Callable[[str, Task], Session]
    overview: Callable[[], Overview]
    holder: Callable[[], str]
    """Who has the project open for writing; empty where nobody has."""

    checking: Callable[[], LiveChecking]
    drafts: Callable[[str], Drafts]
    bookmarks: Callable[[str], Bookmarks]
    memory: Callable[[Review, Task], Memory]
    """With a review as it is now in the place of its workbook."""

    realigner: Callable[[Review, Task], Realigner]
    history: Callable[[str, str, Task], Sequence[HistoryEntry]]
    """Of a unit, by the names of its document and of itself."""

    past: Callable[[str, int, Task], Past]
    """Of a document, up to the record of its journal with a number."""

    concordance: Callable[[Review, Task], Concordance]
    """With a review as it is now in the place of its workbook, like the memory."""

    add_term: Callable[[str, str], AddedTerm]
    """Chinese and English."""

    take_back: Callable[[AddedTerm], None]
    """What `add_term` has done."""

    clock: Callable[[], datetime]
    reviewer: str = ""
    english_first: bool = True


def project_services(
    project: Project, *, reviewer: str, clock: Callable[[], datetime], english_first: bool = True
) -> Services:
    """The services of a project on disk."""

    def open_session(name: str, task: Task) -> Session:
        from align_bench.errors import LockedError, StorageError
        from align_bench.storage.atomic import may_not_write
        from align_bench.workflow.origins import source_notices
        from align_bench.workflow.reviewing import Session

        # Refused before anything is opened, where it is a link out of the project.
        project.drafts(name)
        project.bookmarks(name)
        try:
            session = Session.open(project, name, reviewer=reviewer, clock=clock, task=task)
        except LockedError:
            session = Session.open(project, name, reviewer=reviewer, clock=clock, read_only=True, task=task)
            session.holder = session.holder or "somebody else"
        except StorageError as error:
            # It can be read all the same.
            if not may_not_write(error):
                raise
            session = Session.open(project, name, reviewer=reviewer, clock=clock, read_only=True, task=task)
            session.notices += (f"read-only: {error.message}; {error.hint}",)
        session.notices += source_notices(project, name, session.review)
        give_back()
        return session

    def checking() -> LiveChecking:
        from align_bench.workflow.live import LiveChecking

        return LiveChecking(project)

    return Services(
        names=project.names,
        strays=lambda: read_strays(project),
        open_session=open_session,
        overview=lambda: make_overview(project),
        holder=lambda: holder_of(project),
        checking=checking,
        drafts=lambda name: Drafts.of(project, name),
        bookmarks=lambda name: Bookmarks.of(project, name),
        memory=lambda review, task: load_memory(project, review, task),
        realigner=lambda review, task: make_realigner(project, review, task),
        history=lambda name, unit, task: read_unit_history(project, name, unit, task),
        past=lambda name, before, task: read_document_past(project, name, reviewer, before, task),
        concordance=lambda review, task: load_concordance(project, review, task),
        add_term=lambda chinese, english: add_term(project, chinese, english),
        take_back=take_back_term,
        clock=clock,
        reviewer=reviewer,
        english_first=english_first,
    )


def make_overview(project: Project) -> Overview:
    """How far the documents of a project are."""
    from align_bench.workflow.overview import Overview

    return Overview(project)


def read_strays(project: Project) -> Sequence[str]:
    """What in the folders of the texts belongs to no document."""
    from align_bench.workflow.origins import stray_notices

    return stray_notices(project)


def holder_of(project: Project) -> str:
    """Who has a project open for writing; empty where nobody has."""
    from align_bench.storage.lock import current_holder

    return str(current_holder(project.private) or "")


def load_memory(project: Project, review: Review, task: Task) -> Memory:
    """What is reviewed in the project, one document as it is now, and its translation memories."""
    from align_bench.memory.matches import Memory
    from align_bench.workflow.memory import REVIEWED, project_entries

    memory = Memory(project_entries(project, reviews_with(project, review, task), REVIEWED, task=task), task)
    give_back()
    return memory


def load_concordance(project: Project, review: Review, task: Task) -> Concordance:
    """Every translated unit of the project, one document as it is now, and its memories, to be searched."""
    from align_bench.memory.concordance import Concordance
    from align_bench.workflow.memory import project_entries

    concordance = Concordance(tuple(project_entries(project, reviews_with(project, review, task), task=task)), task)
    give_back()
    return concordance


def reviews_with(project: Project, review: Review, task: Task) -> dict[str, Review]:
    """The reviews of the project, in the order of their names; one as it is now, which is not read again."""
    from align_bench.workflow.workbooks import readable_reviews

    reviews = {**readable_reviews(project, but=review.name, task=task), review.name: review}
    return {name: reviews[name] for name in sorted(reviews)}


def add_term(project: Project, chinese: str, english: str) -> AddedTerm:
    """Add a term to the project's termbase."""
    from align_bench.workflow.adding_terms import add_term as add

    return add(project, chinese, english)


def take_back_term(added: AddedTerm) -> None:
    """Put the termbase back as it was before a term was added."""
    from align_bench.workflow.adding_terms import take_back

    take_back(added)


def read_unit_history(project: Project, name: str, unit: str, task: Task) -> tuple[HistoryEntry, ...]:
    """The history of one unit, oldest first."""
    from align_bench.workflow.history import read_history

    return tuple(entry for entry in read_history(project, name, [unit], task) if entry.unit == unit)


def read_document_past(project: Project, name: str, reviewer: str, before: int, task: Task) -> Past:
    """What was done in a document before it was opened."""
    from align_bench.workflow.past import read_past

    return read_past(project, name, reviewer, before, task)


def make_realigner(project: Project, review: Review, task: Task) -> Realigner:
    """The aligner, with what it learns from a review and the project's termbase."""
    from align_bench.config import load_settings
    from align_bench.workflow.aligning import term_pairs
    from align_bench.workflow.checking import project_termbase
    from align_bench.workflow.realigning import Realigner

    level, terms = load_settings(project.root).level, term_pairs(project_termbase(project))
    return Realigner(review, level=level, terms=terms, task=task)
