"""The English words of all units: which of them are known by how often they stand there, or by the termbase.

Owns what is counted; a word in its unit is judged by the checks.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from align_bench.checks.processes import together
from align_bench.checks.views import UnitView
from align_bench.model.termbase import Termbase
from align_bench.terms.english import is_abbreviation, tokens, word_key, words_and_holders
from align_bench.terms.names.near_names import NearNames, may_be_name

_CAPITALS = re.compile(r"\b[A-Z]{3,}s?\b")
# An abbreviation that no termbase lists but that occurs so often is no slip.
_USUAL = 3
# A strange word that occurs so often is meant.
_TIME_AND_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What one look at the English of all units shows; words that stand there once or twice, which are most, go."""

    abbreviations: frozenset[str]
    """Every abbreviation of the termbase, and the unlisted ones that the texts use often enough to be meant."""

    known: frozenset[str]
    """The keys of the words of all allowed forms, and of those that the texts use time and again."""

    names: NearNames
    """Those that may be names, by unit."""


def read_words(views: Sequence[UnitView], termbase: Termbase, processes: int = 1) -> Words:
    """The words of the English; `processes` may read at the same time."""
    edges = [len(views) * part // processes for part in range(processes + 1)]
    counts: Counter[str] = Counter()
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for words, names in together([partial(_read, views[i:j], i) for i, j in pairwise(edges)], processes):
        counts.update(words)
        for key, numbers in names.items():
            holders[key] += numbers
    common = {word_key(word) for word in counts if word.islower()}
    names = NearNames(dict(holders), len(views), common, _listed(termbase))
    return Words(_abbreviations(counts, termbase), _known(counts, termbase), names)


def _read(views: Sequence[UnitView], first: int) -> tuple[dict[str, int], dict[str, array[int]]]:
    """How often each word stands in some units, and by the key of each name their numbers, from `first` on."""
    return words_and_holders((view.target.text for view in views), may_be_name, first)


def _abbreviations(counts: Mapping[str, int], termbase: Termbase) -> frozenset[str]:
    listed = {term.text for c in termbase.concepts for term in c.in_language("en") if is_abbreviation(term.text)}
    return frozenset(listed | {word for word, count in counts.items() if count >= _USUAL and _CAPITALS.fullmatch(word)})


def _known(counts: Mapping[str, int], termbase: Termbase) -> frozenset[str]:
    used: Counter[str] = Counter()
    for word, count in counts.items():
        used[word_key(word)] += count
    return frozenset(_listed(termbase) | {key for key, count in used.items() if count >= _TIME_AND_AGAIN})


def _listed(termbase: Termbase) -> set[str]:
    """The keys of the words of all allowed forms."""
    return {word.key for c in termbase.concepts for form in c.allowed for word in tokens(form)}
