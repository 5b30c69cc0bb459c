"""The words of English forms: which carry the meaning, which one heads the form, what is a name, and stems.

Owns questions about one form or one word; knows no unit and no termbase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from align_bench.terms.english import Token, tokens, word_key
from align_bench.terms.families import relatives
from align_bench.text.tokens import stem as word_stem

STOP_WORDS = frozenset(
    "a an the of for on in to against and or by with at from as its their into under".split()  # noqa: SIM905
)
_JOINTS = frozenset({"and", "or"})
# Words that say nothing of a matter, and verbs that are put before any noun for what is done.
EMPTY_WORDS = STOP_WORDS | frozenset(
    re.findall(
        r"\w+",
        "is are was were be been being has have had having do does did done will would shall should may might can could"
        " must not no nor it they them he she we you i us him her his our your my this that these those such some any"
        " all each every both other others another one ones who whom whose which what when where while how if but than"
        " then there here also so as well more most much many very out up about over through between among within"
        " without during before after since until upon make makes made making take takes took taken taking let",
    )
)
# Two words of one family differ in these: Marxism, Marxist; not all pairs of them are words.
_FAMILY_ENDINGS = frozenset(
    ("", "ism", "ist", "istic", "ic", "ical", "al", "ity", "ive", "ion", "or", "er", "ed", "ing", "ly", "y", "ous")
)
_ROOT = 4
_DEMONYM_ENDINGS = frozenset({"n", "an", "ian", "ean", "ese", "ish", "i", "ani", "ine", "ite"})


@lru_cache(maxsize=1 << 14)
def is_name(form: str) -> bool:
    """Whether all content words of a form begin with a capital: names are not derived, inflected or paraphrased."""
    words = [token.text for token in tokens(form) if token.key not in STOP_WORDS]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


@lru_cache(maxsize=1 << 14)
def content_words(form: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(form) if token.key not in STOP_WORDS)


def is_demonym(name: str, word: str) -> bool:
    """The adjective of a place: Korea, Korean; Kazakhstan, Kazakhstani; China, Chinese; France, French."""
    if word in relatives(name):
        return True
    root = name.rstrip("aeiouy") if len(name) > 4 else name
    return word != name and word.startswith(root) and word[len(root) :] in _DEMONYM_ENDINGS


def is_of_family(one: str, other: str) -> bool:
    """Whether two words have one root and differ in their endings alone."""
    roots = range(_ROOT, common_start(one, other) + 1)
    return any({one[root:], other[root:]} <= _FAMILY_ENDINGS for root in roots)


def are_like(one: str, other: str) -> bool:
    """Whether two words begin alike: with half of the shorter one, and four letters."""
    shared = common_start(one, other)
    return shared >= _ROOT and 2 * shared >= min(len(one), len(other))


def common_start(one: str, other: str) -> int:
    """How many letters they share in front."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def differing_in_one(wanted: Sequence[str], there: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a run of words is the wanted one but for one word: where it begins, and the place of that word in it."""
    last = len(there) - len(wanted)
    # Only where one of the words is met, which is hardly anywhere, the others are looked at.
    met = Counter(at - place for place, word in enumerate(wanted) for at, other in enumerate(there) if word == other)
    starts = range(last + 1) if len(wanted) == 1 else sorted(met)
    for start in starts:
        if 0 <= start <= last and met[start] == len(wanted) - 1:
            yield start, next(place for place, word in enumerate(wanted) if there[start + place] != word)


@lru_cache(maxsize=1 << 14)
def head_word(form: str) -> str:
    """The noun that a form is about: the last word before a preposition, `and` passed over."""
    words = tokens(form)
    if len(words) < 2:
        return ""
    head = words[0]
    for token in words[1:]:
        if token.key in _JOINTS:
            continue
        if token.key in STOP_WORDS:
            break
        head = token
    return "" if head.key in STOP_WORDS else head.key


@lru_cache(maxsize=1 << 16)
def stem(key: str) -> str:
    """The stem of a word, whatever its number or form: `held` and `holding` of `hold`."""
    return word_stem(word_key(key))
