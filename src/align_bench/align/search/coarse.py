"""The coarse pass for large texts: points the alignment surely goes through, from words rare on both sides."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from align_bench.align.arrays import Floats, Integers, Sparse
from align_bench.align.reading.bags import Bags
from align_bench.kernels import kernel

# All set by hand: they choose where is looked, not what is found.
_MOST_SEGMENTS = 60
"""A word in more segments says nothing about the place."""

_CANDIDATES = 3
"""Target segments that are kept for each source segment."""

_LEAST_SCORE = 2.0
"""Of a candidate: summed over its words, the rarities on both sides (`_rarity`) times the root of the probability."""

_PULL = 2.0
"""Of the diagonal: a candidate's score falls by this power of e over the whole text, so that of a passage that recurs
the nearest one counts."""

_WINDOW = 11
_FAR = 40
"""A point so many segments from the median of the points around it is an outlier."""

_BLOCK = 64
"""Source segments worked on together."""


def anchors(bags: Bags) -> list[tuple[int, int]]:
    """An ascending list of cells, without outliers."""
    rows, columns, scores = _candidates(bags)
    chain = _heaviest_chain(rows, columns, scores)
    return _without_outliers(rows[chain], columns[chain], bags.source.height, bags.target.height)


def _candidates(bags: Bags) -> tuple[Integers, Integers, Floats]:
    """The best few target segments of each source segment, in ascending rows and descending columns.

    Descending, so that no chain has two candidates of one row.
    """
    own_rarity, rarity = _rarity(bags.source), _rarity(bags.target)
    postings = bags.target.transposed()
    compiled = kernel("coarse")
    if compiled is not None:
        rows, columns, scores = compiled.candidates(
            bags.source, bags.forward, postings, own_rarity, rarity, most=_CANDIDATES, least=_LEAST_SCORE, pull=_PULL
        )
    else:
        found = [
            _block_candidates(bags, postings, rarity, own_rarity, start, min(bags.source.height, start + _BLOCK))
            for start in range(0, bags.source.height, _BLOCK)
        ]
        rows, columns, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((-columns, rows))
    return rows[order], columns[order], scores[order]


def _rarity(bags: Sparse) -> Floats:
    """How much each word says about the place; 0 where it stands in too many segments."""
    seen = np.bincount(bags.columns, minlength=bags.width)
    return np.where(seen <= _MOST_SEGMENTS, np.log((bags.height + 1) / (seen + 0.5)), 0.0)


def _block_candidates(  # noqa: PLR0917 (two weights and a range beside the bags)
    bags: Bags, postings: Sparse, rarity: Floats, own_rarity: Floats, start: int, stop: int
) -> tuple[Integers, Integers, Floats]:
    block = bags.source.rows(start, stop)
    usable = own_rarity[block.columns] > 0
    rows, words, counts = block.row_numbers()[usable], block.columns[usable], block.values[usable]
    which, place = bags.forward.expand(words)
    english = bags.forward.columns[place]
    weights = np.sqrt(bags.forward.values[place]) * (own_rarity[words] * counts)[which] * rarity[english]
    kept = weights > 0
    rows, english, weights = rows[which][kept], english[kept], weights[kept]
    which, place = postings.expand(english)
    keys, inverse = np.unique(rows[which] * bags.target.height + postings.columns[place], return_inverse=True)
    scores = np.bincount(inverse, weights[which], minlength=len(keys))
    strong = scores >= _LEAST_SCORE
    keys, scores = keys[strong], scores[strong]
    rows, columns = keys // bags.target.height, keys % bags.target.height
    scores = scores * np.exp(-_PULL * np.abs((rows + start) / bags.source.height - columns / bags.target.height))
    order = np.lexsort((-scores, rows))
    firsts = np.searchsorted(rows[order], rows[order], "left")
    best = np.sort(order[np.arange(len(order)) - firsts < _CANDIDATES])
    return rows[best] + start, columns[best], scores[best]


def _heaviest_chain(rows: Integers, columns: Integers, scores: Floats) -> Integers:
    """The candidates of the largest total score whose columns ascend with their rows.

    The best totals by last column are kept as a staircase: columns and totals both ascend.
    """
    stairs_column: list[int] = []
    stairs_total: list[float] = []
    stairs_candidate: list[int] = []
    before = np.full(len(rows), -1, np.int64)
    for number, (column, score) in enumerate(zip(columns.tolist(), scores.tolist(), strict=True)):
        place = bisect_left(stairs_column, column)
        total = score + (stairs_total[place - 1] if place else 0.0)
        before[number] = stairs_candidate[place - 1] if place else -1
        stop = place
        while stop < len(stairs_total) and stairs_total[stop] <= total:
            stop += 1
        if place == len(stairs_column) or stop > place or stairs_column[place] != column:
            stairs_column[place:stop] = [column]
            stairs_total[place:stop] = [total]
            stairs_candidate[place:stop] = [number]
    chain: list[int] = []
    last = stairs_candidate[-1] if stairs_candidate else -1
    while last >= 0:
        chain.append(last)
        last = int(before[last])
    return np.array(chain[::-1], np.int64)


def _without_outliers(rows: Integers, columns: Integers, height: int, width: int) -> list[tuple[int, int]]:
    """Leave out points far from the running median of their distance to the diagonal."""
    if len(rows) >= _WINDOW:
        offset = columns - rows * (width / height)
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(offset, _WINDOW // 2, "edge"), _WINDOW)
        near = np.abs(offset - np.median(windows, axis=1)) <= _FAR
        rows, columns = rows[near], columns[near]
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]
