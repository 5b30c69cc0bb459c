"""Aligning a project: what is new gets its workbook.

Owns which documents are new, and that one which cannot be read stops no other; how beads are found is `align`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from align_bench.align.together import FurtherEvidence
from align_bench.config import Settings
from align_bench.errors import AlignBenchError, InputError, StorageError
from align_bench.model.document import Document
from align_bench.model.edits import Stamp
from align_bench.model.finding import Finding
from align_bench.model.task import Task
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.storage.taken import note_taken, read_taken
from align_bench.workflow.bitexts import align_all_documents, batches
from align_bench.workflow.checking import check_project, check_review, project_termbase
from align_bench.workflow.importing import load_document
from align_bench.workflow.opening import lost_workbook
from align_bench.workflow.pending import new_names
from align_bench.workflow.units import review_of
from align_bench.workflow.updating import Update, update_review
from align_bench.workflow.workbooks import current_review, readable_reviews, write_new_workbook


@dataclass(frozen=True, slots=True)
class Aligned:
    """A document that was aligned just now, its workbook written."""

    review: Review
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be aligned, and why."""

    name: str
    error: AlignBenchError


@dataclass(frozen=True, slots=True)
class _Loaded:
    name: str
    source: Document
    target: Document | None


def align_project(
    project: Project,
    settings: Settings,
    *,
    names: Iterable[str] | None = None,
    clock: Callable[[], datetime],
    evidence: FurtherEvidence | None = None,
    tell: Callable[[str], None] | None = None,
    task: Task | None = None,
) -> Iterator[Aligned | Refused]:
    """Align every document that has no workbook yet; its workbook is written before it is handed out.

    A document that cannot be read, or that no workbook can hold, does not stop the others. Documents share what they
    teach about words, unless a setting says otherwise. Nothing is locked where nothing is new; `tell` hears of a lock
    that cannot be relied on. Where the task is stopped, what is written stays, and nothing is half-written.
    """
    task = task or Task()
    new = new_names(project, names)
    if not new:
        return
    with ProjectLock(project.private, name=settings.reviewer, time=clock().isoformat(timespec="seconds")) as lock:
        if lock.warning and tell is not None:
            tell(lock.warning)
        termbase = project_termbase(project)
        for batch in batches(_loaded(project, new, settings, task), _size):
            pairs = [(text.source, text.target) for text in batch if isinstance(text, _Loaded)]
            found = align_all_documents(
                pairs, terms=term_pairs(termbase), evidence=evidence, shared=settings.shared_tables, task=task
            )
            for text in batch:
                if isinstance(text, Refused):
                    yield text
                    continue
                bitext = next(found).at(settings.level)
                review = review_of(bitext, text.source, text.target, level=settings.level)
                yield _written(project, review, text.target, termbase, settings)


def _loaded(project: Project, names: Iterable[str], settings: Settings, task: Task) -> Iterator[_Loaded | Refused]:
    for name in names:
        task.begin(f"reading {name}")
        try:
            if lost := lost_workbook(project, name):
                raise lost
            yield _Loaded(name, *load_pair(project, name, settings))
        except (InputError, StorageError) as error:
            yield Refused(name, error)


def _size(text: _Loaded | Refused) -> int:
    return sum(len(paragraph.text) for paragraph in text.source.body) if isinstance(text, _Loaded) else 0


def _written(
    project: Project, review: Review, target: Document | None, termbase: Termbase, settings: Settings
) -> Aligned | Refused:
    try:
        findings = check_review(review, termbase, levels=settings.checks)
        note_taken(project, review.name, [paragraph.line for paragraph in target.body] if target else [])
        write_new_workbook(project.workbook(review.name), review, findings)
    except InputError as error:
        return Refused(review.name, error)
    return Aligned(review, findings)


def check_whole_project(
    project: Project,
    settings: Settings,
    done: Sequence[Aligned],
    *,
    clock: Callable[[], datetime],
    task: Task | None = None,
) -> tuple[Aligned, ...]:
    """The same with the findings that the whole project gives, written into the workbooks that were made just now.

    Some checks look over all documents: while they are aligned one after the other, they cannot see everything.
    Workbooks that were there before, or that somebody has worked in already, are not touched; nor are those, where the
    task is stopped, that had not got their turn.
    """
    if not done:
        return ()
    task = task or Task()
    with ProjectLock(project.private, name=settings.reviewer, time=clock().isoformat(timespec="seconds")):
        reviews = {**readable_reviews(project, task=task), **{aligned.review.name: aligned.review for aligned in done}}
        ordered = {name: reviews[name] for name in sorted(reviews)}
        found = check_project(project, reviews=ordered, task=task)
        whole = []
        for aligned in task.over(done, "writing the workbooks", len(done)):
            findings = tuple(finding for finding in found if finding.document == aligned.review.name)
            if findings != aligned.findings and current_review(project, aligned.review.name) == aligned.review:
                write_new_workbook(project.workbook(aligned.review.name), aligned.review, findings)
            whole.append(Aligned(aligned.review, findings))
    return tuple(whole)


def updates(project: Project, settings: Settings, names: Iterable[str], stamp: Stamp) -> Iterator[Update | Refused]:
    """What becomes of reviews whose texts changed since they were aligned, or that miss rows; nothing is written.

    Also where the English was changed and all rows stand: that is to be noted.
    """
    terms = term_pairs(project_termbase(project))
    for name in names:
        if project.source(name) is None or not project.workbook(name).is_file():
            continue
        try:
            source, target = load_pair(project, name, settings)
            review = current_review(project, name)
            taken = read_taken(project, name)
            update = update_review(review, source, target, stamp, level=settings.level, terms=terms, taken=taken)
        except InputError as error:
            yield Refused(name, error)
            continue
        if update.after != update.before or update.offered or update.english != taken:
            yield update


def load_pair(project: Project, name: str, settings: Settings) -> tuple[Document, Document | None]:
    """A document and its translation, where it has one."""
    path = project.source(name)
    if path is None:
        raise InputError(
            f"{project.sources}: there is no {name}.zh.txt", hint="put the Chinese text there under this name"
        )
    source = load_document(path, "zh", name=name, encoding=settings.encoding)
    translation = project.translation(name)
    if translation is None:
        return source, None
    return source, load_document(translation, "en", name=name, encoding=settings.encoding)


def term_pairs(termbase: Termbase) -> tuple[tuple[str, str], ...]:
    """Chinese and English terms that stand for each other, as evidence for the alignment."""
    return tuple(
        (chinese, english)
        for concept in termbase.concepts
        for chinese in concept.source_terms
        for english in concept.allowed
    )
