"""The aligner: two lists of segments become beads.

Owns the order of the work: bags, first pass with the dictionary, tables learnt from its path, second pass, confidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from align_bench.align.arrays import Sparse
from align_bench.align.learning import learn
from align_bench.align.measures.cues import Side, side
from align_bench.align.measures.grid import Grid, make_grid
from align_bench.align.measures.lengths import surplus
from align_bench.align.reading.bags import Bags, make_bags
from align_bench.align.reading.readers import Terms
from align_bench.align.search.band import Band, band_around, full_band
from align_bench.align.search.coarse import anchors
from align_bench.align.search.scoring import scorer
from align_bench.align.search.search import Posterior, Scores, Step, best_path, best_path_with_posteriors
from align_bench.align.search.shapes import SHAPES
from align_bench.align.weights import Weights, shipped
from align_bench.model.bitext import Bead
from align_bench.model.document import Segment
from align_bench.model.task import Task

FULL_CELLS = 60_000
"""Up to here the whole grid is searched: 240 segments a side."""

_USUALLY_ALONE = 0.004
"""The share of the development bitexts' beads that have nothing on the other side, of either kind."""

_MARGIN = 12
"""Columns beside the path of the first pass that the second one looks at."""

_COARSE_MARGIN = 40
"""Columns beside the points of the coarse pass."""

Tables = tuple[Sparse, Sparse]
"""Forward and backward: from Chinese tokens to English ones, and the other way (see `bags`)."""

Rescored = Callable[[Band, Scores], Scores]
"""The scores of one document pair over a band, with something added to them."""


@dataclass(frozen=True)
class Prepared:
    """A document pair, counted and measured once for all passes."""

    bags: Bags
    source: Side
    target: Side

    @classmethod
    def of(cls, bags: Bags, source: Sequence[Segment], target: Sequence[Segment]) -> Prepared:
        """`bags` hold the tokens of the segments, perhaps without the markers in front of these."""
        return cls(bags, side(source, bags.source.row_sums()), side(target, bags.target.row_sums()))

    @property
    def sizes(self) -> tuple[int, int]:
        return self.bags.source.height, self.bags.target.height

    @property
    def has_paragraphs(self) -> bool:
        """On both sides."""
        return self.source.has_paragraphs and self.target.has_paragraphs

    def pick(self, source: Sequence[int], target: Sequence[int]) -> Prepared:
        """Some segments of each side, in order; the tables and frequencies stay those of the whole."""
        bags = self.bags.pick(source, target)
        return Prepared(bags, self.source.pick(source), self.target.pick(target))


@dataclass(frozen=True)
class Aligned:
    """The last pass: its path with the confidence of each step, and the tables it used."""

    path: list[Step]
    posterior: Posterior
    forward: Sparse
    backward: Sparse


def align_segments(source: Sequence[Segment], target: Sequence[Segment], *, terms: Terms = ()) -> tuple[Bead, ...]:
    """Pair two lists of segments, in order; every segment stands in exactly one bead.

    Where both sides have paragraphs, their beginnings and labels are evidence too. `terms` are Chinese terms with an
    English rendering each.
    """
    if not source or not target:
        return one_sided(len(source), len(target))
    pair = prepare(source, target, terms)
    return ordered_beads(pair, align(pair, *shipped().passes(paragraphs=pair.has_paragraphs)))


def prepare(source: Sequence[Segment], target: Sequence[Segment], terms: Terms = ()) -> Prepared:
    bags = make_bags([segment.text for segment in source], [segment.text for segment in target], terms)
    return Prepared.of(bags, source, target)


def align(pair: Prepared, first: Weights, later: Weights, task: Task | None = None) -> Aligned:
    """Two passes: with the dictionary, and with what its path taught."""
    task = task or Task()
    task.begin("pairing by the dictionary")
    path = first_pass(pair, first)
    task.begin("learning what words stand for each other")
    tables = learn(pair.bags, [spans(step) for step in path], task)
    task.begin("pairing")
    return second_pass(pair, path, tables, later)


def first_pass(pair: Prepared, weights: Weights, rescored: Rescored | None = None) -> list[Step]:
    """The best path by the dictionary's tables."""
    band = first_band(pair)
    return best_path(band, _scores(pair, band, (pair.bags.forward, pair.bags.backward), weights, rescored))


def second_pass(
    pair: Prepared, path: Sequence[Step], tables: Tables, weights: Weights, rescored: Rescored | None = None
) -> Aligned:
    """With learnt tables, around the path of the first pass."""
    return align_once(pair, second_band(pair, path), tables, weights, rescored)


def align_once(
    pair: Prepared, band: Band, tables: Tables, weights: Weights, rescored: Rescored | None = None
) -> Aligned:
    return Aligned(*best_path_with_posteriors(band, _scores(pair, band, tables, weights, rescored)), *tables)


def _scores(pair: Prepared, band: Band, tables: Tables, weights: Weights, rescored: Rescored | None) -> Scores:
    scores = scorer(grid_of(pair, band, *tables), _expecting(pair, weights))
    return rescored(band, scores) if rescored else scores


def _expecting(pair: Prepared, weights: Weights) -> Weights:
    """The same weights where the texts are as long as counterparts are; else segments alone are no longer rare.

    The weight of a shape is close to the log of how often it occurs; half of what that says, since other features of
    segments alone say it too (of cut development texts, the whole of it made more segments stand alone than did).
    """
    expected = dict(weights)
    shares = surplus(pair.source.length, pair.target.length)
    for shape, share, own, other in zip(("1-0", "0-1"), shares, pair.sizes, pair.sizes[::-1], strict=True):
        if share:
            beads_alone = share * own / (share * own + other)
            expected[f"shape {shape}"] = weights.get(f"shape {shape}", 0.0) + 0.5 * math.log(
                beads_alone / _USUALLY_ALONE
            )
    return expected


def grid_of(pair: Prepared, band: Band, forward: Sparse, backward: Sparse) -> Grid:
    return make_grid(pair.bags, (pair.source, pair.target), band, forward, backward)


def first_band(pair: Prepared) -> Band:
    source_length, target_length = pair.sizes
    if (source_length + 1) * (target_length + 1) <= FULL_CELLS:
        return full_band(source_length, target_length)
    return band_around(anchors(pair.bags), source_length, target_length, _COARSE_MARGIN)


def second_band(pair: Prepared, path: Sequence[Step], margin: int = _MARGIN) -> Band:
    source_length, target_length = pair.sizes
    points = [(step.source, step.target) for step in path if all(SHAPES[step.shape])]
    return band_around(points, source_length, target_length, margin)


def spans(step: Step) -> tuple[range, range]:
    m, n = SHAPES[step.shape]
    return range(step.source, step.source + m), range(step.target, step.target + n)


def beads(aligned: Aligned) -> tuple[Bead, ...]:
    return tuple(
        Bead(tuple(source), tuple(target), round(confidence, 4))
        for (source, target), confidence in zip(map(spans, aligned.path), aligned.posterior.steps, strict=True)
    )


def ordered_beads(pair: Prepared, aligned: Aligned) -> tuple[Bead, ...]:
    """The beads of a whole document pair, in order."""
    found = in_order(beads(aligned))
    if pair.sizes == (1, 1) and len(found) == 2:
        # Whoever hands in one segment a side says that they belong together; how sure the search is of that stays.
        return (Bead((0,), (0,), round(1 - found[0].confidence, 4)),)
    return found


def in_order(found: Sequence[Bead]) -> tuple[Bead, ...]:
    """By source; a bead without source stands behind the bead that its target text follows."""
    ordered = sorted((bead for bead in found if bead.source), key=lambda bead: bead.source)
    holder = {segment: bead for bead in found for segment in bead.target}
    followers: dict[Bead | None, list[Bead]] = {}
    for bead in sorted((bead for bead in found if not bead.source), key=lambda bead: bead.target):
        followers.setdefault(holder.get(bead.target[0] - 1), []).append(bead)
    result: list[Bead] = []
    waiting = [*followers.get(None, []), *ordered][::-1]
    while waiting:
        bead = waiting.pop()
        result.append(bead)
        waiting += reversed(followers.get(bead, []))
    return tuple(result)


def one_sided(source_length: int, target_length: int) -> tuple[Bead, ...]:
    """Beads of a text that has nothing on the other side."""
    return tuple(Bead((i,), ()) for i in range(source_length)) + tuple(Bead((), (j,)) for j in range(target_length))
