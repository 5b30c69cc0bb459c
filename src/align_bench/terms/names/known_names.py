"""Names that the Chinese-English dictionary knows: places and organisations with their English, and surnames.

Owns which entries of CC-CEDICT are such names; where one stands in a text, it is the longest that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from align_bench.terms.english import word_key
from align_bench.text.traditional import dictionary_lines

_ENTRY = re.compile(r"\S+ ([㐀-鿿]+) \[([A-Z][^\]]*)\] /(.*)/")
_SYLLABLE = re.compile(r"\[([a-z:]*[aeiou][a-z:]*)[1-5]\]")
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ '’-][A-Z][^\W\d_]+)*")
_CAPITALISED = re.compile(r"[A-Z][^\W\d_]{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_OR = re.compile(r", | or |;")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# Of a person: foreign ones share their characters with others that are spelt otherwise.
_PERSON = re.compile(r"\(name\)|surname|given name|\d-|-\d|dynasty|variant of|\bc\. ?\d")
_LONGEST = 10
_SHORTEST_WORD = 4

Names = tuple[tuple[str, ...], ...]
"""Names of one thing, each as its words of some length."""


class Known(NamedTuple):
    """What is read from the dictionary."""

    names: dict[str, str]
    """The English of each entry."""

    beginnings: frozenset[str]
    """Their first two characters: most places of a text begin no name."""

    surnames: dict[str, frozenset[str]]
    """The pinyin of each, without tones."""

    words: frozenset[str]
    """Keys of all capitalised words in the English of names."""

    syllables: frozenset[str]
    """Of pinyin, without tones."""


@cache
def known() -> Known:
    """Read once in a process; 0.2 s."""
    names: dict[str, str] = {}
    surnames: dict[str, frozenset[str]] = {}
    words: set[str] = set()
    readings: set[str] = set()
    for line in dictionary_lines():
        readings.update(_SYLLABLE.findall(line))
        entry = _ENTRY.match(line)
        if entry is None:
            continue
        chinese, pinyin, english = entry.groups()
        words.update(_CAPITALISED.findall(english))
        if "surname " in english:
            surnames[chinese] = surnames.get(chinese, frozenset()) | {plain(pinyin)}
        if len(chinese) > 1 and not _PERSON.search(english):
            names[chinese] = f"{names[chinese]}/{english}" if chinese in names else english
    beginnings = frozenset(name[:2] for name in names)
    return Known(names, beginnings, surnames, frozenset(map(word_key, words)), frozenset(map(plain, readings)))


def names_in(text: str) -> Iterator[tuple[int, int, Names]]:
    """Where names stand in simplified Chinese, from the left, the longest at each place."""
    names, beginnings = known().names, known().beginnings
    start = 0
    while start < len(text):
        if text[start : start + 2] not in beginnings:
            start += 1
            continue
        stops = range(min(len(text), start + _LONGEST), start + 1, -1)
        stop = next((stop for stop in stops if text[start:stop] in names), None)
        if stop is not None:
            yield start, stop, _names(names[text[start:stop]])
        start = stop or start + 1


def plain(pinyin: str) -> str:
    """Pinyin in one word, in lower case, without tones."""
    return re.sub("[^a-z]", "", pinyin.lower().replace("u:", "u"))


@lru_cache(maxsize=1 << 12)
def _names(english: str) -> Names:
    """The names at the beginning of each sense: `Kyiv or Kiev, capital of Ukraine` has two."""
    parts = (part.strip() for sense in english.split("/") for part in _OR.split(_ASIDE.sub("", sense)))
    found = (_NAME.match(part) for part in parts)
    names = (tuple(word for word in _WORD.findall(name[0]) if len(word) >= _SHORTEST_WORD) for name in found if name)
    return tuple(name for name in names if name)
