"""The compiled scores are the features times their weights: feature by feature, and all together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from align_bench.align.aligner import grid_of, prepare
from align_bench.align.arrays import Floats
from align_bench.align.measures.features import PatchFeatures
from align_bench.align.measures.grid import Grid
from align_bench.align.search.band import Patch, band_around, full_band
from align_bench.align.search.scoring import scorer, unknown_features
from align_bench.align.search.search import IMPOSSIBLE
from align_bench.align.search.shapes import SHAPES
from align_bench.kernels import SWITCH, kernel
from align_bench.model.document import Segment

compiled = kernel("scores")
pytestmark = pytest.mark.skipif(compiled is None, reason="the kernels are not compiled, or out of date")

ROOT = Path(__file__).resolve().parents[3]

# Quotations left open, every end mark, labels that agree and differ, lines without end mark, empty segments.
CHINESE = """\
会议纪要
2012年3月5日
1. 他说：“我们明天再来吧。
好不好？”大家都说好！
(a) 各代表团欢迎秘书长关于2011年维持和平行动的报告；
(b) 强调科学合作的重要性，
三、联合国大会决定将这个项目列入议程……
签字：
“是。”

主席感谢所有与会者。会议于下午六时结束。
委员会注意到预算增加了百分之五：
4. 鼓励各国提供捐助。""".splitlines()
ENGLISH = """\
Summary record of the meeting
5 March 2012
1. He said, “Let us come back tomorrow.
Shall we?” Everybody agreed!
(a) Delegations welcomed the report of the Secretary-General on peacekeeping operations in 2011;
(c) Stressed the importance of scientific cooperation,
3. The General Assembly of the United Nations decided to include the item in its agenda…
It was a long day.
Signed:
“Yes.”
The Chair thanked all participants.
The meeting rose at 6 p.m.
The Committee noted that the budget had grown by 5 per cent:

Further contributions from States are encouraged.
Annex""".splitlines()


def segments(lines: list[str], *, paragraphs: bool) -> list[Segment]:
    """Two to a paragraph here and there; labels as they are printed."""
    return [
        Segment(
            line,
            number - (number % 3 == 2) if paragraphs else 0,
            line.split(maxsplit=1)[0] if paragraphs and line[:1] in "(1234三" and " " in line else None,
        )
        for number, line in enumerate(lines)
    ]


@cache
def grid(name: str) -> Grid:
    pair = prepare(
        segments(CHINESE, paragraphs=name != "lines"),
        segments(ENGLISH, paragraphs=name != "lines"),
    )
    band = full_band(*pair.sizes)
    if name == "band":
        band = band_around([(3, 3), (6, 9), (8, 10)], *pair.sizes, 2)
    return grid_of(pair, band, pair.bags.forward, pair.bags.backward)


GRIDS = ("paragraphs", "lines", "band")


def features_of(found: Grid) -> dict[str, list[tuple[int, Floats]]]:
    """By name: the shapes that have the feature, and its values."""
    patch = PatchFeatures(found, Patch(found.band, 0, found.band.source_length + 1))
    features: dict[str, list[tuple[int, Floats]]] = {}
    for k, (m, n) in enumerate(SHAPES):
        for name, value in patch.of(m, n):
            features.setdefault(name, []).append((k, np.broadcast_to(value, found.band.shape)))
    return features


def scores(found: Grid, weights: dict[str, float]) -> Floats:
    return scorer(found, weights)(0, found.band.source_length + 1)


@pytest.mark.parametrize("name", GRIDS)
def test_the_kernel_knows_every_feature(name: str) -> None:
    assert compiled is not None
    assert not unknown_features(dict.fromkeys(features_of(grid(name)), 1.0), compiled)


def test_the_text_shows_every_feature_that_the_kernel_knows() -> None:
    assert compiled is not None
    seen = {name: any(value.any() for _, value in found) for name, found in features_of(grid("paragraphs")).items()}
    assert {name for name in compiled.NAMES if not seen.get(name)} == set()


@pytest.mark.parametrize("name", GRIDS)
def test_each_feature_has_the_value_that_defines_it(name: str) -> None:
    found = grid(name)
    wrong = {}
    for feature, values in features_of(found).items():
        result = scores(found, {feature: 1.0})
        wanted = np.zeros_like(result)
        for k, value in values:
            wanted[k] = value
        wanted[result == IMPOSSIBLE] = IMPOSSIBLE
        difference = float(np.abs(result - wanted).max())
        if difference > 1e-4:
            wrong[feature] = difference
    assert wrong == {}


@pytest.mark.parametrize("name", GRIDS)
@pytest.mark.parametrize("seed", range(3))
def test_all_features_together(name: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found, random = grid(name), np.random.default_rng(seed)
    weights = {feature: float(random.normal()) for feature in features_of(found)}
    fast = scores(found, weights)
    monkeypatch.setenv(SWITCH, "off")
    slow = scores(found, weights)
    assert ((fast == IMPOSSIBLE) == (slow == IMPOSSIBLE)).all()
    np.testing.assert_allclose(fast, slow, rtol=1e-4, atol=1e-3)


def test_a_feature_that_the_kernel_does_not_know_is_scored_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_new(_: PatchFeatures, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        yield "new", np.full((1, 1), m + n, np.float32)

    monkeypatch.setattr(PatchFeatures, "of", only_new)
    result = scores(grid("lines"), {"new": 1.0})
    assert set(np.unique(result[result > IMPOSSIBLE]).tolist()) <= {float(m + n) for m, n in SHAPES}


def test_two_threads_give_the_same_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = dict.fromkeys(features_of(grid("band")), 0.7)
    one = scores(grid("band"), weights)
    monkeypatch.setattr("align_bench.align.search.scoring._LARGE", 0)
    monkeypatch.setattr("align_bench.align.threads.os.cpu_count", lambda: 2)
    assert (scores(grid("band"), weights) == one).all()
