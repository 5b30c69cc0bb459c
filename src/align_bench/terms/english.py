"""English words as terms are looked up in them: plural, possessive, case, hyphens and joined spelling fold away.

Owns tokens and their keys; which forms may be folded and which must be met exactly is the matcher's matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?(?![^\W_])")
# What may stand between two words of one term; a line end is white space like any other.
_GAP = re.compile(r"(?:['’]s?)?[\s\-‐‑‒–—/“”\"‘’']*")
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "persons": "person",
    "criteria": "criterion",
    "media": "medium",
    "memoranda": "memorandum",
    "analyses": "analysis",
    "crises": "crisis",
    "bases": "basis",
}


class Token(NamedTuple):
    """A word or figure with its place."""

    start: int
    stop: int
    text: str
    key: str
    """Lower case, singular, without accents."""


def tokens(text: str) -> list[Token]:
    """The words and figures of a text, hyphened words taken apart."""
    # Every text of every check comes through here: the tuple itself is made in half the time of `Token(...)`.
    return [
        tuple.__new__(Token, (match.start(), match.end(), word := match.group(), word_key(word)))
        for match in _TOKEN.finditer(text)
    ]


def is_joint(text: str, left: Token, right: Token) -> bool:
    """Whether neighbouring tokens can belong to one term: only spaces, hyphens, quotes, a possessive between."""
    if text[left.stop : right.start] == " ":
        return True
    return _GAP.fullmatch(text, left.stop, right.start) is not None


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    if word.isascii():
        folded = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("’", "'")
    return _singular(folded)


def _singular(word: str) -> str:
    """Plural endings only: an over-eager stem would make one word of `test` and `testing`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=1 << 15)
def loose_key(term: str) -> str:
    """What all spellings of a term that differ only in number, case, hyphens or joining have in common."""
    return "".join(token.key for token in tokens(term))


def strict_key(text: str) -> str:
    """Like the loose key, but hyphens and spaces count; for forms that differ from a forbidden one in nothing else."""
    words = tokens(text)
    parts: list[str] = []
    for left, right in pairwise(words):
        gap = text[left.stop : right.start]
        parts += [left.key, "-" if any(dash in gap for dash in "-‐‑‒–—") else " "]
    return "".join([*parts, *(token.key for token in words[-1:])])


@lru_cache(maxsize=1 << 15)
def is_abbreviation(term: str) -> bool:
    """CTBTO, IAEA, NSAs: capitals that make another word in lower case."""
    capitals = sum(character.isupper() for character in term)
    return term.isalnum() and capitals >= 2 and 2 * capitals >= len(term)
