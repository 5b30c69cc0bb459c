"""Units of a run stand at their places, however many came or went before them."""

from __future__ import annotations

from align_bench.checks.views import UnitView, Views
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Unit
from align_bench.terms.matching.matcher import TermMatcher

MATCHER = TermMatcher(Termbase())


def views(first: int, *texts: str) -> list[UnitView]:
    return [UnitView("d", first + n, Unit(text, "一", text), MATCHER) for n, text in enumerate(texts)]


def test_units_behind_an_edit_move_and_those_before_it_stay() -> None:
    before = Views(views(0, "a", "b", "c", "d"))
    after = before.spliced(1, 2, views(1, "x", "y"))
    assert [(view.index, view.unit.id) for view in after] == [(0, "a"), (1, "x"), (2, "y"), (3, "c"), (4, "d")]
    assert [view.index for view in after[2:]] == [2, 3, 4]
    assert (after[0] is before[0], after[-1].index) == (True, 4)
    assert [(view.index, view.unit.id) for view in before] == [(0, "a"), (1, "b"), (2, "c"), (3, "d")]


def test_what_is_worked_out_for_a_unit_that_moved_is_kept() -> None:
    before = Views(views(0, "a", "b", "c"))
    words = before[2].words
    after = before.spliced(0, 1, ())
    assert after[1].words is words
    assert after[0].target is after[0].target
