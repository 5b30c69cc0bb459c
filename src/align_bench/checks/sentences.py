"""The sentences of one unit, paired: where in the English to look for what stands at a place of the Chinese.

Owns pieces of a unit; judges nothing. The aligner for documents learns from hundreds of sentences and takes 80 ms for
two; here terms and lengths within one unit are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf, log

from align_bench.checks.views import SideText, UnitView
from align_bench.kernels import lasting
from align_bench.terms.rendering.renderings import Piece
from align_bench.terms.rendering.spans import Place
from align_bench.text.scripts import Language
from align_bench.text.sentences import sentence_spans

# Shapes with what they cost beside the odds of length; a sentence alone must be much the likeliest.
_SHAPES = {(1, 1): 0.0, (1, 2): 1.0, (2, 1): 1.0, (1, 0): 4.0, (0, 1): 4.0}
_TERM = 2.0
_LENGTH = 3.0
# More sentences in one unit are no paragraph, and pairing them takes time that grows with the square.
_MOST = 60
_SHORTEST = 10


@lru_cache(maxsize=256)
def pieces(view: UnitView) -> tuple[Piece, ...]:
    """Sentences that belong together, in order of the Chinese; the whole unit where it cannot be parted."""
    whole = (Piece((0, len(view.source.text) + 1), (0, len(view.target.text) + 1)),)
    source, target = sentences_of(view.source, "zh"), sentences_of(view.target, "en")
    if not 2 <= len(source) <= _MOST or not 2 <= len(target) <= _MOST:
        return whole
    path = _best_path(view, source, target)
    # A sentence without partner may have gone into any other: then only the unit as a whole is sure.
    if any(0 in (j - i, n - m) for i, j, m, n in path):
        return whole
    return tuple(Piece((source[i][0], source[j - 1][1]), (target[m][0], target[n - 1][1])) for i, j, m, n in path)


def sentences_of(side: SideText, language: Language) -> list[Place]:
    """Places of the sentences in the text of one side; no sentence goes over the end of a paragraph."""
    found = []
    ends = [*(start - 1 for start in side.starts[1:]), len(side.text)]
    for start, end in zip(side.starts, ends, strict=True):
        found += [(start + a, start + b) for a, b in sentence_spans(side.text[start:end], language)]
    return found


def _best_path(view: UnitView, source: Sequence[Place], target: Sequence[Place]) -> list[tuple[int, int, int, int]]:
    """Ranges of source and target sentences, in order, by least cost."""
    allowed = [hit for hit in view.target_hits if hit.status.is_allowed]
    ours = [{hit.concept.id for hit in view.source_hits if a <= hit.start < b} for a, b in source]
    theirs = [{hit.concept.id for hit in allowed if a <= hit.start < b} for a, b in target]
    compiled = lasting("sentences")
    if compiled is None:
        return _path(ours, theirs, source, target)
    shapes = [(*shape, cost) for shape, cost in _SHAPES.items()]
    path: list[tuple[int, int, int, int]] = compiled.path(
        ours, theirs, source, target, shapes, _TERM, _LENGTH, _SHORTEST
    )
    return path


def _path(
    ours: Sequence[set[str]], theirs: Sequence[set[str]], source: Sequence[Place], target: Sequence[Place]
) -> list[tuple[int, int, int, int]]:
    """By the concepts and the places of the sentences."""
    # By how many sentences there are, and their last one.
    ours_of = {1: ours, 2: [set(), *(one | other for one, other in pairwise(ours))]}
    theirs_of = {1: theirs, 2: [set(), *(one | other for one, other in pairwise(theirs))]}
    ratio = sum(b - a for a, b in target) / max(1, sum(b - a for a, b in source))
    costs = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(source) + 1):
        for m in range(len(target) + 1):
            for (wide, high), cost in _SHAPES.items():
                start = (i - wide, m - high)
                if start not in costs:
                    continue
                total = costs[start] + cost
                if wide and high:
                    total -= _TERM * len(ours_of[wide][i - 1] & theirs_of[high][m - 1])
                    there = target[m - 1][1] - target[start[1]][0]
                    here = (source[i - 1][1] - source[start[0]][0]) * ratio
                    total += _LENGTH * abs(log((there + _SHORTEST) / (here + _SHORTEST)))
                if total < costs.get((i, m), inf):
                    costs[i, m], came[i, m] = total, start
    path = []
    at = (len(source), len(target))
    while at != (0, 0):
        before = came[at]
        path.append((before[0], at[0], before[1], at[1]))
        at = before
    return path[::-1]
