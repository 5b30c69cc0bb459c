"""Where Chinese expressions stand in a text, of however many."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import ahocorasick_rs

from align_bench.terms.chinese import fold
from align_bench.terms.learning.passages import Place


class Expressions:
    """Finds Chinese expressions, the longest at each place."""

    def __init__(self, texts: Collection[str]) -> None:
        """`texts` are folded (see `terms.chinese`)."""
        self._texts = sorted(texts)
        self._automaton = ahocorasick_rs.AhoCorasick(self._texts, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def __reduce__(self) -> tuple[object, ...]:
        return Expressions, (self._texts,)

    def find(self, text: str) -> Iterator[tuple[str, Place]]:
        """Each expression with its place in the text."""
        if not self._texts:
            return
        folded = fold(text)
        for number, first, last in self._automaton.find_matches_as_indexes(folded.text):
            yield self._texts[number], folded.span(first, last)
