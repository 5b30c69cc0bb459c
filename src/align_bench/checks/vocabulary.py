"""The English words of all units: how often each stands there, and which of them are known by that or by the termbase.

Owns what is counted; a word in its unit is judged by the checks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from align_bench.checks.views import UnitView
from align_bench.model.termbase import Termbase
from align_bench.terms.english import is_abbreviation, tokens, word_key, words_of
from align_bench.terms.near_names import NearNames

_CAPITALS = re.compile(r"\b[A-Z]{3,}s?\b")
# An abbreviation that no termbase lists but that occurs so often is no slip.
_USUAL = 3
# A strange word that occurs so often is meant.
_TIME_AND_AGAIN = 3


def count_words(views: Iterable[UnitView]) -> Counter[str]:
    """How often each word stands in the English, as it is written there."""
    counts: Counter[str] = Counter()
    for view in views:
        counts.update(words_of(view.target.text))
    return counts


def known_abbreviations(views: Iterable[UnitView], termbase: Termbase) -> frozenset[str]:
    """Every abbreviation of the termbase, and the unlisted ones that the texts use often enough to be meant."""
    listed = {term.text for c in termbase.concepts for term in c.in_language("en") if is_abbreviation(term.text)}
    seen = Counter(word for view in views for word in _CAPITALS.findall(view.target.text))
    return frozenset(listed | {word for word, count in seen.items() if count >= _USUAL})


def known_words(counts: Mapping[str, int], termbase: Termbase) -> frozenset[str]:
    """The keys of the words of all allowed forms, and of those that the texts use time and again."""
    used: Counter[str] = Counter()
    for word, count in counts.items():
        used[word_key(word)] += count
    return frozenset(_listed(termbase) | {key for key, count in used.items() if count >= _TIME_AND_AGAIN})


def near_names(views: Sequence[UnitView], counts: Mapping[str, int], termbase: Termbase) -> NearNames:
    """The names of the English, by unit."""
    common = {word_key(word) for word in counts if word.islower()}
    return NearNames((words_of(view.unit.target) for view in views), common, _listed(termbase))


def _listed(termbase: Termbase) -> set[str]:
    """The keys of the words of all allowed forms."""
    return {word.key for c in termbase.concepts for form in c.allowed for word in tokens(form)}
