"""Scripts and widths: which language a character speaks for, and how many cells it fills.

Owns the classes of characters that the other text modules ask for; decides nothing about documents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Language = Literal["zh", "en"]

HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside a regular expression's brackets: Han characters, radicals and the iteration mark among them."""

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HAN_OR_WORD = re.compile(rf"[{HAN}]|[A-Za-z\u00c0-\u024f]+")
_SPACE = re.compile(r"\s+")


def is_han(character: str) -> bool:
    return _HAN.match(character) is not None


def is_latin(character: str) -> bool:
    return _LATIN.match(character) is not None


def han_count(text: str) -> int:
    return len(_HAN.findall(text))


def word_count(text: str) -> int:
    """Words of English as word processors count them, and as translations are paid: what stands between white space."""
    return len(text.split())


def han_share(text: str) -> float | None:
    """The share of Han characters among Han characters and Latin words; None where there is neither.

    A Latin word counts as one: it weighs about as much as one Chinese character, and the many letters of an
    address or a name do not outvote a Chinese sentence.
    """
    units = _HAN_OR_WORD.findall(text)
    if not units:
        return None
    return sum(1 for unit in units if is_han(unit)) / len(units)


_OTHER_SCRIPTS = (
    ("kana", "Japanese", re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")),
    ("Hangul", "Korean", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+")),
    ("Cyrillic", "Russian or a language of the same script", re.compile("[\u0400-\u052f]+")),
    (
        "Arabic",
        "Arabic or a language of the same script",
        re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"),
    ),
    ("Greek", "Greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")),
    ("Hebrew", "Hebrew", re.compile("[\u05d0-\u05ea]+")),
    ("Thai", "Thai", re.compile("[\u0e01-\u0e5b]+")),
    ("Devanagari", "Hindi or a language of the same script", re.compile("[\u0900-\u097f]+")),
)
_MOST_KANA = 0.25
_MOST_OTHER = 0.5
"""Shares among all Han characters and words. Japanese is a third kana even in the driest of laws; a Chinese text that
quotes Japanese names has a few in a thousand. Of the other scripts, quotations may fill a good part of a text."""


def other_script(text: str) -> tuple[str, str, float] | None:
    """The script that shows a text to be neither Chinese nor English: its name, the language, and its share."""
    own = len(_HAN_OR_WORD.findall(text))
    for script, language, pattern in _OTHER_SCRIPTS:
        units = len(pattern.findall(text))
        share = units / (own + units) if units else 0.0
        if share > (_MOST_KANA if script == "kana" else _MOST_OTHER):
            return script, language, share
    return None


def without_space(text: str) -> str:
    """The text with all white space taken out: what must be equal before and after a repair."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=20_000)
def _cells(character: str, ambiguous: int) -> int:
    width = unicodedata.east_asian_width(character)
    if width in "WF":
        return 2
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return ambiguous if width == "A" else 1


def line_width(line: str, language: Language) -> int:
    """Cells that a line fills on the printed page: Han 2, ASCII 1.

    Quotes, dashes and dots of ambiguous width are wide between Chinese characters and narrow in English.
    """
    if line.isascii():
        return len(line)
    ambiguous = 2 if language == "zh" else 1
    return sum(_cells(character, ambiguous) for character in line)
