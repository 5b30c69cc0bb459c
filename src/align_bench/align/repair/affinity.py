"""Affinity: how well whole groups of sentences explain each other, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align_bench.align.aligner import Aligned, Prepared
from align_bench.align.arrays import Floats
from align_bench.align.measures.overlap import span_scores


@dataclass(frozen=True, slots=True)
class Affinity:
    """How well groups explain each other, both ways."""

    forward: Floats
    """[a, b]: mean token score of target group b given source group a."""

    backward: Floats
    """[a, b]: mean token score of source group a given target group b."""


def affinity(
    pair: Prepared, aligned: Aligned, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]
) -> Affinity:
    """Every group of source sentences against every group of target sentences, none of them empty."""
    ours, theirs = pair.bags.source.merged(source), pair.bags.target.merged(target)
    rows, columns = (0, ours.height), (0, theirs.height)
    (forward,) = span_scores(theirs, ours, aligned.forward, pair.bags.target_frequency, columns, rows, 1)
    (backward,) = span_scores(ours, theirs, aligned.backward, pair.bags.source_frequency, rows, columns, 1)
    return Affinity(forward / (theirs.row_sums() + 2.0), backward.T / (ours.row_sums()[:, None] + 2.0))
