"""Where the terms of a termbase stand in a text; judging what is missing or wrong is `checks`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from align_bench.model.termbase import Concept, Termbase
from align_bench.terms.english import Token
from align_bench.terms.hits import TermHit
from align_bench.terms.matching.source_terms import SourceTerms
from align_bench.terms.matching.target_terms import TargetTerms


class TermMatcher:
    """Finds terms; made once for a termbase, it keeps no state between texts."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._source = SourceTerms(termbase.concepts)
        self._target = TargetTerms(termbase.concepts)

    def source_hits(self, text: str) -> tuple[TermHit, ...]:
        """The Chinese terms of a text, longest first, in order; where two concepts share a term, one hit for each.

        An ordinal may stand inside of one: 缔约国会议 in 缔约国第二十一届会议.
        """
        return self._source.hits(text)

    def target_hits(
        self, text: str, concepts: Iterable[Concept] | None = None, *, words: Sequence[Token] | None = None
    ) -> tuple[TermHit, ...]:
        """The English terms of a text, of all concepts or some, in order of start, longer ones first.

        Hits of different concepts may overlap; of hits of one concept that lie in each other the longest is given.
        """
        return self._target.hits(text, concepts, words=words)
