"""Measures of association between what stands in the Chinese and what stands in the English of the same passages.

Owns the formulas; what is counted is the callers' matter. All counts are numbers of passages.
"""

from __future__ import annotations

from math import log


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """The log-likelihood ratio of two things that meet in `both` of `total` passages (Dunning 1993).

    Negative where they meet more seldom than by chance.
    """
    table = (both, first - both, second - both, total - first - second + both)
    rows, columns = (first, total - first), (second, total - second)
    ratio = 2.0 * sum(
        count * log(count * total / (rows[place // 2] * columns[place % 2]))
        for place, count in enumerate(table)
        if count > 0
    )
    return ratio if both * total >= first * second else -ratio


def dice(both: int, first: int, second: int) -> float:
    """Twice the passages that have both, by the passages of each (Dice 1945): 0 to 1."""
    return 2.0 * both / (first + second) if first + second else 0.0
