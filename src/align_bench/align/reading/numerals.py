"""Figures as evidence: which English tokens may stand for a Chinese number.

Owns the reading of Chinese numerals for alignment only, where a wrong guess costs a little evidence; the check of
figures has its own, strict reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align_bench.text.tokens import stem

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[十百千万亿]*|[零〇○一二两三四五六七八九十百千万亿]+")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SMALL = (  # noqa: SIM905 (as a list it would be a page)
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split(" ")
_ORDINALS = (  # noqa: SIM905
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
).split(" ")
_TENS = ("_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MONTHS = "_ January February March April May June July August September October November December".split(" ")  # noqa: SIM905 (a list a word long is a page long)
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ROMAN = "_ i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ")  # noqa: SIM905 (a list a word long is a page long)


def number_tokens(text: str) -> Iterator[tuple[str, dict[str, float], tuple[int, int]]]:
    """Each number of a Chinese text, the English stems it may become, and its range.

    Lone units (十, 万) are left to the words.
    """
    for match in _NUMBER.finditer(text):
        number = match[0]
        if number in _UNITS or number in "一.":
            continue
        after = text[match.end() : match.end() + 2].lstrip()[:1]
        ordinal = text[: match.start()].endswith("第")
        forms = _forms(number, after, ordinal)
        if forms:
            key = f"{'第' if ordinal else ''}{number}{after if after in '月年' else ''}"
            yield key, forms, match.span()


def chinese_value(number: str) -> float | None:
    """The value of digits, Chinese numerals or digits with Chinese units; None where it is none."""
    if all(c in _DIGITS for c in number):
        return float("".join(str(_DIGITS[c]) for c in number))
    total = section = 0.0
    digits: float | None = None
    for part in re.findall(r"[\d.,]+|.", number):
        if part[0].isdigit():
            try:
                digits = float(part.replace(",", ""))
            except ValueError:
                return None
        elif part in _DIGITS:
            digits = float(_DIGITS[part])
        elif _UNITS[part] >= 10**4:
            section = (section + (digits or 0.0)) or 1.0
            total = (total + section) * _UNITS[part] if _UNITS[part] > total > 0 else total + section * _UNITS[part]
            section, digits = 0.0, None
        else:
            section += (1.0 if digits is None else digits) * _UNITS[part]
            digits = None
    return total + section + (digits or 0.0)


@cache
def _forms(number: str, after: str, ordinal: bool) -> dict[str, float]:
    value = chinese_value(number)
    if value is None or value >= 10**12:
        return {}
    whole = int(value)
    forms = {f"{value:g}" if value != whole else str(whole): 1.0}
    if value == whole and whole > 0:
        words = _words(whole)
        for word in words:
            forms[stem(word)] = forms.get(stem(word), 0.0) + 1.0 / len(words)
        if whole <= 20 and ordinal:
            forms[_ROMAN[whole]] = 0.3
        forms |= _ordinal(whole, 0.8 if ordinal else 0.2)
        if after == "月" and whole <= 12:
            forms[stem(_MONTHS[whole])] = 2.0
        for scale, word in _SCALES[:3]:
            if whole >= scale and whole * 10 % scale == 0:
                forms[f"{whole / scale:g}"] = 0.7
                forms[stem(word)] = 0.7
        if after == "年" and whole % 10 == 0:
            forms[f"{whole}s"] = 0.2
        if whole == 2:
            forms[stem("both")] = 0.2
    total = sum(forms.values())
    return {token: weight / total for token, weight in forms.items()}


def _words(number: int) -> list[str]:
    words: list[str] = []
    for scale, word in _SCALES:
        if number >= scale:
            words += [*_words(number // scale), word]
            number %= scale
    if number >= 20:
        words.append(_TENS[number // 10])
        number %= 10
    if number:
        words.append(_SMALL[number])
    return words


def _ordinal(number: int, weight: float) -> dict[str, float]:
    if number < 20:
        return {stem(_ORDINALS[number]): weight}
    if number < 100 and number % 10:
        return {stem(_ORDINALS[number % 10]): weight / 2}
    return {}


def roman_value(numeral: str) -> int | None:
    """The value of a lower-case Roman numeral up to twenty; None for anything else."""
    return _ROMAN.index(numeral) if numeral in _ROMAN[1:] else None
