"""Shares: what each pair of tokens has in the overlap of two groups of lines (see `overlap`)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from align_bench.align.arrays import Floats, Integers, Sparse
from align_bench.align.evidence.tokens import Token
from align_bench.align.lexicon import Lexicon
from align_bench.align.measures.overlap import FLOOR


def token_shares(lexicon: Lexicon, source: Sequence[Token], target: Sequence[Token], lines: tuple[int, int]) -> Floats:
    """[a, b]: what source token a and target token b gain by each other; their sum is the overlap above its floor."""
    if not source or not target:
        return np.zeros((len(source), len(target)))
    ours, theirs = (np.array([token.column for token in side]) for side in (source, target))
    counts, their_counts = (np.array([token.count for token in side]) for side in (source, target))
    bags = lexicon.bags
    forward = _gains(
        _dense(lexicon.forward, ours, theirs), (counts, their_counts), bags.target_frequency[theirs], lines[0]
    )
    backward = _gains(
        _dense(lexicon.backward, theirs, ours), (their_counts, counts), bags.source_frequency[ours], lines[1]
    )
    return (forward + backward.T) / 2


def _gains(table: Floats, counts: tuple[Floats, Floats], frequency: Floats, lines: int) -> Floats:
    """[a, b]: the share of token a in what the score of token b is above that of a token which nothing explains."""
    by, explained = counts
    rest = math.exp(FLOOR)
    mass = by[:, None] * table
    sums = mass.sum(axis=0)
    gain = explained * np.log1p((1 - rest) / rest * sums / ((by.sum() + lines) * frequency))
    return np.asarray(mass * (gain / np.maximum(sums, 1e-12)))


def _dense(table: Sparse, rows: Integers, columns: Integers) -> Floats:
    """Some rows and columns of a table."""
    place = np.full(table.width, -1, np.int64)
    place[columns] = np.arange(len(columns))
    which, entries = table.expand(rows)
    wanted = place[table.columns[entries]]
    kept = wanted >= 0
    dense = np.zeros((len(rows), len(columns)))
    dense[which[kept], wanted[kept]] = table.values[entries[kept]]
    return dense
