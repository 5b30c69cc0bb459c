"""Sequences of words that recur, and their C-value (Frantzi, Ananiadou and Mima 2000), in whatever language.

Owns counting and weighing; what a word is, and which words may stand in a term, is the callers' matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log2

Phrase = tuple[str, ...]

# Of a phrase's places, the share inside of one longer phrase from which on it is but a piece of that.
_PIECE = 0.8


def recurring(runs: Sequence[Sequence[str]], min_count: int, longest: int) -> dict[Phrase, int]:
    """How often each phrase of up to `longest` words stands in the runs, if it does so `min_count` times.

    A phrase recurs only where its parts do, so that those that do not are never kept (Agrawal and Srikant 1994).
    """
    # numpy is loaded when something is counted.
    import numpy as np

    words = [word for run in runs for word in run]
    numbers: dict[str, int] = {}
    codes = ids = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64)
    lengths = np.array([len(run) for run in runs], np.int64)
    ends = np.repeat(np.cumsum(lengths), lengths)
    starts = np.arange(len(words))
    counts: dict[Phrase, int] = {}
    for size in range(1, longest + 1):
        _, first, kinds, seen = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
        frequent = seen >= min_count
        if not frequent.any():
            break
        # In the order in which they come first.
        for kind in sorted(np.flatnonzero(frequent), key=first.__getitem__):
            start = int(starts[first[kind]])
            counts[tuple(words[start : start + size])] = int(seen[kind])
        recurs = frequent[kinds]
        shorter = np.full(len(words) + 1, -1)
        shorter[starts[recurs]] = kinds[recurs]
        starts = starts[recurs]
        starts = starts[(starts + size < ends[starts]) & (shorter[starts + 1] >= 0)]
        codes = shorter[starts] * len(numbers) + ids[starts + size]
    return counts


def c_values(counts: Mapping[Phrase, int]) -> dict[Phrase, float]:
    """Higher for what is longer, more frequent, and more often met outside of longer phrases.

    With one word more than a phrase has, so that single words have a value at all. Phrases of several words that
    hardly stand outside of one longer phrase have none: they are pieces of it.
    """
    around: dict[Phrase, list[int]] = defaultdict(list)
    for phrase, count in counts.items():
        size = len(phrase)
        parts = {phrase[i:j] for i in range(size) for j in range(i + 1, size + 1) if j - i < size}
        for part in parts & counts.keys():
            around[part].append(count)
    values = {}
    for phrase, count in counts.items():
        longer = around.get(phrase, [0])
        if len(phrase) == 1 or max(longer) < _PIECE * count:
            values[phrase] = log2(1 + len(phrase)) * (count - sum(longer) / len(longer))
    return values
