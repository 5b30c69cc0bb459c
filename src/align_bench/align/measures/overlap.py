"""Lexical overlap: how well the words of one segment are explained by a span of the other side.

The score of target segment j given the source span [i, i+m) is the sum over its tokens e of

    log( rest + (1 - rest) * sum over tokens z of the span of t(e|z) / (length of the span * frequency of e) )

and likewise the other way round. Computed in blocks of rows; memory is bounded by the band. The numpy code says what is
computed, `kernels/overlap.pyx` does the same five to seven times faster. No matrix product is used: with the small
blocks of a document the threads of a BLAS cost thirty times what they save.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from align_bench.align.arrays import Floats, Integers, Sparse
from align_bench.align.reading.bags import Bags
from align_bench.align.search.band import Band
from align_bench.align.search.shapes import MOST_SOURCE, MOST_TARGET
from align_bench.align.threads import THREADS, side_by_side
from align_bench.kernels import kernel

# The share of a text that its counterpart does not explain (Model 1's empty word).
_REST = 0.12
FLOOR = math.log(_REST)
"""The score of one token that nothing explains."""

MISSING = np.float32(-1e9)

_BLOCK = 64
"""Rows worked on together, here and in the kernel."""

_LARGE = 200_000
"""Cells above which threads are worth their start."""

_Sides = tuple[Sparse, Sparse, Sparse, Floats]
"""The segments to be explained, those that explain, t(of these|of those), and the frequency of the former's tokens."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Scores of single segments given spans of the other side, over a band."""

    forward: Floats
    """[m-1, i, k]: target segment lows[i]+k given source span [i, i+m); MISSING outside."""

    backward: Floats
    """[n-1, i, k]: source segment i given target span [lows[i]+k, +n); MISSING outside."""


def overlap(bags: Bags, band: Band, forward: Sparse, backward: Sparse) -> Overlap:
    down = bags.target, bags.source, forward, bags.target_frequency
    across = bags.source, bags.target, backward, bags.source_frequency
    return _scored(band, down, across, MOST_SOURCE, MOST_TARGET)


def clause_overlap(bags: Bags, band: Band, forward: Sparse, backward: Sparse) -> tuple[Overlap, Overlap]:
    """The same of the first and of the last clause of each segment, given single segments of the other side."""
    ends = (bags.source_ends, bags.target_ends)
    first, last = (
        _scored(
            band,
            (theirs, bags.source, forward, bags.target_frequency),
            (ours, bags.target, backward, bags.source_frequency),
            1,
            1,
        )
        for ours, theirs in (tuple(end.first for end in ends), tuple(end.last for end in ends))
    )
    return first, last


def _scored(band: Band, down: _Sides, across: _Sides, most_source: int, most_target: int) -> Overlap:
    tables = Overlap(
        np.full((most_source, *band.shape), MISSING, np.float32),
        np.full((most_target, *band.shape), MISSING, np.float32),
    )
    compiled = kernel("overlap")
    if compiled is None:
        _fill(tables, band, down, across)
        return tables
    large = band.source_length * band.width > _LARGE
    jobs = [
        partial(compiled.span_scores, *sides, band.lows, band.width, *rows, sides is across, _REST, table)
        for sides, table in ((down, tables.forward), (across, tables.backward))
        for rows in _shares(band.source_length, THREADS if large else 1)
    ]
    side_by_side(jobs, large=large)
    return tables


def _shares(rows: int, number: int) -> list[tuple[int, int]]:
    """Equal parts; each begins where a block does, so that their number makes no difference."""
    share = -(-rows // (number * _BLOCK)) * _BLOCK
    return [(start, min(rows, start + share)) for start in range(0, rows, share)]


def span_scores(  # noqa: PLR0917 (three tables and three ranges)
    explained: Sparse,
    by: Sparse,
    table: Sparse,
    frequency: Floats,
    segments: tuple[int, int],
    spans: tuple[int, int],
    most: int,
) -> Floats:
    """[m-1, a, b]: segment segments[0]+b given the span of m segments from spans[0]+a; MISSING past the end."""
    wanted = explained.rows(*segments)
    block = by.rows(spans[0], min(by.height, spans[1] + most - 1))
    scores = np.full((most, spans[1] - spans[0], wanted.height), MISSING, np.float32)
    compiled = kernel("overlap")
    if compiled is None:
        _span_scores(wanted, block, table, frequency, scores)
    else:
        lows = np.zeros(scores.shape[1], np.int64)
        sides = wanted, block, table, frequency
        compiled.span_scores(*sides, lows, wanted.height, 0, len(lows), False, _REST, scores)
    return scores


def _fill(tables: Overlap, band: Band, down: _Sides, across: _Sides) -> None:
    for start in range(0, band.source_length, _BLOCK):
        stop = min(band.source_length, start + _BLOCK)
        left = int(band.lows[start])
        right = min(band.target_length, int(band.lows[stop - 1]) + band.width)
        if left < right:
            scores = span_scores(*down, (left, right), (start, stop), len(tables.forward))
            _store(tables.forward, scores, band, start, stop, left)
            scores = span_scores(*across, (start, stop), (left, right), len(tables.backward))
            _store(tables.backward, np.swapaxes(scores, 1, 2), band, start, stop, left)


def _span_scores(wanted: Sparse, block: Sparse, table: Sparse, frequency: Floats, scores: Floats) -> None:
    """Fill scores[m-1, a, b]: segment b of `wanted` given the span of m segments from a of `block`."""
    most, begins, _ = scores.shape
    tokens, local = np.unique(wanted.columns, return_inverse=True)
    ends = np.concatenate([[0.0], np.cumsum(block.row_sums() + 1.0)])
    mass = _translated(block, table, tokens)
    sums = np.concatenate([np.zeros((len(tokens), 1)), np.cumsum(mass, axis=1)], axis=1)
    scale = ((1 - _REST) / frequency[tokens])[:, None]
    for size in range(1, most + 1):
        height = min(begins, block.height - size + 1)
        if height <= 0:
            break
        found = (sums[:, size : size + height] - sums[:, :height]).astype(np.float32)
        found *= (1.0 / (ends[size : size + height] - ends[:height])).astype(np.float32)
        found *= scale
        # Differences of sums may fall a little below zero.
        np.maximum(found, 0.0, out=found)
        found += np.float32(_REST)
        scores[size - 1, :height] = _summed(np.log(found, out=found), wanted, local).T


def _summed(logs: Floats, wanted: Sparse, local: Integers) -> Floats:
    """[b, a]: the sum over the tokens of segment b, `local` their rows in `logs`."""
    # A row of zeros at the end, so that every segment begins somewhere.
    terms = np.zeros((len(local) + 1, logs.shape[1]), np.float32)
    np.take(logs, local, axis=0, out=terms[:-1], mode="clip")
    repeated = np.flatnonzero(wanted.values != 1.0)
    terms[repeated] *= wanted.values[repeated, None]
    sums = np.add.reduceat(terms, wanted.starts[:-1], axis=0)
    # Of an empty range, reduceat returns the entry it begins with.
    sums[np.diff(wanted.starts) == 0] = 0.0
    return np.asarray(sums)


def _translated(block: Sparse, table: Sparse, tokens: Integers) -> Floats:
    """[t, a]: how much of tokens[t] the words of segment a of the block account for."""
    number = np.full(table.width, -1, np.int64)
    number[tokens] = np.arange(len(tokens))
    which, place = table.expand(block.columns)
    columns = number[table.columns[place]]
    kept = columns >= 0
    which, place, columns = which[kept], place[kept], columns[kept]
    keys = columns * block.height + block.row_numbers()[which]
    mass = np.bincount(keys, block.values[which] * table.values[place], minlength=block.height * len(tokens))
    return mass.reshape(len(tokens), block.height)


def _store(table: Floats, scores: Floats, band: Band, start: int, stop: int, left: int) -> None:  # noqa: PLR0917
    columns = band.lows[start:stop, None] + np.arange(band.width) - left
    known = (columns >= 0) & (columns < scores.shape[2])
    columns = np.where(known, columns, 0)
    table[:, start:stop] = np.where(known, scores[:, np.arange(stop - start)[:, None], columns], MISSING)
