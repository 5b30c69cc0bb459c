"""Dates as they are written in Chinese and English, ranges and lists of days included.

Owns the patterns and the tuple (year, month, day); a part that is not written and cannot be taken over from a neighbour
in the same range is None.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align_bench.text.numbers import chinese_value
from align_bench.text.scanning import matches_from, matches_near

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH_KEYS = {name[:3].lower(): index for index, name in enumerate(MONTHS, start=1)}
# In full, or the first three letters with or without a point; `Sept.` as well.
_MONTH = "(?:" + "|".join([*MONTHS, *(rf"{name[:3]}\b\.?" for name in MONTHS if name != "May"), r"Sept\b\.?"]) + ")"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"\s*(?:[-‐‑‒–—]|to|until|and|,|or)\s*"

_HAN_NUMBER = r"(?:\d{1,4}|[〇零○一二三四五六七八九十]{1,4})"
_CHINESE = re.compile(
    rf"(?:(?P<y>{_YEAR}|[一二][〇零○一二三四五六七八九]{{3}})\s*年(?!代)\s*)?"
    rf"(?:(?P<m>{_HAN_NUMBER})\s*月(?:份)?\s*(?:(?P<d>{_HAN_NUMBER})\s*[日号])?)?"
    rf"(?(y)|(?(m)|(?P<lone>{_HAN_NUMBER})\s*日))"
)
_FIRST_HAN_NUMBER = re.compile(r"[\d〇零○一二三四五六七八九十](?=[\d〇零○一二三四五六七八九十]{0,3}\s*[年月日])")
_LINK = re.compile(r"\s*(?:至|到|和|与|及|或|、|[-‐‑‒–—~～－])\s*")

_DAY_FIRST = re.compile(
    rf"(?<![\w.,])(?P<days>{_DAY}(?:{_DASH}{_DAY})*)(?:\s+day\s+of|\s+of)?\s+(?P<m>{_MONTH})\b\.?(?:,?\s+(?P<y>{_YEAR})\b)?"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH})\s+(?P<days>{_DAY}(?:{_DASH}{_DAY}(?!\d))*)(?![\d:])(?:,?\s+(?P<y>{_YEAR})\b)?"
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH})(?:\s+of)?,?\s+(?P<y>{_YEAR})\b")
_MONTH_ALONE = re.compile(rf"\b(?P<m>{_MONTH})\b")
_DIGITS = re.compile(r"\d+")
_ANY_DASH = re.compile(_DASH)
_DIGIT_RUN = re.compile(r"\d(?<!\d\d)")
# `May`, `March` and short forms alone are dates only behind a word that times something.
_SURE_MONTHS = frozenset(MONTHS) - {"March", "May"}
_TIMING = re.compile(r"(?:\b(?:in|since|by|until|early|late|of|from|to) |\bmid-)$")
# Mar del Plata, Jan Mayen.
_NAME_BEHIND = re.compile(r" (?:(?:de|del|della|do|da|dos|la|le) )?[A-Z]")
_BETWEEN_MONTHS = r"\s?(?:[-‐‑–—/]|to|and|or|through)\s?"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}{_BETWEEN_MONTHS}$")
_MONTH_BEHIND = re.compile(rf"{_BETWEEN_MONTHS}{_MONTH}\b")
_LONGEST_LINKED = 20
# Quick to fail: most texts have no month, and `Declaration` begins like one.
_ANY_MONTH = re.compile(rf"[JFMASOND](?:(?<=\b[JFMASOND])(?:{'|'.join(name[1:3] for name in MONTHS)}))(?!l)")
_ISO = re.compile(rf"(?<![\d/.-])(?P<y>{_YEAR})[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[12]\d|3[01]|0?[1-9])(?![\d/-])")
_MAY_BE_ISO = re.compile(r"\d[-/.][0-9]")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is written."""

    start: int
    stop: int
    year: int | None
    month: int | None
    day: int | None


def chinese_dates(text: str) -> Iterator[Date]:
    """Dates with 年, 月 or 日 and ISO dates, in order; `8月28日至29日` gives two, each as full as the text allows."""
    if not ("年" in text or "月" in text or "日" in text):
        return
    before: Date | None = None
    for match in matches_from(_FIRST_HAN_NUMBER, _CHINESE, text):
        if before is not None and not _LINK.fullmatch(text, before.stop, match.start()):
            before = None
        date = _chinese_date(match, before)
        if date is not None:
            yield date
        before = date


def english_dates(text: str) -> list[Date]:
    """Dates in either order, lists and ranges of days, months with or without a year; in order, not overlapping."""
    months = [match.start() for match in _ANY_MONTH.finditer(text)]
    if not months:
        return []
    found: list[Date] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _MONTH_YEAR, _MONTH_ALONE):
        by_day = pattern is _DAY_FIRST
        for match in matches_from(_DIGIT_RUN, pattern, text) if by_day else matches_near(months, 0, pattern, text):
            if _is_taken(taken, *match.span()) or (pattern is _MONTH_ALONE and not _is_month(text, match)):
                continue
            insort(taken, match.span())
            found.extend(_english_dates(match))
        months = [month for month in months if not _is_taken(taken, month, month + 1)]
    return _share_year(text, sorted(found, key=lambda date: date.start))


def _is_linked(text: str, match: re.Match[str]) -> bool:
    """Whether another month stands beside it: `January–March`, `March to June`."""
    start, stop = match.span()
    before = _MONTH_BEFORE.search(text, max(0, start - _LONGEST_LINKED), start)
    return before is not None or _MONTH_BEHIND.match(text, stop) is not None


def _is_taken(taken: Sequence[tuple[int, int]], start: int, stop: int) -> bool:
    """Whether a place overlaps one of those, which are in order and do not overlap."""
    before = bisect_left(taken, (stop,))
    return before > 0 and taken[before - 1][1] > start


def _is_month(text: str, match: re.Match[str]) -> bool:
    if match["m"] in _SURE_MONTHS:
        return True
    if _TIMING.search(text[max(0, match.start() - 7) : match.start()]):
        return _NAME_BEHIND.match(text, match.end()) is None
    return _is_linked(text, match)


def iso_dates(text: str) -> Iterator[Date]:
    """`2019-08-28`, `2019/8/28`."""
    if not _MAY_BE_ISO.search(text):
        return
    for match in matches_from(_DIGIT_RUN, _ISO, text):
        yield Date(match.start(), match.end(), int(match["y"]), int(match["m"]), int(match["d"]))


def _chinese_date(match: re.Match[str], before: Date | None) -> Date | None:
    year, month, day = (_number(match[name]) for name in ("y", "m", "d"))
    if match["lone"]:
        # A day alone is a date only behind another day; otherwise it is a length of time.
        if before is None or before.day is None:
            return None
        year, month, day = before.year, before.month, _number(match["lone"])
    elif match["m"] and year is None and before is not None:
        year = before.year
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return Date(match.start(), len(match.group().rstrip()) + match.start(), year, month, day)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    value = chinese_value(text) if len(text) > 1 or text == "十" else None
    if value is None and len(text) == 1:
        value = chinese_value("十" + text)
        value = None if value is None else value - 10
    return None if value is None else int(value)


def _english_dates(match: re.Match[str]) -> Iterator[Date]:
    groups = match.groupdict()
    month = _MONTH_KEYS[groups["m"][:3].lower()]
    year = int(groups["y"]) if groups.get("y") else None
    days = groups.get("days")
    if not days:
        yield Date(match.start(), match.end(), year, month, None)
        return
    offset = match.start("days")
    numbers = list(_DIGITS.finditer(days))
    month_first = match.start("m") < offset
    for index, number in enumerate(numbers):
        start = match.start() if month_first and index == 0 else offset + number.start()
        # The last day carries month and year, so that a finding shows the date as it is read.
        stop = match.end() if index == len(numbers) - 1 else offset + number.end()
        yield Date(start, stop, year, month, int(number.group()))


def _share_year(text: str, dates: list[Date]) -> list[Date]:
    """`from 28 August to 2 September 2018`: the first date has the second's year."""
    shared = list(dates)
    for index in range(len(shared) - 2, -1, -1):
        date, after = shared[index], shared[index + 1]
        linked = _ANY_DASH.fullmatch(text, date.stop, after.start) is not None
        if linked and date.year is None and after.year is not None and date.day is not None and after.day is not None:
            shared[index] = Date(date.start, date.stop, after.year, date.month, date.day)
    return shared
