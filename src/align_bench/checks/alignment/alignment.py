"""What the pairing itself shows: omitted, added, merged, split and moved paragraphs, numbering, lengths.

A structure that differs is not always a fault, but a reviser wants to know of every place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from align_bench.checks.context import CheckContext
from align_bench.checks.lengths import usual_lengths
from align_bench.checks.registry import Report, check, project_check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.model.unit import Status
from align_bench.text.labels import label_places
from align_bench.text.wording import counted

# 3.5 robust standard deviations: the usual limit for outliers by median and MAD (Iglewicz and Hoaglin 1993).
_OUTLYING = 3.5
# Numbers that jump further belong to another list.
_NEAR = 6


@check("omitted-paragraph", family="alignment")
def omitted(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A Chinese paragraph has no English.

    Documents without any English are still to be translated and are passed over, and so is, of those that are
    translated here, what has no English behind it yet, and what a reviewer has marked as `omitted`.
    """
    if view.unit.status is Status.OMITTED or context.awaits_english(view):
        return
    if view.source.text.strip() and not view.target.text.strip():
        yield Report(
            view,
            f"this Chinese {_kind(view)} has no English: {_shown(view.source.text)}",
            source=(0, len(view.source.text)),
        )


@check("added-paragraph", family="alignment")
def added(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """An English paragraph has no Chinese; what a reviewer has marked as `added` is passed over.

    Example: a translator's note.
    """
    if view.unit.status is not Status.ADDED and view.target.text.strip() and not view.source.text.strip():
        yield Report(
            view,
            f"this English {_kind(view)} has no Chinese: {_shown(view.target.text)}",
            target=(0, len(view.target.text)),
        )


@check("merged-paragraphs", family="alignment", severity=Severity.HINT)
def merged(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """Several Chinese paragraphs stand in fewer English ones: often meant so; a number that is lost is reported."""
    if view.is_pair and len(view.source.starts) > len(view.target.starts):
        yield Report(view, f"{_count(view)} of the Chinese merged into {len(view.target.starts)}")


@check("split-paragraph", family="alignment", severity=Severity.HINT)
def split(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A Chinese paragraph is spread over several English ones."""
    if view.is_pair and len(view.target.starts) > len(view.source.starts):
        yield Report(view, f"{_count(view)} of the Chinese split into {len(view.target.starts)}")


@project_check("moved-paragraph", family="alignment")
def moved(context: CheckContext) -> Iterator[Report]:
    """English paragraphs stand in another order than the Chinese ones."""
    for _, group in groupby(context.views, key=lambda view: view.document):
        paired = [view for view in group if view.is_pair and view.unit.target_numbers and view.unit.source_numbers]
        kept = _longest_rising([view.unit.target_numbers[0] for view in paired])
        for index, view in enumerate(paired):
            if index not in kept:
                yield Report(
                    view, f"stands at another place in the English than in the Chinese: {_shown(view.target.text)}"
                )


@check("label-mismatch", family="alignment")
def label_mismatch(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A paragraph is numbered otherwise than in the Chinese, or its number is lost.

    Example: 13., no number.
    """
    if not view.is_pair:
        return
    if len(view.source.labels) != len(view.target.labels):
        yield from _lost_labels(view)
        return
    for source, target, start in zip(view.source.labels, view.target.labels, view.target.starts, strict=True):
        if source == target or (source is not None and target is not None and _same_place(source, target)):
            continue
        if source is None:
            continue
        message = (
            f"numbered {target} in the English, {source} in the Chinese"
            if target
            else f"the number {source} of the Chinese is not in the English"
        )
        yield Report(view, message, target=(start, min(start + 1, len(view.target.text))), expected=source)


def _lost_labels(view: UnitView) -> Iterator[Report]:
    kept = [label for label in view.target.labels if label]
    for label in view.source.labels:
        if label and not any(label == other or _same_place(label, other) for other in kept):
            yield Report(view, f"the number {label} of the Chinese is not in the English", expected=label)


@project_check("label-gap", family="alignment")
def label_gap(context: CheckContext) -> Iterator[Report]:
    """The numbering of the English jumps or repeats, and no other finding says why.

    A number is explained by a paragraph that is omitted, moved, merged or numbered otherwise, or by a jump in Chinese.

    Example: 7., then 9..
    """
    for _, group in groupby(context.views, key=lambda view: view.document):
        views = list(group)
        known = set(pairwise(_plain_numbers(view.source.labels for view in views)))
        numbers = {int(label) for view in views for label in view.source.labels if label and label.isdecimal()}
        numbered = sorted(
            ((number, int(label), view) for view in views for number, label in _target_numbers(view)),
            key=lambda entry: entry[0],
        )
        for (_, before, _), (_, after, view) in pairwise(numbered):
            if (before, after) in known or not (after == before or before + 1 < after <= before + _NEAR):
                continue
            # The Chinese has these numbers: where they are not in the English, their own paragraphs are reported.
            if set(range(before + 1, after)) & numbers:
                continue
            if after == before and any(view.source.labels) and view.source.labels != view.target.labels:
                continue
            what = (
                f"number {after} stands twice" if after == before else f"the numbering jumps from {before} to {after}"
            )
            yield Report(view, what)


@project_check("length-outlier", family="alignment", severity=Severity.HINT)
def length_outlier(context: CheckContext) -> Iterator[Report]:
    """The English is much shorter or longer than usual for so much Chinese: something may be missing or added."""
    usual = usual_lengths(context)
    for ratio, view in usual.ratios(context) if usual else ():
        if usual and abs(ratio - usual.middle) > _OUTLYING * usual.deviation:
            yield Report(
                view, f"the English is unusually {'short' if ratio < usual.middle else 'long'} for the Chinese"
            )


def _shown(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 24 else f"{line[:23]}…"


def _kind(view: UnitView) -> str:
    """What its texts are made of: at sentence level a unit names its paragraph."""
    return "sentence" if view.unit.paragraph else "paragraph"


def _count(view: UnitView) -> str:
    return counted(len(view.source.starts), _kind(view))


def _same_place(one: str, other: str) -> bool:
    """一 and I, (a) and (a), 12 and 12: the same place in their lists."""
    places = {place for _, place in label_places(one)}
    return bool(places & {place for _, place in label_places(other)})


def _plain_numbers(labels: Iterator[tuple[str | None, ...]]) -> list[int]:
    return [int(label) for group in labels for label in group if label and label.isdecimal()]


def _target_numbers(view: UnitView) -> Iterator[tuple[int, str]]:
    for number, label in zip(view.target.numbers, view.target.labels, strict=False):
        if label and label.isdecimal():
            yield number, label


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The indices of a longest subsequence that never falls: pieces of one paragraph have the same number."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_right(tails, value)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
    kept = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
