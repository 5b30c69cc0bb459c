"""Looking for long patterns in texts that hardly ever have one.

Owns the order of the search; what is looked for is the callers' matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


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
