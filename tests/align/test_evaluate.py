from __future__ import annotations

import pytest

from align_bench.align.evaluate import SHAPES, Counted, evaluate, evaluate_all
from align_bench.model.bitext import Bead


def beads(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> list[Bead]:
    return [Bead(source, target) for source, target in pairs]


GOLD = beads(((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2, 3)))


def test_the_gold_itself_is_perfect() -> None:
    found = evaluate(GOLD, GOLD)
    assert (found.strict.precision, found.strict.recall, found.strict.f1) == (1, 1, 1)
    assert found.lax.f1 == found.with_nulls.f1 == 1


def test_order_inside_beads_and_repetition_do_not_matter() -> None:
    test = beads(((0,), (0,)), ((2, 1), (1,)), ((3,), ()), ((4,), (3, 2)), ((0,), (0,)))
    assert evaluate(test, GOLD).strict.f1 == 1


def test_nulls_count_for_precision_but_not_for_recall() -> None:
    test = beads(((0,), (0,)), ((1, 2), (1,)), ((4,), (2, 3)), ((3,), ()), ((), (9,)))
    found = evaluate(test, GOLD)
    assert found.strict.precision == pytest.approx(4 / 5)
    assert found.strict.recall == 1
    without = evaluate(test[:3], GOLD)
    assert without.strict.f1 == 1
    assert without.with_nulls.recall == pytest.approx(3 / 4)


def test_lax_wants_a_shared_segment_on_both_sides_of_one_gold_bead() -> None:
    test = beads(((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((4,), (3,)))
    found = evaluate(test, GOLD)
    assert found.strict.precision == pytest.approx(1 / 4)
    assert found.lax.precision == pytest.approx(3 / 4)
    assert found.lax.recall == 1


def test_documents_are_pooled() -> None:
    pooled = evaluate_all([(GOLD, GOLD), (beads(((0,), (1,))), beads(((0,), (0,))))])
    assert pooled.strict.precision == pytest.approx(4 / 5)
    assert pooled.strict.recall == pytest.approx(3 / 4)


@pytest.mark.parametrize(("test", "gold"), [([], []), ([], GOLD), (GOLD, []), (beads(((), ())), GOLD)])
def test_a_share_of_nothing_is_zero(test: list[Bead], gold: list[Bead]) -> None:
    assert evaluate(test, gold).strict.f1 == 0


def test_beads_are_counted_by_shape() -> None:
    test = beads(((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), ()), ((4,), (2, 3)), ((5, 6, 7, 8), (4,)))
    found = evaluate(test, GOLD).by_shape
    assert tuple(found) == SHAPES
    assert found["1-1"] == Counted(gold=1, found=2, right=1, precision=0.5, recall=1.0, f1=2 / 3)
    assert found["1-0"] == Counted(gold=1, found=2, right=1, precision=0.5, recall=1.0, f1=2 / 3)
    assert found["1-2"] == Counted(1, 1, 1, 1.0, 1.0, 1.0)
    assert found["2-1"] == Counted(1, 0, 0, 0.0, 0.0, 0.0)
    assert found["other"] == Counted(0, 1, 0, 0.0, 0.0, 0.0)
    assert found["2-2"] == Counted(0, 0, 0, 0.0, 0.0, 0.0)


def test_a_misplaced_boundary_breaks_two_beads_and_counts_once() -> None:
    gold = beads(((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)))
    test = beads(((0,), (0, 1)), ((1,), (2,)), ((2,), (3,)))
    found = evaluate(test, gold)
    assert found.strict.precision == pytest.approx(1 / 3)
    assert found.boundaries == Counted(gold=4, found=4, right=3, precision=0.75, recall=0.75, f1=0.75)


def test_beads_that_cross_have_boundaries_too() -> None:
    crossing = beads(((0,), (1,)), ((1,), (0,)))
    assert evaluate(crossing, crossing).boundaries.f1 == 1
    assert evaluate(beads(((0,), (0,)), ((1,), (1,))), crossing).boundaries.right == 0


def test_shapes_of_several_documents_are_pooled_without_mixing_their_segments() -> None:
    found = evaluate_all([(GOLD, GOLD), (beads(((0,), (1,))), GOLD)])
    assert found.by_shape["1-1"] == Counted(2, 2, 1, 0.5, 0.5, 0.5)
    assert (found.with_nulls.gold, found.with_nulls.found, found.with_nulls.right) == (8, 5, 4)
