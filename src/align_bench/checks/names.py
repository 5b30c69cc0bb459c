"""Names in the English that are nearly alike, and where names stand: what one spelling is held against.

Owns which spelling is the rarer one, over all units; whether two belong to one name is the matter of `consistency`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from align_bench.checks.views import UnitView
from align_bench.terms.english import word_key, words_of

_SHORTEST = 6
# Letters by which spellings of one name differ; in names of fewer than `_LONG` letters only one does.
_MOST_LETTERS = 2
_LONG = 8


def is_like_name(word: str) -> bool:
    """Whether a word is long, has a capital, and is not in capitals."""
    return word[0].isupper() and not word.isupper() and not word.islower() and len(word_key(word)) >= _SHORTEST


class Names:
    """Of all units."""

    def __init__(self, views: Sequence[UnitView], words: Mapping[str, int]) -> None:
        """`words`: how often each stands, as it is written."""
        self._views = views
        self.usual = cache(self._usual)
        self.holders = cache(self._holders)
        self.sources = cache(self._sources)
        self._written: dict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        common = {word_key(word) for word in words if word.islower()}
        for word, count in words.items():
            if is_like_name(word) and (key := word_key(word)) not in common:
                self._written[key].append(word)
                self._counts[key] += count
        self._common = common
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._counts):
            self._by_start[key[:2]].append(key)

    def _usual(self, key: str) -> tuple[str, ...]:
        """The names one or two letters away that stand more often; a derived form (Asia, Asian) is none."""
        from rapidfuzz.distance import DamerauLevenshtein

        if key in self._common:
            return ()
        found = []
        for other in self._by_start[key[:2]]:
            if self._counts[other] <= self._counts[key] or abs(len(other) - len(key)) > _MOST_LETTERS:
                continue
            allowed = 1 if min(len(key), len(other)) < _LONG else _MOST_LETTERS
            is_derived = key.startswith(other) or other.startswith(key)
            if not is_derived and DamerauLevenshtein.distance(key, other, score_cutoff=allowed) <= allowed:
                found.append(other)
        return tuple(found)

    def _holders(self, key: str) -> tuple[tuple[int, str], ...]:
        """The units that have a name, once for each time, with how it is written there."""
        written = set(self._written[key])
        found = []
        for view in self._views:
            text = view.unit.target
            if any(word in text for word in written):
                found += [(view.index, word) for word in words_of(view.target.text) if word in written]
        return tuple(found)

    def _sources(self, run: str) -> frozenset[int]:
        """The units that have a run of characters in Chinese."""
        return frozenset(view.index for view in self._views if run in view.source.text)
