"""Counting: how far each document of a project is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from align_bench.config import load_settings
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.text.scripts import han_count, word_count
from align_bench.workflow.checking import check_project
from align_bench.workflow.opening import lost_workbook
from align_bench.workflow.origins import source_notices
from align_bench.workflow.workbooks import project_reviews


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of one document; all are zero where it has no workbook yet."""

    document: str
    aligned: bool
    units: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    zh_characters: int = 0
    en_words: int = 0
    owner: str = ""
    """Who looks after it; empty where nobody is named."""

    open_findings: int = 0
    """Findings that nobody waived, in units that are neither reviewed nor final, and those about the document as a
    whole."""

    notices: tuple[str, ...] = ()
    """Rows that were deleted, a damaged journal, a source that changed: what the user should look at."""


def count_project(project: Project, names: Iterable[str]) -> tuple[Count, ...]:
    """One count for each name; every document is read, as some checks look over all of them."""
    losses: dict[str, list[str]] = {}
    reviews = project_reviews(project, lambda name, loss: losses.setdefault(name, []).append(loss))
    findings = check_project(project, reviews=reviews)
    owners = load_settings(project.root).owners
    counts = []
    for name in names:
        review = reviews.get(name)
        if review is None:
            lost = lost_workbook(project, name)
            told = (f"{lost.message}: {lost.hint}",) if lost else ()
            counts.append(Count(name, aligned=False, owner=owners.get(name, ""), notices=told))
            continue
        done = {unit.id for unit in review.units if not unit.status.is_open}
        open_findings = sum(1 for f in findings if f.document == name and f.unit not in done)
        notices = (*losses.get(name, ()), *source_notices(project, name, review))
        counts.append(_count(review, owners.get(name, ""), open_findings, notices))
    return tuple(counts)


def _count(review: Review, owner: str, open_findings: int, notices: tuple[str, ...]) -> Count:
    return Count(
        document=review.name,
        aligned=True,
        units=len(review.units),
        by_status=dict(Counter(unit.status.value for unit in review.units)),
        zh_characters=sum(han_count(unit.source) for unit in review.units),
        en_words=sum(word_count(unit.target) for unit in review.units),
        owner=owner,
        open_findings=open_findings,
        notices=notices,
    )
