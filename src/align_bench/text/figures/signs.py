"""Signs of figures: the words and characters, and what stands beside digits, without which a finder can find nothing.

Owns which finders of a language are worth running on a text: one look at the text tells. What they find is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from string import ascii_uppercase

from align_bench.text.figures.values import Figure, Finder, WordFinder
from align_bench.text.scanning import lowered, places_of
from align_bench.text.scripts import Language

DIGIT = "0"
ADDRESS = "@"
PHONE = "+"
THREE_PARTS = "0-0-0"
LETTER_AND_POINT = "A0."

_SEPARATORS = frozenset("-/.")
_CAPITALS = frozenset(ascii_uppercase)
# The first digit of each run is skipped to: three times as quick as a repetition.
_DIGITS = re.compile(r"\d(?<!\d\d)\d*")
_ENGLISH_WORD = re.compile("[a-z]+")
# Where digits are, these are signs in either language.
_MARK = re.compile("[%％‰百½⅓⅔¼¾⅕⅛/冠]")
_PHONES = ("tel", "fax", "phone", "mobile", "电话", "传真", "手机")


@dataclass(frozen=True, slots=True)
class Signed:
    """A finder with the signs of which its texts have one."""

    find: Finder
    signs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worded:
    """A finder of words, with them and with further signs."""

    find: WordFinder
    words: frozenset[str]
    signs: frozenset[str] = frozenset()


class Signs:
    """The signs of the finders of a language, in their order."""

    def __init__(self, language: Language, finders: Sequence[Signed | Worded]) -> None:
        self._is_chinese = language == "zh"
        self._all = tuple(finders)
        self._by_sign: dict[str, int] = {}
        """For each sign a number with a bit for every finder that it is one of."""
        for index, finder in enumerate(finders):
            for sign in finder.signs | finder.words if isinstance(finder, Worded) else finder.signs:
                self._by_sign[sign] = self._by_sign.get(sign, 0) | 1 << index
        self._known = frozenset(self._by_sign)
        self._beside = lru_cache(maxsize=1 << 14)(self._bits_beside)
        self._worth = lru_cache(maxsize=1 << 12)(self._finders_of)

    def finders(self, text: str) -> Iterator[Finder]:
        """What may find something in a text, in order; it may be masked meanwhile."""
        lower = text if self._is_chinese else lowered(text)
        known = self._known.intersection(text if self._is_chinese else _ENGLISH_WORD.findall(lower))
        for finder in self._worth(self._signs_of(text, lower, known)):
            if isinstance(finder, Signed):
                yield finder.find
            else:
                places = places_of(known & finder.words, lower)
                yield partial(_at_places, finder.find, places)

    def _signs_of(self, text: str, lower: str, known: Iterable[str]) -> int:
        """A bit for every finder that one of the signs of a text is of."""
        bits = self._bits(known)
        last = 0
        for match in _DIGITS.finditer(text):
            start, stop = match.span()
            before = text[start - 1 : start]
            # Behind the point of 1.5.
            bits |= self._beside(DIGIT + before if last and start == last + 1 else before, text[stop : stop + 2])
            last = stop
        if last:
            bits |= self._bits(self._with_digits(lower))
        if "@" in text or "://" in text or "www." in text:
            bits |= self._bits((ADDRESS,))
        return bits

    def _with_digits(self, text: str) -> Iterator[str]:
        yield DIGIT
        yield from _MARK.findall(text)
        if any(word in text for word in _PHONES):
            yield PHONE

    def _bits_beside(self, before: str, behind: str) -> int:
        """Beside digits: `A0` and `0-` for `A1-`, `0.0` for `1.5`, `0(A` for `1(A`, `0-0-0` for `1/2/3`."""
        first, second = behind[:1], behind[1:]
        signs = [before + DIGIT, DIGIT + first]
        if second.isdigit():
            signs.append(DIGIT + first + DIGIT)
            if before[:1] == DIGIT and before[1] in _SEPARATORS and first in _SEPARATORS:
                signs.append(THREE_PARTS)
        elif first.isspace():
            signs.append(f"{DIGIT} {second}")
        elif second in _CAPITALS:
            signs.append(DIGIT + first + "A")
        if before in _CAPITALS and first == ".":
            signs.append(LETTER_AND_POINT)
        if before[-1:] == PHONE:
            signs.append(PHONE)
        return self._bits(signs)

    def _bits(self, signs: Iterable[str]) -> int:
        bits = 0
        for sign in signs:
            bits |= self._by_sign.get(sign, 0)
        return bits

    def _finders_of(self, bits: int) -> tuple[Signed | Worded, ...]:
        return tuple(finder for index, finder in enumerate(self._all) if bits >> index & 1)


def _at_places(find: WordFinder, places: Sequence[int], text: str) -> Iterator[Figure]:
    return find(text, places)
