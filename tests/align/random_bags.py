"""Random bags of tokens with empty segments, empty rows of the tables and repeated tokens."""

from __future__ import annotations

import numpy as np

from align_bench.align.arrays import Floats, Sparse, sparse
from align_bench.align.reading.bags import Bags
from align_bench.align.reading.readers import Ends


def random_bags(seed: int, heights: tuple[int, int], words: tuple[int, int] = (40, 60)) -> Bags:
    random = np.random.default_rng(seed)
    source, target = (_counts(random, height, width) for height, width in zip(heights, words, strict=True))
    return Bags(
        source=source,
        target=target,
        source_ends=Ends(source, source),
        target_ends=Ends(target, target),
        source_frequency=_frequency(source),
        target_frequency=_frequency(target),
        forward=_table(random, *words),
        backward=_table(random, *reversed(words)),
        source_vocabulary={},
        target_vocabulary={},
    )


def _counts(random: np.random.Generator, height: int, width: int) -> Sparse:
    lengths = random.integers(0, 12, height) * (random.random(height) < 0.8)
    # Up to nine times the same token, and counts that are no whole number.
    values = np.where(random.random(lengths.sum()) < 0.9, random.integers(1, 10, lengths.sum()), 1.5)
    columns = (width * random.random(lengths.sum()) ** 2).astype(np.int64)
    return sparse(np.repeat(np.arange(height), lengths), columns, values, height, width)


def _table(random: np.random.Generator, height: int, width: int) -> Sparse:
    lengths = random.integers(1, 8, height) * (random.random(height) < 0.8)
    rows = np.repeat(np.arange(height), lengths)
    return sparse(rows, random.integers(0, width, lengths.sum()), random.random(lengths.sum()) / 8, height, width)


def _frequency(counts: Sparse) -> Floats:
    total = np.bincount(counts.columns, counts.values, minlength=counts.width)
    return np.asarray((total + 0.5) / (total.sum() + 0.5 * counts.width), np.float32)
