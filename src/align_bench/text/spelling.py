"""English spelling, British and American alike: which words there are, and which one was meant.

Owns what is a word besides those of the dictionary of pyspellchecker, which has American forms and few compounds:
British forms, words with a prefix or an ending, and two words written as one. Judges small letters only: a capital may
begin a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST = 4
"""Letters: what is shorter is as often an abbreviation or a word of another language."""

_LEAST_STEM = 5
"""Letters that a word has without its ending."""

# A British ending, and how Americans write it; each with all that may follow.
_BRITISH = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"our(?=(?:s|ed|ing|able|ably|ite|ites|er|ers|ful|fully|less|hood|hoods|ly|y)?$)", "or"),
        (r"tre(?=s?$)", "ter"),
        (r"([ct])red(?=$)", r"\1ered"),
        (r"is(?=(?:e|es|ed|ing|er|ers|ation|ations|able|ational)$)", "iz"),
        (r"ys(?=(?:e|es|ed|ing|er|ers)$)", "yz"),
        (r"ogue(?=s?$)", "og"),
        (r"ence(?=(?:s|less)?$)", "ense"),
        (r"amme(?=s?$)", "am"),
        (r"ll(?=(?:ed|ing|er|ers|or|ors|ous|ation)$)", "l"),
        (r"l(?=(?:ment|ments|ful)$)", "ll"),
        (r"ae", "e"),
        (r"oe", "e"),
        (r"que(?=s?$)", "ck"),
        (r"mould", "mold"),
        (r"plough", "plow"),
        (r"ageing", "aging"),
    )
)
_PREFIXES = re.compile(
    "anti|auto|bio|co|counter|cross|cyber|de|dis|eco|extra|fore|geo|hydro|hyper|il|im|in|infra|inter|intra|ir|macro|mega|meta"
    "|micro|mid|mini|mis|mono|multi|nano|neo|non|off|out|over|para|photo|post|pre|pro|pseudo|quasi|radio|re|self|semi|socio"
    "|sub|super|supra|techno|tele|thermo|trans|ultra|un|under|uni|up|video"
)
_ENDINGS = re.compile(
    r"(?:ism|ist|ists|isms|ization|izations|ize|izes|ized|izing|ness|less|like|wise|ward|wards|ship|ships|hood|able|ably|ly|y)$"
)
# Latin and French of documents.
_FOREIGN = frozenset(
    (
        *("alia", "alios", "bona", "ceteris", "communique", "communiques", "coram", "demarche", "demarches", "erga"),
        *(
            "facie",
            "facto",
            "fide",
            "inter",
            "ipso",
            "jure",
            "laissez",
            "locus",
            "modus",
            "mutandis",
            "mutatis",
            "omnes",
        ),
        *(
            "operandi",
            "pacta",
            "pari",
            "paribus",
            "passim",
            "passu",
            "permanente",
            "persona",
            "pleno",
            "prima",
            "proprio",
        ),
        *("quorum", "rapporteur", "rapporteurs", "ratione", "rebus", "sine", "soli", "standi", "supra", "tabula"),
        *("terra", "travaux", "ultra", "verbale", "verbales", "verbatim", "vires", "vivendi"),
    )
)
_WORD = re.compile(r"(?<![\w'’.@/&-])[A-Za-z]+(?:[-'’][A-Za-z]+)*(?![\w@/&]|[.'’][A-Za-z])")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_BETWEEN_SPACES = re.compile(r"\S+")
# In the dictionary's counts.
_USUAL = 10_000
# Letters in which a slip hardly ever is, and so many of a word that is no other one by chance.
_BEGINNING = 4
_LONG = 7
_MOST_LETTERS = 2
"""By how many letters a word and the one that was meant may differ."""


def misspelt(text: str) -> Iterator[tuple[int, int]]:
    """The places of words in small letters that are none; addresses are passed over, and prefixes before a hyphen."""
    # What is no word does not depend on what stands beyond a blank, and texts have few different words.
    if any(map(_misspelt_in, text.split())):
        for part in _BETWEEN_SPACES.finditer(text):
            for start, stop in _misspelt_in(part[0]):
                yield part.start() + start, part.start() + stop


@lru_cache(maxsize=1 << 14)
def _misspelt_in(text: str) -> tuple[tuple[int, int], ...]:
    """The same in what stands between two blanks."""
    if _ADDRESS.match(text):
        return ()
    found = []
    for match in _WORD.finditer(text):
        start = match.start()
        for part in match[0].split("-"):
            stop = start + len(part)
            is_prefix = text[stop : stop + 1] == "-" and _PREFIXES.fullmatch(part)
            if part.islower() and not is_prefix and not is_spelt(part):
                found.append((start, stop))
            start = stop + 1
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def is_spelt(word: str) -> bool:
    """Whether a word in small letters is one; short ones always are, as far as anybody can tell."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    return len(word) < _LEAST or _is_known(word)


@lru_cache(maxsize=1 << 12)
def meant(word: str) -> str:
    """The most usual word that is one or two letters away; empty where there is none."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    counts = _counts()
    near = extract(word, _alike(word), scorer=OSA.distance, score_cutoff=_MOST_LETTERS, limit=20)
    # The first letter is hardly ever wrong.
    ranked = sorted(near, key=lambda found: (found[1], found[0][0] != word[0], -counts[found[0]]))
    return ranked[0][0] if ranked else ""


def _alike(word: str) -> list[str]:
    """The words of the dictionary, in its order, that may be so few letters away: by their lengths and letters."""
    import numpy as np

    words, lengths, letters = _letters()
    own = reduce(or_, (1 << (ord(letter) & 31) for letter in word), 0)
    near = np.abs(lengths - len(word)) <= _MOST_LETTERS
    # A letter for another one takes one away and adds one.
    near &= np.bitwise_count(letters ^ np.uint32(own)) <= 2 * _MOST_LETTERS
    return [words[place] for place in np.flatnonzero(near)]


@cache
def _letters() -> tuple[list[str], NDArray[np.int16], NDArray[np.uint32]]:
    """The words of the dictionary, their lengths, and the letters of each: a bit for one, or for some that share it."""
    import numpy as np

    words = list(_counts())
    lengths = np.fromiter(map(len, words), np.int16, len(words))
    codes = np.frombuffer("".join(words).encode("utf-32-le"), np.dtype("<u4"))
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)[:-1]])
    return words, lengths, np.bitwise_or.reduceat(np.uint32(1) << (codes & np.uint32(31)), starts)


def _is_known(word: str) -> bool:
    if _is_listed(word):
        return True
    if any(map(_is_listed, _without_prefix(word))):
        return not is_plain_slip(word, meant(word))
    return _has_ending(word) or _is_compound(word)


def is_plain_slip(word: str, intended: str) -> bool:
    """Whether a word is a letter away from a very usual one, behind its beginning: `prepaired` is no paired before."""
    from rapidfuzz.distance import OSA

    is_near = OSA.distance(word, intended) == 1 and word[:_BEGINNING] == intended[:_BEGINNING]
    return is_near and len(word) >= _LONG and _counts()[intended] >= _USUAL


@lru_cache(maxsize=1 << 16)
def _is_listed(word: str) -> bool:
    """In the dictionary, or in it as Americans write it."""
    counts = _counts()
    return word in counts or word in _FOREIGN or any(form in counts for form in _american(word))


def _american(word: str) -> Iterator[str]:
    for british, american in _BRITISH:
        form = british.sub(american, word)
        if form != word:
            yield form


def _without_prefix(word: str) -> Iterator[str]:
    """What stands behind each prefix that the word begins with."""
    for stop in range(2, len(word) - _LEAST + 1):
        # `untill` is no `till` with a prefix.
        if _PREFIXES.fullmatch(word, 0, stop) and len(word) - stop >= _LEAST + (stop == 2):
            yield word[stop:]


def _has_ending(word: str) -> bool:
    found = _ENDINGS.search(word)
    if found is None or found.start() < _LEAST_STEM:
        return False
    stem = word[: found.start()]
    return any(_is_listed(form) for part in (stem, *_without_prefix(stem)) for form in (part, f"{part}e"))


def _is_compound(word: str) -> bool:
    """Two words of some length: `videoconference`, `hotline`."""
    return any(_is_listed(word[:cut]) and _is_listed(word[cut:]) for cut in range(_LEAST, len(word) - _LEAST + 1))


@cache
def _counts() -> Mapping[str, int]:
    """How often each word of the dictionary stands in running text; read once, which takes half a second."""
    from spellchecker import SpellChecker

    counts: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return counts
