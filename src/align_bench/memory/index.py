"""Finding, among very many texts, the few that may be like a given one: by the pairs of characters they share.

Owns the postings of character bigrams as arrays; how like two texts are is decided in `matches`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from align_bench.model.task import Task

Numbers: TypeAlias = npt.NDArray[np.int64]

_BITS = 21
"""The number of a text fits into so many: a bigram and a number are one 64-bit word, and are sorted as such."""

_MOST_TEXTS = 1 << _BITS

# Bigrams are taken from the rarest on until so many places have been looked at: what comes after them (的 with
# its neighbours) tells texts hardly apart and would cost most of the time.
_MOST_POSTINGS = 400_000


@dataclass(frozen=True, slots=True)
class BigramIndex:
    """In which texts each pair of neighbouring characters stands."""

    bigrams: npt.NDArray[np.uint64]
    """Distinct, ascending."""

    starts: Numbers
    """Where the texts of each bigram begin in `texts`; one more at the end."""

    texts: npt.NDArray[np.int32]
    sizes: npt.NDArray[np.float32]
    """Distinct bigrams of each text."""

    def __len__(self) -> int:
        return len(self.sizes)

    def likeliest(self, text: str, count: int) -> Numbers:
        """The numbers of the texts that share most with the text, `count` at most, best first.

        By Dice's coefficient over distinct bigrams; of equals, the one with the smaller number.
        """
        wanted = np.unique(_bigrams(text))
        places = np.searchsorted(self.bigrams, wanted)
        known = places < len(self.bigrams)
        known[known] = self.bigrams[places[known]] == wanted[known]
        places = places[known]
        lengths = self.starts[places + 1] - self.starts[places]
        order = np.argsort(lengths, kind="stable")
        within = np.cumsum(lengths[order]) <= _MOST_POSTINGS
        within[:1] = True
        postings = [self.texts[self.starts[place] : self.starts[place + 1]] for place in places[order[within]]]
        if not postings:
            return np.empty(0, dtype=np.int64)
        shared = np.bincount(np.concatenate(postings), minlength=len(self))
        found = np.flatnonzero(shared)
        dice = 2 * shared[found] / (self.sizes[found] + len(wanted))
        if len(found) > count:
            best = np.argpartition(-dice, count)[: count + 1]
            # All that are as good as the last one: which of equals stay is decided by their numbers.
            best = np.flatnonzero(dice >= np.sort(dice[best])[-count])
            found, dice = found[best], dice[best]
        return found[np.lexsort((found, -dice))][:count].astype(np.int64)


def build_index(texts: Sequence[str], task: Task | None = None) -> BigramIndex:
    """ValueError for more than two million texts."""
    if len(texts) > _MOST_TEXTS:
        raise ValueError(f"{len(texts):,} texts are more than an index holds ({_MOST_TEXTS:,})")
    lengths = np.fromiter((max(0, len(text) - 1) for text in texts), dtype=np.int64, count=len(texts))
    places = np.empty(lengths.sum(), dtype=np.uint64)
    stop = 0
    for text in (task or Task()).over(texts, "finding what is alike", len(texts)):
        found = _bigrams(text)
        places[stop : stop + len(found)] = found
        stop += len(found)
    places <<= np.uint64(_BITS)
    places |= np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
    places.sort()
    places = places[_firsts(places)]
    numbers = (places & np.uint64(_MOST_TEXTS - 1)).astype(np.int32)
    places >>= np.uint64(_BITS)
    begins = np.flatnonzero(_firsts(places))
    bigrams = places[begins]
    # All places of 100,000 texts take a hundred megabytes, and so does what counts them.
    del places
    sizes = np.bincount(numbers, minlength=len(texts)).astype(np.float32)
    return BigramIndex(bigrams, np.append(begins, len(numbers)), numbers, sizes)


def _firsts(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Of ascending numbers, whether each is the first of its kind."""
    found = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return found


def _bigrams(text: str) -> npt.NDArray[np.uint64]:
    """A number for each pair of neighbouring characters.

    Characters beyond the first 65,536 share their numbers with others: it is likeness that is looked for, not identity.
    """
    codes = (
        np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint16).astype(np.uint64)
    )
    return (codes[:-1] << np.uint64(16)) | codes[1:]
