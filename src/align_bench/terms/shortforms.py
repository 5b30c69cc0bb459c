"""Short forms that the texts themselves introduce: 全称(简称) and `Full Name (ABBR)`.

Owns learning them from one language alone; which of them belong together is the matter of those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from align_bench.terms.chinese import fold
from align_bench.terms.english import is_abbreviation, tokens

_FULL_NAME = re.compile(r"(?:《[^《》]+》|[㐀-鿿]+)\Z")
_BRACKETED = re.compile(
    r"\((?:以下|下文|下)?(?:[简统合通又也亦]?称)?为?[:：]?[“\"]?(?P<short>《[^《》]+》|[㐀-鿿]{2,12})[”\"]?\)"
)
_ENGLISH = re.compile(r"\s*\((?:the\s+)?[“\"]?(?P<short>[A-Z][A-Za-z&-]{1,11})[”\"]?\)")


def chinese_short_forms(texts: Iterable[str], expressions: Collection[str]) -> dict[str, str]:
    """全称 by 简称, both folded, where a text puts the one in brackets behind the other.

    The full name is a title, or the longest of the `expressions` that ends there and holds the short form's characters
    in their order.
    """
    found: dict[str, str] = {}
    for text in texts:
        if "(" not in text and "（" not in text:
            continue
        folded = fold(text).text
        for match in _BRACKETED.finditer(folded):
            named = _FULL_NAME.search(folded, 0, match.start())
            if named is None:
                continue
            before, short = named[0], match["short"]
            ends = [before] if before.startswith("《") else [before[i:] for i in range(len(before) - len(short))]
            full = next((end for end in ends if end.startswith("《") or end in expressions), None)
            if full is not None and is_short_for(short, full):
                found.setdefault(short, full)
    return found


def is_short_for(short: str, full: str) -> bool:
    """Whether all characters of one name are those of the other one, in their order: 禁核试组织."""
    inner, outer = short.strip("《》"), full.strip("《》")
    return inner != outer and _in_order(inner, outer)


def english_short_forms(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The full names of each abbreviation, where a text puts the one in brackets behind the other."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for match in _ENGLISH.finditer(text) if "(" in text else ():
            if is_abbreviation(match["short"]) and (full := _spelled_out(match["short"], text[: match.start()])):
                known = found.get(match["short"], ())
                found[match["short"]] = known if full in known else (*known, full)
    return found


def _spelled_out(short: str, before: str) -> str | None:
    """The least end of a text that makes the abbreviation: by the first letters of its words, or by all letters.

    In the order of the letters, first of all (Schwartz and Hearst 2003), but NPT is the Treaty on the
    Non-Proliferation of Nuclear Weapons.
    """
    letters = re.sub("[^a-z]", "", short.removesuffix("s").lower())
    names = []
    for first in reversed(tokens(before)[-2 * len(letters) - 4 :]):
        name = before[first.start :]
        if re.search(r"[.;:()\n]", name):
            break
        if first.text[0].isupper() and first.text[0].lower() in letters:
            names.append(" ".join(name.split()))
    orders = (letters, letters[-1] + letters[:-1])
    by_initials = (name for name in names if any(_in_order(order, _initials(name)) for order in orders))
    by_letters = (name for name in names if name[0].lower() == letters[0] and _holds(letters, name))
    return next(by_initials, None) or next(by_letters, None)


def _initials(name: str) -> str:
    return "".join(token.text[0].lower() for token in tokens(name))


def _holds(letters: str, name: str) -> bool:
    """Whether the letters come in order, and half of them begin words: CTBT is not found inside of one long word."""
    initials = set(_initials(name))
    return _in_order(letters, name.lower()) and 2 * sum(letter in initials for letter in letters) >= len(letters)


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
