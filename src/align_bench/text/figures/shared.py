"""Figures that both languages write alike: addresses, symbols, dates in digits, spans of years, shares, clock times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from align_bench.text.dates import iso_dates
from align_bench.text.figures.values import Figure
from align_bench.text.numbers import digits_value
from align_bench.text.scanning import matches_from

GROUPED = r"\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.．]\d+)?"

ANY_DIGIT = re.compile(r"\d")
DIGIT_RUN = re.compile(r"\d(?<!\d\d)")
"""The beginning of a run of digits."""

# No symbol begins inside of a word or a number.
_SYMBOL_START = re.compile(r"[A-Z](?<![A-Za-z\d/.][A-Z])|\d(?<!\d\d)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:(?!https?://)[^\s，。；、）)”>\u4e00-\u9fff])+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII | re.IGNORECASE,
)
# One site in two languages.
_LANGUAGE_PART = re.compile(
    r"/(?:zh|en|cn|ch|chinese|english|zh-(?:hans|cn)|en-(?:us|gb))(?=[/?#]|$)|[?&]lang(?:uage)?=\w+"
)
_PHONE = re.compile(
    r"(?:(?:电话|传真|手机|[Tt]el(?:ephone)?|[Ff]ax|[Pp]hone|[Mm]obile)[^\d\n+(（]{0,8}|(?=\+\d))"
    r"(?P<number>[+(（]?\d[\d \u00a0()（）.‐‑–-]{6,}\d)"
)
_MAY_BE_PHONE = re.compile(r"\d[\d \u00a0()（）.‐‑–-]{6}")
_SUBSCRIBER = 7
_NO_FIGURE = re.compile(
    # The disease has its year in front in Chinese and behind in English.
    r"2019\s*(?:年\s*)?(?:新型)?冠状病毒病?|COVID[-‐‑–]?19|新冠肺炎|(?<![\d/])24/7(?![\d/])",
    re.IGNORECASE,
)
_MAY_BE_NONE = re.compile(r"[-‐‑–d]19|2019\s*[年冠新]|新冠|24/7", re.IGNORECASE)
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/.])[A-Z][A-Za-z]{0,6}(?:\.[A-Z0-9]+)*(?:-\d+|\(\d+\))?(?:/[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*(?:\(\d+\))?)+(?:/?\*+)?"
    # Resolution WHA74.7; decision 1/CP.21; resolution 2131 (XX).
    r"|(?<![A-Za-z0-9/.])[A-Z]{2,6}\d{1,3}\.(?:[A-Z]{1,3}\.?)?\d{1,3}(?![\d%])"
    # Recommendation X.1303, M.2083-0.
    r"|(?<![A-Za-z0-9/.-])[A-Z]{1,2}\.\d{2,5}(?:-\d)?(?![\d%]|[.,]\d)"
    r"|(?<![A-Za-z0-9/])\d{1,3}/[A-Z]{2,5}\.\d{1,3}|(?<!\d)\d{1,4} ?[(（](?:[A-Z]{1,2}-)?[IVXL]+[)）]"
)
# Decision 7/4: two numbers of which each has its place.
_SLASHED = re.compile(r"(?<![A-Za-z0-9/.,-])\d{1,4}(?:/\d{1,4})+(?![A-Za-z0-9/])")
_FRACTION = re.compile(r"(?P<top>\d{1,2})/(?P<bottom>\d{1,2})")
_FISCAL = re.compile(r"(?<![\d/.,-])(?P<first>(?:19|20)\d\d)\s?[-‐‑–—/]\s?(?P<last>(?:19|20)?\d\d)(?![\d/]|[-.]\d)")
_NUMERIC_DATE = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<y>(?:19|20)\d\d)(?![\d/-])"
)
_LONGEST_SPAN = 25
_NEAR = 4
_TENTHS = 10
# 第1/56号决议 for resolution 56/1: since the 31st, resolutions bear the number of the General Assembly's session.
_FIRST_SESSION, _LAST_SESSION = 31, 99
# `G20`, `P5` and `Q3` are read as numbers.
_CODE = re.compile(r"(?<![A-Za-z\d/.-])(?![GPQH]-?\d{1,3}(?![\w]))[A-Z][A-Za-z]{0,4}-?\d+(?:[A-Z]+\d*)?(?![A-Za-z\d/])")
ENCLOSED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ENCLOSED = re.compile(f"[{ENCLOSED}]")
_VERSION = re.compile(r"(?<![A-Za-z\d.])\d{1,3}(?:\.\d{1,3}){2,}(?![A-Za-z\d])")
_PERCENT = re.compile(
    rf"(?P<value>{GROUPED})\s*(?:(?P<mille>‰|per mille\b)|(?P<points>percentage points?\b|个?百分点)"
    r"|[%％]|per\s?cent\b)"
)
_CLOCK = re.compile(r"(?<![A-Za-z\d.,:：/])(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)(?![A-Za-z\d:：])")


def addresses(text: str) -> Iterator[Figure]:
    """Web and e-mail addresses, without what only tells the language of a page."""
    for match in _ADDRESS.finditer(text):
        written = match.group().rstrip(".,;:?!/")
        plain = re.sub(r"^https?://|^www\.", "", re.sub(r"^https?://", "", written.lower()))
        value = _LANGUAGE_PART.sub("", plain).rstrip("/")
        yield Figure("address", (value,), match.start(), match.start() + len(written), in_digits=True)


def phones(text: str) -> Iterator[Figure]:
    """Telephone numbers by the number of the subscriber: codes in front of it are written in many ways."""
    for match in _PHONE.finditer(text) if _MAY_BE_PHONE.search(text) else ():
        digits = re.sub(r"\D", "", match["number"])
        yield Figure("address", (digits[-_SUBSCRIBER:],), *match.span("number"), in_digits=True)


def no_figures(text: str) -> Iterator[Figure]:
    """Names whose digits are no figures: masked, not reported."""
    if _MAY_BE_NONE.search(text):
        for match in _NO_FIGURE.finditer(text):
            yield Figure("symbol", (), match.start(), match.end(), in_digits=True)


def symbols(text: str) -> Iterator[Figure]:
    """`A/RES/70/57`, `1/CP.21`, `2131 (XX)`."""
    for match in matches_from(_SYMBOL_START, _SYMBOL, text):
        written = match.group().rstrip("*/")
        if any(character.isdigit() for character in written):
            value = written.replace(" ", "").replace("（", "(").replace("）", ")")
            yield Figure("symbol", (value,), match.start(), match.end(), in_digits=True)


def iso(text: str) -> Iterator[Figure]:
    for date in iso_dates(text):
        yield Figure("date", (date.year, date.month, date.day), date.start, date.stop, in_digits=True)


def numeric_dates(text: str) -> Iterator[Figure]:
    """`28/08/2019`, `28.8.2019`; where both could be the month, either reading will do."""
    for match in matches_from(DIGIT_RUN, _NUMERIC_DATE, text):
        a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
        readings = [(year, m, d) for m, d in ((b, a), (a, b)) if 1 <= m <= 12 and 1 <= d <= 31]
        if readings:
            yield Figure("date", readings[0], *match.span(), in_digits=True, others=tuple(readings[1:]))


def fiscal_years(text: str) -> Iterator[Figure]:
    """`2020/21`, `2020-2021`: the first and the last year."""
    for match in matches_from(DIGIT_RUN, _FISCAL, text):
        first, last = int(match["first"]), int(match["last"])
        if last < 100:
            last += first - first % 100
        if first < last <= first + _LONGEST_SPAN:
            yield Figure("year", (Fraction(first),), *match.span("first"), in_digits=True)
            yield Figure("year", (Fraction(last),), *match.span("last"), in_digits=True)


def slashed(text: str) -> Iterator[Figure]:
    """`56/1`, where Chinese may put the session last; `1/3`, which is a third as well; the day `9/11`."""
    for match in _SLASHED.finditer(text):
        written = match.group()
        if written == "9/11":
            yield Figure("date", (None, 9, 11), *match.span(), in_digits=True, loose=True)
            continue
        others = []
        if text[max(0, match.start() - _NEAR) : match.start()].rstrip()[-1:] == "第":
            numbers = [int(part) for part in written.split("/")]
            if numbers[0] < _FIRST_SESSION <= numbers[-1] <= _LAST_SESSION:
                others.append(("/".join(reversed(written.split("/"))),))
        fraction = _FRACTION.fullmatch(written)
        if fraction and 0 < int(fraction["top"]) < int(fraction["bottom"]) <= _TENTHS:
            value = (Fraction(int(fraction["top"]), int(fraction["bottom"])),)
            yield Figure("fraction", value, *match.span(), in_digits=True, others=((written,),))
            continue
        yield Figure("symbol", (written,), *match.span(), in_digits=True, others=tuple(others))


def enclosed(text: str) -> Iterator[Figure]:
    """`①`, `⑴`, `㈠`: numbers of a list inside the text, which English writes `(1)` or `(a)`."""
    for match in _ENCLOSED.finditer(text):
        value = Fraction(int(unicodedata.numeric(match.group())))
        yield Figure("number", (value,), *match.span(), in_digits=False, loose=True)


def codes(text: str) -> Iterator[Figure]:
    """`H5N1`, `MH370`: letters and digits of one name."""
    for match in _CODE.finditer(text):
        yield Figure("code", (match.group().replace("-", ""),), *match.span(), in_digits=False)


def versions(text: str) -> Iterator[Figure]:
    """`3.12.4`."""
    for match in matches_from(DIGIT_RUN, _VERSION, text):
        yield Figure("symbol", (match.group(),), *match.span(), in_digits=True)


def percents(text: str) -> Iterator[Figure]:
    """`5.2 per cent`, `5.2%`, `3 percentage points`, `5‰`."""
    if not any(sign in text for sign in ("%", "％", "‰", "per", "百分点")):
        return
    for match in matches_from(ANY_DIGIT, _PERCENT, text):
        value = digits_value(match["value"])
        unit = "percentage point" if match["points"] else "percent"
        yield Figure("percent", (value / 10 if match["mille"] else value,), *match.span(), in_digits=True, unit=unit)


def clock_times(text: str) -> Iterator[Figure]:
    """`15:30`; before one o'clock in the afternoon it may be of the night as well."""
    if ":" not in text and "：" not in text:
        return
    for match in _CLOCK.finditer(text):
        yield time_of_day(match, int(match["hour"]), Fraction(int(match["minute"])), None)


def time_of_day(match: re.Match[str], hour: int, minute: Fraction, half: int | None) -> Figure:
    """A time with the half of the day where it is said, or shows from the hour."""
    if hour > 12 and hour < 24:
        half = 12
    return Figure("time", (Fraction(hour % 12), minute, half), *match.span(), in_digits=True)
