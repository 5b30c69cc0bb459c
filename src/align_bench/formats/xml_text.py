"""Characters that XML 1.0 cannot hold. Text from PDF files is full of them (vertical tab, form feed).

Owns which they are, what they are called, and the text without them.
"""

from __future__ import annotations

import re
import unicodedata

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Control characters have no name in the Unicode database; these are met in extracted text.
_CONTROL_NAMES = {0x00: "NULL", 0x08: "BACKSPACE", 0x0B: "LINE TABULATION", 0x0C: "FORM FEED", 0x1B: "ESCAPE"}


def illegal_characters(text: str) -> tuple[str, ...]:
    """Each one that occurs, once, as it is named to people: `U+000C FORM FEED`."""
    found = dict.fromkeys(_ILLEGAL.findall(text))
    return tuple(_named(character) for character in found)


def legal_text(text: str) -> str:
    """The text with every illegal character left out; one that parts words leaves a space."""
    return _ILLEGAL.sub(lambda match: " " if match[0] in "\x0b\x0c\x1c\x1d\x1e\x1f" else "", text)


def split_illegal(text: str) -> list[tuple[str, str]]:
    """The text as (legal run, illegal character behind it); the last one's character is empty."""
    parts, start = [], 0
    for match in _ILLEGAL.finditer(text):
        parts.append((text[start : match.start()], match[0]))
        start = match.end()
    return [*parts, (text[start:], "")]


def _named(character: str) -> str:
    code = ord(character)
    name = _CONTROL_NAMES.get(code) or unicodedata.name(character, "")
    return f"U+{code:04X} {name}".rstrip()
