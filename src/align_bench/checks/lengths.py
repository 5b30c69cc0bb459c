"""How much English stands for so much Chinese, fitted to the project.

Figures and dates are as long in both languages, so only what is written in words is measured. Judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log
from statistics import median

from align_bench.checks.context import CheckContext
from align_bench.checks.views import UnitView
from align_bench.text.scripts import han_count, word_count

# Fewer pairs than this say nothing about usual lengths, and neither do texts of fewer Han characters.
_ENOUGH_PAIRS = 20
_LONG_ENOUGH = 20
# The normal deviation that a median of absolute deviations stands for.
_MAD = 1.4826
_LEAST_DEVIATION = 0.05


@dataclass(frozen=True, slots=True)
class Lengths:
    """The usual logarithm of words per Han character, its robust deviation, and that of each pair long enough."""

    middle: float
    deviation: float
    ratios: tuple[tuple[float, UnitView], ...]


@lru_cache(maxsize=1)
def usual_lengths(context: CheckContext) -> Lengths | None:
    """None where there are too few pairs. Three checks ask for one context in a row."""
    ratios = tuple(
        (log(max(1, word_count(view.target.text)) / han), view)
        for view in context.views
        if view.is_pair and (han := han_count(view.source.text)) >= _LONG_ENOUGH
    )
    if len(ratios) < _ENOUGH_PAIRS:
        return None
    middle = median(ratio for ratio, _ in ratios)
    deviation = _MAD * median(abs(ratio - middle) for ratio, _ in ratios)
    return Lengths(middle, max(_LEAST_DEVIATION, deviation), ratios)
