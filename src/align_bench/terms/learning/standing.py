"""Where the usual English of a passage's Chinese expressions stands, and which words of it stand for nothing else.

Owns finding many expressions in one passage; what is missing is judged by `deviations`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from align_bench.kernels import lasting
from align_bench.terms.learning.passages import LONGEST, Passage, Place, Run, match
from align_bench.terms.learning.rendered import Rendering

Spot = tuple[int, Sequence[str], int]
"""The number of the first word of a run, the run, and a place in it."""

Spots = Mapping[str, Sequence[Spot]]
"""Where each content word stands."""

Found = tuple[Mapping[str, Sequence[Place]], Sequence[int], Collection[str]]
"""By key the ranges of words where a rendering stands; of how many of them each word is part; the keys of those that
have a word that is part of no other."""


class Standing:
    """The renderings of one passage."""

    def __init__(self, passage: Passage, renderings: Iterable[Rendering]) -> None:
        self._compiled = compiled = lasting("passages")
        if compiled is None:
            self.spots = spots_of(passage.runs)
            found = standing(self.spots, renderings, passage.length)
        else:
            self.spots = compiled.spots(passage.runs)
            found = compiled.standing(self.spots, renderings, passage.length, LONGEST)
        self.places: Mapping[str, Sequence[Place]] = found[0]
        """By key the ranges of words where a rendering stands."""

        self.covered: Sequence[int] = found[1]
        """Of how many of these each word is part."""

        self.alone: Collection[str] = found[2]
        """The keys of those that have a word which is part of no other: they are renderings of their own."""

        self._claims: dict[str, frozenset[int]] = {}

    def has(self, rendering: Rendering) -> bool:
        """Whether all its words stand somewhere."""
        return all(map(self.spots.__contains__, rendering.stems))

    def find(self, rendering: Rendering) -> Sequence[Place]:
        """The ranges of words where a rendering stands, also one that is not among these."""
        if self._compiled is None:
            return find_at(self.spots, rendering.stems)
        found: Sequence[Place] = self._compiled.find_at(self.spots, rendering.stems, LONGEST)
        return found

    def claimed(self, key: str) -> frozenset[int]:
        """The words of other renderings than this one, unless they lie inside of it."""
        # What does not stand itself has nothing inside of it.
        name = key if key in self.places else ""
        known = self._claims.get(name)
        if known is None:
            claimed = claimed_words if self._compiled is None else self._compiled.claimed
            known = self._claims[name] = claimed(self.places, name)
        return known


def spots_of(runs: Iterable[Run]) -> Spots:
    """Where each content word stands: to find many expressions in one passage."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for begin, run in runs:
        for first, stem_there in enumerate(run):
            if stem_there:
                found[stem_there].append((begin, run, first))
    return dict(found)


def find_at(spots: Spots, stems: Sequence[str]) -> list[Place]:
    """The ranges of words where an expression stands, by the spots of its passage."""
    found = ((begin, first, match(run, first, stems)) for begin, run, first in spots.get(stems[0], ()))
    return [(begin + first, begin + last) for begin, first, last in found if last]


def standing(spots: Spots, renderings: Iterable[Rendering], words: int) -> Found:
    """What stands of some renderings in a passage of so many words."""
    stems = {each.key: each.stems for each in renderings}
    places = {key: ranges for key, each in stems.items() if (ranges := find_at(spots, each))}
    covered = [0] * words
    for n in (n for ranges in places.values() for words_there in ranges for n in range(*words_there)):
        covered[n] += 1
    alone = {key for key, ranges in places.items() if any(covered[n] == 1 for each in ranges for n in range(*each))}
    return places, covered, alone


def claimed_words(places: Mapping[str, Sequence[Place]], key: str) -> frozenset[int]:
    """As `Standing.claimed`."""
    own = places.get(key, ())
    theirs = chain.from_iterable(ranges for other, ranges in places.items() if other != key)
    claimed = (words for words in theirs if not any(i <= words[0] and words[1] <= j for i, j in own))
    return frozenset(n for words in claimed for n in range(*words))
