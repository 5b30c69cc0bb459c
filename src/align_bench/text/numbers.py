"""Numbers as they are written: Chinese numerals with 万 and 亿, English number words, grouped digits, Roman numerals.

Owns the values of numerals that stand alone; finding them in running text is `figures`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "二": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
GREAT_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS_IN_ONE = {"廿": 20, "卅": 30}

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_ONES = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_ORDINAL_TENS = ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"]
CARDINALS = {w: i for i, w in enumerate(_ONES)} | {w: 10 * i for i, w in enumerate(_TENS, start=2)}
ORDINALS = {w: i for i, w in enumerate(_ORDINAL_ONES)} | {w: 10 * i for i, w in enumerate(_ORDINAL_TENS, start=2)}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
ORDINAL_SCALES = {"hundredth": 100, "thousandth": 10**3, "millionth": 10**6, "billionth": 10**9}
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@lru_cache(maxsize=1 << 12)
def digits_value(text: str) -> Fraction:
    """`1 216`, `1,216` and `1216.5` as a value; full-width digits too."""
    return Fraction(re.sub(r"[\s,，]", "", text).replace("．", "."))


@lru_cache(maxsize=1 << 12)
def chinese_value(text: str) -> Fraction | None:
    """The value of a Chinese numeral, also with digits in front of units (`3.5亿`, `1亿2000万`); None where it is none.

    `二〇一三` is read digit by digit. A unit without a number in front (`百万`) says "many", not how many.
    """
    text = re.sub(r"\s", "", text)
    if re.fullmatch(r"[〇零○一二三四五六七八九]{2,}", text):
        if "〇" in text or "零" in text or "○" in text or len(text) == 4:
            return Fraction(int("".join(str(CHINESE_DIGITS[c]) for c in text)))
        return None
    total = section = Fraction(0)
    number: Fraction | None = None
    last_unit = 0
    for part in re.findall(r"[\d,.]+|.", text):
        if part[0].isdigit():
            number = digits_value(part.rstrip(".,"))
        elif part in CHINESE_DIGITS:
            if number not in (None, 0):
                return None
            number = Fraction(CHINESE_DIGITS[part])
        elif part in _TENS_IN_ONE:
            section += _TENS_IN_ONE[part]
            last_unit = 10
        elif part in _SMALL_UNITS:
            if number is None and not (part == "十" and (not section or last_unit > 10)):
                return None
            section += (Fraction(1) if number is None else number) * _SMALL_UNITS[part]
            number, last_unit = None, _SMALL_UNITS[part]
        elif part in GREAT_UNITS:
            section += number or 0
            if not section and not total:
                return None
            # 一万五千亿: the whole number so far counts in 亿.
            total = (
                (total + section) * GREAT_UNITS[part]
                if total < GREAT_UNITS[part]
                else total + section * GREAT_UNITS[part]
            )
            section, number, last_unit = Fraction(0), None, GREAT_UNITS[part]
        else:
            return None
    if number and last_unit >= 100 and not re.search(r"[零〇○][^零〇○]$", text) and text[-1] in CHINESE_DIGITS:
        # 三万一 is 31,000: the last digit counts in tenths of the unit before it.
        number *= last_unit // 10
    return total + section + (number or 0)


@lru_cache(maxsize=1 << 12)
def english_value(words: str) -> tuple[Fraction, bool] | None:
    """The value of English number words and whether they are an ordinal; None where they are no number.

    `one hundred and fifty-two`, `seventy-fourth`, `two million`; digits in front of a scale word count too.
    """
    total = section = Fraction(0)
    ordinal = seen = False
    last = ""
    for word in re.findall(r"[\d.,]+|[a-z]+", words.lower()):
        if ordinal:
            return None
        if word == "and":
            continue
        if word in CARDINALS or word in ORDINALS:
            value = CARDINALS.get(word, ORDINALS.get(word, 0))
            # `twenty five` is one number; `five twenty` and `twenty twenty` are two.
            if last == "one" or (last == "ten" and value >= 10):
                return None
            section += value
            ordinal = word in ORDINALS
            last = "ten" if value >= 20 else "one"
        elif word in SCALES or word in ORDINAL_SCALES:
            scale = SCALES.get(word, ORDINAL_SCALES.get(word, 0))
            ordinal = word in ORDINAL_SCALES
            if scale == 100:
                section = (section or Fraction(1)) * 100
            else:
                total += (section or Fraction(1)) * scale
                section = Fraction(0)
            last = "scale"
        elif word[0].isdigit():
            section += digits_value(word.rstrip(".,"))
            last = "one"
        else:
            return None
        seen = True
    return (total + section, ordinal) if seen else None


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral in capitals; None where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_DIGITS[c] for c in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def english_ordinal(value: int) -> str:
    """`seventy-fourth`; from a hundred on in digits, `102nd`."""
    if value < 20:
        return _ORDINAL_ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return f"{_TENS[tens - 2]}-{_ORDINAL_ONES[ones]}" if ones else _ORDINAL_TENS[tens - 2]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
