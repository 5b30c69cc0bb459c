"""Which figures of two texts say the same, and which of those that are left stand for each other.

Owns the comparison of values; what is reported of it is `figures`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction

from rapidfuzz.distance import Levenshtein

from align_bench.text.figures import Figure, FigureKind, Value, number_of
from align_bench.text.figures.units import are_converted, measures

_COUNTING = frozenset({"number", "ordinal", "year", "fraction", "multiple"})
_ALWAYS_KEPT = frozenset({"date", "symbol", "percent", "decade", "year", "time", "address"})
# Small numbers in words are as often grammar as figures (一, two sides, first and foremost).
_SMALL = 12
_SLIP = 2
# Comparisons of figures in one unit, some seconds of them; paragraphs need dozens.
_MANY = 40_000
# Of so many, those in about the same place may stand for each other.
_NEAR = 10
# Of a table, so many with the same year, month or number are held against each.
_LIKELY = 100


def unsatisfied(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """The figures of one side for which the other side has none that says the same."""
    # Most are the same in kind and value.
    same = {(other.kind, other.value) for other in others}
    left = [figure for figure in figures if (figure.kind, figure.value) not in same]
    if not left:
        return left
    own = {(figure.kind, figure.value) for figure in figures}
    # `second` that is 第二 is not 两 as well.
    free = [other for other in others if not (_is_small(other) and (other.kind, other.value) in own)]
    # What stands a hundred times in one unit is compared once.
    met = set(map(_said, satisfied(_once(left), _once(others), _once(free))))
    return [figure for figure in left if _said(figure) not in met]


def _said(figure: Figure) -> Figure:
    """What a figure says, wherever it stands."""
    return figure._replace(start=0, stop=0)


def _once(figures: Sequence[Figure]) -> Sequence[Figure]:
    """The first figure of those that say the same; of few, all."""
    if len(figures) <= _NEAR:
        return figures
    first: dict[Figure, Figure] = {}
    for figure in figures:
        first.setdefault(_said(figure), figure)
    return tuple(first.values())


def satisfied(
    figures: Sequence[Figure], others: Sequence[Figure], free: Sequence[Figure] | None = None
) -> list[Figure]:
    """The figures for which one of the others says the same; one of the `free` for small ones, if these are given."""
    if are_many(figures, others):
        known: dict[Fraction | int | str, list[Figure]] = defaultdict(list)
        for other in others:
            for part in _parts(other):
                known[part].append(other)
        return [f for f in figures if any(is_satisfied(f, known.get(part, ())[:_LIKELY]) for part in _parts(f))]
    return [f for f in figures if is_satisfied(f, others if free is None or not _is_small(f) else free)]


def _parts(figure: Figure) -> set[Fraction | int | str]:
    """What its values are made of: a year, a month, a number."""
    return {part for value in figure.readings for part in value if part is not None}


def are_many(figures: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Whether each of the one side cannot be held against each of the other: a table that lacks another table."""
    return len(figures) * len(others) > _MANY


def _is_small(figure: Figure) -> bool:
    return figure.kind in ("number", "ordinal") and not figure.in_digits and figure.number <= _SMALL


def is_satisfied(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether one of the other side's figures says the same."""
    return any(says_the_same(figure, other) for other in others)


def says_the_same(one: Figure, other: Figure) -> bool:
    """Whether a figure is satisfied by one of the other side; a date is not satisfied by less than itself."""
    if one.kind == other.kind != "date" and one.value == other.value:
        return True
    if "date" in (one.kind, other.kind):
        return any(_is_date(one, value, other, theirs) for value in one.readings for theirs in other.readings)
    if {one.kind, other.kind} == {"ordinal", "number"} and (one.loose or other.loose) and one.number <= _SMALL:
        # `the previous year` is not the first one.
        return False
    if _counts_something(one, other) or _counts_something(other, one):
        # 三年 is not `triple`, 十年 not 10 per cent, `bilateral` not 翻一番.
        return False
    if one.unit and other.unit and (set(measures(one)) & set(measures(other)) or are_converted(one, other)):
        return True
    if one.exact and other.exact:
        return one.value == other.value
    return any(_is_equal(one.kind, value, other.kind, theirs) for value in one.readings for theirs in other.readings)


def _counts_something(one: Figure, other: Figure) -> bool:
    has_unit = one.unit not in ("", other.unit) and other.kind in ("percent", "multiple")
    return one.kind == "number" and (has_unit or (one.loose and other.kind == "multiple"))


def _is_date(one: Figure, value: Value, other: Figure, theirs: Value) -> bool:
    if one.kind == other.kind:
        return _is_in_date(value, theirs)
    if one.kind == "date":
        # Of a date, its year says too little; 29 日 and `29` are the same.
        return value[:2] == (None, None) and theirs[0] == value[2] and other.kind in _COUNTING
    if one.kind == "year":
        return theirs[0] == value[0]
    return one.kind in ("number", "ordinal") and value[0] in (theirs[0], theirs[2])


def _is_in_date(value: Value, theirs: Value) -> bool:
    """Whether month and day of one date are those of the other; the year may stand in the context."""
    years = (value[0], theirs[0])
    if None not in years and years[0] != years[1]:
        return False
    if any(a is not None and a != b for a, b in zip(value[1:], theirs[1:], strict=True)):
        return False
    return any(a is not None and a == b for a, b in zip(value, theirs, strict=True))


def _is_equal(kind: FigureKind, value: Value, other: FigureKind, theirs: Value) -> bool:
    kinds = {kind, other}
    if kinds == {"time"}:
        return value[:2] == theirs[:2] and (None in (value[2], theirs[2]) or value[2] == theirs[2])
    if kind in _COUNTING and other in _COUNTING:
        return value == theirs
    if "decade" in kinds and kinds <= {"decade", "number", "year"}:
        return (number_of(value) - number_of(theirs)) % 100 == 0
    if kinds == {"percent", "fraction"}:
        return number_of(value) in (number_of(theirs) * 100, number_of(theirs) / 100)
    if kinds == {"percent", "multiple"}:
        share, times = (value, theirs) if kind == "percent" else (theirs, value)
        return number_of(share) / 100 in (number_of(times), number_of(times) - 1)
    if kinds == {"time", "number"}:
        time, hour = (value, theirs) if kind == "time" else (theirs, value)
        return time[1] == 0 and number_of(time) == number_of(hour) % 12
    if kinds == {"symbol", "fraction"}:
        return value == theirs
    if kinds in ({"century", "ordinal"}, {"percent", "number"}):
        return value == theirs
    return kind == other and value == theirs


def pairs(source: Sequence[Figure], target: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Left-over figures of one kind that stand for each other, in order of their likeness."""
    is_table = are_many(source, target)
    candidates = sorted(
        (_distance(one, other), abs(i - j), i, j)
        for i, one in enumerate(source)
        for j in (range(max(0, i - _NEAR), min(len(target), i + _NEAR)) if is_table else range(len(target)))
        if _can_stand_for(one, other := target[j])
    )
    used_source: set[int] = set()
    used_target: set[int] = set()
    found = []
    for _, _, i, j in candidates:
        if i not in used_source and j not in used_target:
            used_source.add(i)
            used_target.add(j)
            found.append((source[i], target[j]))
    return sorted(found, key=lambda pair: pair[1].start)


def said_more(own: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """The figures in digits, or with a unit, of the other side that it has more often than this one."""
    times = Counter(each.value for each in own)
    more = Counter(each.value for each in others)
    return [other for other in others if (other.in_digits or other.unit) and more[other.value] > times[other.value]]


def said_again(figure: Figure, again: Sequence[Figure], share: float, length: int) -> Figure | None:
    """The figure that the other side has once more than its own, where this one is missing.

    `action 12` for 第 21 项行动, beside `step 12` for 第十二步: both in digits, or with one unit (`5 years` for 十年,
    beside another one for 五年). Of several, the nearest: `again` are those that the
    other side has more often, `share` is how far in its text the figure stands, `length` the other text's.
    """
    fitting = (
        other
        for other in again
        if ((figure.in_digits and other.in_digits) or figure.unit == other.unit != "") and _can_stand_for(figure, other)
    )
    return min(fitting, key=lambda other: abs(other.start / length - share), default=None)


def _can_stand_for(one: Figure, other: Figure) -> bool:
    kinds: set[FigureKind] = {one.kind, other.kind}
    if kinds == {"symbol", "fraction"}:
        # Decision 4/7 looks like a fraction.
        return one.in_digits and other.in_digits
    if len(kinds) == 2 and not kinds <= _COUNTING and kinds not in ({"year", "date"}, {"percent", "fraction"}):
        return False
    if kinds == {"ordinal", "number"} and one.in_digits != other.in_digits and min(one.number, other.number) <= _SMALL:
        return False
    if (one.loose or other.loose) and kinds not in ({"multiple"}, {"fraction"}):
        return _is_bare(one) and _is_bare(other)
    if kinds == {"code"}:
        return Levenshtein.distance(str(one.value[0]), str(other.value[0])) <= _SLIP
    # `one` and 一 are hardly ever figures, but 一分钟 is.
    return one.unit == other.unit != "" or not any(
        f.kind == "number" and not f.in_digits and f.number == 1 for f in (one, other)
    )


def _is_bare(figure: Figure) -> bool:
    """Whether it is 百万 or `a million`, a scale and no number."""
    if figure.kind != "number" or figure.in_digits or not figure.approximate:
        return False
    return str(figure.number).rstrip("0") == "1" and figure.number > _SMALL


def _distance(one: Figure, other: Figure) -> int:
    """0 for the likest: the same kind, then parts of the value in common, then both in digits or both in words."""
    shared = sum(a == b for a, b in zip(one.value, other.value, strict=False) if a is not None)
    return 4 * (one.kind != other.kind) + (3 - shared) + (one.in_digits != other.in_digits)


def must_be_kept(figure: Figure) -> bool:
    """Whether a text that has no such figure lacks something."""
    if figure.loose:
        return False
    if figure.kind in _ALWAYS_KEPT:
        return True
    if figure.kind in ("weekday", "code"):
        return False
    if figure.in_digits:
        return True
    if figure.approximate or figure.kind == "multiple":
        return False
    return figure.number > _SMALL or (figure.kind == "number" and figure.number.denominator != 1)


def differing(figure: Figure, others: Sequence[Figure]) -> Sequence[Figure]:
    """Two numbers of which it is the difference: `seven, two more than in 2022` for 7 and 5; empty without such."""
    if figure.kind != "number":
        return ()
    numbers = [other for other in others if other.kind == "number"]
    places: dict[Fraction, list[int]] = defaultdict(list)
    for place, other in enumerate(numbers):
        places[other.number].append(place)
    for place, other in enumerate(numbers):
        apart = (places.get(other.number + step, ()) for step in (figure.number, -figure.number))
        later = [known[index] for known in apart if (index := bisect_right(known, place)) < len(known)]
        if later:
            return other, numbers[min(later)]
    return ()
