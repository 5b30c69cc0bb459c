from __future__ import annotations

import json
from random import Random

import pytest
from calibration import calibration_error, judgements, report, table, wrong_among_least_sure

from align_bench.model.bitext import Bead

JUDGED = [*[(0.995, True)] * 97, *[(0.995, False)] * 3, *[(0.65, True)] * 6, *[(0.65, False)] * 4, (0.2, False)]


def test_a_bead_is_right_when_the_gold_has_it() -> None:
    found = [Bead((0,), (0,), 0.9), Bead((1,), (1, 2), 0.6), Bead((2,), (), 0.3)]
    gold = [Bead((0,), (0,)), Bead((1, 2), (1, 2))]
    assert judgements([(found, gold)]) == [(0.9, True), (0.6, False), (0.3, False)]


def test_the_report() -> None:
    content = report(JUDGED)
    assert (content["beads"], content["wrong"]) == (111, 8)
    assert content["bins"] == [
        {"from": 0.0, "to": 0.5, "beads": 1, "confidence": 0.2, "right": 0.0},
        {"from": 0.6, "to": 0.7, "beads": 10, "confidence": 0.65, "right": 0.6},
        {"from": 0.99, "to": 1.0, "beads": 100, "confidence": 0.995, "right": 0.97},
    ]
    error = (1 * 0.2 + 10 * 0.05 + 100 * 0.025) / 111
    assert content["expected calibration error"] == pytest.approx(error, abs=1e-4)
    assert content["wrong beads among the least sure tenth"] == 5 / 8
    assert json.loads(json.dumps(content)) == content
    lines = table(content).splitlines()
    assert lines[3] == "| 0.60 to 0.70 | 10 | 0.650 | 0.600 |"
    assert lines[-1].startswith("8 of 111 beads are wrong; ")


def test_confidence_that_is_true_has_no_error() -> None:
    random = Random(1)
    judged = [(sure, random.random() < sure) for sure in (random.random() for _ in range(20_000))]
    assert calibration_error(judged) < 0.02
    assert calibration_error([(sure / 2, right) for sure, right in judged]) > 0.2


def test_beads_that_are_equally_sure_are_not_reviewed_wrong_ones_first() -> None:
    assert wrong_among_least_sure([(1.0, True)] * 90 + [(1.0, False)] * 10) == 0
