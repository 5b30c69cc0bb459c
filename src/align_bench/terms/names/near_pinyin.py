"""Chinese persons by their pinyin: who stands beside a title, and which English words are nearly their names.

Owns what is pinyin, and what is another romanisation of the same syllables. How characters are read is handed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache, reduce
from itertools import product
from typing import NamedTuple

from align_bench.terms.english import Token
from align_bench.terms.names.known_names import known
from align_bench.terms.names.sounds import Read

_TITLES = re.compile(
    "(?:先生|女士|夫人|小姐|博士|教授|同志|部长|总理|主席|大使|总统|总书记|书记|省长|市长|局长|司长|处长|院长|校长|会长|秘书长|主任"
    "|委员|外长|代表|参赞|将军|院士|研究员|工程师|律师|法官|医生)"
)
_DEPUTY = "副"
_RANKS = ("常务", "高级", "常驻")
"""Of a title with or without deputy in front of it."""

_BEFORE = 4
"""The most characters of a person's name."""

_HAN = re.compile(r"[㐀-鿿]")
# They part the names of a foreign person.
_DOTS = ("·", "•")
_SHORTEST = 4
_LONG = 8
# What Wade-Giles and its kin write for the sounds of pinyin, made one.
_ROMANISED = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("zh|ch|q|j", "j"), ("ts|tz|z|c", "z"), ("hs|sh|s|x", "x"), ("p", "b"), ("t", "d"), ("k", "g"), ("r", "j"),
        ("iu|iou|yu|you", "u"), ("i?en|yan|ian", "en"), ("ie?h|yeh?|ie", "e"), ("ung|ong", "ong"), ("ueh|ue", "e"),
        ("y|ih", "i"), ("zu", "zi"), ("(?<=[aeiou])h", ""), ("w|ou|o", "u"), ("e", "u"),
    )
]  # fmt: skip

Place = tuple[int, int]
"""Half-open offsets in a text."""


class Slip(NamedTuple):
    """An English word that is nearly a part of a person's name."""

    token: Token
    expected: str
    start: int
    """Where the person stands in the Chinese."""

    stop: int
    is_certain: bool


class Person(NamedTuple):
    """A Chinese name: the pinyin that its surname and its given name may have, and where it stands."""

    start: int
    stop: int
    surnames: frozenset[str]
    given: frozenset[str]
    length: int
    """Characters of the given name."""


def slips(text: str, english: str, words: Sequence[Token], read: Read) -> Iterator[Slip]:
    """Words beside one half of a person's name that are nearly the other half, where this is nowhere."""
    titles = [(_with_rank(text, title.start()), title.end()) for title in _TITLES.finditer(text)]
    if not titles:
        return
    plain = [_plain(word.text) for word in words]
    people = list(_persons(text, titles, frozenset(map(_letters, plain)), read))
    if not people:
        return
    runs = {"".join(plain[i:j]) for i in range(len(plain)) for j in range(i + 1, min(len(plain), i + 3) + 1)}
    seen: set[Token] = set()
    for person in sorted(people, key=lambda one: one.start - one.stop):
        names = {surname + given for surname in person.surnames for given in person.given}
        names |= {given + surname for surname in person.surnames for given in person.given}
        if names & runs or (person.given & runs and person.surnames & runs):
            continue
        for slip in _of(person, english, words, plain):
            if slip.token not in seen and not any(plain[words.index(slip.token)] in each.given for each in people):
                seen.add(slip.token)
                yield slip


def _with_rank(text: str, start: int) -> int:
    """Where a title begins with what ranks it: 常务副部长."""
    if text.endswith(_DEPUTY, 0, start):
        start -= len(_DEPUTY)
    return start - 2 if text.endswith(_RANKS, 0, start) else start


def _of(person: Person, english: str, words: Sequence[Token], plain: Sequence[str]) -> Iterator[Slip]:
    for place, word in enumerate(words):
        if not word.text[0].isupper() or word.text.isupper() or _is_hyphened(word, english):
            continue
        beside = {plain[n] for n in (place - 1, place + 1) if 0 <= n < len(words) and _adjoin(word, words[n], english)}
        if beside & person.surnames:
            for given in _nearest(plain[place], person.given):
                if _is_near(plain[place], given, person.length):
                    yield Slip(word, given.capitalize(), person.start, person.stop, is_certain=True)
                elif _is_other_syllable(plain[place], given) or _is_other_order(plain[place], given):
                    yield Slip(word, given.capitalize(), person.start, person.stop, is_certain=False)
        elif beside & person.given:
            for surname in sorted(person.surnames):
                if _is_swapped(plain[place], surname):
                    yield Slip(word, surname.capitalize(), person.start, person.stop, is_certain=True)


def _persons(text: str, titles: Sequence[Place], letters: frozenset[str], read: Read) -> Iterator[Person]:
    """Every reading of what stands beside a title as surname and given name; `letters`: those of the English words.

    Only persons whose surname is there, if with its letters in another order.
    """
    known_surnames = known().surnames
    for title_start, title_stop in titles:
        spans = [(title_start - n, title_start) for n in range(2, _BEFORE + 1)]
        spans += [(title_stop, title_stop + n) for n in range(2, _BEFORE + 1)]
        for start, stop in spans:
            if not 0 <= start < stop <= len(text):
                continue
            for length in (1, 2):
                surnames = known_surnames.get(text[start : start + length])
                if not surnames or letters.isdisjoint(map(_letters, surnames)) or not 0 < stop - start - length <= 2:
                    continue
                if _is_whole(text, start, stop):
                    syllables = (sorted(read(one)) for one in text[start + length : stop])
                    given = frozenset(map("".join, product(*syllables)))
                    yield Person(start, stop, surnames, given, stop - start - length)


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether only characters stand there, and no part of a foreign name."""
    if text[start - 1 : start] in _DOTS or text[stop : stop + 1] in _DOTS:
        return False
    return all(map(_HAN.match, text[start:stop]))


def _adjoin(word: Token, other: Token, english: str) -> bool:
    """Whether another word with a capital stands beside this one with no more than a blank between."""
    gap = english[min(word.stop, other.stop) : max(word.start, other.start)]
    return other.text[0].isupper() and not gap.strip()


def _nearest(word: str, names: Collection[str]) -> list[str]:
    from rapidfuzz.distance import OSA

    return sorted(names, key=lambda name: (OSA.distance(word, name), name))


def _is_near(word: str, name: str, length: int) -> bool:
    """Whether a word that is no pinyin of so many characters, nor the name romanised otherwise, is a slip of it."""
    from rapidfuzz.distance import OSA

    shorter = min(len(word), len(name))
    if shorter < _SHORTEST or word == name or _syllables(word) == length or _sound(word) == _sound(name):
        return False
    return OSA.distance(word, name) <= (2 if shorter >= _LONG else 1)


def _is_other_syllable(word: str, name: str) -> bool:
    """Whether two syllables differ in one letter, and in no romanisation are one."""
    from rapidfuzz.distance import OSA

    if word == name or _sound(word) == _sound(name) or not (_syllables(word) == 1 == _syllables(name)):
        return False
    return OSA.distance(word, name) == 1


def _is_other_order(word: str, name: str) -> bool:
    """Whether two letters of two syllables are in the wrong order, which makes two others: Jiangou for Jianguo."""
    from rapidfuzz.distance import OSA

    return word != name and _letters(word) == _letters(name) and OSA.distance(word, name) == 1 < _syllables(word)


def _is_swapped(word: str, name: str) -> bool:
    """Whether two letters are in the wrong order, which makes no other romanisation's surname."""
    from rapidfuzz.distance import OSA

    is_long = len(name) >= _SHORTEST and not _syllables(word)
    return is_long and _letters(word) == _letters(name) and OSA.distance(word, name) == 1


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> str:
    return "".join(sorted(word))


def _is_hyphened(word: Token, english: str) -> bool:
    """Mainland names have no hyphen: another romanisation is looked for in vain."""
    return english[word.stop : word.stop + 1] in ("-", "‑") or english[word.start - 1 : word.start] in ("-", "‑")


@cache
def _syllables(word: str) -> int:
    """The fewest syllables of pinyin that make a word; 0 where none do."""
    fewest: dict[int, int] = {0: 0}
    syllables: Collection[str] = known().syllables
    for stop in range(1, len(word) + 1):
        # Inside of a word, a syllable that begins with a vowel has an apostrophe in front.
        starts = [n for n in range(max(0, stop - 6), stop) if n in fewest and (n == 0 or word[n] not in "aeo")]
        counts = [fewest[n] + 1 for n in starts if word[n:stop] in syllables]
        if counts:
            fewest[stop] = min(counts)
    return fewest.get(len(word), 0)


@cache
def _sound(word: str) -> str:
    return reduce(lambda spelt, change: change[0].sub(change[1], spelt), _ROMANISED, word)


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return re.sub("[^a-z]", "", decomposed)
