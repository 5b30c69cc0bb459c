"""Numbers, dates, per cents and document symbols that the two texts do not share.

Compared as sets of values, each side against the other, so that repeating a figure or leaving a repetition out is no
fault. What is left on both sides is paired into one report of a changed figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from align_bench.checks.context import CheckContext
from align_bench.checks.registry import Report, check
from align_bench.checks.views import UnitView
from align_bench.model.finding import Severity
from align_bench.text.figures import Figure, FigureKind
from align_bench.text.numbers import CARDINALS, SCALES, english_ordinal

_COUNTING = frozenset({"number", "ordinal", "year", "fraction"})
_MENTIONED_BEFORE = 3
# Small numbers in words are as often grammar as figures (一, two sides, first and foremost).
_SMALL = 12
# Four digits may be a year or the number of a resolution, and stand without a comma.
_GROUPED_FROM = 10_000
_IN_WORDS = 10
# ` and `, `–`, `, `: what stands between the days of one date.
_RANGE = 5


def date_or_number(kinds: frozenset[str], view: UnitView, context: CheckContext) -> Iterator[Report]:
    """Reports on the figures of these kinds that one side has and the other lacks."""
    if not view.is_pair or not any(f.kind in kinds for f in (*view.source_figures, *view.target_figures)):
        return
    source_left = [f for f in view.source_figures if not any(_agree(f, other) for other in view.target_figures)]
    target_left = [f for f in view.target_figures if not any(_agree(f, other) for other in view.source_figures)]
    target_left = [f for f in target_left if not _stands_in_term(f, view)]
    if source_left or target_left:
        # A figure that has slipped into a neighbour without counterpart is a matter of the alignment.
        before, after = context.around(view, 1)
        strays = [other for other in (*before, *after) if not other.is_pair]
        source_left = [f for f in source_left if not any(_agree(f, g) for o in strays for g in o.target_figures)]
        target_left = [f for f in target_left if not any(_agree(f, g) for o in strays for g in o.source_figures)]
    pairs = _pairs(source_left, target_left)
    for index, (source, target) in enumerate(pairs):
        if source.kind in kinds and not _shares_its_fault(pairs[index : index + 2]):
            yield _changed(view, source, target)
    for figure in source_left:
        if figure.kind in kinds and all(figure is not source for source, _ in pairs) and _must_be_kept(figure):
            yield _missing(view, figure)
    for figure in target_left:
        if figure.kind not in kinds or any(figure is target for _, target in pairs) or not _must_be_kept(figure):
            continue
        if not _stood_before(figure, view, context):
            yield _added(view, figure)


@check("number-mismatch", family="figures", severity=Severity.ERROR)
def number_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A number of the Chinese is missing from the English, or changed, or the English has one more.

    Digits, Chinese numerals with 万 and 亿, number words, fractions and years are compared by value.

    Example: 456 次, "465 tests".
    """
    yield from date_or_number(frozenset({"number", "fraction", "year", "decade", "century", "time"}), view, context)


@check("ordinal-mismatch", family="figures", severity=Severity.ERROR)
def ordinal_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """An ordinal (第七十四届, seventy-fourth, article XIV) is missing, changed or added.

    Example: 第七十四届, "seventy-fifth".
    """
    yield from date_or_number(frozenset({"ordinal"}), view, context)


@check("date-mismatch", family="figures", severity=Severity.ERROR)
def date_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A date is missing, changed or added; day, month and year are compared one by one.

    Example: 8 月 29 日, "19 August".
    """
    yield from date_or_number(frozenset({"date"}), view, context)


@check("percent-mismatch", family="figures", severity=Severity.ERROR)
def percent_mismatch(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A percentage is missing, changed or added.

    Example: 百分之五, "15 per cent".
    """
    yield from date_or_number(frozenset({"percent"}), view, context)


@check("document-symbol", family="figures", severity=Severity.ERROR)
def document_symbol(view: UnitView, context: CheckContext) -> Iterator[Report]:
    """A document symbol (A/RES/70/57) is missing, changed or added.

    Example: A/RES/70/57, "A/RES/70/75".
    """
    yield from date_or_number(frozenset({"symbol"}), view, context)


def _agree(one: Figure, other: Figure) -> bool:
    """Whether a figure is satisfied by one of the other side."""
    if one.kind == "date" and other.kind == "date":
        return all(a is None or b is None or a == b for a, b in zip(one.value, other.value, strict=True)) and any(
            a is not None and a == b for a, b in zip(one.value, other.value, strict=True)
        )
    if "date" in (one.kind, other.kind):
        # A year is in a date, but a date is more than its year.
        return one.kind in ("year", "number") and other.value[0] == one.value[0]
    if one.kind in _COUNTING and other.kind in _COUNTING:
        return one.value == other.value
    if one.kind == "decade" and other.kind in ("decade", "number", "year"):
        return _decade(one) == _decade(other) or (_decade(one) - _decade(other)) % 100 == 0
    if other.kind == "decade" and one.kind in ("number", "year"):
        return _agree(other, one)
    if {one.kind, other.kind} in ({"century", "ordinal"}, {"percent", "fraction"}, {"percent", "number"}):
        ratio = 100 if {one.kind, other.kind} == {"percent", "fraction"} else 1
        return one.value == other.value or _scalar(one) in (_scalar(other) * ratio, _scalar(other) / ratio)
    return one.kind == other.kind and one.value == other.value


def _scalar(figure: Figure) -> Fraction:
    value = figure.value[0]
    return Fraction(value) if isinstance(value, (int, Fraction)) else Fraction(-1)


def _decade(figure: Figure) -> int:
    return int(_scalar(figure))


def _pairs(source: Sequence[Figure], target: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Left-over figures of one kind that stand for each other, in order of their likeness."""
    candidates = sorted(
        (
            (_distance(one, other), abs(i - j), i, j)
            for i, one in enumerate(source)
            for j, other in enumerate(target)
            if _can_stand_for(one, other)
        ),
    )
    used_source: set[int] = set()
    used_target: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in used_source and j not in used_target:
            used_source.add(i)
            used_target.add(j)
            pairs.append((source[i], target[j]))
    return sorted(pairs, key=lambda pair: pair[1].start)


def _shares_its_fault(pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """`28 and 29 August` with a wrong month is one fault, reported at the date that carries the month."""
    if len(pairs) < 2 or any(figure.kind != "date" for pair in pairs for figure in pair):
        return False
    (source, target), (_, following) = pairs
    return source.value[2] == target.value[2] and following.start - target.stop <= _RANGE


def _can_stand_for(one: Figure, other: Figure) -> bool:
    kinds: set[FigureKind] = {one.kind, other.kind}
    if len(kinds) == 2 and not kinds <= _COUNTING and kinds != {"year", "date"}:
        return False
    if kinds == {"ordinal", "number"} and one.in_digits != other.in_digits:
        return False
    if one.approximate or other.approximate or one.loose or other.loose:
        return False
    # `one` and 一 are hardly ever figures.
    return not any(f.kind == "number" and not f.in_digits and _scalar(f) == 1 for f in (one, other))


def _distance(one: Figure, other: Figure) -> int:
    """0 for the likest: the same kind, then parts of the value in common, then both in digits or both in words."""
    shared = sum(a == b for a, b in zip(one.value, other.value, strict=False) if a is not None)
    return 4 * (one.kind != other.kind) + (3 - shared) + (one.in_digits != other.in_digits)


def _must_be_kept(figure: Figure) -> bool:
    if figure.approximate or figure.loose:
        return False
    if figure.kind in ("date", "symbol", "percent", "decade", "year", "time"):
        return True
    return figure.in_digits or _scalar(figure) > _SMALL


def _stands_in_term(figure: Figure, view: UnitView) -> bool:
    """Whether the figure belongs to the English of a term that the Chinese has."""
    concepts = {hit.concept.id for hit in view.source_hits}
    return any(
        hit.start <= figure.start and figure.stop <= hit.stop and hit.concept.id in concepts and hit.status.is_allowed
        for hit in view.target_hits
    )


def _stood_before(figure: Figure, view: UnitView, context: CheckContext) -> bool:
    """A year that the reader has just met may be repeated where the Chinese leaves it to the context."""
    year = figure.value[0] if figure.kind in ("date", "number", "year") else None
    if year is None or (figure.kind == "date" and figure.value[2] is not None) or not 1500 < Fraction(year) < 2200:
        return False
    nearby = context.before(view, _MENTIONED_BEFORE)
    return any(year == other.value[0] for earlier in nearby for other in earlier.source_figures)


def _changed(view: UnitView, source: Figure, target: Figure) -> Report:
    written, found = view.source.text[source.start : source.stop], view.target.text[target.start : target.stop]
    return Report(
        view,
        f"{_one_line(found)} in the English, {_one_line(written)} in the Chinese",
        source=(source.start, source.stop),
        target=(target.start, target.stop),
        expected=_english(source),
    )


def _missing(view: UnitView, figure: Figure) -> Report:
    written = view.source.text[figure.start : figure.stop]
    return Report(
        view,
        f"{_one_line(written)} of the Chinese is not in the English",
        source=(figure.start, figure.stop),
        expected=_english(figure),
    )


def _added(view: UnitView, figure: Figure) -> Report:
    found = view.target.text[figure.start : figure.stop]
    return Report(view, f"{_one_line(found)} is not in the Chinese", target=(figure.start, figure.stop))


def _one_line(written: str) -> str:
    return " ".join(written.split())


def _english(figure: Figure) -> str:
    """The value as it may be written in English."""
    from align_bench.text.dates import MONTHS

    if figure.kind == "date":
        year, month, day = figure.value
        parts = [str(day or ""), MONTHS[int(month) - 1] if month else "", str(year or "")]
        return " ".join(part for part in parts if part)
    if figure.kind == "symbol":
        return str(figure.value[0])
    value = _scalar(figure)
    if figure.kind == "time":
        return f"{int(value)}.{int(Fraction(figure.value[1] or 0)):02}"
    if figure.kind == "fraction":
        return f"{value.numerator}/{value.denominator}"
    if figure.kind == "ordinal" and not figure.in_digits and value.denominator == 1:
        return english_ordinal(int(value))
    if figure.kind == "number" and not figure.in_digits and 0 < value <= _IN_WORDS and value.denominator == 1:
        return next(word for word, number in CARDINALS.items() if number == value)
    text = str(int(value)) if value.denominator == 1 else str(float(value))
    if figure.kind == "number" and value >= _GROUPED_FROM:
        text = _large(value, text)
    return {"percent": f"{text} per cent", "decade": f"{text}s"}.get(figure.kind, text)


def _large(value: Fraction, text: str) -> str:
    """`1.25 billion` where that is short, else with commas."""
    for word in ("trillion", "billion", "million"):
        share = value / SCALES[word]
        if share >= 1 and (share * 100).denominator == 1:
            return f"{float(share):g} {word}"
    return f"{value.numerator:,}" if value.denominator == 1 else text
