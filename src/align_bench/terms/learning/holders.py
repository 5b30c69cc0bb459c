"""Which passages have an expression or a word, by number: in ascending order, in a tenth of the memory of sets."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

Numbers = Sequence[int]
"""Ascending, without repetitions."""


def holders(wholes: Iterable[Iterable[str]]) -> dict[str, Numbers]:
    """The wholes, by number, that have each part; the parts in the order in which they come."""
    found: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, parts in enumerate(wholes):
        # In the order in which they stand, the same on every run.
        for part in dict.fromkeys(parts):
            found[part].append(number)
    return dict(found)


def has(numbers: Numbers, number: int) -> bool:
    """Whether one of them is that."""
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def shared(one: Numbers, other: Numbers) -> int:
    """How many stand in both."""
    # numpy is loaded when something is learnt.
    import numpy as np

    fewer, more = sorted((one, other), key=len)
    if not fewer:
        return 0
    wanted, among = np.asarray(fewer), np.asarray(more)
    return int(np.count_nonzero(among.take(np.searchsorted(among, wanted), mode="clip") == wanted))
