"""Figures of a text as typed values: dates, times, decades, ordinals, numbers, shares, document symbols, addresses.

Owns the order of the finders: the most specific pattern goes first, and what it covers is masked for the others. A
finder runs only where the text has one of its signs: a word or character without which it can find nothing, digits, or
digits beside one.
Comparing the figures of two texts is `checks.figure_values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_letters, ascii_uppercase

from align_bench.text.figures import chinese, chinese_numbers, english, english_numbers, english_shares, shared
from align_bench.text.figures.scales import join_lengths, share_scales
from align_bench.text.figures.values import Figure, FigureKind, Finder, Value, number_of
from align_bench.text.scripts import Language

__all__ = ["Figure", "FigureKind", "Value", "find_figures", "number_of"]

_DIGIT = "0"
_ADDRESS = "@"
_PHONE = "+"
_CAPITALS = frozenset(ascii_uppercase)
_DIGITS = re.compile(r"\d+")
_ENGLISH_WORD = re.compile("[a-z]+")
_HYPHENS = "-‐‑–"
# Where digits are, these are signs in either language.
_MARKS = (*"%％‰百½⅓⅔¼¾⅕⅛/冠", "911")
# A key, a table without spaces: longer than any figure, and than Python makes a number of.
_ENDLESS = re.compile(rf"\d{{100,}}|\d{{1,3}}(?:[,，\s]\d{{3}}){{33,}}|[{chinese.HAN_DIGITS}]{{100,}}")
_MAY_BE_ENDLESS = re.compile(rf"[\d{chinese.HAN_DIGITS}](?:[,，\s]?[\d{chinese.HAN_DIGITS}]){{99}}")
_PHONES = ("电话", "传真", "手机", "tel", "Tel", "fax", "Fax", "phone", "Phone", "mobile", "Mobile")


def find_figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The figures of a text in order, not overlapping. A hundred digits in a row are none."""
    found: list[Figure] = []
    if _MAY_BE_ENDLESS.search(text):
        text = _ENDLESS.sub(lambda match: "\0" * len(match.group()), text)
    masked = text
    signs = _signs(text, language)
    for finder, needed in _FINDERS[language]:
        if needed.isdisjoint(signs):
            continue
        figures = list(finder(masked))
        found += [figure for figure in figures if figure.value]
        for figure in figures:
            masked = masked[: figure.start] + "\0" * (figure.stop - figure.start) + masked[figure.stop :]
    found.sort(key=lambda figure: figure.start)
    return tuple(join_lengths(text, share_scales(text, found, language), language))


def _signs(text: str, language: Language) -> set[str]:
    """The characters of a Chinese text, the words of an English one, whether it has an address; of digits, `_DIGIT`.

    With them goes what stands beside: `A0` and `0-` for `A1-`, `0.0` for `1.5`, `0.A` for `1.A`.
    """
    signs = set(text) if language == "zh" else set(_ENGLISH_WORD.findall(text.lower()))
    digits = [match.span() for match in _DIGITS.finditer(text)]
    if digits:
        signs.add(_DIGIT)
        signs.update(mark for mark in _MARKS if mark in text)
        if "hal" in text.lower():
            signs.add("hal")
        signs.update(_beside(text, digits))
        if "+0" in signs or any(word in text for word in _PHONES):
            signs.add(_PHONE)
    if "@" in text or "://" in text or "www." in text:
        signs.add(_ADDRESS)
    return signs


def _beside(text: str, digits: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start, stop in digits:
        if start:
            yield text[start - 1] + _DIGIT
        behind, next_but_one = text[stop : stop + 1], text[stop + 1 : stop + 2]
        yield _DIGIT + behind
        if next_but_one.isdigit():
            yield _DIGIT + behind + _DIGIT
        elif behind.isspace():
            yield f"{_DIGIT} {next_but_one}"
        elif next_but_one in _CAPITALS:
            yield _DIGIT + behind + "A"


def _signed(finder: Finder, *signs: str) -> tuple[Finder, frozenset[str]]:
    return finder, frozenset(signs)


_FIRST = (
    _signed(shared.addresses, _ADDRESS),
    _signed(shared.phones, _PHONE),
    _signed(shared.no_figures, "冠", "0/0", *(f"{before}0" for before in f"{_HYPHENS}dD")),
    _signed(shared.symbols, "/", ".0", "0.0", "0.A", "0(A", "0（A", "0 (", "0 （"),
    _signed(shared.iso, "0-0", "0/0", "0.0"),
    _signed(shared.numeric_dates, "0-0", "0/0", "0.0"),
    _signed(shared.fiscal_years, *(f"0{space}{dash}" for dash in f"{_HYPHENS}—/" for space in ("", " "))),
    _signed(shared.slashed, "0/0"),
    _signed(shared.versions, "0.0"),
    _signed(shared.codes, *(f"{before}0" for before in f"{ascii_letters}-")),
)
_FINDERS: dict[Language, tuple[tuple[Finder, frozenset[str]], ...]] = {
    "zh": (
        *_FIRST,
        _signed(shared.enclosed, *shared.ENCLOSED),
        _signed(chinese.named_days, "911", *"·・.•九"),
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
        _signed(chinese_numbers.halves, *"半刻"),
        _signed(chinese_numbers.numbers, _DIGIT, *chinese.HAN_DIGITS),
    ),
    "en": (
        *_FIRST,
        _signed(english.times, "noon", "midnight", "clock", "m", "am", "pm", "hour", "hours"),
        _signed(english.hours, "hours", "hrs"),
        _signed(shared.clock_times, "0:0", "0：0"),
        _signed(english.dates, *english.MONTH_WORDS),
        _signed(english.weekdays, *english.WEEKDAY_WORDS),
        _signed(english.decades, "0s", "0S", "0'", "0’", *english.DECADE_WORDS),
        _signed(english.centuries, "century", "centuries"),
        _signed(english_numbers.lengths, "half", "quarter"),
        _signed(english_numbers.counting_words, "G0", "g0", "P0", "p0", "-0", *english_numbers.COUNTING_SIGNS),
        _signed(english_numbers.spans, *english_numbers.SPAN_WORDS),
        _signed(shared.percents, *"%％‰百", "per", "percent", "percentage"),
        _signed(english.ordinals, "0s", "0n", "0r", "0t", "Q0", "H0"),
        _signed(english.places, *english.PLACE_WORDS),
        _signed(
            english_shares.fractions, "hal", *"½⅓⅔¼¾⅕⅛", "0 i", "0 o", "0 I", "0 O", *english_shares.FRACTION_WORDS
        ),
        _signed(english_numbers.scaled, *(f"0{letter}" for letter in "mMkKbB"), *english_numbers.SCALE_WORDS),
        _signed(english_numbers.numbers, _DIGIT),
        _signed(english_numbers.words, *english_numbers.NUMBER_WORDS),
    ),
}
