"""The English expressions that recur in many passages: which passages each stands in, and which of them each has.

Owns counting alone, for all expressions at once: a longer one recurs only where its beginning does, so each length is
made of the one before (Agrawal and Srikant 1994). What an expression is, is `Passage`.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align_bench.terms.learning.passages import LONGEST, Passage

_Integers = NDArray[np.int64]

_ABSENT = -1


class Phrases:
    """Expressions of the passages by number; an expression of two passages or more recurs."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._numbers: dict[str, int] = {}
        self._length = len(passages)
        self._levels: list[_Level] = []
        self._keys: dict[int, str] = {}
        self._count(*self._words(passages))

    def having(self, stems: Sequence[str]) -> tuple[list[int], bool]:
        """The passages with an expression, in order.

        False with them where it does not recur: then only the one given may have it, which has its beginning at least.
        """
        before = 0
        for level, stem in zip(self._levels, stems, strict=False):
            number = self._numbers.get(stem)
            place = _ABSENT if number is None else level.place(before * len(self._numbers) + number)
            if place == _ABSENT:
                return [], True
            before = int(level.recurring[place])
            if before == _ABSENT:
                return [int(level.owners[place])], False
        if len(stems) > len(self._levels):
            return [], True
        return self._holders[self._holders_from[before] : self._holders_from[before + 1]].tolist(), True

    def most(self, passages: Sequence[int], least: float) -> dict[str, tuple[int, int]]:
        """The expressions that `least` of some passages have: how many of these, and how many of all."""
        parts = [self._owned[self._owned_from[number] : self._owned_from[number + 1]] for number in passages]
        found, counts = np.unique(np.concatenate(parts), return_counts=True)
        chosen = counts >= least
        found, counts = found[chosen], counts[chosen]
        totals = self._holders_from[found + 1] - self._holders_from[found]
        return {
            self._key(phrase): (count, total)
            for phrase, count, total in zip(found.tolist(), counts.tolist(), totals.tolist(), strict=True)
        }

    def _key(self, phrase: int) -> str:
        """The stems of an expression."""
        known = self._keys.get(phrase)
        if known is None:
            head, last = divmod(int(self._codes[phrase]), len(self._stems))
            known = f"{self._key(head)} {self._stems[last]}" if phrase >= self._singles else self._stems[last]
            self._keys[phrase] = known
        return known

    def _words(self, passages: Sequence[Passage]) -> tuple[_Integers, _Integers, _Integers]:
        """Of each content word of all passages: its stem, its passage, and its place, with gaps between runs."""
        stems, owners, places = array("q"), array("q"), array("q")
        reached = 0
        for owner, passage in enumerate(passages):
            for _, run in passage.runs:
                for place, stem in enumerate(run, start=reached):
                    if stem:
                        stems.append(self._numbers.setdefault(stem, len(self._numbers)))
                        owners.append(owner)
                        places.append(place)
                reached += len(run) + LONGEST
        return np.asarray(stems), np.asarray(owners), np.asarray(places)

    def _count(self, stems: _Integers, owners: _Integers, places: _Integers) -> None:
        """Go through the lengths, in words, up to the one of which nothing recurs."""
        pairs: list[_Integers] = []
        codes: list[_Integers] = []
        count = 0
        self._stems = list(self._numbers)
        starts = np.arange(len(stems))
        before = np.zeros(len(stems), np.int64)
        for size in range(1, LONGEST + 1):
            level, found = _Level.of(before * len(self._stems) + stems[starts + size - 1], owners[starts], count)
            self._levels.append(level)
            recurs = found != _ABSENT
            if not recurs.any():
                break
            starts, before = starts[recurs], found[recurs]
            pairs.append(_distinct(before * self._length + owners[starts]))
            codes.append(level.codes[level.recurring != _ABSENT])
            count += len(codes[-1])
            # Where one word more belongs to it.
            last = np.minimum(starts + size, len(stems) - 1)
            longer = (last == starts + size) & (places[last] - places[starts] < LONGEST)
            starts, before = starts[longer], before[longer]
        self._codes = np.concatenate([*codes, np.empty(0, np.int64)])
        self._singles = len(codes[0]) if codes else 0
        self._index(np.concatenate([*pairs, np.empty(0, np.int64)]), count)

    def _index(self, pairs: _Integers, count: int) -> None:
        """By expression its passages, and by passage its expressions; of each, where they begin."""
        phrases, owners = np.divmod(pairs, max(1, self._length))
        self._holders = owners.astype(np.int32)
        self._holders_from = np.searchsorted(phrases, np.arange(count + 1))
        order = np.argsort(owners, kind="stable")
        self._owned = phrases[order].astype(np.int32)
        self._owned_from = np.searchsorted(owners[order], np.arange(self._length + 1))


class _Level:
    """The expressions of one length whose beginning recurs."""

    def __init__(self, codes: _Integers, recurring: _Integers, owners: _Integers) -> None:
        self.codes = codes
        """Ascending: the expression without its last word, by number, with that word."""

        self.recurring = recurring
        """The number of each expression; -1 where it does not recur."""

        self.owners = owners
        """The last passage of each."""

    @classmethod
    def of(cls, codes: _Integers, owners: _Integers, begun: int) -> tuple[_Level, _Integers]:
        """From one code for each place, with the passage of that; with it, the number at each place.

        Numbers begin with `begun`.
        """
        distinct, places = np.unique(codes, return_inverse=True)
        last = np.zeros(len(distinct), np.int64)
        first = np.full(len(distinct), np.iinfo(np.int64).max)
        np.maximum.at(last, places, owners)
        np.minimum.at(first, places, owners)
        recurs = first < last
        level = cls(distinct, np.where(recurs, begun + np.cumsum(recurs) - 1, _ABSENT), last)
        return level, level.recurring[places]

    def place(self, code: int) -> int:
        """Where a code stands, -1 where it does not."""
        place = int(np.searchsorted(self.codes, code))
        return place if place < len(self.codes) and self.codes[place] == code else _ABSENT


def _distinct(values: _Integers) -> _Integers:
    """In ascending order, each once: several times as fast as `numpy.unique`, which hashes them first."""
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    distinct: _Integers = ordered[is_first]
    return distinct
