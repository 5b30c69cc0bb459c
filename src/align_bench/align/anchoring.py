"""Two versions of one text: which paragraph of the old one is which of the new one.

Knows neither units nor languages. Paragraphs that stayed as they are hold the rest in place: what was changed is looked
for between them first, in order, and only then elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz import fuzz, process

from align_bench.text.scripts import without_space

_LIKE = 0.6
"""Two paragraphs in the same place with so many characters in common are versions of each other: more than half."""

_LIKE_WITH_LABEL = 0.4
"""The same where both have the same number."""

_LIKE_ELSEWHERE = 0.8
"""The same anywhere in the text: some formulas recur in every resolution."""

_SOMEWHAT = 0.01
"""For standing in the same place, where texts were reworded: any likeness counts more."""

_MOST_PAIRS = 250_000
"""Of changed paragraphs that are compared with each other; beyond that, the texts are two different ones."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it is compared."""

    text: str
    label: str | None = None
    is_reworded: bool = False
    """Somebody may have written it anew altogether: what stands in its place is then the same."""

    @property
    def bare(self) -> str:
        """Without white space, which does not count."""
        return without_space(self.text)


@dataclass(frozen=True, slots=True)
class Match:
    """An old paragraph and what became of it."""

    old: int
    new: int
    likeness: float
    """1 where it is the same, else the share of characters in common, from 0 to 1."""


def match_passages(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Match, ...]:
    """Each paragraph in one match at most, in the order of the old text; what is in none was taken out or added."""
    first, second = [passage.bare for passage in old], [passage.bare for passage in new]
    found = dict(_unchanged(first, second))
    for old_gap, new_gap in list(_gaps(found, len(old), len(new))):
        found |= _changed_in_order(old, new, old_gap, new_gap)
    found |= _moved(first, second, found)
    return tuple(
        Match(i, j, 1.0 if first[i] == second[j] else fuzz.ratio(first[i], second[j]) / 100)
        for i, j in sorted(found.items())
    )


def _unchanged(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The same text in the same order: what stands once in each holds what stands there several times."""
    once = _single(first).keys() & _single(second).keys()
    places = {text: j for j, text in enumerate(second) if text in once}
    anchors = _rising([(i, places[text]) for i, text in enumerate(first) if text in once])
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *anchors, (len(first), len(second))]):
        if i >= 0:
            yield i, j
        between = first[i + 1 : next_i], second[j + 1 : next_j]
        if all(between) and len(between[0]) * len(between[1]) <= _MOST_PAIRS:
            for block in SequenceMatcher(None, *between, autojunk=False).get_matching_blocks():
                yield from ((i + 1 + block.a + k, j + 1 + block.b + k) for k in range(block.size))


def _single(texts: Sequence[str]) -> dict[str, int]:
    return {text: count for text, count in Counter(texts).items() if count == 1 and text}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs in which the second numbers rise too."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [index]
    chosen = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = previous[index]
    return chosen[::-1]


def _gaps(found: dict[int, int], length: int, other_length: int) -> Iterator[tuple[range, range]]:
    """What stands between paragraphs that stayed."""
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *sorted(found.items()), (length, other_length)]):
        if i + 1 < next_i and j + 1 < next_j:
            yield range(i + 1, next_i), range(j + 1, next_j)


def _changed_in_order(old: Sequence[Passage], new: Sequence[Passage], old_gap: range, new_gap: range) -> dict[int, int]:
    """The choice of pairs, none crossing another, that have most in common."""
    if len(old_gap) * len(new_gap) > _MOST_PAIRS:
        return {}
    likeness = process.cdist([old[i].bare for i in old_gap], [new[j].bare for j in new_gap], scorer=fuzz.ratio) / 100
    worths = [
        [_worth(old[i], new[j], float(likeness[a][b])) for b, j in enumerate(new_gap)] for a, i in enumerate(old_gap)
    ]
    best = [[0.0] * (len(new_gap) + 1) for _ in range(len(old_gap) + 1)]
    for a in reversed(range(len(old_gap))):
        for b in reversed(range(len(new_gap))):
            worth = worths[a][b]
            best[a][b] = max(best[a + 1][b], best[a][b + 1], worth and worth + best[a + 1][b + 1])
    found = {}
    a = b = 0
    while a < len(old_gap) and b < len(new_gap):
        worth = worths[a][b]
        if worth and best[a][b] == worth + best[a + 1][b + 1]:
            found[old_gap[a]] = new_gap[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


def _worth(old: Passage, new: Passage, likeness: float) -> float:
    """0 where they are not versions of each other."""
    if old.is_reworded:
        return max(likeness, _SOMEWHAT)
    has_label = old.label is not None and old.label == new.label
    return likeness if likeness >= (_LIKE_WITH_LABEL if has_label else _LIKE) else 0.0


def _moved(first: Sequence[str], second: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    """Among what is left, wherever it stands: the likest first."""
    taken = set(found.values())
    old = [i for i in range(len(first)) if i not in found and first[i]]
    new = [j for j in range(len(second)) if j not in taken and second[j]]
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return {}
    likeness = process.cdist([first[i] for i in old], [second[j] for j in new], scorer=fuzz.ratio) / 100
    pairs = sorted(
        ((-float(likeness[a][b]), i, j) for a, i in enumerate(old) for b, j in enumerate(new)),
    )
    moved: dict[int, int] = {}
    for negative, i, j in pairs:
        if -negative < _LIKE_ELSEWHERE:
            break
        if i not in moved and j not in taken:
            moved[i] = j
            taken.add(j)
    return moved
