"""Looking for long patterns in texts that hardly ever have one.

Owns the order of the search; what is looked for is the callers' matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD_START = re.compile(r"\b\w")


def lowered(text: str) -> str:
    """The text in small letters, each at its place."""
    lower = text.lower()
    # İ makes two characters.
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def matches_from(first: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, where every match begins with a character that `first` finds: many times as quick.

    A pattern of several alternatives is tried at each place of a text, a set of characters is skipped to. No match may
    be empty.
    """
    begin = first.search(text)
    while begin is not None:
        match = pattern.match(text, begin.start())
        if match is None:
            begin = first.search(text, begin.start() + 1)
        else:
            yield match
            begin = first.search(text, match.end())


def places_of(words: Iterable[str], text: str) -> list[int]:
    """Where these strings stand in a text, inside of words as well, in order."""
    places = set()
    for word in words:
        place = text.find(word)
        while place >= 0:
            places.add(place)
            place = text.find(word, place + 1)
    return sorted(places)


def matches_near(places: Iterable[int], reach: int, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, where every match begins with a word, `reach` before one of the places at most.

    The places are in order. No match may be empty.
    """
    stop = 0
    for place in places:
        words = _WORD_START.finditer(text, max(stop, place - reach), place + 1)
        for start in [word.start() for word in words] if reach else (place,):
            match = pattern.match(text, start) if start >= stop else None
            if match is not None:
                yield match
                stop = match.end()
        stop = max(stop, place + 1)
