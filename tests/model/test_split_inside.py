from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import AlignmentError
from align_bench.model.edits import Stamp, apply
from align_bench.model.pairing import split_unit_at
from align_bench.model.unit import Review, Status, Unit

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
UNIT = Unit(
    id="u",
    source="12. 各国欢迎宣言。他们将再次会晤。\n13. 会议结束。",
    target="12. States welcomed the declaration. They will meet again.\n13. The meeting ended.",
    status=Status.REVIEWED,
    label="12, 13",
    source_numbers=(4, 5),
    target_numbers=(6, 7),
)


def halves(source_mark: str, target_mark: str) -> tuple[Unit, Unit]:
    edit = split_unit_at(UNIT, UNIT.source.index(source_mark), UNIT.target.index(target_mark), STAMP)
    first, second = edit.changes[0].after
    return first, second


def test_cut_inside_a_line_of_both_sides() -> None:
    first, second = halves("他们", "They")
    assert first.source == "12. 各国欢迎宣言。"
    assert first.target == "12. States welcomed the declaration."
    assert second.source == "他们将再次会晤。\n13. 会议结束。"
    assert second.target == "They will meet again.\n13. The meeting ended."
    assert (first.source_numbers, second.source_numbers) == ((4,), (4, 5))
    assert (first.target_numbers, second.target_numbers) == ((6,), (6, 7))
    assert (first.label, second.label) == ("12", "12, 13")
    assert (first.id, first.status, second.status) == ("u", Status.DRAFT, Status.DRAFT)


def test_cut_at_a_line_feed_is_the_split_by_lines() -> None:
    first, second = halves("13.", "13.")
    assert (first.label, second.label) == ("12", "13")
    assert (first.source_numbers, second.source_numbers) == ((4,), (5,))
    assert second.target == "13. The meeting ended."


def test_inverse_gives_the_unit_back() -> None:
    review = Review("d", (UNIT,))
    edit = split_unit_at(UNIT, 10, 20, STAMP)
    assert apply(edit.inverse(), apply(edit, review)) == review


def test_an_empty_half_is_refused() -> None:
    with pytest.raises(AlignmentError, match="empty"):
        split_unit_at(UNIT, 0, 0, STAMP)
    with pytest.raises(AlignmentError, match="cannot be split at"):
        split_unit_at(UNIT, 0, 1000, STAMP)


@given(st.integers(0, len(UNIT.source)), st.integers(1, len(UNIT.target)))
def test_no_character_is_lost(source: int, target: int) -> None:
    try:
        first, second = split_unit_at(UNIT, source, target, STAMP).changes[0].after
    except AlignmentError:
        return
    assert (first.source + second.source).split() != []
    assert "".join((first.source + second.source).split()) == "".join(UNIT.source.split())
    assert "".join((first.target + second.target).split()) == "".join(UNIT.target.split())
    for half in (first, second):
        assert len(half.source_numbers) == len(half.source_lines)
        assert len(half.target_numbers) == len(half.target_lines)
