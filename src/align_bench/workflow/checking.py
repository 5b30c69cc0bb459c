"""Checking: the findings of one review, or of a project's workbooks, against the project's termbase."""

from __future__ import annotations

from collections.abc import Iterable

from align_bench.checks import run_checks
from align_bench.formats.termbase import read_termbase
from align_bench.formats.workbook import read_workbook
from align_bench.model.finding import Finding
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.storage.project import Project


def check_review(review: Review, termbase: Termbase) -> tuple[Finding, ...]:
    return run_checks([review], termbase)


def check_project(project: Project, names: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """The findings of the named documents that have a workbook, or of all.

    All documents are read even where few are named: whether a rendering is consistent shows over all of them.
    """
    wanted = None if names is None else set(names)
    workbooks = [(name, project.workbook(name)) for name in project.names()]
    reviews = [read_workbook(path, name=name) for name, path in workbooks if path.is_file()]
    findings = run_checks(reviews, project_termbase(project))
    return tuple(finding for finding in findings if wanted is None or finding.document in wanted)


def project_termbase(project: Project) -> Termbase:
    """The project's termbase; an empty one where it has none."""
    path = project.termbase()
    return Termbase() if path is None else read_termbase(path)
