"""Numbers, dates, shares, document symbols, units and addresses that the two texts do not share.

Compared as sets of values, each side against the other, so that repeating a figure or leaving a repetition out is no
fault. What is left on both sides is paired into one report of a changed figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align_bench.checks.context import CheckContext
from align_bench.checks.figures.differences import differences
from align_bench.checks.figures.excuses import (
    is_missed,
    is_noticed,
    is_referred_to,
    named_instead,
    said_for_another,
    said_instead,
    stood_before,
)
from align_bench.checks.figures.frequencies import frequency_slip
from align_bench.checks.figures.units import other_units
from align_bench.checks.figures.wording import as_written, in_english
from align_bench.checks.figures.years import other_years
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.figures import Figure
from align_bench.text.figures.writing import unit_plural

# ` and `, `–`, `, `: what stands between the days of one date.
_RANGE = 5


def mismatches(kinds: frozenset[str], view: UnitView, context: CheckContext) -> Iterator[Report]:
    """Reports on the figures of these kinds that one side has and the other lacks."""
    left = differences(view, context)
    if not left:
        return
    for index, (source, target) in enumerate(left.changed):
        if source.kind in kinds and not _shares_its_fault(left.changed[index : index + 2]):
            yield _changed(view, source, target)
    for figure in left.source:
        if figure.kind not in kinds:
            continue
        if is_missed(figure, view):
            if is_referred_to(figure, view, context):
                yield _missing(view, figure, Severity.HINT)
            elif (instead := named_instead(figure, view) or said_instead(figure, view)) is not None:
                yield _changed(view, figure, instead)
            else:
                yield _missing(view, figure, None)
        elif figure.unit and (instead := said_instead(figure, view)) is not None:
            yield _changed(view, figure, instead)
    for figure in left.target:
        if figure.kind not in kinds or stood_before(figure, view, context):
            continue
        if is_noticed(figure):
            yield _added(view, figure)
        elif (meant := said_for_another(figure, view)) is not None:
            yield _changed(view, meant, figure)


@check("number-mismatch", family="figures", severity=Severity.ERROR)
def number_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A number of the Chinese is missing from the English, or changed, or the English has one more.

    Digits, Chinese numerals with 万 and 亿, number words, fractions, multiples, ranges, years, decades and times of day
    are compared by value; lengths and weights by what they measure (18个月, "a year and a half"; 60万千瓦, "600 MW"),
    converted ones as rounded (5万亩, "3,333 hectares"). 增长两倍 is "tripled", 增长到两倍 "doubled"; 两国 are no three.
    The number of a resolution keeps its year: 第2270(2016)号 is not "2270 (2006)".

    Example: 456 次, "465 tests".
    """
    kinds = frozenset({"number", "fraction", "multiple", "year", "decade", "century", "time"})
    yield from mismatches(kinds, view, context)
    for source, target, expected in other_years(view):
        written = view.target.text[slice(*target)]
        yield Report(view, f"{written} in the English, {expected} in the Chinese", source, target, expected=expected)


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
    """A percentage (5%, 百分之五, 七成, 千分之五, "three per thousand") is missing, changed or added.

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
    for figure, other in other_units(view.source_figures, view.target_figures):
        written, found = (as_written(view.source.text, figure), as_written(view.target.text, other))
        ours, given = unit_plural(figure.unit), unit_plural(other.unit)
        yield Report(
            view,
            f"{found} is in {given} in the English, {written} in {ours} in the Chinese",
            source=(figure.start, figure.stop),
            target=(other.start, other.stop),
            expected=ours,
        )


def _shares_its_fault(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """`28 and 29 August` with a wrong month is one fault, reported at the date that carries the month."""
    if len(pairs) < 2 or any(figure.kind != "date" for pair in pairs for figure in pair):
        return False
    (source, target), (_, following) = pairs
    return source.value[2] == target.value[2] and following.start - target.stop <= _RANGE


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
