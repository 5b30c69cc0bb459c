"""Agreement: English that takes the place of other English has its capitals and its number, and the article before it.

Owns what is unmistakable: where it is not, the words stay as they are. Figures and names keep their own form.
"""

from __future__ import annotations

import re

_SMALL = frozenset(
    ("a", "an", "and", "against", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)
_WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*")
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_PREPOSITION = re.compile(r"\s+(?:against|as|at|between|by|for|from|in|of|on|to|with)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![\w-])(an?)(?=\s+$)", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(r"(?:an?|the)(?:\s+|$)", re.IGNORECASE)
_NO_PLURAL = re.compile(r"(?:ss|us|is|ics|news|means|series|species)$")
# Words of official documents that have no plural, or another meaning in it.
_UNCOUNTED = re.compile(
    r".*(?:ness|ing|ism)|(?:non)?proliferation|disarmament|denuclearization|information|equipment|security|safety|peace"
    "|evidence|advice|progress|research|cooperation|assistance|support|work|knowledge|compliance|verification|transparency"
)
_IRREGULAR = frozenset(
    ("man", "woman", "child", "person", "foot", "life", "criterion", "phenomenon", "crisis", "basis")
)
_SHORT = 3
# Other words with these letters may begin with another sound: one, use, European.
_PLAIN_VOWEL = re.compile(r"(?:e(?!u|w)|o(?!ne|nc|u)|un(?!i[^nm]|anim)|up)[a-z]", re.IGNORECASE)
_LONG = 6
"""Letters; a shorter word in capitals may be an abbreviation."""


def agreeing(new: str, old: str) -> str:
    """The new words with the capitals and the plural of the old ones, behind their article where they have one."""
    article = _LEADING_ARTICLE.match(old)
    if article is None or _LEADING_ARTICLE.match(new):
        return _with_capitals(_with_number(new, old), old)
    before, rest = article[0], old[article.end() :]
    words = _with_capitals(_with_number(new, rest), rest)
    return article_before(before, words, rest) + words


def article_before(before: str, new: str, old: str) -> str:
    """The text before the words with its last article as the new ones need it: `an eleventh`, but `a tenth`."""
    found = _ARTICLE.search(before)
    wanted, had = _article(new), _article(old)
    if found is None or not wanted or wanted == had or found[1].lower() != had:
        return before
    fitting = wanted.upper() if found[1].isupper() and len(found[1]) > 1 else wanted
    if found[1][0].isupper():
        fitting = fitting[0].upper() + fitting[1:]
    return before[: found.start()] + fitting + before[found.end() :]


def _with_capitals(new: str, old: str) -> str:
    """Small letters follow the capitals of a heading, of a title, or of the beginning of a sentence."""
    if not new[:1].islower() or not old[:1].isupper():
        return new
    words = _WORD.findall(old)
    if old.isupper() and any(len(word) >= _LONG for word in words):
        return new.upper()
    if len(words) > 1 and all(word[0].isupper() for word in words if word.lower() not in _SMALL):
        return _WORD.sub(lambda match: match[0] if match[0] in _SMALL else _capital(match[0]), new)
    return _capital(new)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _with_number(new: str, old: str) -> str:
    """A plural for a plural, where the words that are counted are plain."""
    was, now = _head(old), _head(new)
    if was is None or now is None or not _is_plural(was[0].lower()) or now[0].lower().endswith("s"):
        return new
    counted, head = _singular(was[0].lower()), now[0].lower()
    # Notes verbales: what is counted stands elsewhere in the new words.
    elsewhere = counted != head and counted in re.findall("[a-z]+", new.lower())
    if elsewhere or _UNCOUNTED.fullmatch(head) or head in _IRREGULAR:
        return new
    return new[: now.start()] + _plural(now[0]) + new[now.end() :]


def _head(words: str) -> re.Match[str] | None:
    """The last word before the first preposition: what a plural is of."""
    behind = _PREPOSITION.search(words)
    return _LAST_WORD.search(words, 0, behind.start() if behind else len(words))


def _is_plural(word: str) -> bool:
    return len(word) > _SHORT and word.endswith("s") and not _NO_PLURAL.search(word)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if re.search("(?:ss|x|ch|sh)es$", word) else word[:-1]


def _plural(word: str) -> str:
    if re.search("[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search("(?:s|x|ch|sh)$", word) else f"{word}s"


def _article(words: str) -> str:
    """`a` or `an`; empty where spelling does not tell: an hour, a union, an NPT review, an 83-page report."""
    first = re.match("[A-Za-z]+", words)
    if first is None or (first[0].isupper() and len(first[0]) > 1) or first[0][0].lower() in "huoe":
        return "an" if first is not None and _PLAIN_VOWEL.match(first[0]) else ""
    return "an" if first[0][0].lower() in "ai" else "a"
