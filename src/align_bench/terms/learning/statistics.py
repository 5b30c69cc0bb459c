"""Measures of association between what stands in the Chinese and what stands in the English of the same passages.

And how far a dictionary joins them. Owns the formulas; what is counted is the callers' matter. All counts are numbers
of passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """The log-likelihood ratio of two things that meet in `both` of `total` passages (Dunning 1993).

    Negative where they meet more seldom than by chance.
    """
    without, seconds = total - first, total - second
    ratio = 2.0 * (
        _part(both, first * second, total)
        + _part(first - both, first * seconds, total)
        + _part(second - both, without * second, total)
        + _part(without - second + both, without * seconds, total)
    )
    return ratio if both * total >= first * second else -ratio


def _part(count: int, expected: int, total: int) -> float:
    """What one field of the table adds; `expected` is the product of its margins."""
    return count * log(count * total / expected) if count > 0 else 0.0


def dice(both: int, first: int, second: int) -> float:
    """Twice the passages that have both, by the passages of each (Dice 1945): 0 to 1."""
    return 2.0 * both / (first + second) if first + second else 0.0


def likeness(stems: Sequence[str], glosses: Sequence[frozenset[str]], known: frozenset[str]) -> float:
    """How far the dictionary has the English for the Chinese and the Chinese for the English; `known`: all glosses."""
    if known.isdisjoint(stems):
        return 0.5 * 0.25
    english = sum(map(known.__contains__, stems)) / len(stems)
    chinese = sum(not gloss.isdisjoint(stems) for gloss in glosses) / len(glosses)
    return (0.5 + english) * (0.25 + chinese)
