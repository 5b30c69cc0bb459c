"""Likeness: how probable it is that two groups of paragraphs are counterparts, wherever they stand.

Owns measures that know nothing of order; their weights are trained (a logistic regression), and the weighted sum is
the logarithm of the odds that a pair is one of counterparts rather than two paragraphs of the same document by chance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align_bench.align.aligner import Aligned, Prepared, spans
from align_bench.align.arrays import Floats, Integers
from align_bench.align.measures.cues import Side
from align_bench.align.measures.lengths import deviations
from align_bench.align.repair.affinity import affinity

_HALF_TRUSTED = 8.0
"""Tokens at which the mean score of a group counts half: a closing formula has five or six."""

_LEAST = -4.0


def likeness(measured: dict[str, Floats], weights: dict[str, float]) -> Floats:
    """[a, b]: log odds for source group a and target group b."""
    return np.asarray(sum(weights.get(name, 0.0) * value for name, value in measured.items()))


def measures(
    pair: Prepared,
    aligned: Aligned,
    source: Sequence[Sequence[int]],
    target: Sequence[Sequence[int]],
    agreeing: float | None = None,
) -> dict[str, Floats]:
    """Every group of source sentences against every group of target sentences, none of them empty.

    `agreeing` is what `labels_agreeing` says of the whole pair, where that is known already.
    """
    agreeing = labels_agreeing(pair, aligned) if agreeing is None else agreeing
    score = affinity(pair, aligned, source, target)
    forward, backward = np.maximum(score.forward, _LEAST), np.maximum(score.backward, _LEAST)
    ours, theirs = trust(pair.source, source)[:, None], trust(pair.target, target)[None, :]
    one = np.ones(forward.shape)
    return {
        "bias": one,
        "forward": forward,
        "backward": backward,
        "forward of many": forward * theirs,
        "backward of many": backward * ours,
        "both of many": np.maximum(forward, backward) * np.minimum(ours, theirs),
        "source of many": one * ours,
        "target of many": one * theirs,
        **_lengths(pair, source, target),
        **_lines(pair, source, target),
        **_labels(pair, source, target, agreeing),
    }


def trust(side: Side, groups: Sequence[Sequence[int]]) -> Floats:
    """How far the mean scores of groups can be believed, from 0 to 1."""
    tokens = _sums(side.tokens, groups)
    return tokens / (tokens + _HALF_TRUSTED)


def _sums(values: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    return np.array([float(values[list(group)].sum()) for group in groups])


def _lengths(pair: Prepared, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]) -> dict[str, Floats]:
    scale = pair.target.length.sum() / max(1.0, float(pair.source.length.sum()))
    ours = _sums(pair.source.length, source)[:, None] * scale
    theirs = _sums(pair.target.length, target)[None, :]
    z = np.abs(deviations(ours, theirs))
    return {"length": -np.minimum(z, 6), "length ratio": -np.minimum(np.log((theirs + 8) / (ours + 8)) ** 2, 6)}


def _lines(pair: Prepared, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]) -> dict[str, Floats]:
    ours = np.array([float(pair.source.line[group[0]]) for group in source])[:, None]
    theirs = np.array([float(pair.target.line[group[0]]) for group in target])[None, :]
    return {"line agrees": ours * theirs, "line differs": np.abs(ours - theirs)}


def labels_agreeing(pair: Prepared, aligned: Aligned) -> float:
    """The share of the labels along the path that agree: in a text that was numbered anew they say little."""
    beads = [(source[0], target[0]) for source, target in map(spans, aligned.path) if source and target]
    labels = [(pair.source.labels[i], pair.target.labels[j]) for i, j in beads]
    both = [ours == theirs for ours, theirs in labels if ours and theirs]
    return (sum(both) + 1) / (len(both) + 2)


def _labels(
    pair: Prepared, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]], agreeing: float
) -> dict[str, Floats]:
    numbers: dict[str | None, int] = {None: 0}
    ours, theirs = (_numbered(side, groups, numbers) for side, groups in ((pair.source, source), (pair.target, target)))
    both = (ours[:, None] > 0) & (theirs[None, :] > 0)
    same = ours[:, None] == theirs[None, :]
    return {
        "label agrees": (both & same) * agreeing,
        "label differs": (both & ~same) * agreeing,
        "label on one side": ((ours[:, None] > 0) != (theirs[None, :] > 0)) * agreeing,
    }


def _numbered(side: Side, groups: Sequence[Sequence[int]], numbers: dict[str | None, int]) -> Integers:
    return np.array([numbers.setdefault(side.labels[group[0]], len(numbers)) for group in groups])
