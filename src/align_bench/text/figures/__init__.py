"""Figures of a text as typed values: dates, times, decades, ordinals, numbers, shares, document symbols, addresses.

Owns the order of the finders: the most specific pattern goes first, and what it covers is masked for the others. A
finder runs only where the text has one of its signs: a word or character without which it can find nothing, digits, or
digits beside one.
Comparing the figures of two texts is `checks.figures.values`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from string import ascii_letters

from align_bench.text.figures import chinese, chinese_numbers, english, english_numbers, english_shares, events, shared
from align_bench.text.figures.scales import join_lengths, join_shares, share_scales
from align_bench.text.figures.signs import ADDRESS, DIGIT, LETTER_AND_POINT, PHONE, THREE_PARTS, Signed, Signs, Worded
from align_bench.text.figures.values import Figure, FigureKind, Finder, Value, number_of
from align_bench.text.scripts import Language

__all__ = ["Figure", "FigureKind", "Value", "find_figures", "number_of"]

_place = attrgetter("start")
_HYPHENS = "-‐‑–"
# A key, a table without spaces: longer than any figure, and than Python makes a number of.
_ENDLESS = re.compile(rf"\d{{100,}}|\d{{1,3}}(?:[,，\s]\d{{3}}){{33,}}|[{chinese.HAN_DIGITS}]{{100,}}")
_LEAST_ENDLESS = 100
_MAY_BE_ENDLESS = re.compile(rf"[0-9０-９{chinese.HAN_DIGITS}](?:[,，\s]?[0-9０-９{chinese.HAN_DIGITS}]){{99}}")


def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The figures of a text in order, not overlapping. A hundred digits in a row are none."""
    found: list[Figure] = []
    if len(text) >= _LEAST_ENDLESS and _MAY_BE_ENDLESS.search(text):
        text = _ENDLESS.sub(lambda match: "\0" * len(match.group()), text)
    masked = text
    for find in _SIGNS[language].finders(text):
        figures = list(find(masked))
        if figures:
            found += [figure for figure in figures if figure.value]
            masked = _without(masked, figures)
    found.sort(key=_place)
    found = share_scales(text, found, language)
    return tuple(join_lengths(text, join_shares(text, found) if language == "en" else found, language))


def _without(text: str, figures: Sequence[Figure]) -> str:
    """The text with what the figures cover masked."""
    parts: list[str] = []
    stop = 0
    for figure in sorted(figures, key=_place) if len(figures) > 1 else figures:
        if figure.stop > stop:
            begin = max(figure.start, stop)
            parts += (text[stop:begin], "\0" * (figure.stop - begin))
            stop = figure.stop
    return "".join((*parts, text[stop:]))


def _signed(finder: Finder, *signs: str) -> Signed:
    return Signed(finder, frozenset(signs))


_FIRST = (
    _signed(shared.addresses, ADDRESS),
    _signed(shared.phones, PHONE),
    _signed(shared.no_figures, "冠", "0/0", *(f"{before}0" for before in f"{_HYPHENS}dD")),
    _signed(shared.symbols, "/", ".0", LETTER_AND_POINT, "0(A", "0（A", "0 (", "0 （"),
    _signed(shared.iso, THREE_PARTS),
    _signed(shared.numeric_dates, THREE_PARTS),
    _signed(shared.fiscal_years, *(f"0{space}{dash}" for dash in f"{_HYPHENS}—/" for space in ("", " "))),
    _signed(shared.slashed, "0/0"),
    _signed(shared.versions, THREE_PARTS),
    _signed(shared.codes, *(f"{before}0" for before in f"{ascii_letters}-")),
)
_FINDERS: dict[Language, tuple[Signed | Worded, ...]] = {
    "zh": (
        *_FIRST,
        _signed(shared.enclosed, *shared.ENCLOSED),
        _signed(events.named_days, *"恐事运惨袭起讲地屠节“"),
        _signed(chinese.decades, "代"),
        _signed(chinese.centuries, "纪"),
        _signed(chinese.percents, "分"),
        _signed(chinese.tenths, *"成折"),
        _signed(shared.percents, *"%％‰分p"),
        _signed(chinese.fractions, "分"),
        _signed(chinese.times, *"时点"),
        _signed(shared.clock_times, "0:0", "0：0"),
        _signed(chinese.weekdays, *"周星礼"),
        _signed(chinese.dates, *"年月日"),
        _signed(chinese.plans, "五"),
        _signed(chinese.parts_of_years, *"半季"),
        _signed(chinese.ordinals, *"第首附"),
        _signed(chinese.bracketed, *"(（"),
        _signed(chinese_numbers.multiples, *"倍番"),
        _signed(chinese_numbers.metres, "米"),
        _signed(chinese_numbers.halves, *"半刻"),
        _signed(chinese_numbers.numbers, DIGIT, *chinese.HAN_DIGITS),
    ),
    "en": (
        *_FIRST,
        _signed(english.times, "noon", "midnight", "clock", "m", "am", "pm", "hour", "hours"),
        _signed(english.hours, "hours", "hrs"),
        _signed(shared.clock_times, "0:0", "0：0"),
        _signed(english.dates, *english.MONTH_WORDS),
        _signed(english.weekdays, *english.WEEKDAY_WORDS),
        _signed(english.decades, "0s", "0S", "0'", "0’", *english.DECADE_WORDS),
        Worded(english.centuries, english.CENTURY_WORDS),
        Worded(english_numbers.lengths, english_numbers.LENGTH_WORDS),
        Worded(english_numbers.counting_words, english_numbers.COUNTING_SIGNS, english_numbers.GROUP_SIGNS),
        Worded(english_numbers.spans, english_numbers.SPAN_WORDS),
        _signed(shared.percents, *"%％‰百", "per", "percent", "percentage"),
        _signed(english.ordinals, "0s", "0n", "0r", "0t", "Q0", "H0"),
        Worded(english.places, english.PLACE_WORDS),
        Worded(english_shares.fractions, english_shares.FRACTION_WORDS, frozenset("½⅓⅔¼¾⅕⅛")),
        Worded(english_shares.shares, english_shares.SHARE_WORDS),
        _signed(english_shares.shares_in_digits, "0 i", "0 o", "0 I", "0 O"),
        _signed(english_numbers.scaled, *(f"0{letter}" for letter in "mMkKbB"), *english_numbers.SCALE_WORDS),
        _signed(english_numbers.numbers, DIGIT),
        Worded(english_numbers.words, english_numbers.NUMBER_WORDS),
    ),
}
_SIGNS: dict[Language, Signs] = {language: Signs(language, finders) for language, finders in _FINDERS.items()}
