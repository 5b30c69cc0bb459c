"""Train how alike two paragraphs must be: a logistic regression, and the confidence of what was exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from disturbed import Disturbed

from align_bench.align.aligner import Aligned, Prepared
from align_bench.align.arrays import Floats
from align_bench.align.repair.likeness import measures
from align_bench.model.document import Segment

Minimise = Callable[[Callable[[Floats], tuple[float, Floats]], Floats, int], Floats]

_PENALTY = 0.5


def likeness_weights(documents: Sequence[tuple[Prepared, Aligned, Disturbed]], minimise: Minimise) -> dict[str, float]:
    """Counterparts against all other pairs of the same document, which together weigh as much."""
    names: list[str] = []
    rows, right, weights = [], [], []
    for pair, aligned, document in documents:
        source, target, wanted = _groups(document)
        measured = measures(pair, aligned, source, target)
        names = list(measured)
        rows.append(np.stack([value.ravel() for value in measured.values()], axis=1))
        right.append(wanted.ravel())
        weights.append(np.where(wanted, 1.0, wanted.sum() / (~wanted).sum()).ravel())
    found = logistic(np.concatenate(rows), np.concatenate(right), np.concatenate(weights), minimise)
    return {name: round(float(weight), 4) for name, weight in zip(names, found, strict=True)}


def _groups(document: Disturbed) -> tuple[list[list[int]], list[list[int]], Floats]:
    """The sentences of each paragraph bead's sides, and which of them belong together."""
    source = [list(_sentences(document.source, bead.source)) for bead in document.paragraphs if bead.source]
    target = [list(_sentences(document.target, bead.target)) for bead in document.paragraphs if bead.target]
    wanted = np.zeros((len(source), len(target)), bool)
    a = b = 0
    for bead in document.paragraphs:
        if bead.source and bead.target:
            wanted[a, b] = True
        a, b = a + bool(bead.source), b + bool(bead.target)
    return source, target, wanted


def _sentences(segments: Sequence[Segment], paragraphs: Sequence[int]) -> Iterator[int]:
    chosen = set(paragraphs)
    yield from (k for k, segment in enumerate(segments) if segment.paragraph in chosen)


def logistic(rows: Floats, right: Floats, weights: Floats, minimise: Minimise) -> Floats:
    """Weights of the columns; the penalty leaves them a little too small rather than too large."""

    def loss(point: Floats) -> tuple[float, Floats]:
        odds = (rows * point).sum(axis=1)
        chances = 1 / (1 + np.exp(-odds))
        value = float((weights * np.logaddexp(0.0, np.where(right, -odds, odds))).sum() + _PENALTY * (point**2).sum())
        return value, ((weights * (chances - right))[:, None] * rows).sum(axis=0) + 2 * _PENALTY * point

    return minimise(loss, np.zeros(rows.shape[1]), 60)
