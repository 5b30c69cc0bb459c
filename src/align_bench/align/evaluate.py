"""Evaluation: precision, recall and F1 of beads against gold beads.

The definition is that of the scorer published with Vecalign (Thompson and Koehn 2019):

- strict: a bead is right when the same bead is in the gold;
- lax: it is also right when some gold bead shares a segment with it on both sides;
- precision goes over all beads of the test, recall over the gold beads that have text on both sides, looked for among
  the test's beads that have text on both sides.

`with_nulls` is strict, but gold beads without text on one side count for recall too: the figure to look at where
leaving out and adding matter. Counts of several documents are pooled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align_bench.model.bitext import Bead

_Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a test against a gold."""

    strict: Scores
    lax: Scores
    with_nulls: Scores


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
class _Counts:
    tested: int = 0
    wanted: int = 0
    wanted_filled: int = 0
    strict: int = 0
    lax: int = 0
    found_strict: int = 0
    found_lax: int = 0

    def add(self, test: list[_Pair], gold: list[_Pair]) -> None:
        test_filled, gold_filled = _filled(test), _filled(gold)
        self.tested += len(test)
        self.wanted += len(gold)
        self.wanted_filled += len(gold_filled)
        self.strict += _equal(test, gold)
        self.lax += _overlapping(test, gold)
        self.found_strict += _equal(gold_filled, test_filled)
        self.found_lax += _overlapping(gold_filled, test_filled)

    def evaluation(self) -> Evaluation:
        return Evaluation(
            strict=_scores(self.strict, self.tested, self.found_strict, self.wanted_filled),
            lax=_scores(self.lax, self.tested, self.found_lax, self.wanted_filled),
            with_nulls=_scores(self.strict, self.tested, self.strict, self.wanted),
        )


def _scores(right: int, tested: int, found: int, wanted: int) -> Scores:
    """A share of nothing is 0, as in the published scorer."""
    precision = right / tested if tested else 0.0
    recall = found / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Scores(precision, recall, f1)


def _equal(judged: Sequence[_Pair], against: Sequence[_Pair]) -> int:
    known = set(against)
    return sum(pair in known for pair in judged)


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
