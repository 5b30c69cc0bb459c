"""English figures that are no plain numbers: dates, times, decades, centuries, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from align_bench.text.dates import MONTHS, english_dates
from align_bench.text.figures.english_numbers import LONGEST_NUMBER, WORDS
from align_bench.text.figures.shared import time_of_day
from align_bench.text.figures.values import Figure
from align_bench.text.numbers import CARDINALS, digits_value, english_value, roman_value
from align_bench.text.scanning import matches_near

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TIME = re.compile(
    rf"(?<![\w.,:])(?P<hour>\d{{1,2}}|{_HOURS})(?:[:.](?P<minute>[0-5]\d))?\s*"
    r"(?:(?:o['’]clock\s)?(?P<half>[ap])\.?\s?m\b\.?|(?P<twelve>noon|midnight)\b|o['’]clock|hours?\b(?= (?:GMT|UTC))"
    # From 1.15 to 2.45 p.m.
    r"|(?=(?:to|and|[-–—])\s*\d{1,2}(?:[:.][0-5]\d)?\s*[ap]\.?\s?m\b))"
    r"|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
# At 2130 hours; from 0600 to 1800 hours; 2000 hours GMT. `From 1600 to 2000 hours` may be a length.
_FOUR_DIGITS = re.compile(
    r"(?<![\w.,])(?:(?<=\bat )|(?<=\buntil )|(?=0)|(?<=\b0\d{3} to )|(?<=\b0\d{3} and )|(?<=\b0\d{3}[-–])|(?P<zone>))"
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
    r"(?:\s?(?:hours|hrs)\b(?! of\b)(?(zone)(?= (?:GMT|UTC|local|Greenwich)))"
    r"|(?=\s?(?:to|and|[-–—])\s?(?:[01]\d|2[0-4])[0-5]\d\s?(?:hours|hrs)\b))"
)
MONTH_WORDS = frozenset(key for name in MONTHS for key in (name.lower(), name[:3].lower(), "sept"))
_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})days?\b")
WEEKDAY_WORDS = frozenset(f"{day.lower()}day{plural}" for day in _WEEKDAYS for plural in ("", "s"))
_DECADE = re.compile(
    r"\b(?P<year>(?:1[5-9]|20)\d0)['’]?s\b|['’](?P<short>[1-9]0)s\b"
    r"|\b(?P<word>twen|thir|for|fif|six|seven|eigh|nine)ties\b",
    re.IGNORECASE,
)
_DECADE_WORDS = {"twen": 20, "thir": 30, "for": 40, "fif": 50, "six": 60, "seven": 70, "eigh": 80, "nine": 90}
DECADE_WORDS = frozenset(f"{word}ties" for word in _DECADE_WORDS)
_CENTURY = re.compile(
    rf"\b(?:(?P<digits>\d\d?)(?:st|nd|rd|th)|(?P<words>{WORDS}))[\s-]centur(?:y|ies)\b", re.IGNORECASE
)
CENTURY_WORDS = frozenset(("century", "centuries"))
_ORDINAL = re.compile(r"(?<![\w.,])(?P<value>\d{1,3}(?:,\d{3})*)(?:st|nd|rd|th)\b|\b(?:Q|H)(?P<part>[1-4])\b")
_PLACE = r"(?:[IVXLCM]+\b|\d{1,3}(?![\d%]|[.,/:]\d))"
_PLACE_VALUE = re.compile(r"[IVXLCM]+\b|\d+")
_NAMED_PLACES = (
    *("article", "articles", "part", "parts", "chapter", "chapters", "annex", "annexes", "volume", "volumes"),
    *("section", "sections", "title", "titles", "appendix", "appendices", "phase", "phases", "table", "tables"),
    *("figure", "figures", "stage", "stages", "tier", "tiers", "category", "categories", "class", "classes"),
    *("level", "levels", "pillar", "pillars", "schedule", "schedules", "paragraph", "paragraphs", "para", "paras"),
    *("art", "arts", "War"),
)
PLACE_WORDS = frozenset(word.lower() for word in _NAMED_PLACES)
_NUMBERED = re.compile(
    rf"\b(?:{'|'.join(_NAMED_PLACES)})\.?\s+"
    rf"(?P<values>{_PLACE}(?:(?:,? and |,? or |, ?| to |[-–]){_PLACE})*)",
    re.IGNORECASE,
)


def times(text: str) -> Iterator[Figure]:
    """`5.30 p.m.`, `8 o'clock`, `noon`."""
    for match in _TIME.finditer(text):
        word = (match["word"] or match["twelve"] or "").lower()
        if match["word"]:
            half = 12 if word == "noon" else 0
            yield Figure("time", (Fraction(0), Fraction(0), half), *match.span(), in_digits=False, loose=True)
            continue
        half_of_day = (
            12 if word == "noon" or (match["half"] or "").lower() == "p" else 0 if word or match["half"] else None
        )
        hour = match["hour"]
        value = int(hour) if hour.isdigit() else CARDINALS[hour.lower()]
        yield time_of_day(match, value, Fraction(int(match["minute"] or 0)), half_of_day)


def hours(text: str) -> Iterator[Figure]:
    """`2130 hours`."""
    for match in _FOUR_DIGITS.finditer(text):
        yield time_of_day(match, int(match["hour"]), Fraction(int(match["minute"])), None)


def dates(text: str) -> Iterator[Figure]:
    """Dates in either order, as far as they are written."""
    for date in english_dates(text):
        yield Figure("date", (date.year, date.month, date.day), date.start, date.stop, in_digits=True)


def weekdays(text: str) -> Iterator[Figure]:
    """`Wednesday`."""
    for match in _WEEKDAY.finditer(text):
        yield Figure("weekday", (_WEEKDAYS.index(match["day"]),), *match.span(), in_digits=False)


def decades(text: str) -> Iterator[Figure]:
    """`the 1990s`, `the nineties`."""
    for match in _DECADE.finditer(text):
        written = match["year"] or match["short"]
        value = int(written) if written else _DECADE_WORDS[match["word"].lower()]
        yield Figure("decade", (Fraction(value),), *match.span(), in_digits=value > 100)


def centuries(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`the twenty-first century`."""
    for match in matches_near(places, LONGEST_NUMBER, _CENTURY, text):
        read = (Fraction(match["digits"]), True) if match["digits"] else english_value(match["words"])
        # `two centuries` are a length of time.
        if read is not None and read[1]:
            yield Figure("century", (read[0],), *match.span(), in_digits=False)


def ordinals(text: str) -> Iterator[Figure]:
    """`73rd`, `Q3`."""
    for match in _ORDINAL.finditer(text):
        digits = bool(match["value"])
        yield Figure("ordinal", (digits_value(match["value"] or match["part"]),), *match.span(), in_digits=digits)


def places(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`article XIV`, `articles IV, V and VI`, `paragraphs 4 to 6`: what stands in a place of its own."""
    for match in matches_near(places, 0, _NUMBERED, text):
        for numeral in _PLACE_VALUE.finditer(match["values"]):
            written = numeral.group()
            value = int(written) if written.isdigit() else roman_value(written)
            if value is not None:
                start = match.start("values") + numeral.start()
                digits = written.isdigit()
                yield Figure("ordinal", (Fraction(value),), start, start + len(written), in_digits=digits)
