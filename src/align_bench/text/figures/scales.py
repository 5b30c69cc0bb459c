"""`5 to 6 million`, 三至五万, 百分之三十至四十: what stands with one number of a range counts for the other as well.

`One year and seven months` is one length of time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from align_bench.text.figures.units import UNITS
from align_bench.text.figures.values import Figure
from align_bench.text.numbers import GREAT_UNITS, SCALES
from align_bench.text.scripts import Language

_LINK: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"\s*(?:至|到|或|和|[-‐‑‒–—―~～、])+\s*"),
    "en": re.compile(r"\s*(?:to|or|and|[-‐‑‒–—,])\s*(?:[A-Z]{0,3}[$€£¥]\s?)?"),
}
_RANGE = re.compile(r"\s*(?:至|到|to|[-‐‑‒–—―~～]+)\s*")
_LENGTHS = {("year", "month"), ("hour", "minute"), ("foot", "inch")}
_LESSER = {"month", "minute", "inch"}
_JOINT: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"\s*(?:年|个?小时|个?钟头)?\s*[零又]?\s*"),
    "en": re.compile(r"(?:[\s-]?(?:years?|hours?|feet|foot|ft))?,?\s+(?:and\s+|plus\s+)?", re.IGNORECASE),
}
_LONGEST_YEARS = 200
_LONGEST_DATING = 16
_YEAR = re.compile(r"\b(?:in|since|by|of|from)\s+(?:19|20)\d\d$")
_SCALE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?<=\d)\s*[万亿兆]+$|(?<=[一二两三四五六七八九十百千])[万亿兆]+$"),
    "en": re.compile(r"(?:hundred|thousand|million|billion|trillion)$", re.IGNORECASE),
}


def share_scales(text: str, figures: Sequence[Figure], language: Language) -> list[Figure]:
    """The figures, with what they say where the scale, the unit or the per cent of their neighbour is theirs too."""
    shared = list(figures)
    for index, (figure, following) in enumerate(pairwise(figures)):
        kinds = figure.kind, following.kind
        if kinds == ("number", "number") and _LINK[language].fullmatch(text, figure.stop, following.start):
            shared[index] = _scaled(text, shared[index], following, language)
        elif set(kinds) == {"number", "percent"} and _RANGE.fullmatch(text, figure.stop, following.start):
            number, percent = (index, following) if kinds[0] == "number" else (index + 1, figure)
            # `from 32 per cent in 2015 to 47 per cent`
            stop = shared[number].stop
            if _YEAR.search(text, max(0, stop - _LONGEST_DATING), stop):
                continue
            shared[number] = shared[number]._replace(kind="percent", unit=percent.unit)
    return shared


def join_shares(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, with `one half of one per cent` and `three tenths of 1 per cent` as one."""
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last.kind, figure.kind) == ("fraction", "percent")
            and figure.number == 1
            and text[last.stop : figure.start] == " of "
        ):
            value = (last.number,)
            joined[-1] = figure._replace(value=value, start=last.start, in_digits=last.in_digits)
        else:
            joined.append(figure)
    return joined


def join_lengths(text: str, figures: Sequence[Figure], language: Language) -> list[Figure]:
    """The figures, with 一年零七个月 and `one year and seven months` as one, in the lesser unit."""
    if all(figure.unit not in _LESSER for figure in figures):
        return list(figures)
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        if last is None or (last.unit, figure.unit) not in _LENGTHS or not _is_joint(text, last, figure, language):
            joined.append(figure)
            continue
        factor = UNITS[last.unit].factor / UNITS[figure.unit].factor
        digits = last.in_digits or figure.in_digits
        value = (last.number * factor + figure.number,)
        joined[-1] = figure._replace(value=value, start=last.start, in_digits=digits, others=())
    return joined


def _is_joint(text: str, one: Figure, other: Figure, language: Language) -> bool:
    if {one.kind, other.kind} != {"number"} or one.number > _LONGEST_YEARS:
        return False
    return _JOINT[language].fullmatch(text, one.stop, other.start) is not None


def _scaled(text: str, figure: Figure, following: Figure, language: Language) -> Figure:
    figure = figure._replace(unit=figure.unit or following.unit)
    scale = _SCALE[language].search(text[following.start : following.stop])
    if scale is None or _SCALE[language].search(text[figure.start : figure.stop]):
        return figure
    return figure._replace(others=((figure.number * _value(scale.group().strip()),),))


def _value(scale: str) -> int:
    if scale.lower() in SCALES:
        return SCALES[scale.lower()]
    value = 1
    for character in scale:
        value *= GREAT_UNITS[character]
    return value
