"""`5 to 6 million`, 三至五万: a scale word or character behind the second number counts for the first as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from align_bench.text.figures.values import Figure
from align_bench.text.numbers import GREAT_UNITS, SCALES
from align_bench.text.scripts import Language

_LINK: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"\s*(?:至|到|或|和|[-‐‑‒–—―~～、])+\s*"),
    "en": re.compile(r"\s*(?:to|or|and|[-‐‑‒–—,])\s*(?:[A-Z]{0,3}[$€£¥]\s?)?"),
}
_SCALE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?<=\d)\s*[万亿兆]+$|(?<=[一二两三四五六七八九十百千])[万亿兆]+$"),
    "en": re.compile(r"(?:hundred|thousand|million|billion|trillion)$", re.IGNORECASE),
}


def share_scales(text: str, figures: Sequence[Figure], language: Language) -> Iterator[Figure]:
    """The figures, with what they say where the next one's scale is theirs too, and with its unit."""
    for figure, following in zip_longest(figures, figures[1:]):
        if following is None or not _are_linked(text, figure, following, language):
            yield figure
        else:
            unit = figure.unit or following.unit
            scale = _SCALE[language].search(text[following.start : following.stop])
            if scale is None or _SCALE[language].search(text[figure.start : figure.stop]):
                yield replace(figure, unit=unit)
            else:
                yield replace(
                    figure,
                    unit=unit,
                    others=((figure.number * _value(scale.group().strip()),),),
                )


def _are_linked(text: str, figure: Figure, following: Figure, language: Language) -> bool:
    if figure.kind != "number" or following.kind != "number":
        return False
    return _LINK[language].fullmatch(text, figure.stop, following.start) is not None


def _value(scale: str) -> int:
    if scale.lower() in SCALES:
        return SCALES[scale.lower()]
    value = 1
    for character in scale:
        value *= GREAT_UNITS[character]
    return value
