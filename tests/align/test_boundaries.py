from __future__ import annotations

import numpy as np

from align_bench.align.aligner import align_segments, prepare
from align_bench.align.arrays import Floats
from align_bench.align.measures.boundaries import ENDS, Boundaries, boundaries
from align_bench.align.search.band import full_band
from align_bench.model.document import Segment


def means(tables: Boundaries) -> Floats:
    return np.stack([mean for mean, _ in tables.rows(0, len(tables.band.lows))])


def totals(tables: Boundaries) -> Floats:
    return np.stack([total for _, total in tables.rows(0, len(tables.band.lows))])


def _segments(*texts: str) -> tuple[Segment, ...]:
    return tuple(Segment(text, 0) for text in texts)


SOURCE = _segments("老人打开了窗户，狗在花园里睡觉。", "孩子们在河里游泳，母亲在厨房做饭。", "太阳下山了。")


def test_a_clause_that_went_to_the_next_sentence_strays() -> None:
    target = _segments(
        "The old man opened the window.",
        "The dog slept in the garden, children swam in the river, and mother cooked in the kitchen.",
        "The sun went down.",
    )
    pair = prepare(SOURCE, target)
    tables = boundaries(pair.bags, full_band(3, 3), pair.bags.forward, pair.bags.backward)
    tail, head = ENDS.index("source tail"), ENDS.index("target head")
    assert totals(tables)[tail, 1, 1] < means(tables)[tail, 1, 1] < 0
    assert means(tables)[head, 1, 1] < 0


def test_clauses_that_stay() -> None:
    target = _segments(
        "The old man opened the window, and the dog slept in the garden.",
        "The children swam in the river, and mother cooked in the kitchen.",
        "The sun went down.",
    )
    pair = prepare(SOURCE, target)
    tables = boundaries(pair.bags, full_band(3, 3), pair.bags.forward, pair.bags.backward)
    assert (means(tables)[:, 1, 1] > 0).all()
    assert not means(tables)[:, [0, 3]].any()
    assert not means(tables)[:, :, [0, 3]].any()
    assert [(bead.source, bead.target) for bead in align_segments(SOURCE, target)] == [((k,), (k,)) for k in range(3)]


def test_tables_of_a_band_are_those_of_the_whole_grid_inside_it() -> None:
    rng = np.random.default_rng(1)
    words = (
        ["河流，", "老人走在路上，", "母亲做饭，", "狗睡觉了，", "窗户打开了，"],
        ["a river, ", "the old man walked, ", "mother cooked, "],
    )
    source, target = (
        _segments(*("".join(rng.choice(side, 3)) + "x" for _ in range(size)))
        for side, size in zip(words, (9, 12), strict=True)
    )
    pair = prepare(source, target)
    tables = pair.bags.forward, pair.bags.backward
    band = full_band(9, 12)
    narrow = type(band)(9, 12, np.array([0, 0, 0, 1, 2, 3, 4, 5, 5, 5]), 8)
    whole, part = boundaries(pair.bags, band, *tables), boundaries(pair.bags, narrow, *tables)
    for row, low in enumerate(narrow.lows):
        # At the edges of a band a neighbour is not known.
        same = totals(part)[:, row, 1:-1] == 0
        same |= np.isclose(totals(part)[:, row, 1:-1], totals(whole)[:, row, low + 1 : low + 7], atol=1e-4)
        assert same.all()
    assert totals(part).any()
