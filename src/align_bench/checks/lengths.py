"""How much English stands for so much Chinese, fitted to the project.

Figures and dates are as long in both languages, so only what is written in words is measured. Judges nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan, log, nan
from statistics import median
from weakref import WeakKeyDictionary

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
    _ratios: array[float]
    """One for each unit of the context, in order; no number where it says nothing."""

    def ratios(self, context: CheckContext) -> Iterator[tuple[float, UnitView]]:
        """That of each pair long enough, with its unit."""
        return ((ratio, view) for ratio, view in zip(self._ratios, context.views, strict=True) if not isnan(ratio))


# Three checks ask for one context, which must not be kept for that.
_KNOWN: WeakKeyDictionary[CheckContext, Lengths | None] = WeakKeyDictionary()


def usual_lengths(context: CheckContext) -> Lengths | None:
    """None where there are too few pairs."""
    if context not in _KNOWN:
        _KNOWN[context] = _usual_lengths(context)
    return _KNOWN[context]


def _usual_lengths(context: CheckContext) -> Lengths | None:
    ratios = array("d", map(_ratio, context.views))
    known = [ratio for ratio in ratios if not isnan(ratio)]
    if len(known) < _ENOUGH_PAIRS:
        return None
    middle = median(known)
    deviation = _MAD * median(abs(ratio - middle) for ratio in known)
    return Lengths(middle, max(_LEAST_DEVIATION, deviation), ratios)


def _ratio(view: UnitView) -> float:
    if not view.is_pair or (han := han_count(view.source.text)) < _LONG_ENOUGH:
        return nan
    return log(max(1, word_count(view.target.text)) / han)
