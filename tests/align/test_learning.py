"""Model 1, with and without the kernel."""

from __future__ import annotations

import numpy as np
import pytest

from align.random_bags import random_bags
from align_bench.align import learning
from align_bench.align.arrays import Sparse
from align_bench.align.learning import learn
from align_bench.align.reading.bags import make_bags
from align_bench.kernels import SWITCH, kernel
from align_bench.model.task import Stopped, Task

compiled = pytest.mark.skipif(kernel("learning") is None, reason="the kernels are not compiled, or out of date")
both_ways = pytest.mark.parametrize("kernels", [pytest.param("on", marks=compiled), "off"])


def dense(matrix: Sparse) -> np.ndarray:
    table = np.zeros((matrix.height, matrix.width))
    table[matrix.row_numbers(), matrix.columns] = matrix.values
    return table


@both_ways
def test_words_that_meet_again_and_again_are_learnt(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    others = ("山", "hill"), ("水", "water"), ("人", "person"), ("火", "fire")
    texts = [(f"喀{zh}", f"Qanara {en}") for zh, en in others * 5]
    bags = make_bags([zh for zh, _ in texts], [en for _, en in texts])
    name, met = bags.source_vocabulary["喀"], bags.target_vocabulary["qanara"]
    forward, backward = learn(bags, [(range(i, i + 1), range(i, i + 1)) for i in range(len(texts))])
    assert dense(bags.forward)[name, met] == 0
    assert dense(forward)[name, met] > 0.15
    assert dense(backward)[met, name] > 0.15


@both_ways
def test_what_met_once_is_not_believed(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    bags = make_bags(["喀"], ["Qanara"])
    forward, backward = learn(bags, [(range(1), range(1))])
    assert not len(forward.values)
    assert not len(backward.values)


@both_ways
def test_without_beads_the_dictionary_stays(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    bags = random_bags(0, (3, 3))
    assert learn(bags, [(range(1), range(0)), (range(0), range(2))]) == (bags.forward, bags.backward)


@compiled
@pytest.mark.parametrize("threads", [False, True], ids=["alone", "threads"])
@pytest.mark.parametrize("seed", range(4))
def test_the_kernel_gives_what_numpy_gives(seed: int, threads: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if threads:
        monkeypatch.setattr(learning, "_LARGE", 0)
    bags = random_bags(seed, (200, 300), (60, 80))
    # Beads of several segments on each side; some segments stand in none.
    beads = [(range(2 * i, 2 * i + 1 + i % 2), range(3 * i, 3 * i + 1 + i % 3)) for i in range(95)]
    found = learn(bags, beads)
    monkeypatch.setenv(SWITCH, "off")
    for ours, theirs in zip(found, learn(bags, beads), strict=True):
        assert (ours.starts == theirs.starts).all()
        assert (ours.columns == theirs.columns).all()
        # The discount leaves small differences of single-precision numbers.
        np.testing.assert_allclose(ours.values, theirs.values, rtol=1e-5)
        assert ours.values.dtype == theirs.values.dtype


@both_ways
def test_it_is_given_up_in_the_middle(kernels: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, kernels)
    bags = random_bags(0, (200, 300), (60, 80))
    beads = [(range(2 * i, 2 * i + 2), range(3 * i, 3 * i + 3)) for i in range(95)]
    task = _StoppedAt(2)
    with pytest.raises(Stopped):
        learn(bags, beads, task)
    assert task.asked == 3


class _StoppedAt(Task):
    """Stopped when it was asked so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times
        self.asked = 0

    def heed(self) -> None:
        self.asked += 1
        if self.asked > self._times:
            self.stop()
        super().heed()
