"""Figures of a unit that the other side does not have, and why some of those need no report.

Owns what is no difference: what a range covers, what stands in a term, what a neighbour has. Values are compared in
`values`; what is reported is `figures`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise

from align_bench.checks.context import CheckContext
from align_bench.checks.figures.parties import counts_parties, says_two, two_parties
from align_bench.checks.figures.values import are_many, differing, pairs, satisfied, unsatisfied
from align_bench.checks.figures.years import other_years
from align_bench.checks.views import UnitView
from align_bench.text.figures import Figure

_COMPARED = re.compile(r"\s(?:\w+\s)?(?:more|fewer|less|higher|lower)\b", re.IGNORECASE)
# What 两国 and 双方 say without a figure.
_TWO = 2
# Of `3 per 1,000`: by the words or digits without blanks and commas.
_WHOLES = {
    "thousand": 1000, "1000": 1000, "tenthousand": 10**4, "10000": 10**4, "hundredthousand": 10**5, "100000": 10**5,
    "million": 10**6, "ppm": 10**6, "1000000": 10**6, "1million": 10**6, "hundred": 100, "100": 100,
}  # fmt: skip
_RATE = re.compile(
    r"(?:\sparts?)?\s(?:per|in|out of|for every|in every|out of every)\s(?:an?\s|one\s)?"
    r"(?P<whole>(?:ten\s|hundred\s|1\s)?(?:hundred|thousand|million)\b|\d[\d, ]*\d\b)|\s?(?P<ppm>ppm)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:至|到|[-‐‑‒–—―~～]+|to|through)\s*(?:第|articles? |paragraphs? )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Differences:
    """The figures that one side of a unit has and the other lacks."""

    source: Sequence[Figure] = ()
    """Those that stand for none of the other side."""

    target: Sequence[Figure] = ()
    """The same of the English."""

    changed: Sequence[tuple[Figure, Figure]] = ()
    """Those that stand for one another."""

    def __bool__(self) -> bool:
        return bool(self.source or self.target or self.changed)


_NONE = Differences()


# The checks of one unit ask one after the other.
@lru_cache(maxsize=1)
def differences(view: UnitView, context: CheckContext) -> Differences:
    """The figures of both sides that the other one does not have; none where one side has no text."""
    source, target = _lacking(view, context) if view.is_pair else ((), ())
    # The year of a resolution is told with its number.
    years = other_years(view) if source else ()
    source = [f for f in source if not any(place[0] <= f.start < place[1] for place, _, _ in years)]
    target = [f for f in target if not any(place[0] <= f.start < place[1] for _, place, _ in years)]
    if not (source or target):
        return _NONE
    if says_two(view.simplified):
        target = [f for f in target if f.number != _TWO or not counts_parties(f, view.target.text)]
    changed = pairs(source, target)
    if not changed and (parties := two_parties(view.simplified, view.target.text, target)) is not None:
        changed = [parties]
    return Differences(
        _without(source, [one for one, _ in changed]), _without(target, [other for _, other in changed]), changed
    )


def _lacking(view: UnitView, context: CheckContext) -> tuple[Sequence[Figure], Sequence[Figure]]:
    ours, theirs = view.source_figures, view.target_figures
    source, target = unsatisfied(ours, theirs), unsatisfied(theirs, ours)
    if are_many(source, theirs) or are_many(target, ours) or not (source or target):
        return source, target
    source = _outside_ranges(source, ours, theirs, view.target.text)
    target = _outside_ranges(target, theirs, ours, view.source.text)
    target = _outside_terms(target, view)
    source, target = _outside_rates(source, target, theirs, view.target.text)
    for figure in [f for f in target if source and _COMPARED.match(view.target.text, f.stop)]:
        worked_out = differing(figure, ours)
        if worked_out:
            target.remove(figure)
            source = [f for f in source if all(f is not other for other in worked_out)]
    # A figure that has slipped into a neighbour without counterpart is a matter of the alignment.
    before, after = context.around(view, 1) if source or target else ((), ())
    for stray in (other for other in (*before, *after) if not other.is_pair):
        source = _without(source, satisfied(source, stray.target_figures))
        target = _without(target, satisfied(target, stray.source_figures))
    return source, target


def _outside_rates(
    source: list[Figure], target: list[Figure], theirs: Sequence[Figure], text: str
) -> tuple[list[Figure], list[Figure]]:
    """The figures without 千分之三 and the two of `3 per 1,000` or `three per thousand` that say it."""
    shares = [figure for figure in source if figure.kind == "percent"]
    rates: list[tuple[Fraction, Figure, int]] = []
    for figure in theirs if shares else ():
        rate = _RATE.match(text, figure.stop) if figure.kind == "number" else None
        written = (rate["whole"] or rate["ppm"]).lower() if rate else ""
        whole = _WHOLES.get(written.replace(" ", "").replace(",", ""))
        if rate and whole:
            rates.append((figure.number * 100 / whole, figure, rate.end()))
    said = {share for share, _, _ in rates} & {figure.number for figure in shares}
    if not said:
        return source, target
    starts = [figure.start for share, figure, _ in rates if share in said]
    stops = [0, *(stop for share, _, stop in rates if share in said)]
    return (
        [figure for figure in source if figure.kind != "percent" or figure.number not in said],
        [figure for figure in target if stops[bisect_right(starts, figure.start)] <= figure.start],
    )


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    left_out = set(map(id, others))
    return [figure for figure in figures if id(figure) not in left_out]


def _outside_ranges(
    figures: Sequence[Figure], own: Sequence[Figure], others: Sequence[Figure], text: str
) -> list[Figure]:
    """The figures that are in no range of the other text between two that their own has: 4, 5 and 6 are 4至6."""
    ends = {figure.number for figure in own} if figures else set()
    ranges = [
        (one.number, other.number)
        for one, other in (pairwise(others) if ends else ())
        if _may_be_in_range(one)
        and _may_be_in_range(other)
        and {one.number, other.number} <= ends
        and _LINK.fullmatch(text, one.stop, other.start)
    ]
    return [figure for figure in figures if not (_may_be_in_range(figure) and _is_inside(figure.number, ranges))]


def _may_be_in_range(figure: Figure) -> bool:
    return figure.kind in ("number", "ordinal")


def _is_inside(number: Fraction, ranges: Sequence[tuple[Fraction, Fraction]]) -> bool:
    return number.denominator == 1 and any(first < number < last for first, last in ranges)


def _outside_terms(figures: list[Figure], view: UnitView) -> list[Figure]:
    """The figures that do not belong to the English of a term that the Chinese has."""
    if not figures or not view.source_hits:
        return figures
    concepts = {hit.concept.id for hit in view.source_hits}
    known = (hit for hit in view.target_hits if hit.concept.id in concepts and hit.status.is_allowed)
    spans = sorted((hit.start, hit.stop) for hit in known)
    starts = [start for start, _ in spans]
    stops = [0, *accumulate((stop for _, stop in spans), max)]
    return [figure for figure in figures if stops[bisect_right(starts, figure.start)] < figure.stop]
