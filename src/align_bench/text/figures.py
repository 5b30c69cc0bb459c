"""Figures of a text as typed values: dates, years, decades, ordinals, numbers, per cents, fractions, document symbols.

Owns which written form is which kind: the most specific pattern goes first and what it covers is masked for the others.
Comparing the figures of two texts is `checks.figures`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from align_bench.text.dates import chinese_dates, english_dates, iso_dates
from align_bench.text.numbers import (
    CARDINALS,
    ORDINAL_SCALES,
    ORDINALS,
    SCALES,
    chinese_value,
    digits_value,
    english_value,
    roman_value,
)
from align_bench.text.scripts import Language

FigureKind = Literal["time", "date", "year", "decade", "century", "ordinal", "number", "percent", "fraction", "symbol"]
Value = tuple[Fraction | int | str | None, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its value and place."""

    kind: FigureKind
    value: Value
    """date: (year, month, day), unwritten parts None; time: (hour of 12, minute); symbol: (text,); else (number,)."""

    start: int
    stop: int
    in_digits: bool
    """Written with digits, on which a translator has no choice but to keep them."""

    approximate: bool = False
    """五千多, 20余: roughly so many, which English may put otherwise."""

    loose: bool = False
    """A word like `centenary` that counts years, but need not stand for a figure."""


Finder = Callable[[str], Iterator[Figure]]


def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The figures of a text in order, not overlapping."""
    found: list[Figure] = []
    masked = text
    for finder in _FINDERS[language]:
        spans = []
        for figure in finder(masked):
            spans.append((figure.start, figure.stop))
            if figure.value:
                found.append(figure)
        for start, stop in spans:
            masked = masked[:start] + "\0" * (stop - start) + masked[stop:]
    return tuple(sorted(found, key=lambda figure: figure.start))


_IGNORED = re.compile(
    r"(?:https?://|www\.)[^\s，。；、）)”>\u4e00-\u9fff]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    # The disease has its year in front in Chinese and behind in English.
    r"|2019\s*冠状病毒病?|COVID[-‐‑–]?19|新冠肺炎",
    re.IGNORECASE,
)
_ZH_TIME = re.compile(
    r"(?P<hour>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:时(?![期代间])|点(?=[钟半整]|\s*[\d一二三四五]+\s*分)钟?)\s*"
    r"(?:(?P<minute>\d{1,2}|[〇零一二三四五六七八九十]{1,3})\s*分|(?P<half>半))?"
)
_EN_TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*"
    r"(?:[ap]\.?\s?m\b\.?|o['’]clock|hours?\b(?= (?:GMT|UTC)))"
    r"|(?<![\w.,:])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\w:])",
    re.IGNORECASE,
)
_MAY_BE_TIME = re.compile(r"\d(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\b|o['’]clock|hour)|\d:\d", re.IGNORECASE)
# Decision 7/4: two numbers of which each has its place.
_SLASHED = re.compile(r"(?<![A-Za-z0-9/.,-])\d{1,4}(?:/\d{1,4})+(?![A-Za-z0-9/])")
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/])[A-Z][A-Za-z]{0,6}(?:-\d+|\(\d+\))?(?:/[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*(?:\(\d+\))?)+(?:/?\*+)?"
)

_GROUPED = r"\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d年])(?:\.\d+)?|\d+(?:[.．]\d+)?"
_HAN = "〇零○一二三四五六七八九两十百千万亿兆廿卅"
_HAN_NUMERAL = rf"[{_HAN}]+"
# 千米, 兆瓦: units of measure, whose first character is no number.
_MEASURE = "(?![瓦米克卡赫伏帕焦升字比])"
_ZH_MIXED = rf"(?:(?:{_GROUPED})\s*(?:[十百千万亿兆]{_MEASURE})+)+(?:\d+)?"
_CLASSIFIER = (
    "个|名|次|项|位|年|国|种|份|条|点|方面|届|周年|月|天|日|小时|分钟|人|件|场|轮|章|节|段|套|批|处|座|所|家|类|级|倍|成|代|岁|册|卷|枚|艘|架"
    "|大|区|州|省|市|县|期|公里|米|吨|元|票"
)
_ZH_RATIO = re.compile(rf"(?P<unit>[百千])分之\s*(?P<value>{_GROUPED}|{_HAN_NUMERAL}(?:点{_HAN_NUMERAL})?)")
_ZH_TENTHS = re.compile(r"(?P<value>\d(?:\.\d)?|[一二三四五六七八九两])成(?![为立员果功本就长都品年分员份人因不])")
_ZH_FRACTION = re.compile(rf"(?P<bottom>\d+|{_HAN_NUMERAL})分之(?P<top>\d+|{_HAN_NUMERAL})")
_PERCENT = re.compile(rf"(?P<value>{_GROUPED})\s*(?:[%％]|per\s?cent\b|percent\b|percentage points?\b)")
_ZH_DECADE = re.compile(
    rf"(?:(?P<century>\d\d|[{_HAN}]{{1,3}})\s*世纪\s*)?(?P<decade>\d{{4}}|\d0|[二三四五六七八九]十)\s*年代"
)
_ZH_CENTURY = re.compile(rf"(?P<value>\d\d?|[{_HAN}]{{1,3}})\s*世纪")
_ZH_ORDINAL = re.compile(rf"第\s*(?P<value>{_GROUPED}|{_HAN_NUMERAL})|(?P<first>首)(?=次|届|任|个|批|份|轮)")
# 五五折, 一一, 万万: digits in a row that are no numeral are read by nobody as a number.
_ZH_NUMBER = re.compile(rf"{_ZH_MIXED}|(?P<digits>(?:{_GROUPED}))|(?P<han>{_HAN_NUMERAL})")
_ROUGHLY = ("多", "余", "几", "来")
_ZH_IDIOM = re.compile("一一|万一|千万|十分|万万|百分|三三两两|九一一|两国|两方|两者|两岸|统一|十足")

_EN_DECADE = re.compile(
    r"\b(?P<year>(?:1[5-9]|20)\d0)s\b|['’](?P<short>[1-9]0)s\b|\b(?P<word>twen|thir|for|fif|six|seven|eigh|nine)ties\b",
    re.IGNORECASE,
)
_EN_WORD = "|".join(sorted({*CARDINALS, *ORDINALS, *SCALES, *ORDINAL_SCALES}, key=lambda word: (-len(word), word)))
_NUMBER_WORDS = frozenset({*CARDINALS, *ORDINALS, *SCALES, *ORDINAL_SCALES})
_LETTERS = re.compile(r"(?<!\w)[A-Za-z]+")
_EN_WORDS = rf"(?:a\s+(?=hundred|thousand|million|billion))?(?:{_EN_WORD})(?:(?:[\s\-‐‑]+(?:and\s+)?)(?:{_EN_WORD}))*"
_EN_CENTURY = re.compile(
    rf"\b(?:(?P<digits>\d\d?)(?:st|nd|rd|th)|(?P<words>{_EN_WORDS}))[\s-]centur(?:y|ies)\b", re.IGNORECASE
)
_EN_SPAN = re.compile(rf"\b(?:(?P<digits>\d)|(?P<words>{_EN_WORDS}))\s+decades\b", re.IGNORECASE)
_EN_YEARS = re.compile(
    r"\b(?P<part>half a|(?:a )?quarter of a)[\s-]century\b|\b(?P<hundreds>bi|tri)?(?:centenary|centennial)\b"
    r"|\b(?P<months>year and a half)\b|\b[GP]-?(?P<group>\d{1,3})\b"
    r"|\b(?:a|one|the (?:past|last|next|coming|previous|following)|per|every|each)\s(?P<decade>decade)\b",
    re.IGNORECASE,
)
_MAY_BE_YEARS = re.compile(r"[Cc]ent[eu]|decade|a half|[GP]-?\d")
_EN_ORDINAL = re.compile(r"(?<![\w.,])(?P<value>\d{1,3}(?:,\d{3})*)(?:st|nd|rd|th)\b")
_MAY_BE_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
_EN_ROMAN = re.compile(
    r"\b(?:articles?|parts?|chapters?|annex(?:es)?|volumes?|sections?|titles?|appendix|phases?|tables?|figures?"
    r"|World War)\s+"
    r"(?P<value>[IVXLCM]+)\b",
    re.IGNORECASE,
)
_MAY_BE_ROMAN = re.compile(r"\s[IVXLCM]+\b")
_EN_FRACTION = re.compile(
    r"\b(?P<top>one|two|three|four|five|a|\d)[\s-](?P<bottom>half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?P<plural>s?)\b",
    re.IGNORECASE,
)
_FRACTION_PARTS = ("half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_EN_SCALED = re.compile(
    rf"(?<![\w.,])(?P<digits>{_GROUPED})[\s-]*(?P<scale>(?:hundred|thousand|million|billion|trillion)(?:\s+million|\s+billion)?)\b",
    re.IGNORECASE,
)
_EN_DIGITS = re.compile(rf"(?<![\w.])(?<![A-Za-z][-‐‑])(?P<value>{_GROUPED})(?![\w])")
_EN_NUMBER_WORDS = re.compile(rf"(?<![\w])(?P<words>{_EN_WORDS})(?!\w)", re.IGNORECASE)
_DECADE_WORDS = {"twen": 20, "thir": 30, "for": 40, "fif": 50, "six": 60, "seven": 70, "eigh": 80, "nine": 90}


def _ignored(text: str) -> Iterator[Figure]:
    """Addresses and names whose digits are no figures: masked, not reported."""
    if not ("19" in text or "新冠" in text or "@" in text or "://" in text or "www." in text.lower()):
        return
    for match in _IGNORED.finditer(text):
        yield Figure("symbol", (), match.start(), match.end(), in_digits=True)


def _symbols(text: str) -> Iterator[Figure]:
    if "/" not in text:
        return
    for match in _SYMBOL.finditer(text):
        if any(character.isdigit() for character in match.group()):
            yield Figure("symbol", (match.group().rstrip("*/"),), match.start(), match.end(), in_digits=True)


def _slashed(text: str) -> Iterator[Figure]:
    if "/" not in text:
        return
    for match in _SLASHED.finditer(text):
        yield Figure("symbol", (match.group(),), match.start(), match.end(), in_digits=True)


def _zh_times(text: str) -> Iterator[Figure]:
    if "时" not in text and "点" not in text:
        return
    for match in _ZH_TIME.finditer(text):
        hour = _zh_value(match["hour"])
        minute = Fraction(30) if match["half"] else _zh_value(match["minute"] or "0")
        if hour is not None and minute is not None and hour <= 24:
            yield Figure("time", (hour % 12, minute), match.start(), match.end(), in_digits=True)


def _en_times(text: str) -> Iterator[Figure]:
    if not _MAY_BE_TIME.search(text):
        return
    for match in _EN_TIME.finditer(text):
        hour, minute = int(match["hour"] or match["h"]), int(match["minute"] or match["m"] or 0)
        yield Figure("time", (Fraction(hour % 12), Fraction(minute)), match.start(), match.end(), in_digits=True)


def _iso(text: str) -> Iterator[Figure]:
    for date in iso_dates(text):
        yield Figure("date", (date.year, date.month, date.day), date.start, date.stop, in_digits=True)


def _zh_dates(text: str) -> Iterator[Figure]:
    for date in chinese_dates(text):
        value: Value = (date.year, date.month, date.day)
        kind: FigureKind = "date"
        if date.month is None:
            kind, value = "year", (Fraction(date.year or 0),)
        yield Figure(kind, value, date.start, date.stop, in_digits=True)


def _en_dates(text: str) -> Iterator[Figure]:
    for date in english_dates(text):
        yield Figure("date", (date.year, date.month, date.day), date.start, date.stop, in_digits=True)


def _zh_value(text: str) -> Fraction | None:
    if text[0].isdigit():
        return digits_value(text)
    whole, _, decimals = text.partition("点")
    if len(whole) == 1 and whole in "〇零○一二三四五六七八九两":
        value = chinese_value("十" + whole)
        value = None if value is None else value - 10
    else:
        value = chinese_value(whole)
    if value is not None and decimals:
        tail = chinese_value("〇" + decimals)
        value = None if tail is None else value + tail / 10 ** len(decimals)
    return value


def _zh_percents(text: str) -> Iterator[Figure]:
    if "分之" not in text:
        return
    for match in _ZH_RATIO.finditer(text):
        value = _zh_value(match["value"])
        if value is not None:
            share = value if match["unit"] == "百" else value / 10
            yield Figure("percent", (share,), match.start(), match.end(), in_digits=True)


def _zh_tenths(text: str) -> Iterator[Figure]:
    """七成 are 70 per cent."""
    if "成" not in text:
        return
    for match in _ZH_TENTHS.finditer(text):
        value = _zh_value(match["value"])
        if value is not None:
            yield Figure("percent", (value * 10,), match.start(), match.end(), in_digits=False)


def _percents(text: str) -> Iterator[Figure]:
    if not ("%" in text or "％" in text or "cent" in text.lower()):
        return
    for match in _PERCENT.finditer(text):
        yield Figure("percent", (digits_value(match["value"]),), match.start(), match.end(), in_digits=True)


def _zh_fractions(text: str) -> Iterator[Figure]:
    if "分之" not in text:
        return
    for match in _ZH_FRACTION.finditer(text):
        top, bottom = _zh_value(match["top"]), _zh_value(match["bottom"])
        if top is not None and bottom:
            yield Figure("fraction", (top / bottom,), match.start(), match.end(), in_digits=False)


def _zh_decades(text: str) -> Iterator[Figure]:
    if "年代" not in text:
        return
    for match in _ZH_DECADE.finditer(text):
        decade = _zh_value(match["decade"])
        century = _zh_value(match["century"]) if match["century"] else None
        if decade is None:
            continue
        if century is not None:
            decade += (century - 1) * 100
        yield Figure("decade", (decade,), match.start(), match.end(), in_digits=decade > 100)


def _zh_centuries(text: str) -> Iterator[Figure]:
    if "世纪" not in text:
        return
    for match in _ZH_CENTURY.finditer(text):
        value = _zh_value(match["value"])
        if value is not None and value > 1:
            yield Figure("century", (value,), match.start(), match.end(), in_digits=False)


def _zh_ordinals(text: str) -> Iterator[Figure]:
    if "第" not in text and "首" not in text:
        return
    for match in _ZH_ORDINAL.finditer(text):
        value = Fraction(1) if match["first"] else _zh_value(match["value"])
        if value is not None:
            digits = bool(match["value"]) and match["value"][0].isdigit()
            yield Figure("ordinal", (value,), match.start(), match.end(), in_digits=digits)


def _zh_numbers(text: str) -> Iterator[Figure]:
    for match in _ZH_NUMBER.finditer(text):
        written = match.group()
        if match["han"]:
            value = _zh_word(text, match)
        elif match["digits"]:
            if _is_part_of_word(text, match.start(), match.end()):
                continue
            value = digits_value(written)
        else:
            value = chinese_value(re.sub(r"(?<=\d)[,，](?=\d{3})", "", written))
        if value is not None:
            roughly = text[match.end() : match.end() + 1] in _ROUGHLY
            yield Figure(
                "number", (value,), match.start(), match.end(), in_digits=not match["han"], approximate=roughly
            )


def _zh_word(text: str, match: re.Match[str]) -> Fraction | None:
    """A numeral in characters; one alone counts only before a classifier, because 一 to 九 are parts of many words."""
    written = match.group()
    around = text[max(0, match.start() - 1) : match.end() + 1]
    if _ZH_IDIOM.search(around) or text[match.end() : match.end() + 1] == "分":
        return None
    # 几十, 数百: some tens, some hundreds.
    if match.start() and text[match.start() - 1] in "数几上成":
        return None
    if len(written) > 1 or written == "十":
        value = _zh_value(written)
        return value if len(written) > 1 or re.match(rf"[多余]?(?:{_CLASSIFIER})", text[match.end() :]) else None
    if written in "〇零○一百千万亿兆廿卅" or not re.match(_CLASSIFIER, text[match.end() :]):
        return None
    return _zh_value(written)


def _is_part_of_word(text: str, start: int, stop: int) -> bool:
    """`H5N1`, `COVID-19`, `P5`: letters and digits of one name."""
    before, after = text[max(0, start - 2) : start], text[stop : stop + 1]
    return bool(re.search(r"[A-Za-z][-‐‑]?$", before)) or (after.isascii() and after.isalpha())


def _en_decades(text: str) -> Iterator[Figure]:
    if "0s" not in text and "ties" not in text:
        return
    for match in _EN_DECADE.finditer(text):
        written = match["year"] or match["short"]
        value = int(written) if written else _DECADE_WORDS[match["word"].lower()]
        yield Figure("decade", (Fraction(value),), match.start(), match.end(), in_digits=value > 100)


def _en_spans(text: str) -> Iterator[Figure]:
    """`three decades` are thirty years, as Chinese counts them."""
    # The rare word first: the pattern for number words is slow to fail.
    if "decades" not in text:
        return
    for match in _EN_SPAN.finditer(text):
        read = (digits_value(match["digits"]), False) if match["digits"] else english_value(match["words"])
        if read is not None:
            yield Figure("number", (read[0] * 10,), match.start(), match.end(), in_digits=False)


def _en_years(text: str) -> Iterator[Figure]:
    """`half a century`, `centenary`, `a decade`, `G20`: what Chinese counts (五十年, 一百周年, 十年, 二十国集团)."""
    if not _MAY_BE_YEARS.search(text):
        return
    for match in _EN_YEARS.finditer(text):
        if match["group"]:
            years = int(match["group"])
        elif match["months"]:
            years = 18
        elif match["part"]:
            years = 50 if match["part"].lower().startswith("half") else 25
        else:
            years = 10 if match["decade"] else {"bi": 200, "tri": 300}.get((match["hundreds"] or "").lower(), 100)
        yield Figure("number", (Fraction(years),), match.start(), match.end(), in_digits=False, loose=True)


def _en_centuries(text: str) -> Iterator[Figure]:
    if "centur" not in text and "Centur" not in text:
        return
    for match in _EN_CENTURY.finditer(text):
        read = (Fraction(match["digits"]), True) if match["digits"] else english_value(match["words"])
        if read is not None:
            yield Figure("century", (read[0],), match.start(), match.end(), in_digits=False)


def _en_ordinals(text: str) -> Iterator[Figure]:
    if not _MAY_BE_ORDINAL.search(text):
        return
    for match in _EN_ORDINAL.finditer(text):
        yield Figure("ordinal", (digits_value(match["value"]),), match.start(), match.end(), in_digits=True)


def _en_romans(text: str) -> Iterator[Figure]:
    if not _MAY_BE_ROMAN.search(text):
        return
    for match in _EN_ROMAN.finditer(text):
        value = roman_value(match["value"])
        if value is not None:
            yield Figure("ordinal", (Fraction(value),), match.start("value"), match.end(), in_digits=False)


def _en_fractions(text: str) -> Iterator[Figure]:
    lower = text.lower()
    if not any(part in lower for part in _FRACTION_PARTS):
        return
    bottoms = {"half": 2, "quarter": 4, **ORDINALS}
    for match in _EN_FRACTION.finditer(text):
        top = 1 if match["top"].lower() == "a" else english_value(match["top"])
        number = Fraction(top) if isinstance(top, int) else top[0] if top else Fraction(1)
        # `two thirds` but `one third`; `four fifth` is no fraction, and `a second` neither.
        if (number > 1) == bool(match["plural"]):
            yield Figure(
                "fraction", (number / bottoms[match["bottom"].lower()],), match.start(), match.end(), in_digits=False
            )


def _en_scaled(text: str) -> Iterator[Figure]:
    lower = text.lower()
    if not any(part in lower for part in ("hundred", "thousand", "llion")):
        return
    for match in _EN_SCALED.finditer(text):
        value = digits_value(match["digits"])
        for word in match["scale"].lower().split():
            value *= SCALES[word]
        yield Figure("number", (value,), match.start(), match.end(), in_digits=True)


def _en_numbers(text: str) -> Iterator[Figure]:
    for match in _EN_DIGITS.finditer(text):
        yield Figure("number", (digits_value(match["value"]),), match.start(), match.end(), in_digits=True)


def _en_words(text: str) -> Iterator[Figure]:
    # Word by word: the pattern is slow to fail, and most words begin no number.
    if _NUMBER_WORDS.isdisjoint(_LETTERS.findall(text.lower())):
        return
    stop = 0
    for word in _LETTERS.finditer(text):
        if word.start() >= stop and ((lower := word.group().lower()) in _NUMBER_WORDS or lower == "a"):
            match = _EN_NUMBER_WORDS.match(text, word.start())
            if match is not None:
                stop = match.end()
                yield from _words(match.group(), match.start())


def _words(written: str, offset: int) -> Iterator[Figure]:
    """Number words in a row: one number where they make one, else one by one (`twenty twenty`, `one and two`)."""
    read = english_value(written)
    if read is not None:
        value, ordinal = read
        # `hundreds of`, `the million`: many, not how many.
        if written.lower() not in SCALES:
            yield Figure("ordinal" if ordinal else "number", (value,), offset, offset + len(written), in_digits=False)
        return
    for match in re.finditer(rf"(?:{_EN_WORD})(?!\w)", written, re.IGNORECASE):
        read = english_value(match.group())
        if read is not None and match.group().lower() not in SCALES:
            kind: FigureKind = "ordinal" if read[1] else "number"
            yield Figure(kind, (read[0],), offset + match.start(), offset + match.end(), in_digits=False)


_FINDERS: dict[Language, tuple[Finder, ...]] = {
    "zh": (
        _ignored,
        _symbols,
        _iso,
        _slashed,
        _zh_decades,
        _zh_centuries,
        _zh_percents,
        _zh_tenths,
        _percents,
        _zh_fractions,
        _zh_times,
        _zh_dates,
        _zh_ordinals,
        _zh_numbers,
    ),
    "en": (
        _ignored,
        _symbols,
        _iso,
        _slashed,
        _en_times,
        _en_dates,
        _en_decades,
        _en_centuries,
        _en_spans,
        _en_years,
        _percents,
        _en_ordinals,
        _en_romans,
        _en_fractions,
        _en_scaled,
        _en_numbers,
        _en_words,
    ),
}
