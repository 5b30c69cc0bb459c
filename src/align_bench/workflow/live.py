"""Checking while a review is open: the termbase as its file is now, the findings as the texts are now.

Owns when what is checked anew; may be called from several threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from time import perf_counter

from align_bench.checks.live import ByUnit, LiveChecks
from align_bench.config import load_settings
from align_bench.model.finding import Finding
from align_bench.model.task import Task
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit
from align_bench.storage.project import Project
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.workflow.checking import project_termbase
from align_bench.workflow.live_waivers import LiveWaivers, Waived
from align_bench.workflow.workbooks import readable_reviews

# So long, in seconds, a save may wait for the checks.
_PATIENCE = 1.0

# Units of other documents that are looked at beside the open one: with more, typing would wait for the checks.
_MOST_OTHERS = 10_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run found."""

    findings: ByUnit
    """Those that nobody waived."""

    count: int
    is_whole: bool
    """Whether every check has seen the texts as they are; else those that look over all units have not."""

    seconds: float
    """How long the last run over everything took."""

    waived: Mapping[str, tuple[Waived, ...]]
    """Those that somebody waived, by unit."""


class LiveChecking:
    """The checks of the review that is open."""

    def __init__(self, project: Project) -> None:
        self.matcher = TermMatcher(Termbase())
        self._project = project
        self._stamp: tuple[str, int, int] | None = None
        self._checks: LiveChecks | None = None
        self._whole: Review | None = None
        self._seconds = 0.0
        self._waivers = LiveWaivers(project)
        self._lock = Lock()

    @property
    def is_ready(self) -> bool:
        """Whether everything was checked once with the terms as they are: what is edited is checked in no time then."""
        checks = self._checks
        return checks is not None and checks.is_ready

    def terms_changed(self) -> bool:
        """Whether the file of the termbase is another one than was last read."""
        return self._stamp_now() != self._stamp

    def read_terms(self, task: Task | None = None) -> None:
        """Read the termbase.

        TermbaseError leaves the one that was read before, until the file changes again; so does a task that is stopped.
        """
        self._stamp = self._stamp_now()
        with self._lock:
            self.matcher = TermMatcher(project_termbase(self._project, task))
            self._checks = None
            self._whole = None

    def check_all(self, review: Review, task: Task | None = None) -> Checked:
        """Every check over all units; where the task is stopped, what was found before stands."""
        task = task or Task()
        with self._lock:
            checks = self._checks_of(review, task)
            self._check_all(checks, review, task)
            return self._result(checks, review)

    def check_edited(self, review: Review, task: Task | None = None) -> Checked:
        """The checks of what was edited; where the task is stopped, what was found before stands."""
        task = task or Task()
        with self._lock:
            checks = self._checks_of(review, task)
            if checks.is_ready:
                checks.check_edited(review)
            else:
                self._check_all(checks, review, task)
            return self._result(checks, review)

    def check_typed(self, document: str, unit: Unit) -> tuple[Finding, ...] | None:
        """What would be found of a unit with the text that is being typed; None before everything was checked once."""
        with self._lock:
            found = None if self._checks is None else self._checks.findings_of(unit)
            if found is None:
                return None
            return self._waivers.open_findings(Review(document, (unit,)), {unit.id: found}).get(unit.id, ())

    def for_saving(self, review: Review) -> tuple[Finding, ...] | None:
        """The findings to be saved with a review: all, where that takes no time; None where there are none yet."""
        if not self._lock.acquire(timeout=_PATIENCE):
            return None
        try:
            checks = self._checks
            if checks is None or not checks.is_ready:
                return None
            if self._whole is not review and self._seconds < _PATIENCE:
                self._check_all(checks, review, Task())
            else:
                checks.check_edited(review)
            findings = self._waivers.open_findings(review, checks.findings)
            return tuple(chain.from_iterable(findings.get(unit.id, ()) for unit in review.units))
        finally:
            self._lock.release()

    def _check_all(self, checks: LiveChecks, review: Review, task: Task) -> None:
        start = perf_counter()
        checks.check_all(review, task)
        self._whole, self._seconds = review, perf_counter() - start

    def _result(self, checks: LiveChecks, review: Review) -> Checked:
        found = checks.findings
        findings = self._waivers.open_findings(review, found)
        count = sum(map(len, findings.values()))
        return Checked(findings, count, self._whole is review, self._seconds, self._waivers.waived(review, found))

    def _checks_of(self, review: Review, task: Task) -> LiveChecks:
        """The checks of this review beside the others of the project, which are read once for it."""
        if self._checks is None:
            others = readable_reviews(self._project, but=review.name, task=task)
            if sum(len(other.units) for other in others.values()) > _MOST_OTHERS:
                others = {}
            before = [other for name, other in others.items() if name < review.name]
            behind = [other for name, other in others.items() if name > review.name]
            levels = load_settings(self._project.root).checks
            self._checks = LiveChecks(self.matcher, (before, behind), levels=levels)
        return self._checks

    def _stamp_now(self) -> tuple[str, int, int]:
        path = self._project.termbase()
        try:
            found = None if path is None else path.stat()
        except OSError:
            found = None
        return ("", 0, 0) if path is None or found is None else (str(path), found.st_mtime_ns, found.st_size)
