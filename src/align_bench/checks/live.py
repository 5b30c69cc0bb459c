"""The findings of one review while it is being edited: all of them now and then, those around an edit at once.

The other reviews of the project are looked at as well, for some checks look over all documents; they stand still.

Owns what has to be checked again after an edit. A check that looks over all units runs only with all of them; until
then its reports on units whose texts did not change stand as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from align_bench.checks.context import CheckContext, make_context
from align_bench.checks.form.pairing import lonely_quotes
from align_bench.checks.recent import remembering_little
from align_bench.checks.runner import Entry, unit_findings
from align_bench.checks.selection import AS_THEY_ARE, chosen_checks
from align_bench.checks.unit_run import REACH, note_takers
from align_bench.checks.views import UnitView
from align_bench.config import CheckLevel
from align_bench.model.finding import Finding
from align_bench.model.task import Task
from align_bench.model.unit import Review, Unit, Units
from align_bench.terms.abbreviations import learnt_matcher
from align_bench.terms.matching.matcher import TermMatcher

ByUnit = dict[str, tuple[Finding, ...]]

# How far checks look to their neighbours; for a quotation that is left open or closed, they look further.
_NEAR = 3

# Runs of units that are checked one by one: to put each in its place takes some milliseconds in a long document.
_MOST_RUNS = 50

# Hits, words and figures take some 6 kB a unit; in longer documents they are remembered of few (see `recent`).
_REMEMBERED_UNITS = 20_000


class LiveChecks:
    """Findings by unit id. Not for several threads at once."""

    def __init__(
        self,
        matcher: TermMatcher,
        others: tuple[Sequence[Review], Sequence[Review]] = ((), ()),
        *,
        levels: Mapping[str, CheckLevel] = AS_THEY_ARE,
    ) -> None:
        """`others` are the reviews that stand before and behind this one in the project; `levels` choose the checks."""
        self.findings: ByUnit = {}
        self._matcher = self._learnt = matcher
        self._others = others
        self._first, self._last = (sum(len(review.units) for review in side) for side in others)
        self._checks = tuple(enumerate(chosen_checks(levels)))
        self._context: CheckContext | None = None
        self._checked = Review("", ())
        """The review of this context."""

        self._wide: dict[str, list[Entry]] = {}

    @property
    def is_ready(self) -> bool:
        """Whether all units have been checked once."""
        return self._context is not None

    def check_all(self, review: Review, task: Task | None = None) -> None:
        """Run every check; nothing is changed where the task is stopped."""
        task = task or Task()
        matcher, context = self._begun(review, task)
        for view in task.over(context.views, "looking for the terms", len(context.views)):
            context.note(view)
        context.survey()
        found = self._walk(context, task)
        wide: dict[str, list[Entry]] = {}
        of_all = [(order, check) for order, check in self._checks if check.run_unit is None]
        for order, check in task.over(of_all, "what shows over all pairs", len(of_all)):
            for report in check.run(context):
                if report.view.document == review.name:
                    wide.setdefault(report.view.unit.id, []).append((order, check, report))
        for name, entries in wide.items():
            # What was reported of single units is not kept until here: it takes as much room as the findings.
            found[name] = unit_findings((*self._of_unit(entries[0][2].view, context), *entries))
        self._wide, self._learnt = wide, matcher
        self.findings = {unit.id: found[unit.id] for unit in review.units if unit.id in found}
        context.drop_notes()
        self._context, self._checked = context, review

    def _begun(self, review: Review, task: Task) -> tuple[TermMatcher, CheckContext]:
        """The terms and the context of a run; of a long document, little is taken over from the last one."""
        before = self._context
        reviews = self._reviews(review)
        matcher = learnt_matcher(self._matcher, reviews, earlier=self._learnt)
        is_long = sum(len(each.units) for each in reviews) > _REMEMBERED_UNITS
        known = () if before is None or is_long else before.views
        context = make_context(reviews, matcher.termbase, matcher=matcher, known=known, task=task)
        if is_long:
            context = remembering_little(context)
        if before is not None:
            context.keep_usage(before)
        return matcher, context

    def _walk(self, context: CheckContext, task: Task) -> ByUnit:
        """What the checks of single units find; what those of all units ask of each is noted."""
        takers = note_takers([check for _, check in self._checks])
        noted: list[list[object]] = [[] for _ in takers]
        found: ByUnit = {}
        own = range(self._first, len(context.views) - self._last)
        for view in task.over(context.views, "pair by pair", len(context.views)):
            if view.index in own and (entries := self._of_unit(view, context)):
                found[view.unit.id] = unit_findings(entries)
            for values, notes in zip(noted, takers, strict=True):
                values.append(notes(view, context))
        for notes, values in zip(takers, noted, strict=True):
            context.keep_notes(notes, values)
        return found

    def check_edited(self, review: Review) -> None:
        """Check the units that changed since the last time, and those near them."""
        if self._context is None:
            self.check_all(review)
            return
        # From the last one on, so that the places of the others stay.
        for start, stop, count in reversed(_edits(self._checked.units, review.units)):
            self._check_run(self._context, review.units[start:stop], start, count, review.name)
        self._checked = review

    def _check_run(self, before: CheckContext, units: tuple[Unit, ...], start: int, count: int, document: str) -> None:
        """Check what came in the place of `count` units, and those near it."""
        first, stop = self._first + start, self._first + start + len(units)
        were = before.views[first : first + count]
        context = before.after_edit(first, count, document, units)
        views = context.views
        findings = self.findings.copy()
        gone = {view.unit.id: view.unit for view in were}
        for unit_id, unit in gone.items():
            findings.pop(unit_id, None)
            if not any(_same_texts(unit, now) for now in units):
                self._wide.pop(unit_id, None)
        reach = _reach(were, views[first:stop])
        is_long = len(views) > _REMEMBERED_UNITS
        for place in range(max(self._first, first - reach), min(len(views) - self._last, stop + reach)):
            view = views[place]
            entries = [*self._of_unit(view, context), *self._wide.get(view.unit.id, ())]
            findings.pop(view.unit.id, None)
            if entries:
                findings[view.unit.id] = unit_findings(entries)
            if is_long:
                views[max(self._first, place - REACH)].forget()
        self.findings = findings
        self._context = context

    def findings_of(self, unit: Unit) -> tuple[Finding, ...] | None:
        """What would be found of a unit if its texts were these; nothing is kept of it.

        None where the unit was not among those checked last.
        """
        before = self._context
        if before is None:
            return None
        place = self._checked.units.place(unit.id)
        if place is None:
            return None
        was = before.views[self._first + place]
        context = before.after_edit(was.index, 1, was.document, [unit])
        wide = self._wide.get(unit.id, ()) if _same_texts(was.unit, unit) else ()
        return unit_findings([*self._of_unit(context.views[was.index], context), *wide])

    def _reviews(self, review: Review) -> Sequence[Review]:
        return [*self._others[0], review, *self._others[1]]

    def _of_unit(self, view: UnitView, context: CheckContext) -> list[Entry]:
        return [
            (order, check, report)
            for order, check in self._checks
            if check.run_unit is not None
            for report in check.run_unit(view, context)
        ]

    def in_order(self, review: Review) -> tuple[Finding, ...]:
        """All findings in document order."""
        return tuple(chain.from_iterable(self.findings.get(unit.id, ()) for unit in review.units))


def _edits(before: Units, after: Units) -> list[tuple[int, int, int]]:
    """The runs of units that are other ones: their places in `after`, from and to, and in the place of how many.

    One run holds all where units came or went, or where very many were edited.
    """
    start, stop = _changed(before, after)
    count = len(before) - len(after) + stop - start
    whole = [(start, stop, count)]
    if count != stop - start:
        return whole
    pairs = zip(before[start:stop], after[start:stop], strict=True)
    edited = {place for place, (was, now) in enumerate(pairs, start) if was != now}
    firsts, lasts = (sorted(place for place in edited if place + by not in edited) for by in (-1, 1))
    runs = [(first, last + 1, last + 1 - first) for first, last in zip(firsts, lasts, strict=True)]
    return runs if len(runs) <= _MOST_RUNS else whole


def _changed(before: Units, after: Units) -> tuple[int, int]:
    """The places in `after` outside of which all units are as before; they may have been read anew."""
    start, stop, other_stop = before.changed(after)
    ours, theirs = before[start:stop], after[start:other_stop]
    head = _alike(ours, theirs)
    return start + head, other_stop - _alike(ours[head:][::-1], theirs[head:][::-1])


def _alike(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """How many units two documents have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (was, now) in pairs if was != now), min(len(one), len(other)))


def _reach(before: Sequence[UnitView], now: Sequence[UnitView]) -> int:
    """How far from these units there may be other findings: further where quotations are opened or closed otherwise."""
    texts, others = ([view.target.text for view in views] for views in (before, now))
    if len(texts) != len(others):
        return REACH if any(mark in text for text in (*texts, *others) for mark in "“”") else _NEAR
    return _NEAR if list(map(lonely_quotes, texts)) == list(map(lonely_quotes, others)) else REACH


def _same_texts(one: Unit, other: Unit) -> bool:
    return (one.id, one.source, one.target) == (other.id, other.source, other.target)
