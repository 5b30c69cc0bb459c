from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align_bench.errors import AlignBenchError, AlignmentError
from align_bench.model.edits import Change, Edit, Stamp, apply, edit_target, set_comment, set_locked, set_status
from align_bench.model.linking import link_units, mark_intended, unlink_unit
from align_bench.model.moving import move_source, move_target
from align_bench.model.pairing import merge_units, split_unit, split_unit_at
from align_bench.model.unit import Review, Status, Unit

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")


def review(*units: Unit) -> Review:
    return Review("note", units)


ONE = Unit("a", "1. 一\n2. 二", "1. One\n2. Two", label="1, 2", source_numbers=(4, 5), target_numbers=(4, 5))
TWO = Unit("b", "3. 三", "3. Three", label="3", source_numbers=(6,), target_numbers=(6,), confidence=0.9)


def test_the_first_english_makes_a_draft_and_the_last_gone_leaves_none() -> None:
    empty = replace(TWO, target="", status=Status.UNTRANSLATED, target_numbers=())
    drafted = apply(edit_target(empty, "Three", STAMP), review(empty)).units[0]
    assert (drafted.target, drafted.status, drafted.reviewer) == ("Three", Status.DRAFT, "Li")
    emptied = apply(edit_target(drafted, "", STAMP), review(drafted)).units[0]
    assert (emptied.target, emptied.status) == ("", Status.UNTRANSLATED)


def test_an_edit_keeps_a_status_that_was_given() -> None:
    reviewed = replace(TWO, status=Status.REVIEWED)
    assert apply(edit_target(reviewed, "3.", STAMP), review(reviewed)).units[0].status is Status.REVIEWED


def test_added_text_cannot_be_emptied() -> None:
    with pytest.raises(AlignmentError, match="nothing is left"):
        edit_target(Unit("x", "", "Added"), "", STAMP)


def test_without_english_nothing_is_reviewed() -> None:
    with pytest.raises(AlignmentError, match="has no English"):
        set_status([replace(TWO, target="")], Status.REVIEWED, STAMP)


def test_units_that_have_the_status_are_left_alone() -> None:
    edit = set_status([ONE, replace(TWO, status=Status.FINAL)], Status.FINAL, STAMP)
    assert [change.before[0].id for change in edit.changes] == ["a"]


def test_merging_joins_lines_and_keeps_their_numbers() -> None:
    merged = apply(merge_units(ONE, TWO, STAMP), review(ONE, TWO)).units[0]
    assert merged.id == "a"
    assert merged.source == "1. 一\n2. 二\n3. 三"
    assert (merged.label, merged.source_numbers, merged.target_numbers) == ("1, 2, 3", (4, 5, 6), (4, 5, 6))
    assert merged.confidence is None


def test_a_typed_line_has_no_paragraph_number_after_merging() -> None:
    typed = replace(ONE, target_numbers=())
    merged = apply(merge_units(typed, TWO, STAMP), review(typed, TWO)).units[0]
    assert merged.target_numbers == (0, 0, 6)


def test_splitting_undoes_merging_but_for_the_id() -> None:
    merged = apply(merge_units(ONE, TWO, STAMP), review(ONE, TWO)).units[0]
    first, second = apply(split_unit(merged, 2, 2, STAMP), review(merged)).units
    assert (first.source, first.target, first.label, first.source_numbers) == (ONE.source, ONE.target, "1, 2", (4, 5))
    assert (second.source, second.target, second.label, second.target_numbers) == (TWO.source, TWO.target, "3", (6,))
    assert second.id.startswith("a.")


def test_equal_halves_get_different_ids() -> None:
    unit = Unit("a", "", "x\ny\ny")
    state = apply(split_unit(unit, 0, 2, STAMP), review(unit))
    state = apply(split_unit(state.units[0], 0, 1, STAMP), state)
    assert len({u.id for u in state.units}) == 3


def test_an_id_that_is_there_already_is_refused() -> None:
    halves = split_unit(ONE, 1, 1, STAMP)
    other = replace(TWO, id=halves.changes[0].after[1].id)
    with pytest.raises(AlignmentError, match="same id"):
        apply(halves, review(ONE, other))


def test_moving_the_last_text_of_an_addition_removes_it_and_keeps_its_comment() -> None:
    added = Unit("x", "", "Added", comment="why?")
    state = apply(move_target(added, TWO, STAMP, down=True), review(added, TWO))
    assert [(u.id, u.target, u.comment) for u in state.units] == [("b", "Added\n3. Three", "why?")]


def test_moving_up_appends_to_the_unit_above() -> None:
    state = apply(move_target(TWO, ONE, STAMP, down=False), review(ONE, TWO))
    assert [u.target for u in state.units] == ["1. One\n2. Two\n3. Three", ""]
    assert state.units[0].target_numbers == (4, 5, 6)
    assert state.units[1].status is Status.UNTRANSLATED


@pytest.mark.parametrize("make", [
    pytest.param(lambda unit: edit_target(unit, "x", STAMP), id="edit"),
    pytest.param(lambda unit: set_status([unit], Status.FINAL, STAMP), id="status"),
    pytest.param(lambda unit: split_unit(unit, 1, 1, STAMP), id="split"),
    pytest.param(lambda unit: merge_units(unit, TWO, STAMP), id="merge"),
    pytest.param(lambda unit: move_target(unit, TWO, STAMP, down=True), id="move"),
])  # fmt: skip
def test_a_locked_unit_is_not_touched(make: object) -> None:
    assert callable(make)
    with pytest.raises(AlignmentError, match="locked"):
        make(replace(ONE, locked=True))


def test_an_edit_of_a_unit_that_was_changed_is_refused() -> None:
    edit = set_comment(TWO, "late", STAMP)
    with pytest.raises(AlignmentError, match="changed meanwhile"):
        apply(edit, review(ONE, replace(TWO, target="new")))


TEXTS = st.lists(st.sampled_from(["甲", "乙", "1. Text", "", "two words"]), max_size=4).map("\n".join)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    units = []
    for index in range(draw(st.integers(1, 5))):
        source, target = draw(TEXTS), draw(TEXTS)
        lines = len(target.split("\n")) if target else 0
        numbers = draw(st.sampled_from([(), tuple(range(1, lines + 1))]))
        locked = draw(st.sampled_from([False, False, False, True]))
        comment = draw(st.sampled_from(["", "see above"]))
        units.append(Unit(f"u{index}", source or "文", target, locked=locked, comment=comment, target_numbers=numbers))
    return Review("note", tuple(units))


def random_edit(data: st.DataObject, state: Review) -> Edit:
    draw = data.draw
    place = draw(st.integers(0, len(state.units) - 1))
    unit, other = state.units[place], state.units[min(place + 1, len(state.units) - 1)]
    match draw(st.integers(0, 11)):
        case 0:
            return edit_target(unit, draw(TEXTS), STAMP)
        case 1:
            return set_status(state.units[: place + 1], draw(st.sampled_from(Status)), STAMP)
        case 2:
            return set_comment(unit, draw(TEXTS), STAMP)
        case 3:
            return set_locked(unit, not unit.locked, STAMP)
        case 4:
            return merge_units(unit, other, STAMP)
        case 5:
            return split_unit(unit, draw(st.integers(0, 4)), draw(st.integers(0, 4)), STAMP)
        case 6:
            source, target = draw(st.integers(0, len(unit.source))), draw(st.integers(0, len(unit.target)))
            return split_unit_at(unit, source, target, STAMP)
        case 7:
            return move_source(unit, other, STAMP, down=True)
        case 8:
            return unlink_unit(unit, STAMP)
        case 9:
            return link_units(state, unit.id, draw(st.sampled_from(state.units)).id, STAMP)
        case 10:
            return mark_intended(unit, STAMP)
        case _:
            return move_target(unit, other, STAMP, down=True)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_every_edit_taken_back_gives_the_review_as_it_was(data: st.DataObject) -> None:
    state = data.draw(reviews())
    states, edits = [state], []
    for _ in range(5):
        try:
            edit = random_edit(data, state)
            state = apply(edit, state)
        except AlignBenchError:
            continue
        states.append(state)
        edits.append(edit)
        assert len({unit.id for unit in state.units}) == len(state.units)
    for edit, after, before in zip(reversed(edits), reversed(states), reversed(states[:-1]), strict=False):
        assert apply(edit.inverse(), after) == before
        assert apply(edit, before) == after
        assert edit.inverse().inverse() == edit


def on_a_list(edit: Edit, units: list[Unit]) -> list[Unit] | None:
    """What an edit makes of units that are searched from the first to the last; None where it is refused."""
    units = list(units)
    for change in edit.changes:
        start = next((place for place, unit in enumerate(units) if unit.id == change.before[0].id), len(units))
        stop = start + len(change.before)
        if tuple(units[start:stop]) != change.before:
            return None
        units[start:stop] = change.after
        if len({unit.id for unit in units}) < len(units):
            return None
    return units


@st.composite
def changes(draw: st.DrawFn, units: list[Unit], number: int) -> Change:
    """Neighbours that are written in, turned round, left out, followed by many new ones, or replaced by others."""
    start = draw(st.integers(0, len(units) - 1))
    before = tuple(units[start : start + draw(st.integers(1, 4))])
    new = tuple(Unit(f"new-{number}-{place}", "", "New") for place in range(draw(st.sampled_from((1, 600)))))
    written = tuple(replace(unit, comment=f"seen {number}") for unit in before)
    afters = [written, before[::-1], before[:-1], (*before, *new), (before[0], draw(st.sampled_from(units)))]
    return Change(before, draw(st.sampled_from(afters)))


@given(st.sampled_from((1, 255, 512, 513, 1_300)), st.data())
@settings(max_examples=60, deadline=None)
def test_an_edit_of_a_long_review_does_what_it_does_to_a_list(count: int, data: st.DataObject) -> None:
    state = Review("note", (Unit(f"u{number}", f"{number}", "") for number in range(count)))
    for number in range(4):
        units = list(state.units)
        if not units:
            return
        edit = Edit("edit", tuple(data.draw(changes(units, 10 * number + each)) for each in range(3)))
        wanted = on_a_list(edit, units)
        if wanted is None:
            with pytest.raises(AlignmentError):
                apply(edit, state)
            continue
        after = apply(edit, state)
        assert after == Review("note", wanted)
        assert (hash(after), pickle.loads(pickle.dumps(after))) == (hash(Review("note", wanted)), after)
        assert [after.units.place(unit.id) for unit in wanted] == list(range(len(wanted)))
        if all(change.after for change in edit.changes):
            assert apply(edit.inverse(), after) == state
        state = after
