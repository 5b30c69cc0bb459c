"""Bags of tokens: both sides of a document pair as sparse counts, with the dictionary's translation tables.

Owns the tables and frequencies of one document pair; what a token is, `readers` knows. Tables are rows of
probabilities: `forward` from Chinese tokens to English ones, `backward` the other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from align_bench.align.arrays import Floats, Sparse, sparse
from align_bench.align.reading.readers import ChineseReader, Ends, Terms, read_english
from align_bench.model.task import Task


@dataclass(frozen=True, slots=True)
class Bags:
    """The tokens of a document pair and what the dictionary says of them."""

    source: Sparse
    """Segments by Chinese tokens: counts."""

    target: Sparse
    source_ends: Ends
    target_ends: Ends
    source_frequency: Floats
    """Smoothed relative frequency of each token of the document."""

    target_frequency: Floats
    forward: Sparse
    """Chinese tokens by English tokens: t(e|z) from the dictionary; a row sums to 1 or less."""

    backward: Sparse
    source_vocabulary: dict[str, int]
    """The column of each Chinese token; `#` stands before numbers, `=` before spelled names, `*` before terms."""

    target_vocabulary: dict[str, int]

    def pick(self, source: Iterable[int], target: Iterable[int]) -> Bags:
        """Some segments of each side, in the given order; tables and frequencies stay those of the whole."""
        ours, theirs = np.fromiter(source, np.int64), np.fromiter(target, np.int64)
        return replace(
            self,
            source=self.source.pick(ours),
            target=self.target.pick(theirs),
            source_ends=self.source_ends.pick(ours),
            target_ends=self.target_ends.pick(theirs),
        )


def make_bags(source: Sequence[str], target: Sequence[str], terms: Terms = (), task: Task | None = None) -> Bags:
    """Count the tokens of a Chinese and an English list of segments and look up what they may mean."""
    task = task or Task()
    english, target_bags, target_ends, names = read_english(target, task)
    chinese = ChineseReader(english, names, terms)
    source_bags, source_ends = chinese.read(source, task)
    rows = chinese.rows
    source_total = np.bincount(source_bags.columns, source_bags.values, minlength=len(rows))
    target_total = np.bincount(target_bags.columns, target_bags.values, minlength=len(english))
    forward = _table(rows, len(english))
    return Bags(
        source=source_bags,
        target=target_bags,
        source_ends=source_ends,
        target_ends=target_ends,
        source_frequency=_smoothed(source_total),
        target_frequency=_smoothed(target_total),
        forward=forward,
        backward=_reverse(forward, source_total),
        source_vocabulary=chinese.vocabulary,
        target_vocabulary=english,
    )


def _table(rows: Sequence[dict[int, float]], columns: int) -> Sparse:
    lengths = [len(row) for row in rows]
    return sparse(
        np.repeat(np.arange(len(rows)), lengths),
        np.fromiter((c for row in rows for c in row), np.int64, sum(lengths)),
        np.fromiter((v for row in rows for v in row.values()), np.float64, sum(lengths)),
        max(1, len(rows)),
        max(1, columns),
    )


def _reverse(forward: Sparse, source_total: Floats) -> Sparse:
    """t(z|e), proportional to the root of z's count times t(e|z)."""
    rows = forward.row_numbers()
    weights = np.sqrt(source_total)[rows] * forward.values
    sums = np.bincount(forward.columns, weights, minlength=forward.width)
    return sparse(
        forward.columns, rows, weights / np.maximum(sums[forward.columns], 1e-9), forward.width, forward.height
    )


def _smoothed(total: Floats) -> Floats:
    return np.asarray((total + 0.5) / (total.sum() + 0.5 * max(1, len(total))), np.float32)
