"""Learning: word translation tables from the document's own beads.

IBM Model 1 (Brown et al. 1993) by expectation-maximisation, with the dictionary as prior and an absolute discount:
a pair of words has to be met more than once before it is believed, so that wrong beads do not confirm themselves. The
numpy code says what is computed; `kernels/learning.pyx` does the same ten times faster and keeps only the different
pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from types import ModuleType

import numpy as np

from align_bench.align.arrays import Floats, Integers, Sparse, distinct, sparse
from align_bench.align.reading.bags import Bags
from align_bench.align.threads import side_by_side
from align_bench.kernels import kernel
from align_bench.model.task import Task

# Set by hand: the dictionary counts as sixteen sightings of each word, and one sighting of a pair is not believed.
_PRIOR = 16.0
_DISCOUNT = 1.0
_ROUNDS = 4
_DICTIONARY_SHARE = 0.7
_EMPTY_WORD = 0.5
_LEAST = 1e-4

_SMALLEST = 1e-12
"""Keeps denominators from vanishing."""

_LARGE = 1000
"""Beads above which threads are worth their start."""

_TRIPLES = 2_000_000
"""Word pairs that are expanded at once."""

BeadSpans = Sequence[tuple[range, range]]

Heed = Callable[[], None]
"""Raises `Stopped` where nobody waits any more."""


def learn(bags: Bags, beads: BeadSpans, task: Task | None = None) -> tuple[Sparse, Sparse]:
    """New forward and backward tables from beads with text on both sides."""
    heed = (task or Task()).heed
    filled = [(s, t) for s, t in beads if s and t]
    if not filled:
        return bags.forward, bags.backward
    source = _merged(bags.source, [s for s, _ in filled])
    target = _merged(bags.target, [t for _, t in filled])
    compiled = kernel("learning")
    model1 = partial(_compiled, compiled) if compiled is not None else _model1
    jobs = (
        partial(model1, source, target, bags.forward, bags.target_frequency.astype(np.float64), heed=heed),
        partial(model1, target, source, bags.backward, bags.source_frequency.astype(np.float64), heed=heed),
    )
    forward, backward = side_by_side(jobs, large=compiled is not None and len(filled) > _LARGE)
    return forward, backward


def _merged(bags: Sparse, spans: Sequence[range]) -> Sparse:
    """One row a bead."""
    bead_of = np.full(bags.height, -1, np.int64)
    for bead, span in enumerate(spans):
        bead_of[span.start : span.stop] = bead
    beads = bead_of[bags.row_numbers()]
    kept = beads >= 0
    return sparse(beads[kept], bags.columns[kept], bags.values[kept], len(spans), bags.width)


def _compiled(
    compiled: ModuleType, given: Sparse, explained: Sparse, prior: Sparse, frequency: Floats, *, heed: Heed
) -> Sparse:
    ends, columns, values = compiled.model1(
        given.transposed(),
        explained,
        prior,
        frequency,
        given.row_sums(),
        rounds=_ROUNDS,
        sightings=_PRIOR,
        discount=_DISCOUNT,
        dictionary_share=_DICTIONARY_SHARE,
        empty_word=_EMPTY_WORD,
        smallest=_SMALLEST,
        least=_LEAST,
        heed=heed,
    )
    order = np.argsort(np.repeat(np.arange(prior.height), np.diff(ends)) * prior.width + columns)
    return Sparse(ends, columns[order], values[order], prior.width)


def _model1(given: Sparse, explained: Sparse, prior: Sparse, frequency: Floats, *, heed: Heed) -> Sparse:
    """t(b|a) for words a of `given` and b of `explained`."""
    chunks = _chunks(given, explained)
    width = explained.width
    pairs = distinct(np.concatenate([distinct(_keys(given, explained, *chunk)) for chunk in chunks]))
    places = [np.searchsorted(pairs, _keys(given, explained, *chunk)).astype(np.int32) for chunk in chunks]
    rows, columns = pairs // width, pairs % width
    first = _looked_up(prior, pairs)
    share = _DICTIONARY_SHARE * first + (1 - _DICTIONARY_SHARE) * frequency[columns]
    totals = np.concatenate([[0.0], np.cumsum(given.values, dtype=np.float64)])[given.starts]
    background = (np.diff(totals)[explained.row_numbers()] * frequency[explained.columns]) * _EMPTY_WORD + _SMALLEST
    for turn in range(_ROUNDS + 1):
        counts = np.zeros(len(pairs))
        for chunk, place in zip(chunks, places, strict=True):
            heed()
            own, other, start, stop = _expanded(given, explained, *chunk)
            weights = given.values[own] * share[place]
            sums = background[start:stop] + np.bincount(other - start, weights, minlength=stop - start)
            weights *= (explained.values[start:stop] / sums)[other - start]
            counts += np.bincount(place, weights, minlength=len(pairs))
        mass = np.bincount(rows, counts, minlength=given.width)
        if turn < _ROUNDS:
            share = np.maximum((counts + _PRIOR * first) / (mass + _PRIOR)[rows], _SMALLEST)
    return _discounted(pairs, counts, mass, prior)


def _discounted(pairs: Integers, counts: Floats, mass: Floats, prior: Sparse) -> Sparse:
    width = prior.width
    prior_rows = prior.row_numbers()
    rows = np.concatenate([pairs // width, prior_rows])
    columns = np.concatenate([pairs % width, prior.columns])
    values = np.concatenate([np.maximum(counts - _DISCOUNT, 0), _PRIOR * prior.values]) / (mass + _PRIOR)[rows]
    summed = sparse(rows, columns, values, prior.height, width)
    kept = summed.values >= _LEAST
    return sparse(summed.row_numbers()[kept], summed.columns[kept], summed.values[kept], prior.height, width)


def _chunks(given: Sparse, explained: Sparse) -> list[tuple[int, int]]:
    """Runs of beads that expand to a bounded number of word pairs."""
    sizes = np.cumsum(np.diff(given.starts) * np.diff(explained.starts))
    bounds = [0]
    while bounds[-1] < given.height:
        done = sizes[bounds[-1] - 1] if bounds[-1] else 0
        bounds.append(max(bounds[-1] + 1, int(np.searchsorted(sizes, done + _TRIPLES, "right"))))
    return list(pairwise(bounds))


def _expanded(given: Sparse, explained: Sparse, start: int, stop: int) -> tuple[Integers, Integers, int, int]:
    """Every pair of entries within the beads: their places in `given` and in `explained`, and the latter's range."""
    first, last = int(explained.starts[start]), int(explained.starts[stop])
    beads = np.repeat(np.arange(start, stop), np.diff(explained.starts[start : stop + 1]))
    which, own = given.expand(beads)
    return own, which + first, first, last


def _keys(given: Sparse, explained: Sparse, start: int, stop: int) -> Integers:
    own, other, _, _ = _expanded(given, explained, start, stop)
    return np.asarray(given.columns[own] * explained.width + explained.columns[other])


def _looked_up(table: Sparse, pairs: Integers) -> Floats:
    keys = table.row_numbers() * table.width + table.columns
    if not len(keys):
        return np.zeros(len(pairs))
    places = np.minimum(np.searchsorted(keys, pairs), len(keys) - 1)
    return np.where(keys[places] == pairs, table.values[places], 0.0)
