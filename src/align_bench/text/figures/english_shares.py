"""English shares of a whole: `two thirds`, `a quarter`, `one in five`, `half`, `3½`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from align_bench.text.figures.english_numbers import UNDER_TEN, WORD, count_of
from align_bench.text.figures.values import Figure
from align_bench.text.numbers import ORDINALS
from align_bench.text.scanning import lowered, matches_near

_BOTTOMS = {"half": 2, "quarter": 4, **ORDINALS}
_BOTTOM = "half|quarter|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth"
_FRACTION = re.compile(
    rf"\b(?:(?P<top>{UNDER_TEN}|an?|\d)[\s-](?P<bottom>{_BOTTOM})(?P<plural>s?)\b|(?P<half>half(?:way)?|halv(?:ed?|es|ing))\b)"
)
_HALVES = ("half", "halfway", "halve", "halves", "halved", "halving")
FRACTION_WORDS = frozenset((*_HALVES, *(f"{word}{s}" for word in _BOTTOM.split("|") for s in ("", "s"))))
_LONGEST_TOP = 6
_SHARE = re.compile(
    rf"\b(?<!\d[.,])(?P<some>{UNDER_TEN}|\d+)\s(?:in|out of)(?: every)?\s"
    rf"(?P<all>(?:{WORD})(?:\s(?:thousand|million))?(?!\w)|\d[\d,]*)"
)
SHARE_WORDS = frozenset(UNDER_TEN.split("|"))
_OF_ALL = re.compile(r"\d(?<!\d\d)\d*\s(?:in|out of)\s", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\b(?:first|last|next|past)\s$")
_LONGEST_COUNTED = 6
_VULGAR = re.compile(r"(?P<whole>\d+)?(?P<sign>[½⅓⅔¼¾⅕⅛])")
_VULGAR_SIGN = re.compile("[½⅓⅔¼¾⅕⅛]")
_VULGAR_VALUES = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}


def fractions(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`two thirds`, `a quarter`, `one in five`, `half`, `3½`."""
    for match in _VULGAR.finditer(text) if _VULGAR_SIGN.search(text) else ():
        value = Fraction(*_VULGAR_VALUES[match["sign"]]) + int(match["whole"] or 0)
        yield Figure("number" if match["whole"] else "fraction", (value,), *match.span(), in_digits=True)
    lower = lowered(text)
    for match in matches_near(places, _LONGEST_TOP, _FRACTION, lower):
        if match["half"]:
            yield Figure("fraction", (Fraction(1, 2),), *match.span(), in_digits=False, loose=True)
        else:
            yield from _fraction(text, match)


def shares_in_digits(text: str) -> Iterator[Figure]:
    """`3 out of 5`."""
    return shares(text, [match.start() for match in _OF_ALL.finditer(text)])


def shares(text: str, places: Sequence[int]) -> Iterator[Figure]:
    """`one in five`, which may be 五人中有一人 as well."""
    for match in matches_near(places, 0, _SHARE, lowered(text)):
        some, whole = count_of(match["some"]), count_of(match["all"])
        # `only six in 2015`
        is_year = _YEAR.fullmatch(match["all"]) and " in " in match.group().lower()
        if some and whole and some < whole and not is_year:
            yield Figure("fraction", (some / whole,), *match.span(), in_digits=False, others=((whole,),))


def _fraction(text: str, match: re.Match[str]) -> Iterator[Figure]:
    top = count_of(match["top"]) or Fraction(1)
    bottom = _BOTTOMS[match["bottom"]]
    # The first three, or the four quarters of a year are no fraction; `two thirds` but `one third`.
    start = match.start()
    counted = match["plural"] and _COUNTED.search(text, max(0, start - _LONGEST_COUNTED), start)
    if counted or top >= bottom or (top > 1) != bool(match["plural"]):
        return
    others = ((Fraction(bottom),),) if top == 1 else ()
    yield Figure("fraction", (top / bottom,), *match.span(), in_digits=False, others=others)
