"""Texts unlinked, linked across the document, and said to be meant to stand alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.errors import AlignmentError
from align_bench.model.edits import Stamp, apply, edit_target, set_status
from align_bench.model.linking import link_units, mark_intended, unlink_unit
from align_bench.model.merging.deletions import deleted
from align_bench.model.moving import move_source
from align_bench.model.pairing import merge_units
from align_bench.model.unit import Review, Status, Unit

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")


def unit(number: int, *, chinese: bool = True, english: bool = True) -> Unit:
    return Unit(
        f"u{number}",
        f"{number}. 第{number}段。" if chinese else "",
        f"{number}. Paragraph {number}." if english else "",
        Status.REVIEWED if chinese and english else Status.DRAFT if english else Status.UNTRANSLATED,
        label=str(number),
        source_numbers=(number,) if chinese else (),
        target_numbers=(number,) if english else (),
        comment=f"comment {number}",
        confidence=0.8,
    )


def review(*units: Unit) -> Review:
    return Review("note", units)


def test_unlinked_texts_stand_one_behind_the_other() -> None:
    before = review(unit(1), unit(2), unit(3))
    after = apply(unlink_unit(before.units[1], STAMP), before)
    _, chinese, english, _ = after.units
    assert (chinese.id, chinese.source, chinese.target, chinese.status) == ("u2", "2. 第2段。", "", Status.UNTRANSLATED)
    assert (english.source, english.target, english.status) == ("", "2. Paragraph 2.", Status.DRAFT)
    assert (chinese.label, english.label) == ("2", "2")
    assert (chinese.target_numbers, english.target_numbers) == ((), (2,))
    assert (chinese.confidence, english.confidence) == (None, None)
    assert apply(unlink_unit(before.units[1], STAMP).inverse(), after) == before


def test_texts_that_were_unlinked_can_be_linked_again() -> None:
    before = review(unit(1), unit(2), unit(3))
    after = apply(unlink_unit(before.units[1], STAMP), before)
    again = apply(link_units(after, "u2", after.units[2].id, STAMP), after)
    assert [(u.id, u.source, u.target) for u in again.units] == [(u.id, u.source, u.target) for u in before.units]


def test_linking_far_pairs_exchanges_their_english() -> None:
    before = review(*map(unit, range(1, 6)))
    edit = link_units(before, "u1", "u4", STAMP)
    after = apply(edit, before)
    assert [u.target[0] for u in after.units] == ["4", "2", "3", "1", "5"]
    assert [u.target_numbers for u in after.units] == [(4,), (2,), (3,), (1,), (5,)]
    assert [u.label for u in after.units] == ["1", "2", "3", "4", "5"]
    assert {u.id for u in after.units if u.status is Status.DRAFT and u.confidence is None} == {"u1", "u4"}
    assert [len(change.before) for change in edit.changes] == [1, 1]
    assert apply(edit.inverse(), after) == before


@pytest.mark.parametrize("giver", range(5))
@pytest.mark.parametrize("taker", range(5))
def test_english_that_finds_its_chinese_leaves_no_pair_behind(taker: int, giver: int) -> None:
    if taker == giver:
        return
    units = [unit(number) for number in range(5)]
    units[taker], units[giver] = unit(taker, english=False), unit(giver, chinese=False)
    before = review(*units)
    edit = link_units(before, f"u{taker}", f"u{giver}", STAMP)
    after = apply(edit, before)
    linked = after.units[after.position(f"u{taker}")]
    assert (linked.target[0], linked.target_numbers) == (str(giver), (giver,))
    assert linked.comment == f"comment {taker}\ncomment {giver}"
    assert len(after.units) == 4
    assert apply(edit.inverse(), after) == before


def test_a_unit_whose_english_was_linked_elsewhere_is_not_deleted() -> None:
    before = review(unit(1, english=False), unit(2), unit(3), unit(4, chinese=False))
    after = apply(link_units(before, "u1", "u4", STAMP), before)
    assert list(deleted(before, after)) == []
    assert [gone.id for gone in deleted(before, review(*before.units[:3]))] == ["u4"]


@pytest.mark.parametrize(("chinese", "english", "message"), [
    pytest.param("u1", "u1", "linked already", id="itself"),
    pytest.param("u1", "u2", "has no English to link", id="no-english"),
    pytest.param("u3", "u1", "has no Chinese to link", id="no-chinese"),
    pytest.param("u1", "u4", "locked", id="locked"),
])  # fmt: skip
def test_what_cannot_be_linked(chinese: str, english: str, message: str) -> None:
    locked = replace(unit(4), locked=True)
    before = review(unit(1), unit(2, english=False), unit(3, chinese=False), locked)
    with pytest.raises(AlignmentError, match=message):
        link_units(before, chinese, english, STAMP)


def test_one_text_alone_is_not_unlinked() -> None:
    with pytest.raises(AlignmentError, match="one text only"):
        unlink_unit(unit(1, english=False), STAMP)


@pytest.mark.parametrize(("alone", "status"), [
    pytest.param(unit(1, english=False), Status.OMITTED, id="omitted"),
    pytest.param(unit(1, chinese=False), Status.ADDED, id="added"),
])  # fmt: skip
def test_what_stands_alone_may_be_meant_so(alone: Unit, status: Status) -> None:
    marked = apply(mark_intended(alone, STAMP), review(alone)).units[0]
    assert marked.status is status
    assert not status.is_open
    back = apply(mark_intended(marked, STAMP), review(marked)).units[0]
    assert back.status is alone.status


def test_only_one_text_can_be_omitted_or_added() -> None:
    with pytest.raises(AlignmentError, match="has both texts"):
        mark_intended(unit(1), STAMP)
    with pytest.raises(AlignmentError, match="has both texts: it cannot become omitted"):
        set_status([unit(1)], Status.OMITTED, STAMP)
    with pytest.raises(AlignmentError, match="has no English: it cannot become added"):
        set_status([unit(1, english=False)], Status.ADDED, STAMP)


def test_what_gets_the_text_that_it_was_to_have_none_of_is_a_draft() -> None:
    marked = replace(unit(1, english=False), status=Status.OMITTED)
    assert apply(edit_target(marked, "Text", STAMP), review(marked)).units[0].status is Status.DRAFT
    merged = merge_units(marked, unit(2), STAMP).changes[0].after[0]
    assert merged.status is Status.DRAFT


def test_chinese_moves_with_its_label_and_number() -> None:
    first = replace(unit(1), source="1. 一。\n2. 二。", label="1, 2", source_numbers=(1, 2))
    before = review(first, unit(3))
    after = apply(move_source(first, before.units[1], STAMP, down=True), before)
    assert [u.source for u in after.units] == ["1. 一。", "2. 二。\n3. 第3段。"]
    assert [u.label for u in after.units] == ["1", "2, 3"]
    assert [u.source_numbers for u in after.units] == [(1,), (2, 3)]
    back = apply(move_source(after.units[1], after.units[0], STAMP, down=False), after)
    assert [(u.source, u.label, u.source_numbers) for u in back.units] == [
        (u.source, u.label, u.source_numbers) for u in before.units
    ]


def test_the_last_chinese_that_moves_leaves_the_english_with_its_own_label() -> None:
    before = review(replace(unit(7), source="七、第七段。", label="七"), unit(8))
    after = apply(move_source(before.units[0], before.units[1], STAMP, down=True), before)
    assert [(u.source, u.label) for u in after.units] == [("", "7"), ("七、第七段。\n8. 第8段。", "七, 8")]
