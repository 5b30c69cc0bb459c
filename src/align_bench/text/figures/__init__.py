"""Figures of a text as typed values: dates, times, decades, ordinals, numbers, shares, document symbols, addresses.

Owns the order of the finders: the most specific pattern goes first, and what it covers is masked for the others. A
finder runs only where the text has one of its signs: digits, or a word or character without which it can find nothing.
Comparing the figures of two texts is `checks.figure_values`.
"""

from __future__ import annotations

import re

from align_bench.text.figures import chinese, chinese_numbers, english, english_numbers, shared
from align_bench.text.figures.scales import share_scales
from align_bench.text.figures.values import Figure, FigureKind, Finder, Value
from align_bench.text.scripts import Language

__all__ = ["Figure", "FigureKind", "Value", "find_figures"]

_DIGIT = "0"
_ADDRESS = "@"
_ANY_DIGIT = re.compile(r"\d")
_ENGLISH_WORD = re.compile("[a-z]+")


def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The figures of a text in order, not overlapping."""
    found: list[Figure] = []
    masked = text
    signs = _signs(text, language)
    for finder, needed in _FINDERS[language]:
        if needed.isdisjoint(signs):
            continue
        spans = []
        for figure in finder(masked):
            spans.append((figure.start, figure.stop))
            if figure.value:
                found.append(figure)
        for start, stop in spans:
            masked = masked[:start] + "\0" * (stop - start) + masked[stop:]
    found.sort(key=lambda figure: figure.start)
    return tuple(share_scales(text, found, language))


def _signs(text: str, language: Language) -> set[str]:
    """The characters of a Chinese text, the words of an English one, and whether it has digits or an address."""
    signs = set(text) if language == "zh" else set(_ENGLISH_WORD.findall(text.lower()))
    if _ANY_DIGIT.search(text):
        signs.add(_DIGIT)
    if "@" in text or "://" in text or "www." in text:
        signs.add(_ADDRESS)
    return signs


def _signed(finder: Finder, *signs: str) -> tuple[Finder, frozenset[str]]:
    return finder, frozenset(signs)


_FIRST = (
    _signed(shared.addresses, _ADDRESS),
    *(
        _signed(finder, _DIGIT)
        for finder in (
            *(shared.phones, shared.no_figures, shared.symbols, shared.iso, shared.numeric_dates),
            *(shared.fiscal_years, shared.slashed, shared.versions, shared.codes),
        )
    ),
)
_FINDERS: dict[Language, tuple[tuple[Finder, frozenset[str]], ...]] = {
    "zh": (
        *_FIRST,
        _signed(shared.enclosed, *shared.ENCLOSED),
        _signed(chinese.named_days, _DIGIT, *"·・.•九"),
        _signed(chinese.decades, "代"),
        _signed(chinese.centuries, "纪"),
        _signed(chinese.percents, "分"),
        _signed(chinese.tenths, *"成折"),
        _signed(shared.percents, _DIGIT),
        _signed(chinese.fractions, "分"),
        _signed(chinese.times, *"时点"),
        _signed(shared.clock_times, _DIGIT),
        _signed(chinese.weekdays, *"周星礼"),
        _signed(chinese.dates, *"年月日"),
        _signed(chinese.plans, "五"),
        _signed(chinese.parts_of_years, *"半季"),
        _signed(chinese.ordinals, *"第首附"),
        _signed(chinese_numbers.multiples, *"倍番"),
        _signed(chinese_numbers.halves, *"半刻"),
        _signed(chinese_numbers.numbers, _DIGIT, *chinese.HAN_DIGITS),
    ),
    "en": (
        *_FIRST,
        _signed(english.times, "noon", "midnight", "clock", "m", "am", "pm", "hour", "hours"),
        _signed(shared.clock_times, _DIGIT),
        _signed(english.dates, _DIGIT, *english.MONTH_WORDS),
        _signed(english.weekdays, *english.WEEKDAY_WORDS),
        _signed(english.decades, _DIGIT, *english.DECADE_WORDS),
        _signed(english.centuries, "century", "centuries"),
        _signed(english_numbers.lengths, "half", "quarter"),
        _signed(english_numbers.counting_words, _DIGIT, *english_numbers.COUNTING_SIGNS),
        _signed(shared.percents, _DIGIT),
        _signed(english.ordinals, _DIGIT),
        _signed(english.places, *english.PLACE_WORDS),
        _signed(english_numbers.fractions, _DIGIT, *english_numbers.FRACTION_WORDS),
        _signed(english_numbers.scaled, _DIGIT),
        _signed(english_numbers.numbers, _DIGIT),
        _signed(english_numbers.words, *english_numbers.NUMBER_WORDS),
    ),
}
