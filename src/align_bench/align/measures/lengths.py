"""Lengths: how long a text is, and whether two of them are as long as counterparts are (Gale and Church 1993)."""

from __future__ import annotations

import numpy as np

from align_bench.align.arrays import Floats
from align_bench.text.tokens import HAN_RUN

_PLAUSIBLE_RATIOS = (2.5, 7.0)
_USUAL_RATIO = 4.3
"""Of the seven development bitexts, which have 3.7 to 5.5."""

_VARIANCE = 10.0
"""Of the difference, a character of the mean of both lengths; set by hand, for its weight is trained."""

_ROUNDING = 16.0
"""Variance of the shortest texts."""


_MUCH = 5.0
"""Standard deviations by which the length of a whole text says that some of it has no counterpart."""


def text_length(text: str) -> float:
    """In characters; in a text with Han characters all others count half: a word in Latin letters is one notion too."""
    bare = "".join(text.split())
    han = sum(len(run) for run in HAN_RUN.findall(bare))
    return (len(bare) + han) / 2 + 0.5 if han else len(text.strip()) + 1.0


def length_ratio(source: Floats, target: Floats) -> float:
    """Target characters to a source character; the usual one where the texts cannot be each other's whole."""
    ratio = float(target.sum() / max(1.0, source.sum()))
    return ratio if _PLAUSIBLE_RATIOS[0] <= ratio <= _PLAUSIBLE_RATIOS[1] else _USUAL_RATIO


def surplus(source: Floats, target: Floats) -> tuple[float, float]:
    """The share of either text that can have no counterpart, since the other one is too short for it; else 0."""
    ratio = float(target.sum() / max(1.0, source.sum()))
    if abs(deviations(_USUAL_RATIO * source.sum(), target.sum())) < _MUCH or length_ratio(source, target) == ratio:
        return 0.0, 0.0
    return max(0.0, 1 - ratio / _USUAL_RATIO), max(0.0, 1 - _USUAL_RATIO / ratio) if ratio else 0.0


def deviations(expected: Floats, target: Floats) -> Floats:
    """By how many standard deviations target lengths are above what is expected of them."""
    return np.asarray((target - expected) / np.sqrt(_VARIANCE / 2 * (target + expected) + _ROUNDING))
