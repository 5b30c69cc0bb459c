"""Weights: how much each feature counts, trained by `benchmarks/train_aligner.py` and shipped beside this file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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

    repair: dict[str, Weights]
    """Log odds by which the repair decides: `kept` (see `edges`) and each kind of change (see `exchange`)."""

    changed: Weights
    """Log odds that what the repair made is right: `paired`, and `paired, margin` for each by which a pairing is ahead
    of its rivals; the same two for a paragraph left `alone`."""

    def passes(self, *, paragraphs: bool) -> tuple[Weights, Weights]:
        """For the first pass and later ones, of texts whose paragraphs are known or not."""
        return (self.paragraphs_first, self.paragraphs_later) if paragraphs else (self.first, self.later)


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
        content["repair"],
        content["changed"],
    )


def odds(measured: Weights, weights: Weights) -> float:
    """The weighted sum of single measures."""
    return sum(weights.get(name, 0.0) * value for name, value in measured.items())
