"""English forms that are no mere sequence of words: R&D, C++, U.S., St. Petersburg, 3(b).

Owns finding them as they are written: such a form taken for its words alone would be met where it is not (`us`, `c`),
or nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

import ahocorasick_rs

from align_bench.terms.english import is_joint, tokens

Form = TypeVar("Form")

# At its ends, a form is often written with marks that a sentence puts there as well.
_ENDS = " .,;:!?\"'()[]“”‘’"
_PLAIN = str.maketrans(dict.fromkeys("‐‑‒–—", "-") | dict.fromkeys("’‘", "'") | dict.fromkeys("\n\t\r\u00a0", " "))


def is_literal(form: str) -> bool:
    """Whether more than spaces, hyphens and quotes stands between the words, or a symbol at one of the ends."""
    words = tokens(form)
    if not words:
        return False
    bare = form.strip(_ENDS)
    has_symbol = not (bare[:1].isalnum() and bare[-1:].isalnum())
    return has_symbol or not all(is_joint(form, left, right) for left, right in pairwise(words))


class LiteralForms(Generic[Form]):
    """Forms by the characters they are written in; capitals do not count."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Form]] = defaultdict(list)

    def add(self, text: str, form: Form) -> None:
        self._forms[_folded(text.strip(_ENDS))].append(form)

    def find(self, text: str) -> Iterator[tuple[int, int, Form]]:
        """Every form with its place, the longest where several begin; words are not cut."""
        if not self._forms:
            return
        folded = _folded(text)
        for pattern, start, stop in self._automaton.find_matches_as_indexes(folded):
            if _is_whole(folded, start, stop):
                for form in self._forms[self._patterns[pattern]]:
                    yield start, stop, form

    @cached_property
    def _patterns(self) -> list[str]:
        return list(self._forms)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _folded(text: str) -> str:
    """One character for one, so that places are those of the text."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_PLAIN)


def _is_whole(text: str, start: int, stop: int) -> bool:
    begins = not (text[start].isalnum() and text[max(0, start - 1) : start].isalnum())
    return begins and not (text[stop - 1].isalnum() and text[stop : stop + 1].isalnum())
