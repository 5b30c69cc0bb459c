from __future__ import annotations

import re

import numpy as np
import pytest
from ablation import FEATURES, is_in_no_group, undictionaried, without
from bench_data import GoldBitext
from crf import Names, pack_first

from align_bench.align.aligner import Prepared, prepare
from align_bench.model.bitext import Bead
from align_bench.model.document import Segment


@pytest.fixture
def bitext() -> GoldBitext:
    source = tuple(Segment(text, 0) for text in ("会议通过了决议。", "秘书处提交了报告。"))
    target = tuple(Segment(text, 0) for text in ("The meeting adopted a resolution.", "The secretariat reported."))
    return GoldBitext("small/meeting", source, target, (Bead((0,), (0,)), Bead((1,), (1,))))


@pytest.fixture
def pair(bitext: GoldBitext) -> Prepared:
    return prepare(bitext.source, bitext.target)


@pytest.fixture
def names(bitext: GoldBitext, pair: Prepared) -> list[str]:
    """Of all features that the aligner measures."""
    names = Names()
    pack_first(pair, bitext, names)
    return list(names.numbers)


@pytest.mark.parametrize("group", FEATURES)
def test_every_group_has_features(group: str, names: list[str]) -> None:
    assert any(re.match(FEATURES[group], name) for name in names)


def test_every_feature_is_in_a_group_or_known_to_be_in_none(names: list[str]) -> None:
    assert [name for name in names if is_in_no_group(name)] == []


def test_features_are_taken_out_of_every_shape(bitext: GoldBitext, pair: Prepared) -> None:
    names = Names()
    packed = pack_first(pair, bitext, names)
    lengths = {number for name, number in names.numbers.items() if re.match(FEATURES["lengths"], name)}
    fewer = without(packed, lengths)
    weights = np.random.default_rng(1).normal(size=len(names.numbers))
    silent = weights.copy()
    silent[list(lengths)] = 0
    assert np.allclose(fewer.scores(weights), packed.scores(silent), atol=1e-4)
    assert not np.allclose(fewer.scores(weights), packed.scores(weights), atol=1e-4)


def test_without_dictionary_the_tables_are_empty(pair: Prepared) -> None:
    empty = undictionaried(pair)
    assert len(pair.bags.forward.values) > 0
    assert len(empty.bags.forward.values) == len(empty.bags.backward.values) == 0
    assert empty.bags.forward.height == pair.bags.forward.height
