"""Constraints: what a person has decided about an alignment, and how the search is held to it.

Fixed beads are taken out of the texts before the search; what must stay apart becomes impossible in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from align_bench.align.arrays import Floats
from align_bench.align.search.band import Band
from align_bench.align.search.search import IMPOSSIBLE, Scores
from align_bench.align.search.shapes import SHAPES
from align_bench.errors import AlignmentError
from align_bench.model.bitext import Bead

Pairs = tuple[tuple[int, int], ...]

_ALL = 1 << 40

_ORDER = 3.0
"""Log odds that the neighbours of a fixed bead stand on the same side of it in both texts, as for what the repair
exchanges (`repair`): paragraphs that change places are so rare."""

_MOST_BEADS = 10
"""More fixed beads at one place make nothing surer, and the scores, which have single precision, less exact."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What is decided about the segments of two texts."""

    fixed: tuple[Bead, ...] = ()
    """Beads that are confirmed, of any shape; their segments need not be neighbours."""

    apart: Pairs = ()
    """Source and target segments that may not share a bead."""

    apart_source: Pairs = ()
    """Source segments that may not share a bead with each other."""

    apart_target: Pairs = ()

    def check(self, source_length: int, target_length: int) -> None:
        """Raise AlignmentError where they contradict each other or the texts."""
        for side, length, used, pairs in (
            ("source", source_length, [bead.source for bead in self.fixed], self.apart_source),
            ("target", target_length, [bead.target for bead in self.fixed], self.apart_target),
        ):
            _check_fixed(side, length, used)
            _check_known(side, length, chain.from_iterable(pairs))
            if same := [first for first, second in pairs if first == second]:
                raise AlignmentError(
                    f"{side} segment {same[0] + 1} cannot be kept apart from itself",
                    hint="name two different segments",
                )
        _check_known("source", source_length, (i for i, _ in self.apart))
        _check_known("target", target_length, (j for _, j in self.apart))
        for bead in self.fixed:
            if not (bead.source or bead.target):
                raise AlignmentError("a fixed bead holds no segment", hint="leave it out")
            if (clash := self.violated(bead.source, bead.target)) is not None:
                raise AlignmentError(
                    f"{clash} stand in one fixed bead and must stay apart",
                    hint="open the bead or let the two come together",
                )

    def violated(self, source: Sequence[int], target: Sequence[int]) -> str | None:
        """The first two of these segments that must stay apart, in words; None where they may all share a bead."""
        ours, theirs = frozenset(source), frozenset(target)
        for i, j in self.apart:
            if i in ours and j in theirs:
                return f"source segment {i + 1} and target segment {j + 1}"
        for side, chosen, pairs in (("source", ours, self.apart_source), ("target", theirs, self.apart_target)):
            for first, second in pairs:
                if first in chosen and second in chosen:
                    return f"{side} segments {first + 1} and {second + 1}"
        return None


def constrained(scores: Scores, band: Band, barred: Constraints, landmarks: Mapping[tuple[int, int], int]) -> Scores:
    """The same scores for beads of the band, held to the constraints.

    IMPOSSIBLE where a bead holds what must stay apart, higher where it begins at a landmark: a cell through which the
    path goes if it keeps the order of so many fixed beads.
    """
    if not landmarks and not (barred.apart or barred.apart_source or barred.apart_target):
        return scores

    def changed(start: int, stop: int) -> Floats:
        block = scores(start, stop).copy()
        for (row, column), beads in landmarks.items():
            place = column - int(band.lows[row])
            if start <= row < stop and 0 <= place < band.width:
                cell = block[:, row - start, place]
                cell[cell > IMPOSSIBLE] += _ORDER * min(beads, _MOST_BEADS)
        for k, (m, n) in enumerate(SHAPES):
            for rows, columns in _held(barred, m, n):
                for row in range(max(rows.start, start), min(rows.stop, stop)):
                    low = int(band.lows[row])
                    block[k, row - start, max(0, columns.start - low) : max(0, columns.stop - low)] = IMPOSSIBLE
        return block

    return changed


def _held(barred: Constraints, m: int, n: int) -> Iterator[tuple[range, range]]:
    """Rows and columns of the cells at which a bead of m source and n target segments holds what must stay apart."""
    everywhere = range(_ALL)
    for i, j in barred.apart:
        yield range(i - m + 1, i + 1), range(j - n + 1, j + 1)
    for first, second in map(sorted, barred.apart_source):
        yield range(second - m + 1, first + 1), everywhere
    for first, second in map(sorted, barred.apart_target):
        yield everywhere, range(second - n + 1, first + 1)


def _check_fixed(side: str, length: int, used: Iterable[Sequence[int]]) -> None:
    times = Counter(chain.from_iterable(used))
    _check_known(side, length, times)
    if twice := [segment for segment, count in times.items() if count > 1]:
        raise AlignmentError(
            f"{side} segment {min(twice) + 1} stands in two fixed beads", hint="open one of the two, or join them"
        )


def _check_known(side: str, length: int, segments: Iterable[int]) -> None:
    for segment in segments:
        if not 0 <= segment < length:
            raise AlignmentError(
                f"there is no {side} segment {segment + 1}: the text has {length}", hint="align the text anew"
            )
