"""Which pairings deserve a look, and in which order."""

from __future__ import annotations

from align_bench.model.doubt import doubtful_first, ranks
from align_bench.model.unit import Status, Unit

UNITS = [
    Unit("a", "一", "One", confidence=0.95),
    Unit("b", "二", "Two", confidence=0.4),
    Unit("c", "三", "Three", confidence=None),
    Unit("d", "四", "Four", confidence=0.2, status=Status.REVIEWED),
    Unit("e", "五", "Five", confidence=0.4),
    Unit("f", "六", "Six", confidence=0.0),
    Unit("g", "七", "Seven", confidence=0.9),
]


def test_the_least_sure_that_are_open_come_first() -> None:
    assert [unit.id for unit in doubtful_first(UNITS)] == ["f", "b", "e"]


def test_all_units_have_a_rank_and_those_that_a_person_paired_the_last() -> None:
    assert sorted(ranks(UNITS), key=ranks(UNITS).__getitem__) == ["f", "d", "b", "e", "g", "a", "c"]
