"""Association: against values worked out by hand."""

from __future__ import annotations

from math import log

import pytest

from align_bench.terms.learning.cvalue import c_values, recurring
from align_bench.terms.learning.statistics import dice, log_likelihood


def test_log_likelihood() -> None:
    # All four passages of one are the four of the other: 2 (4 ln 10/4 + 6 ln 10/6).
    assert log_likelihood(4, 4, 4, 10) == pytest.approx(2 * (4 * log(2.5) + 6 * log(10 / 6)))
    assert log_likelihood(1, 2, 5, 10) == pytest.approx(0.0)  # independent
    assert log_likelihood(0, 5, 5, 10) < 0 < log_likelihood(5, 5, 5, 10)


def test_dice() -> None:
    assert dice(2, 4, 4) == 0.5
    assert dice(0, 0, 0) == 0.0


def test_recurring_phrases_are_those_that_stand_often_enough() -> None:
    runs = [["a", "b", "c"], ["a", "b"], ["x", "b", "c"]]
    assert recurring(runs, 2, 3) == {("a",): 2, ("b",): 3, ("c",): 2, ("a", "b"): 2, ("b", "c"): 2}
    assert recurring([], 2, 3) == {}


def test_c_value_of_a_piece_and_of_what_holds_it() -> None:
    counts = {("soft",): 7, ("soft", "contact"): 6, ("soft", "contact", "lens"): 5, ("lens",): 9}
    values = c_values(counts)
    # `soft contact` hardly stands without `lens`.
    assert ("soft", "contact") not in values
    assert values["soft", "contact", "lens"] == pytest.approx(2 * 5)
    assert values["lens",] == pytest.approx(9 - 5)
    assert values["soft",] == pytest.approx(7 - (6 + 5) / 2)
