"""Figures of a Chinese text as English official documents write them.

Owns the form: words below ten, `million` where that is short, `per cent`, day before month, signs of currencies. What
is written is read again as the same value by `find_figures`.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from align_bench.text.dates import MONTHS
from align_bench.text.figures.chinese import HAN_DIGITS
from align_bench.text.figures.units import UNITS
from align_bench.text.figures.values import Figure
from align_bench.text.numbers import CARDINALS, SCALES, english_ordinal

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = {number: word for word, number in CARDINALS.items()}
_IN_WORDS = 9
"""The greatest number that stands in words; with units of measure digits stand throughout."""

_MOST_DECIMALS = 1000
"""1.375 billion; what is finer than a thousandth stands in full."""

_SIGNS = {
    "US dollar": "$", "dollar": "$", "Hong Kong dollar": "HK$", "Canadian dollar": "C$", "Australian dollar": "A$",
    "euro": "€", "pound": "£",
}  # fmt: skip
_PLURALS = {
    "yen": "yen", "yuan": "yuan", "mu": "mu", "jin": "jin", "foot": "feet", "inch": "inches", "century": "centuries",
    "franc": "Swiss francs", "percent": "percent",
    "degree Celsius": "degrees Celsius", "degree Fahrenheit": "degrees Fahrenheit",
}  # fmt: skip
_BOTTOMS = {2: "half", 4: "quarter"}
_NAMED_BOTTOMS = frozenset({*range(2, 11), 20})
# 第五条, 第四、五和六段, 第2310(2016)号决议: a number by which something is called, and no place in a row.
_IS_NAME = re.compile(
    rf"[\s\d{HAN_DIGITS}、,，和至到与及或第—–-]{{0,20}}(?:[(（]\d{{4}}[)）]\s*)?(?:[号条款段项章节页卷编级类目表图]|行动计划)"
)
_IS_BRACKETED_YEAR = re.compile(r"[(（](?:1[5-9]|20|21)\d\d[)）]$")
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_JOINS = r"\s*(?:[、,，至到和与及~—–-]|以及)\s*"
# 2007和2009年, 2007 年至2009, 2030议程: years that 年 stands behind once.
_IS_YEAR = re.compile(_YEAR)
_YEAR_FOLLOWS = re.compile(rf"(?:{_JOINS}{_YEAR})+\s*[两二三四五六]?年|议程")
_YEAR_PRECEDES = re.compile(rf"{_YEAR}\s*年{_JOINS}$")
_WRITTEN_YEAR = re.compile(r"年|\d{4}")
# (2007), 2007。: alone, such a number is a year; 2007人 and 约2007 are none.
_IS_COUNTED = re.compile(r"\s*[\u4e00-\u9fff]")
_COUNTS = re.compile(r"(?:[约近达超共计少足]|超过)\s*$")
# 4日, 3号: a day of the month.
_DAY_FOLLOWS = re.compile(r"\s*[日号]")
_MINUS = re.compile(r"(?:零下|负|(?<![0-9A-Za-z℃°度%])[-−－])\s*$")
# 五年计划, 三年期: said of something else.
_ATTRIBUTE = re.compile(r"\s*[年月天日周]?[”」]?(?:(?:行动)?计划|规划|战略|周期|期(?!间))")
_LEAST_RESOLUTION = 1000
_PLACES = {"附件": "annex", "附录": "appendix"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_NUMERAL_SYMBOL = re.compile(r"(\d)(\([A-Z-]*[IVXL]+\))$")
# From the thirties on a decade without its century is of the last one; the twenties may be of this one.
_LAST_CENTURY = range(30, 100)


def write_figure(figure: Figure, text: str) -> str:
    """The English of a figure that was found in the Chinese `text`; empty where there is no certain form."""
    written = _write(figure, text)
    around = text[figure.start : figure.stop + 1]
    if written and figure.kind in ("number", "multiple", "percent") and re.search("[多余]", around):
        return f"more than {written}"
    return written


def _write(figure: Figure, text: str) -> str:
    match figure.kind:
        case "date":
            return _date(figure, text)
        case "time":
            return _time(figure)
        case "weekday":
            return _WEEKDAYS[int(figure.number)]
        case "decade":
            return _decade(int(figure.number))
        case "century":
            return f"{english_ordinal(int(figure.number))} century"
        case "year":
            return str(int(figure.number))
        case "ordinal":
            return _ordinal(figure, text)
        case "percent":
            return _percent(figure)
        case "fraction":
            return _fraction(figure.number)
        case "multiple":
            return _multiple(figure, text)
        case "number":
            return _number(figure, text)
        case "symbol" | "code" | "address":
            return _symbol(figure, text)


def _date(figure: Figure, text: str) -> str:
    """`19 February 2024`, as far as it is written: a year that stands with another date may be another one."""
    year, month, day = figure.value
    if not _WRITTEN_YEAR.search(text, figure.start, figure.stop):
        year = None
    parts = (str(day or ""), MONTHS[int(month) - 1] if month else "", str(year or ""))
    return " ".join(filter(None, parts))


def _time(figure: Figure) -> str:
    """`5.30 p.m.`; where the half of the day is not said, `5:30`."""
    hour, minute = int(figure.number), int(Fraction(figure.value[1] or 0))
    half = figure.value[2]
    if half is None:
        return f"{hour or 12}:{minute:02}"
    if (hour, minute) == (0, 0):
        return "noon" if half else "midnight"
    return f"{hour or 12}{f'.{minute:02}' if minute else ''} {'p.m.' if half else 'a.m.'}"


def _decade(value: int) -> str:
    if value >= 100:
        return f"{value}s"
    if value in _LAST_CENTURY:
        return f"19{value}s"
    return "twenties" if value == 20 else ""


def _ordinal(figure: Figure, text: str) -> str:
    """`seventy-fourth`; `5` of 第五条, `annex II`, `third quarter`."""
    value = int(figure.number)
    written = text[figure.start : figure.stop]
    for chinese, english in _PLACES.items():
        if written.startswith(chinese):
            return f"{english} {_roman(value)}"
    if written.endswith("季度"):
        return f"{english_ordinal(value)} quarter"
    if written.endswith("半"):
        return f"{english_ordinal(value)} half of the {'month' if text.startswith('月', figure.stop) else 'year'}"
    if value >= _LEAST_RESOLUTION or _IS_NAME.match(text, figure.stop):
        return str(value)
    return english_ordinal(value)


def _roman(value: int) -> str:
    """A Roman numeral below forty, which annexes do not reach."""
    written = ""
    for number, sign in _ROMAN:
        count, value = divmod(value, number)
        written += sign * count
    return written


def _percent(figure: Figure) -> str:
    value = _decimal(figure.number)
    if figure.unit == "percentage point":
        return f"{value} percentage point{'' if figure.number == 1 else 's'}"
    return f"{value} per cent"


def _fraction(value: Fraction) -> str:
    """`two thirds`; `7 out of 12` where the denominator has no usual name; nothing for more than a whole."""
    top, bottom = value.numerator, value.denominator
    if top >= bottom:
        return ""
    if (top, bottom) == (1, 2):
        return "half"
    if bottom in _NAMED_BOTTOMS and top <= _IN_WORDS:
        return f"{_WORDS[top]} {_BOTTOMS.get(bottom, english_ordinal(bottom))}{'s' if top > 1 else ''}"
    return f"{top} out of {bottom}"


def _multiple(figure: Figure, text: str) -> str:
    """增长两倍 is threefold, 翻一番 twofold; 三倍 three times."""
    grows = bool(figure.others) or text.startswith("翻", figure.start)
    value = max(Fraction(reading[0] or 0) for reading in figure.readings)
    if grows:
        return f"{_WORDS[int(value)]}fold" if value in range(2, _IN_WORDS + 1) else f"{_digits(value)}-fold"
    return "twice" if value == 2 else f"{_count(value)} times"


def _number(figure: Figure, text: str) -> str:
    # Of 三至五万 the three is 30,000.
    value = Fraction(figure.others[0][0] or 0) if figure.others else figure.number
    if text[figure.start : figure.stop].endswith("季度"):
        return f"first {_count(value)} quarters"
    unit = UNITS.get(figure.unit)
    if unit is None:
        return str(int(value)) if _is_name(figure, text) else _count(value)
    if figure.unit in _SIGNS:
        return f"{_SIGNS[figure.unit]}{_digits(value)}"
    if unit.dimension in ("time", "calendar"):
        return _time_span(figure, value, text)
    counted = f"{'minus ' if _is_below_zero(figure, text) else ''}{_digits(value)}"
    if value == 1:
        return f"{counted} {'Swiss franc' if figure.unit == 'franc' else figure.unit}"
    return f"{counted} {unit_plural(figure.unit)}"


def _time_span(figure: Figure, value: Fraction, text: str) -> str:
    """`five years`, `two and a half years`, `five-year` of a plan, `sixtieth anniversary`."""
    if text.startswith("周年", figure.stop):
        return f"{english_ordinal(int(value))} anniversary"
    if _ATTRIBUTE.match(text, figure.stop):
        return f"{_count(value)}-{figure.unit}"
    halves = value.denominator == 2 and value < 10
    counted = f"{_count(Fraction(int(value)))} and a half" if halves else _count(value)
    return f"{counted} {figure.unit if value == 1 else unit_plural(figure.unit)}"


def _is_below_zero(figure: Figure, text: str) -> bool:
    return figure.unit.startswith("degree") and bool(_MINUS.search(text, 0, figure.start))


def _is_name(figure: Figure, text: str) -> bool:
    """Whether a number without a unit counts nothing: a year, a day of the month, a number of something."""
    if figure.number.denominator > 1:
        return False
    if _DAY_FOLLOWS.match(text, figure.stop) or _IS_BRACKETED_YEAR.search(text, 0, figure.stop + 1):
        return True
    if not _IS_YEAR.fullmatch(text, figure.start, figure.stop):
        return False
    if _YEAR_FOLLOWS.match(text, figure.stop) or _YEAR_PRECEDES.search(text, 0, figure.start):
        return True
    return not (_IS_COUNTED.match(text, figure.stop) or _COUNTS.search(text, 0, figure.start))


def unit_plural(unit: str) -> str:
    """More than one of a unit: `kilometres`, `feet`, `yuan`."""
    return _PLURALS.get(unit, f"{unit}s")


def _count(value: Fraction) -> str:
    """In words up to nine."""
    return _WORDS[int(value)] if value in range(1, _IN_WORDS + 1) else _digits(value)


def _digits(value: Fraction) -> str:
    """`420,000`, `2.2 trillion`, `3.5`."""
    for word in ("trillion", "billion", "million"):
        share = value / SCALES[word]
        if share >= 1 and (share * _MOST_DECIMALS).denominator == 1:
            return f"{_decimal(share)} {word}"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    """All digits of a decimal fraction, in groups."""
    whole, rest = divmod(value, 1)
    decimals = ""
    while rest and len(decimals) < 20:
        digit, rest = divmod(rest * 10, 1)
        decimals += str(int(digit))
    return f"{int(whole):,}{f'.{decimals}' if decimals else ''}"


def _symbol(figure: Figure, text: str) -> str:
    """As it stands in the Chinese, in half width; 第1/56号 is 56/1."""
    if figure.others:
        return str(figure.others[0][0])
    written = unicodedata.normalize("NFKC", text[figure.start : figure.stop]).rstrip("*/")
    return _NUMERAL_SYMBOL.sub(r"\1 \2", written)
