"""Sequences of words that recur, and their C-value (Frantzi, Ananiadou and Mima 2000), in whatever language.

Owns counting and weighing; what a word is, and which words may stand in a term, is the callers' matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log2

Phrase = tuple[str, ...]

# Of a phrase's places, the share inside of one longer phrase from which on it is but a piece of that.
_PIECE = 0.8


def recurring(runs: Sequence[Sequence[str]], min_count: int, longest: int) -> dict[Phrase, int]:
    """How often each phrase of up to `longest` words stands in the runs, if it does so `min_count` times.

    A phrase recurs only where its parts do, so that those that do not are never kept (Agrawal and Srikant 1994).
    """
    counts: dict[Phrase, int] = {}
    shorter: frozenset[Phrase] | None = None
    for size in range(1, longest + 1):
        seen = Counter(phrase for run in runs for phrase in _phrases(run, size, shorter))
        frequent = {phrase: count for phrase, count in seen.items() if count >= min_count}
        if not frequent:
            break
        counts |= frequent
        shorter = frozenset(frequent)
    return counts


def _phrases(run: Sequence[str], size: int, shorter: frozenset[Phrase] | None) -> Iterator[Phrase]:
    for start in range(len(run) - size + 1):
        phrase = tuple(run[start : start + size])
        if shorter is None or (phrase[1:] in shorter and phrase[:-1] in shorter):
            yield phrase


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
