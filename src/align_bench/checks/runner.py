"""Running the checks over reviews, and making findings of what they report."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain

from align_bench.checks.context import make_context
from align_bench.checks.parallel import Choice, walk_shared
from align_bench.checks.processes import together
from align_bench.checks.registry import Check, Report
from align_bench.checks.selection import AS_THEY_ARE
from align_bench.checks.unit_run import look_over, note_takers, walk
from align_bench.config import CheckLevel
from align_bench.model.finding import Finding, Span
from align_bench.model.task import Task
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review

# Hits, words and figures take some 20 kB a unit; of more units they are worked out anew where they are asked for.
_REMEMBERED_UNITS = 5_000

# Between two collections of what is new.
_OBJECTS = 200_000

Entry = tuple[int, Check, Report]
"""A report with its check and the place of that among the checks."""


def run_checks(
    reviews: Sequence[Review],
    termbase: Termbase,
    *,
    only: Collection[str] | None = None,
    levels: Mapping[str, CheckLevel] = AS_THEY_ARE,
    processes: int = 1,
    task: Task | None = None,
) -> tuple[Finding, ...]:
    """All findings, in document order: by unit, then by place in the English, then by check.

    `only` and `levels` choose the checks (see `chosen_checks`). The findings are the same with several `processes`; a
    script that asks for them needs the usual guard, `if __name__ == "__main__"`. `Stopped` where the task is.
    """
    with seldom_collected():
        return _run(reviews, termbase, Choice(dict(levels), only), processes, task or Task())


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector of cycles be: it would go through all that is learnt again and again, to no end."""
    threshold = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


def _run(
    reviews: Sequence[Review],
    termbase: Termbase,
    choice: Choice,
    processes: int,
    task: Task,
) -> tuple[Finding, ...]:
    checks = choice.checks()
    context = make_context(reviews, termbase, processes=processes, task=task)
    if processes > 1:
        parts = walk_shared(context, choice, checks, processes)
    else:
        everything = range(len(context.views))
        parts = [walk(context, checks, everything, forgets=len(everything) > _REMEMBERED_UNITS, task=task)]
    for taker, notes in zip(note_takers(checks), zip(*(part.noted for part in parts), strict=True), strict=True):
        context.keep_notes(taker, list(chain.from_iterable(notes)))
    wide = [order for order, check in enumerate(checks) if check.run_unit is None]
    shares = [partial(look_over, context, checks, wide[share::processes]) for share in range(processes)]
    entries: dict[int, list[Entry]] = defaultdict(list)
    for reported in chain(*(part.reported for part in parts), *together(shares, processes)):
        view = context.views[reported.unit]
        entries[reported.unit].append((reported.order, checks[reported.order], reported.report(view)))
    return tuple(finding for index in sorted(entries) for finding in unit_findings(entries[index]))


def unit_findings(entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """The findings of one unit by place in the English, then by check."""
    by_place = sorted(entries, key=lambda entry: (entry[2].target or (0, 0), entry[2].source or (0, 0), entry[0]))
    return tuple(_finding(check, report) for _, check, report in _without_overlaps(by_place))


def _without_overlaps(entries: Iterable[Entry]) -> list[Entry]:
    """One finding a place and family: of overlapping ones the more severe stays, then the earlier check."""
    kept: list[Entry] = []
    for entry in entries:
        rivals = [other for other in kept[-8:] if _collide(other, entry)]
        if not rivals:
            kept.append(entry)
        elif all(_weight(entry) > _weight(other) for other in rivals):
            kept = [other for other in kept if other not in rivals]
            kept.append(entry)
    return kept


def _collide(first: Entry, second: Entry) -> bool:
    (_, one, left), (_, other, right) = first, second
    if one.family != other.family or left.target is None or right.target is None:
        return False
    return left.target[0] < right.target[1] and right.target[0] < left.target[1]


def _weight(entry: Entry) -> tuple[int, int]:
    order, check, report = entry
    return check.severity_of(report).rank, -order


def _finding(check: Check, report: Report) -> Finding:
    view = report.view
    found = "" if report.target is None else view.target.text[slice(*report.target)]
    source_span = None if report.source is None else view.source.span(*report.source)
    target_span = None if report.target is None else view.target.span(*report.target)
    return Finding(
        check=check.id,
        family=check.family,
        severity=check.severity_of(report),
        document=view.document,
        unit=view.unit.id,
        source_segments=_segments(source_span, view.unit.source_numbers),
        target_segments=_segments(target_span, view.unit.target_numbers),
        message=report.message,
        source_span=source_span,
        target_span=target_span,
        zh_term=report.zh_term,
        found=found,
        expected=report.expected,
    )


def _segments(span: Span | None, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The paragraph of the span, so that its offsets are unmistakable; without a span, all of the unit's."""
    if span is None or not span.paragraph:
        return numbers
    own = (span.paragraph,)
    # Of most units it is the only one: a hundred thousand findings take no tuple more.
    return numbers if numbers == own else own
