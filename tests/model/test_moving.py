"""The boundary between two pairs, shifted sentence by sentence, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.errors import AlignmentError
from align_bench.model.edits import Stamp, apply
from align_bench.model.moving import Side, shift_boundary
from align_bench.model.unit import Review, Status, Unit

STAMP = Stamp("Li", "2031-04-08T09:30:00+00:00")
ONE = Unit("a", "1. 会议开幕。代表发言。", "1. It opened. They spoke. They left.", Status.REVIEWED, label="1",
           source_numbers=(1,), target_numbers=(1,))  # fmt: skip
TWO = Unit("b", "2. 会议闭幕。", "2. It closed.", label="2", source_numbers=(2,), target_numbers=(2,))


def shifted(side: Side, *units: Unit, down: bool) -> tuple[Unit, ...]:
    giver, taker = units if down else reversed(units)
    return tuple(apply(shift_boundary(side, giver, taker, STAMP, down=down), Review("d", units)).units)


def test_the_last_sentence_goes_down_and_comes_back_into_its_paragraph() -> None:
    one, two = shifted("target", ONE, TWO, down=True)
    assert (one.target, two.target) == ("1. It opened. They spoke.", "They left.\n2. It closed.")
    assert (one.target_numbers, two.target_numbers) == ((1,), (1, 2))
    assert one.status is Status.DRAFT
    one, two = shifted("target", one, two, down=True)
    # Pieces of one paragraph are one line again, in their order.
    assert (one.target, two.target) == ("1. It opened.", "They spoke. They left.\n2. It closed.")
    for _ in range(2):
        one, two = shifted("target", one, two, down=False)
    assert (one.target, two.target) == (ONE.target, TWO.target)
    assert (one.target_numbers, two.target_numbers) == (ONE.target_numbers, TWO.target_numbers)


def test_the_first_sentence_goes_up_with_its_marker() -> None:
    one, two = shifted("target", TWO, replace(ONE, id="c"), down=False)
    assert (one.target, two.target) == ("2. It closed.\n1. It opened.", "They spoke. They left.")


def test_chinese_goes_without_its_label_and_comes_back_without_a_blank() -> None:
    one, two = shifted("source", ONE, TWO, down=True)
    assert (one.source, two.source) == ("1. 会议开幕。", "代表发言。\n2. 会议闭幕。")
    assert (one.label, two.label) == ("1", "2")
    one, two = shifted("source", one, two, down=False)
    assert (one.source, two.source, one.label, two.label) == (ONE.source, TWO.source, "1", "2")


def test_a_single_sentence_goes_as_a_paragraph() -> None:
    (merged, *rest) = shifted("target", replace(ONE, source=""), TWO, down=True)
    assert rest
    only = Unit("a", "", "3. One sentence.", target_numbers=(7,))
    assert [unit.target for unit in shifted("target", only, TWO, down=True)] == ["3. One sentence.\n2. It closed."]
    assert merged.target == "1. It opened. They spoke."


@pytest.mark.parametrize("locked", ["giver", "taker"])
def test_locked_pairs_refuse(locked: str) -> None:
    one = replace(ONE, locked=locked == "giver")
    two = replace(TWO, locked=locked == "taker")
    with pytest.raises(AlignmentError, match="locked"):
        shift_boundary("target", one, two, STAMP, down=True)


def test_without_english_there_is_nothing_to_shift() -> None:
    with pytest.raises(AlignmentError, match="has no English to move"):
        shift_boundary("target", replace(ONE, target="", target_numbers=()), TWO, STAMP, down=True)
