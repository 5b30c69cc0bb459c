"""Weights: how much each feature counts, trained by `benchmarks/train_aligner.py` and shipped beside this file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from align_bench.align.arrays import Floats
from align_bench.align.band import Patch
from align_bench.align.features import SHAPES, Grid, PatchFeatures
from align_bench.align.search import IMPOSSIBLE, Scores

Weights = dict[str, float]
"""By the name of the feature; a feature without weight does not count."""


@dataclass(frozen=True, slots=True)
class Model:
    """The sets of weights."""

    first: Weights
    """For the first pass, with the dictionary's tables only."""

    later: Weights
    """For passes with tables learnt from the document."""

    paragraphs_first: Weights
    """The same two for texts whose paragraphs and labels are known."""

    paragraphs_later: Weights
    likeness: Weights
    """For whole paragraphs, wherever they stand."""

    changed: Weights
    """Log odds that a pairing is right which the repair made: `paired`, and `margin` for each by which it is ahead of
    its rivals; `alone` for a paragraph that it left without counterpart."""


@cache
def shipped() -> Model:
    """The model of the package."""
    content = json.loads((files("align_bench.align") / "weights.json").read_text(encoding="utf-8"))
    return Model(
        content["first"],
        content["later"],
        content["paragraphs first"],
        content["paragraphs later"],
        content["likeness"],
        content["changed"],
    )


def scorer(grid: Grid, weights: Weights) -> Scores:
    """The scores of a grid for `search`, patch by patch; the last patch is kept, so small texts are scored once."""
    kept: dict[tuple[int, int], Floats] = {}

    def scores(start: int, stop: int) -> Floats:
        if (start, stop) not in kept:
            kept.clear()
            kept[start, stop] = _score(PatchFeatures(grid, Patch(grid.band, start, stop)), weights)
        return kept[start, stop]

    return scores


def _score(features: PatchFeatures, weights: Weights) -> Floats:
    shapes = []
    for m, n in SHAPES:
        possible = features.possible(m, n)
        total = np.zeros(possible.shape, np.float32)
        for name, value in features.of(m, n):
            weight = weights.get(name, 0.0)
            if weight:
                total += np.asarray(weight * value, np.float32)
        shapes.append(np.where(possible, total, IMPOSSIBLE))
    return np.stack(shapes)
