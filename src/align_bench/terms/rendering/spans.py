"""Hits and places that lie in each other.

Owns the order that tells it without asking of each two of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from align_bench.kernels import lasting
from align_bench.terms.hits import TermHit

Place = tuple[int, int]


class Spans:
    """Places of a text, to be asked what lies in one of them."""

    def __init__(self, spans: Iterable[Place]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]
        self._reached = list(accumulate((stop for _, stop in self.spans), max))

    def hold(self, start: int, stop: int) -> bool:
        """Whether text[start:stop] lies in one of them, or is one."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reached[before - 1] >= stop

    def exceed(self, start: int, stop: int) -> bool:
        """Whether it lies in a longer one."""
        earlier = bisect_left(self._starts, start)
        return self.hold(start, stop + 1) or (earlier > 0 and self._reached[earlier - 1] >= stop)


def outermost(hits: Sequence[TermHit]) -> list[TermHit]:
    """The hits that lie in no longer one."""
    compiled = lasting("renderings")
    if compiled is not None:
        outer: list[TermHit] = compiled.outermost(hits)
        return outer
    inner: set[int] = set()
    reached, begun, widest = -1, -1, -1
    # In this order, what a hit lies in comes before it: what begins earlier, or begins with it and is longer.
    for start, minus_stop, index in sorted((hit.start, -hit.stop, index) for index, hit in enumerate(hits)):
        if start > begun:
            reached = max(reached, widest)
            begun, widest = start, -minus_stop
        if -minus_stop <= reached or -minus_stop < widest:
            inner.add(index)
    return [hit for index, hit in enumerate(hits) if index not in inner]
