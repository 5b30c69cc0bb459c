"""Checking: the findings of one review, or of a project's workbooks, against the project's termbase."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from align_bench.checks import run_checks
from align_bench.formats.termbase import read_termbase
from align_bench.model.finding import Finding
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.workflow.workbooks import project_reviews


def check_review(review: Review, termbase: Termbase) -> tuple[Finding, ...]:
    return run_checks([review], termbase)


def check_project(
    project: Project,
    names: Iterable[str] | None = None,
    *,
    termbase: Termbase | None = None,
    only: Collection[str] | None = None,
    reviews: Mapping[str, Review] | None = None,
) -> tuple[Finding, ...]:
    """The findings of the named documents that have a workbook, or of all; edits not yet saved are seen.

    All documents are read even where few are named: whether a rendering is consistent shows over all of them.
    `termbase` stands in for the project's, `only` names the checks to run, `reviews` are all reviews
    where they have been read already.
    """
    wanted = None if names is None else set(names)
    known = project_reviews(project) if reviews is None else reviews
    findings = run_checks(list(known.values()), project_termbase(project) if termbase is None else termbase, only=only)
    return tuple(finding for finding in findings if wanted is None or finding.document in wanted)


def project_termbase(project: Project) -> Termbase:
    """The project's termbase; an empty one where it has none."""
    return read_terms(project.termbase())


def read_terms(path: Path | None) -> Termbase:
    """The termbase in a file; an empty one without a file."""
    return Termbase() if path is None else read_termbase(path)
