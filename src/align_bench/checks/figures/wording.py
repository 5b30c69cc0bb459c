"""Figures in words: as they stand in a text, and as they may be written in English."""

from __future__ import annotations

from fractions import Fraction

from align_bench.text.dates import MONTHS
from align_bench.text.figures import Figure
from align_bench.text.numbers import CARDINALS, SCALES, english_ordinal

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Four digits may be a year or the number of a resolution, and stand without a comma.
_GROUPED_FROM = 10_000
_IN_WORDS = 10


def as_written(text: str, figure: Figure) -> str:
    """The figure as it stands in its text, on one line."""
    return " ".join(text[figure.start : figure.stop].split())


def in_english(figure: Figure) -> str:
    """The value as it may be written in English."""
    if figure.kind == "date":
        year, month, day = figure.value
        parts = [str(day or ""), MONTHS[int(month) - 1] if month else "", str(year or "")]
        return " ".join(part for part in parts if part)
    if figure.kind == "weekday":
        return _WEEKDAYS[int(figure.number)]
    if figure.kind in ("symbol", "code"):
        return str(figure.value[0])
    if figure.kind == "address":
        # Its value is not all that is written.
        return ""
    value = figure.number
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
    return {"percent": f"{text} per cent", "decade": f"{text}s", "multiple": f"{text} times"}.get(figure.kind, text)


def _large(value: Fraction, text: str) -> str:
    """`1.25 billion` where that is short, else with commas."""
    for word in ("trillion", "billion", "million"):
        share = value / SCALES[word]
        if share >= 1 and (share * 100).denominator == 1:
            return f"{float(share):g} {word}"
    return f"{value.numerator:,}" if value.denominator == 1 else text
