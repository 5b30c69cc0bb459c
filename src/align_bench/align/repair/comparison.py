"""Comparison: paragraphs of one document pair against each other, wherever they stand.

Owns the way from paragraphs to their sentences and back to arrays; what likeness is, is `likeness`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from align_bench.align.aligner import Aligned, Prepared
from align_bench.align.arrays import Floats
from align_bench.align.repair.groups import Owners
from align_bench.align.repair.likeness import labels_agreeing, likeness, measures, trust
from align_bench.align.weights import Weights

Paragraphs = tuple[int, ...]

Pairing = tuple[Paragraphs, Paragraphs]
"""Source and target paragraphs that are taken for counterparts; one side is empty where a paragraph stands alone."""


@dataclass(frozen=True)
class Comparison:
    """The paragraphs of one document pair, comparable."""

    pair: Prepared
    aligned: Aligned
    owners: Owners
    weights: Weights
    """Those of likeness."""

    def likeness(self, source: Sequence[Paragraphs], target: Sequence[Paragraphs]) -> Floats:
        """[a, b]: log odds that source[a] and target[b] are counterparts; none of them is empty."""
        return likeness(self.measures(source, target), self.weights)

    def measures(self, source: Sequence[Paragraphs], target: Sequence[Paragraphs]) -> dict[str, Floats]:
        """What likeness is made of."""
        ours = [self.owners.source_sentences(p) for p in source]
        theirs = [self.owners.target_sentences(p) for p in target]
        return measures(self.pair, self.aligned, ours, theirs, self._labels_agreeing)

    @cached_property
    def _labels_agreeing(self) -> float:
        return labels_agreeing(self.pair, self.aligned)

    def trust(self, paragraph: int, *, english: bool) -> float:
        """How far the mean score of a paragraph can be believed, from 0 to 1: it grows with its tokens."""
        side = self.pair.target if english else self.pair.source
        return float(trust(side, [self.sentences_of(paragraph, english=english)])[0])

    def is_line(self, paragraph: int, *, english: bool) -> bool:
        side = self.pair.target if english else self.pair.source
        return bool(side.line[self.sentences_of(paragraph, english=english)[0]])

    def sentences_of(self, paragraph: int, *, english: bool) -> list[int]:
        """The sentences of a paragraph."""
        return self.owners.target_sentences((paragraph,)) if english else self.owners.source_sentences((paragraph,))
