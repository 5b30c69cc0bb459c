"""Evaluation: precision, recall and F1 of beads against gold beads.

The definition is that of the scorer published with Vecalign (Thompson and Koehn 2019):

- strict: a bead is right when the same bead is in the gold;
- lax: it is also right when some gold bead shares a segment with it on both sides;
- precision goes over all beads of the test, recall over the gold beads that have text on both sides, looked for among
  the test's beads that have text on both sides.

`with_nulls` is strict, but gold beads without text on one side count for recall too: the figure to look at where
leaving out and adding matter. `boundaries` are the points between source and target at which a bead with text on both
sides begins or ends: one that is misplaced breaks two beads, and here counts once. `by_shape` is strict among the beads
of one shape. Counts of several documents are pooled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from align_bench.model.bitext import Bead

OTHER = "other"
SHAPES = ("1-1", "1-2", "2-1", "2-2", "1-3", "3-1", "2-3", "3-2", "1-0", "0-1", OTHER)
"""The shapes that are counted by themselves, always all of them, and the rest together."""

_Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1; a share of nothing is 0, as in the published scorer."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are in the gold, how many in the test, how many in both; and the shares these make."""

    gold: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a test against a gold."""

    strict: Scores
    lax: Scores
    with_nulls: Counted
    boundaries: Counted
    by_shape: dict[str, Counted]
    """By the names of `SHAPES`, in that order."""


def evaluate(test: Sequence[Bead], gold: Sequence[Bead]) -> Evaluation:
    """Compare the beads of one document."""
    return evaluate_all([(test, gold)])


def evaluate_all(documents: Iterable[tuple[Sequence[Bead], Sequence[Bead]]]) -> Evaluation:
    """Compare the beads of several documents, counts pooled."""
    counts = _Counts()
    for test, gold in documents:
        counts.add(_pairs(test), _pairs(gold))
    return counts.evaluation()


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    found: int = 0
    right: int = 0

    def add(self, test: Iterable[object], gold: Iterable[object]) -> None:
        found, wanted = set(test), set(gold)
        self.gold += len(wanted)
        self.found += len(found)
        self.right += len(found & wanted)

    def counted(self) -> Counted:
        scores = _scores(self.right, self.found, self.right, self.gold)
        return Counted(self.gold, self.found, self.right, scores.precision, scores.recall, scores.f1)


@dataclass(slots=True)
class _Counts:
    every: _Tally = field(default_factory=_Tally)
    filled: _Tally = field(default_factory=_Tally)
    """Those with text on both sides."""

    boundaries: _Tally = field(default_factory=_Tally)
    shapes: dict[str, _Tally] = field(default_factory=lambda: {shape: _Tally() for shape in SHAPES})
    lax: int = 0
    found_lax: int = 0

    def add(self, test: list[_Pair], gold: list[_Pair]) -> None:
        test_filled, gold_filled = _filled(test), _filled(gold)
        self.every.add(test, gold)
        self.filled.add(test_filled, gold_filled)
        self.boundaries.add(_boundaries(test_filled), _boundaries(gold_filled))
        for shape, tally in self.shapes.items():
            tally.add(_of_shape(test, shape), _of_shape(gold, shape))
        self.lax += _overlapping(test, gold)
        self.found_lax += _overlapping(gold_filled, test_filled)

    def evaluation(self) -> Evaluation:
        every, filled = self.every, self.filled
        return Evaluation(
            strict=_scores(every.right, every.found, filled.right, filled.gold),
            lax=_scores(self.lax, every.found, self.found_lax, filled.gold),
            with_nulls=every.counted(),
            boundaries=self.boundaries.counted(),
            by_shape={shape: tally.counted() for shape, tally in self.shapes.items()},
        )


def _scores(right: int, tested: int, found: int, wanted: int) -> Scores:
    precision = right / tested if tested else 0.0
    recall = found / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Scores(precision, recall, f1)


def _of_shape(pairs: Iterable[_Pair], shape: str) -> Iterator[_Pair]:
    for pair in pairs:
        name = f"{len(pair[0])}-{len(pair[1])}"
        if shape == (name if name in SHAPES else OTHER):
            yield pair


def _boundaries(filled: Iterable[_Pair]) -> Iterator[tuple[int, int]]:
    for source, target in filled:
        yield source[0], target[0]
        yield source[-1] + 1, target[-1] + 1


def _overlapping(judged: Sequence[_Pair], against: Sequence[_Pair]) -> int:
    source: dict[int, set[int]] = {}
    target: dict[int, set[int]] = {}
    for number, (ours, theirs) in enumerate(against):
        for segment in ours:
            source.setdefault(segment, set()).add(number)
        for segment in theirs:
            target.setdefault(segment, set()).add(number)
    known = set(against)
    return sum(
        (ours, theirs) in known or not _touched(ours, source).isdisjoint(_touched(theirs, target))
        for ours, theirs in judged
    )


def _touched(segments: tuple[int, ...], beads: dict[int, set[int]]) -> set[int]:
    return set().union(*(beads.get(segment, set()) for segment in segments))


def _pairs(beads: Iterable[Bead]) -> list[_Pair]:
    """Each bead once, those empty on both sides left out."""
    pairs = ((tuple(sorted(bead.source)), tuple(sorted(bead.target))) for bead in beads)
    return list(dict.fromkeys(pair for pair in pairs if any(pair)))


def _filled(pairs: Iterable[_Pair]) -> list[_Pair]:
    return [pair for pair in pairs if pair[0] and pair[1]]
