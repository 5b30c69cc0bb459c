"""Numbers, dates, shares, document symbols, units and addresses that the two texts do not share.

Compared as sets of values, each side against the other, so that repeating a figure or leaving a repetition out is no
fault. What is left on both sides is paired into one report of a changed figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from align_bench.checks.context import CheckContext
from align_bench.checks.figure_values import (
    are_many,
    differing,
    is_satisfied,
    must_be_kept,
    pairs,
    said_again,
    unsatisfied,
)
from align_bench.checks.figure_wording import as_written, in_english
from align_bench.checks.frequencies import frequency_slip
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.figures import Figure
from align_bench.text.figures.units import are_of_one_kind, measures
from align_bench.text.figures.writing import unit_plural

_MENTIONED_BEFORE = 3
# ` and `, `–`, `, `: what stands between the days of one date.
_RANGE = 5
_VAGUE = re.compile(
    r"\b(?:dozens?|scores?|hundreds|thousands|millions|billions|decades|centuries|many|several|numerous)\b"
)
_VAGUE_SHARE = re.compile(r"\b(?:most|many|few|several|some|all|majority|minority) of\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:the|this|that|its|said)\s(?:same\s|said\s)?(?:session|meeting|conference|congress|report|resolution|decision|article|paragraph"
    r"|anniversary|assembly|round|committee)s?\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\s(?:\w+\s)?(?:more|fewer|less|higher|lower)\b", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:至|到|[-‐‑‒–—―~～]+|to|through)\s*(?:第|articles? |paragraphs? )?", re.IGNORECASE)


def mismatches(kinds: frozenset[str], view: UnitView, context: CheckContext) -> Iterator[Report]:
    """Reports on the figures of these kinds that one side has and the other lacks."""
    if not view.is_pair or not any(f.kind in kinds for f in (*view.source_figures, *view.target_figures)):
        return
    source_left, target_left = _left(view, context)
    changed = pairs(source_left, target_left)
    paired = {id(figure) for pair in changed for figure in pair}
    for index, (source, target) in enumerate(changed):
        if source.kind in kinds and not _shares_its_fault(changed[index : index + 2]):
            yield _changed(view, source, target)
    for figure in source_left:
        if figure.kind in kinds and id(figure) not in paired and _is_missed(figure, view):
            if _is_referred_to(figure, view, context):
                yield _missing(view, figure, Severity.HINT)
            elif (instead := _said_instead(figure, view)) is not None:
                yield _changed(view, figure, instead)
            else:
                yield _missing(view, figure, None)
    for figure in target_left:
        if figure.kind not in kinds or id(figure) in paired or not must_be_kept(figure):
            continue
        if not _stood_before(figure, view, context):
            yield _added(view, figure)


# The checks of one unit ask one after the other.
@lru_cache(maxsize=16)
def _left(view: UnitView, context: CheckContext) -> tuple[list[Figure], list[Figure]]:
    """The figures of both sides that the other one does not have."""
    ours, theirs = view.source_figures, view.target_figures
    source, target = unsatisfied(ours, theirs), unsatisfied(theirs, ours)
    if are_many(source, theirs) or are_many(target, ours):
        return source, target
    source = [f for f in source if not _is_between(f, ours, theirs, view.target.text)]
    target = [f for f in target if not _is_between(f, theirs, ours, view.source.text)]
    target = [f for f in target if not _stands_in_term(f, view)]
    for figure in [f for f in target if source and _COMPARED.match(view.target.text, f.stop)]:
        worked_out = differing(figure, ours)
        if worked_out:
            target.remove(figure)
            source = [f for f in source if all(f is not other for other in worked_out)]
    if source or target:
        # A figure that has slipped into a neighbour without counterpart is a matter of the alignment.
        before, after = context.around(view, 1)
        strays = [other for other in (*before, *after) if not other.is_pair]
        source = [f for f in source if not any(is_satisfied(f, other.target_figures) for other in strays)]
        target = [f for f in target if not any(is_satisfied(f, other.source_figures) for other in strays)]
    return source, target


def _is_between(figure: Figure, own: Sequence[Figure], others: Sequence[Figure], text: str) -> bool:
    """Whether the figure is in a range of the other text between two that its own has: 4, 5 and 6 are 4至6."""
    if figure.kind not in ("number", "ordinal") or figure.number.denominator != 1:
        return False
    ends = {other.number for other in own}
    return any(
        one.kind in ("number", "ordinal")
        and other.kind in ("number", "ordinal")
        and one.number < figure.number < other.number
        and {one.number, other.number} <= ends
        and _LINK.fullmatch(text, one.stop, other.start)
        for one, other in pairwise(others)
    )


@check("number-mismatch", family="figures", severity=Severity.ERROR)
def number_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A number of the Chinese is missing from the English, or changed, or the English has one more.

    Digits, Chinese numerals with 万 and 亿, number words, fractions, multiples, ranges, years, decades and times of day
    are compared by value; lengths and weights by what they measure (18个月, "a year and a half"; 60万千瓦, "600 MW").

    Example: 456 次, "465 tests".
    """
    kinds = frozenset({"number", "fraction", "multiple", "year", "decade", "century", "time"})
    yield from mismatches(kinds, view, context)


@check("ordinal-mismatch", family="figures", severity=Severity.ERROR)
def ordinal_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """An ordinal (第七十四届, seventy-fourth, article XIV, 三季度) is missing, changed or added.

    Example: 第七十四届, "seventy-fifth".
    """
    yield from mismatches(frozenset({"ordinal"}), view, context)


@check("date-mismatch", family="figures", severity=Severity.ERROR)
def date_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A date is missing, changed or added; day, month and year are compared one by one. A day of the week is changed.

    Example: 8 月 29 日, "19 August".
    """
    yield from mismatches(frozenset({"date", "weekday"}), view, context)


@check("percent-mismatch", family="figures", severity=Severity.ERROR)
def percent_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A percentage (5%, 百分之五, 七成, 千分之五) is missing, changed or added.

    Example: 百分之五, "15 per cent".
    """
    yield from mismatches(frozenset({"percent"}), view, context)


@check("document-symbol", family="figures", severity=Severity.ERROR)
def document_symbol(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A document symbol (A/RES/70/57), the number of a resolution (56/1) or of a version is missing, changed or added.

    Other codes (H5N1) are reported where the English has nearly the same one.

    Example: A/RES/70/57, "A/RES/70/75".
    """
    yield from mismatches(frozenset({"symbol", "code"}), view, context)


@check("address-mismatch", family="figures")
def address_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A web or e-mail address or a telephone number is missing, changed or added.

    Parts of an address that name its language (`/zh/`, `/en/`) and codes in front of a number are not compared.

    Example: office@example.org, "offcie@example.org".
    """
    yield from mismatches(frozenset({"address"}), view, context)


def _share_a_value(one: Figure, other: Figure) -> bool:
    return not set(one.readings).isdisjoint(other.readings)


@check("unit-mismatch", family="figures")
def unit_mismatch(view: UnitView, _context: CheckContext) -> Iterator[Report]:
    """A number stands with another unit or currency than in the Chinese, or something happens every other period.

    Percentages and percentage points are two units. The same measure in another unit (1 500公斤, "1.5 tons") is none.
    For 每季度, "monthly" is reported.

    Example: 500万欧元, "$5 million".
    """
    if not view.is_pair:
        return
    if (slip := frequency_slip(view)) is not None:
        said, place, expected = slip
        ours, theirs = view.source.text[slice(*said)], view.target.text[slice(*place)]
        yield Report(view, f"{theirs} in the English, {ours} in the Chinese", said, place, expected=expected)
    measured = [figure for figure in view.target_figures if figure.unit]
    for figure in view.source_figures if measured else ():
        same = [other for other in view.target_figures if other.kind == figure.kind and _share_a_value(figure, other)]
        if not figure.unit or not same or any(are_of_one_kind(figure.unit, other.unit) for other in same):
            continue
        if any(set(measures(figure)) & set(measures(other)) for other in measured):
            continue
        written, found = (as_written(view.source.text, figure), as_written(view.target.text, same[0]))
        ours, given = unit_plural(figure.unit), unit_plural(same[0].unit)
        yield Report(
            view,
            f"{found} is in {given} in the English, {written} in {ours} in the Chinese",
            source=(figure.start, figure.stop),
            target=(same[0].start, same[0].stop),
            expected=ours,
        )


def _shares_its_fault(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """`28 and 29 August` with a wrong month is one fault, reported at the date that carries the month."""
    if len(pairs) < 2 or any(figure.kind != "date" for pair in pairs for figure in pair):
        return False
    (source, target), (_, following) = pairs
    return source.value[2] == target.value[2] and following.start - target.stop <= _RANGE


def _is_missed(figure: Figure, view: UnitView) -> bool:
    """Whether the English lacks it; 20多 may be `dozens`, 三分之一 is not `most of`; a symbol may tell the year."""
    if figure.kind == "year":
        symbols = (str(other.value[0]) for other in view.target_figures if other.kind == "symbol")
        return not any(f".{figure.number}/" in symbol for symbol in symbols)
    if figure.kind == "fraction" and not figure.loose and _VAGUE_SHARE.search(view.target.text):
        return True
    return must_be_kept(figure) and not (figure.approximate and _VAGUE.search(view.target.text))


def _stands_in_term(figure: Figure, view: UnitView) -> bool:
    """Whether the figure belongs to the English of a term that the Chinese has."""
    concepts = {hit.concept.id for hit in view.source_hits}
    return any(
        hit.start <= figure.start and figure.stop <= hit.stop and hit.concept.id in concepts and hit.status.is_allowed
        for hit in view.target_hits
    )


def _said_instead(figure: Figure, view: UnitView) -> Figure | None:
    if are_many(view.source_figures, view.target_figures):
        return None
    share, length = figure.start / len(view.source.text), len(view.target.text)
    return said_again(figure, view.source_figures, view.target_figures, share, length)


def _is_referred_to(figure: Figure, view: UnitView, context: CheckContext) -> bool:
    """第二十八届会议 is `the session`, where the English has just said which."""
    if figure.kind != "ordinal" or not _REFERENCE.search(view.target.text):
        return False
    return any(is_satisfied(figure, earlier.target_figures) for earlier in context.before(view, _MENTIONED_BEFORE))


def _stood_before(figure: Figure, view: UnitView, context: CheckContext) -> bool:
    """A year that the reader has just met may be repeated where the Chinese leaves it to the context."""
    year = figure.value[0] if figure.kind in ("date", "number", "year") else None
    if year is None or (figure.kind == "date" and figure.value[2] is not None) or not 1500 < Fraction(year) < 2200:
        return False
    written = view.target.text[max(0, figure.start - 1) : figure.stop + 1]
    if written == f"({year})" and _is_of_title(written, view, context):
        return True
    nearby = context.before(view, _MENTIONED_BEFORE)
    return any(year == other.value[0] for earlier in nearby for other in earlier.source_figures)


def _is_of_title(written: str, view: UnitView, context: CheckContext) -> bool:
    """Whether a year in brackets belongs to a title that the document gives in full: 《国际卫生条例(2005)》."""
    wide = written.replace("(", "（").replace(")", "）")
    return any(
        written in other.source.text or wide in other.source.text
        for other in context.views
        if other.document == view.document
    )


def _changed(view: UnitView, source: Figure, target: Figure) -> Report:
    written, found = (as_written(view.source.text, source), as_written(view.target.text, target))
    return Report(
        view,
        f"{found} in the English, {written} in the Chinese",
        source=(source.start, source.stop),
        target=(target.start, target.stop),
        expected=in_english(source),
    )


def _missing(view: UnitView, figure: Figure, severity: Severity | None) -> Report:
    return Report(
        view,
        f"{as_written(view.source.text, figure)} of the Chinese is not in the English",
        source=(figure.start, figure.stop),
        expected=in_english(figure),
        severity=severity,
    )


def _added(view: UnitView, figure: Figure) -> Report:
    found = as_written(view.target.text, figure)
    return Report(view, f"{found} is not in the Chinese", target=(figure.start, figure.stop))
