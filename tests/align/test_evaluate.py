from __future__ import annotations

import pytest

from align_bench.align.evaluate import evaluate, evaluate_all
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
