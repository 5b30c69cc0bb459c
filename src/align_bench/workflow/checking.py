"""Checking: what the checks find in one review, in two texts, or in a project's workbooks.

Owns what goes into a run: the project's termbase, its settings for checks, its waivers, and all of its documents even
where few are asked for, as whether a rendering is consistent shows over all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from align_bench.checks import chosen_checks, run_checks
from align_bench.checks.parallel import worth_processes
from align_bench.checks.selection import AS_THEY_ARE
from align_bench.config import CheckLevel, load_settings
from align_bench.formats.termbase import read_termbase
from align_bench.model.finding import Finding
from align_bench.model.report import CheckReport, pair_entries
from align_bench.model.task import Task
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review
from align_bench.model.waiver import Waiver
from align_bench.storage.project import Project
from align_bench.storage.waivers import read_waivers
from align_bench.workflow.signature import signature
from align_bench.workflow.workbooks import project_reviews


def check_review(
    review: Review, termbase: Termbase, *, levels: Mapping[str, CheckLevel] = AS_THEY_ARE
) -> tuple[Finding, ...]:
    """The findings of one review alone."""
    return run_checks([review], termbase, levels=levels)


def check_project(
    project: Project,
    names: Iterable[str] | None = None,
    *,
    termbase: Termbase | None = None,
    only: Collection[str] | None = None,
    reviews: Mapping[str, Review] | None = None,
    task: Task | None = None,
) -> tuple[Finding, ...]:
    """The findings of the named documents that have a workbook, or of all, but those that are waived.

    Edits not yet saved are seen. `termbase` stands in for the project's, `only` names the checks to run, `reviews` are
    all reviews where they have been read already.
    """
    return report_on_project(project, names, termbase=termbase, only=only, reviews=reviews, task=task).findings


def report_on_project(
    project: Project,
    names: Iterable[str] | None = None,
    *,
    termbase: Termbase | None = None,
    only: Collection[str] | None = None,
    reviews: Mapping[str, Review] | None = None,
    task: Task | None = None,
) -> CheckReport:
    """The same with the waived ones, texts, rules and signature."""
    known = project_reviews(project) if reviews is None else reviews
    wanted = set(known if names is None else names)
    levels, waivers = load_settings(project.root).checks, read_waivers(project.waivers)
    terms = project_termbase(project) if termbase is None else termbase
    places = {name: _places(project, name) for name in known if name in wanted}
    return _report(list(known.values()), terms, places, levels=levels, only=only, waivers=waivers, task=task)


def report_on_files(
    review: Review,
    termbase: Termbase,
    places: tuple[str, str],
    *,
    only: Collection[str] | None = None,
    waivers: Sequence[Waiver] = (),
) -> CheckReport:
    """A report on two texts of no project, whose files `places` names."""
    return _report([review], termbase, {review.name: places}, only=only, waivers=waivers)


def _report(
    reviews: Sequence[Review],
    termbase: Termbase,
    places: Mapping[str, tuple[str, str]],
    *,
    levels: Mapping[str, CheckLevel] = AS_THEY_ARE,
    only: Collection[str] | None = None,
    waivers: Sequence[Waiver] = (),
    task: Task | None = None,
) -> CheckReport:
    """Of all reviews, those with places are reported on."""
    rules = tuple(check.rule for check in chosen_checks(levels, only))
    processes = worth_processes(sum(len(review.units) for review in reviews))
    findings = run_checks(reviews, termbase, only=only, levels=levels, processes=processes, task=task)
    shown = tuple(review for review in reviews if review.name in places)
    return CheckReport(
        entries=pair_entries((f for f in findings if f.document in places), shown, waivers),
        reviews=shown,
        rules=rules,
        signature=signature(rules, termbase, reviews, levels=levels, only=only, waivers=waivers, shown=list(places)),
        places=tuple(places[review.name] for review in shown),
    )


def _places(project: Project, name: str) -> tuple[str, str]:
    """Both texts are in the workbook, whatever they were read from."""
    place = project.workbook(name).relative_to(project.root).as_posix()
    return place, place


def project_termbase(project: Project, task: Task | None = None) -> Termbase:
    """The project's termbase; an empty one where it has none."""
    return read_terms(project.termbase(), task)


def read_terms(path: Path | None, task: Task | None = None) -> Termbase:
    """The termbase in a file; an empty one without a file."""
    return Termbase() if path is None else read_termbase(path, task=task)
