"""English words as terms are looked up in them: plural, possessive, case, hyphens and joined spelling fold away.

Owns tokens and their keys; which forms may be folded and which must be met exactly is the matcher's matter.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple, Protocol

from align_bench.kernels import lasting

# Soft hyphens, zero-width spaces and combining accents are inside of words.
_TOKEN = re.compile(r"[^\W_]+(?:(?:['’](?!s\b)|[\u0300-\u036f\u00ad\u200b\u2060]+)[^\W_]+)*[\u0300-\u036f]*")
# What may stand between two words of one term; a line end is white space like any other.
_GAP = re.compile(r"(?:['’]s?)?[\s\-‐‑‒–—/“”\"‘’']*")
# In characters: what is longer is no form, but a text.
_LONGEST_FORM = 80
# Singular first.
_IRREGULAR_PLURALS = (
    "person people persons;foot feet;tooth teeth;mouse mice;life lives;wife wives;knife knives;half halves;"
    "self selves;thief thieves;shelf shelves;wolf wolves;gas gases;bus buses;bias bias biases;"
    "criterion criteria;phenomenon phenomena;medium media;memorandum memoranda;referendum referenda;"
    "moratorium moratoria;addendum addenda;corrigendum corrigenda;erratum errata;forum fora;stratum strata;"
    "curriculum curricula;symposium symposia;consortium consortia;bacterium bacteria;nucleus nuclei;"
    "stimulus stimuli;alumnus alumni;index indices;appendix appendices;matrix matrices;vertex vertices;"
    "bureau bureaux;plateau plateaux;analysis analyses;crisis crises;thesis theses;hypothesis hypotheses;"
    "synthesis syntheses;emphasis emphases;diagnosis diagnoses;base basis"
)
_IRREGULAR = {
    plural: singular for singular, *plurals in map(str.split, _IRREGULAR_PLURALS.split(";")) for plural in plurals
}
# By their ends: spokesmen, policewomen, schoolchildren, salespeople.
_IRREGULAR_ENDS = (("men", "man"), ("children", "child"), ("people", "person"))


class Token(NamedTuple):
    """A word or figure with its place."""

    start: int
    stop: int
    text: str
    key: str
    """Lower case, singular, without accents."""


class Tokenizer(Protocol):
    """Of the kernel `english`."""

    def tokens(self, text: str) -> list[Token]:
        """As `tokens` does."""

    def read(
        self, texts: Iterable[str], may_be_name: Callable[[str], bool], first: int
    ) -> tuple[dict[str, int], dict[str, array[int]]]:
        """As `words_and_holders` does."""


def tokens(text: str) -> Sequence[Token]:
    """The words and figures of a text, hyphened words taken apart."""
    # Forms are asked for again and again, texts of units hardly ever.
    return _form_tokens(text) if len(text) <= _LONGEST_FORM else _tokens(text)


@lru_cache(maxsize=1 << 14)
def _form_tokens(text: str) -> Sequence[Token]:
    return tuple(_tokens(text))


def _tokens(text: str) -> list[Token]:
    compiled = lasting("english")
    return _defined_tokens(text) if compiled is None else _tokenizer(compiled).tokens(text)


def _defined_tokens(text: str) -> list[Token]:
    return [Token(match.start(), match.end(), word := match.group(), word_key(word)) for match in _TOKEN.finditer(text)]


@cache
def _tokenizer(compiled: ModuleType) -> Tokenizer:
    tokenizer: Tokenizer = compiled.Tokenizer(Token, word_key)
    return tokenizer


def words_of(text: str) -> list[str]:
    """The words and figures as they are written."""
    return _TOKEN.findall(text)


def words_and_holders(
    texts: Iterable[str], may_be_name: Callable[[str], bool], first: int = 0
) -> tuple[dict[str, int], dict[str, array[int]]]:
    """How often each word stands in the texts, as it is written there; and in which texts those that may be names do.

    Names by their keys, texts by their numbers, in order; the `first` number is that of the first text.
    """
    compiled = lasting("english")
    if compiled is not None:
        # One of its own: what is met once in all texts does not displace the words of the forms.
        reader: Tokenizer = compiled.Tokenizer(Token, word_key)
        return reader.read(texts, may_be_name, first)
    counts: Counter[str] = Counter()
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, text in enumerate(texts, start=first):
        words = words_of(text)
        counts.update(words)
        for name in filter(may_be_name, words):
            holders[word_key(name)].append(number)
    return dict(counts), dict(holders)


def outside(words: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[Token]:
    """The words, in order, that share no character with one of the spans."""
    compiled = lasting("english")
    if compiled is not None:
        left: list[Token] = compiled.outside(words, spans)
        return left
    waiting = sorted(spans, reverse=True)
    reached = -1
    free = []
    for word in words:
        while waiting and waiting[-1][0] < word.stop:
            reached = max(reached, waiting.pop()[1])
        if word.start >= reached:
            free.append(word)
    return free


def is_joint(text: str, left: Token, right: Token) -> bool:
    """Whether neighbouring tokens can belong to one term: only spaces, hyphens, quotes, a possessive between."""
    if text[left.stop : right.start] == " ":
        return True
    return _GAP.fullmatch(text, left.stop, right.start) is not None


# Figures are met once: more words would take 200 bytes each, and few of them be asked for again.
@lru_cache(maxsize=1 << 14)
def word_key(word: str) -> str:
    if word.isascii():
        folded = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word)
        plain = (c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
        folded = "".join(plain).lower().replace("’", "'")
    return _singular(folded)


def _singular(word: str) -> str:
    """Plural endings only: an over-eager stem would make one word of `test` and `testing`.

    No word of the language in some cases (`caus`, `sho`), but the same for both numbers.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = _without_s(word)
    elif len(word) > 4 and word.endswith("use"):
        # One key for `abuse, abuses` and `virus, viruses`.
        word = word[:-1]
    elif len(word) > 3 and word.endswith("oe"):
        word = word[:-1]
    for plural, singular in _IRREGULAR_ENDS:
        if word.endswith(plural) and len(word) > len(plural):
            return word[: -len(plural)] + singular
    return word


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")) or (word.endswith(("uses", "oes")) and len(word) > 4):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=1 << 15)
def loose_key(term: str) -> str:
    """What all spellings of a term that differ only in number, case, hyphens, joining or an article have in common."""
    words = tokens(term)
    return "".join(token.key for index, token in enumerate(words) if not is_inner_article(token, index))


def is_inner_article(token: Token, index: int) -> bool:
    """`the` inside a term (Conference of the Parties); in front it may tell a name from a common noun."""
    return index > 0 and token.key == "the"


def strict_key(text: str) -> str:
    """Like the loose key, but hyphens, spaces and articles count.

    For forms that differ from a forbidden one in nothing else.
    """
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
