"""Three-way merge: its laws over all that people can do to a review, then single cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.model.edits import Stamp, apply, edit_target, set_comment, set_locked, set_status
from align_bench.model.merging.conflicts import Merged, Side
from align_bench.model.merging.hunks import edit_between
from align_bench.model.merging.merge import FIELDS, merge
from align_bench.model.moving import move_target
from align_bench.model.pairing import merge_units, split_unit
from align_bench.model.unit import Review, Status, Unit
from model.states import BASE, UNITS, Steps, made, steps

LI, WANG = Stamp("Li", "2026-03-01T09:30:00+00:00"), Stamp("Wang", "2026-03-02T10:00:00+00:00")
FIELD_ACTIONS = ("edit", "empty", "comment", "approve", "reject", "lock", "unlock")
PAIRING_ACTIONS = ("merge", "split", "move up", "move down", "source up", "source down", "unlink", "link", "comment")


@given(steps(size=8))
def test_what_one_side_did_is_the_result(done: Steps) -> None:
    side = made(BASE, done, "Li")
    for merged in (merge(BASE, side, BASE), merge(BASE, BASE, side), merge(side, BASE, BASE), merge(BASE, side, side)):
        assert merged.conflicts == ()
    assert merge(BASE, side, BASE).review == merge(BASE, BASE, side).review == merge(BASE, side, side).review == side
    assert merge(side, BASE, BASE).review == BASE


@given(steps(size=8), steps(size=8))
def test_an_edit_leads_from_any_state_to_any_other(done: Steps, other: Steps) -> None:
    before, after = made(BASE, done, "Li"), made(BASE, other, "Wang")
    edit = edit_between("merge", before, after)
    assert apply(edit, before) == after
    assert apply(edit.inverse(), after) == before


@given(steps(size=4), st.permutations(range(6)))
def test_an_edit_may_move_units(done: Steps, order: list[int]) -> None:
    after = made(BASE, done, "Li")
    moved = [after.units[k] for k in order if k < len(after.units)]
    after = after.with_units((*moved, *(unit for unit in after.units if unit not in moved)))
    edit = edit_between("update", BASE, after)
    assert apply(edit, BASE) == after
    assert apply(edit.inverse(), after) == BASE


@given(steps(places=(0, 2)), steps(places=(3, 5), actions=FIELD_ACTIONS))
def test_edits_of_different_units_commute(done: Steps, other: Steps) -> None:
    ours = made(Review("note", UNITS[:3]), done, "Li").units
    theirs = made(Review("note", UNITS[3:]), other, "Wang").units
    merged = merge(BASE, BASE.with_units((*ours, *UNITS[3:])), BASE.with_units((*UNITS[:3], *theirs)))
    assert merged.conflicts == ()
    assert merged.review.units == (*ours, *theirs)


@given(steps(), steps())
def test_the_sides_may_be_exchanged(done: Steps, other: Steps) -> None:
    a, b = made(BASE, done, "Li"), made(BASE, other, "Wang")
    one, two = merge(BASE, a, b), merge(BASE, b, a)
    assert [(c.field, c.ours, c.theirs) for c in one.conflicts] == [(c.field, c.theirs, c.ours) for c in two.conflicts]
    if not one.conflicts:
        assert one.review == two.review
    assert merge(BASE, a, b, lambda _: "ours").review == merge(BASE, b, a, lambda _: "theirs").review


@given(steps(), steps())
def test_nothing_is_lost(done: Steps, other: Steps) -> None:
    """Every field that a side edited is in the result, or in a conflict."""
    a, b = made(BASE, done, "Li"), made(BASE, other, "Wang")
    merged = merge(BASE, a, b)
    for side in (a, b):
        before = {unit.id: unit for unit in BASE.units}
        for unit in side.units:
            for field in FIELDS:
                if unit.id not in before or getattr(before[unit.id], field) != getattr(unit, field):
                    assert _is_kept(merged, unit, field)


@given(steps(), steps())
def test_no_source_is_lost_or_doubled(done: Steps, other: Steps) -> None:
    a, b = made(BASE, done, "Li"), made(BASE, other, "Wang")
    sides: tuple[Side, ...] = ("ours", "theirs")
    for side in sides:
        review = merge(BASE, a, b, lambda _, side=side: side).review  # type: ignore[misc]
        assert _sources(review) == _sources(BASE)
        assert len({unit.id for unit in review.units}) == len(review.units)


@given(steps(actions=PAIRING_ACTIONS), steps(actions=PAIRING_ACTIONS))
def test_no_english_is_lost_or_doubled_by_pairing(done: Steps, other: Steps) -> None:
    """Not where texts are linked across the document either."""
    a, b = made(BASE, done, "Li"), made(BASE, other, "Wang")
    sides: tuple[Side, ...] = ("ours", "theirs")
    for side in sides:
        review = merge(BASE, a, b, lambda _, side=side: side).review  # type: ignore[misc]
        assert _targets(review) == _targets(BASE)


def _is_kept(merged: Merged, unit: Unit, field: str) -> bool:
    held = next((u for u in merged.review.units if u.id == unit.id), None)
    if held is not None and getattr(held, field) == getattr(unit, field):
        return True
    # Where both have written, the lines of both stay.
    if held is not None and field == "comment" and set(unit.comment.split("\n")) <= set(held.comment.split("\n")):
        return True
    return any(
        unit in (*conflict.ours, *conflict.theirs) and conflict.field in (field, "pairing")
        for conflict in merged.conflicts
    )


def _sources(review: Review) -> Counter[str]:
    return Counter("".join("".join(unit.source.split()) for unit in review.units))


def _targets(review: Review) -> Counter[str]:
    return Counter("".join("".join(unit.target.split()) for unit in review.units))


def changed(place: int, **values: object) -> Review:
    units = list(UNITS)
    units[place] = replace(units[place], **values)  # type: ignore[arg-type]
    return BASE.with_units(units)


def test_different_fields_of_one_unit_merge() -> None:
    ours = apply(edit_target(UNITS[1], "New", LI), BASE)
    theirs = apply(set_comment(UNITS[1], "look", WANG), BASE)
    merged = merge(BASE, ours, theirs)
    unit = merged.review.units[1]
    assert (unit.target, unit.comment, unit.reviewer, unit.updated) == ("New", "look", "Wang", WANG.time)
    assert merged.conflicts == ()


def test_who_approved_a_text_has_not_approved_another() -> None:
    ours = apply(edit_target(UNITS[1], "New", LI), BASE)
    merged = merge(BASE, ours, apply(set_status([UNITS[1]], Status.REVIEWED, WANG), BASE))
    assert [conflict.field for conflict in merged.conflicts] == ["status"]
    assert merge(BASE, ours, apply(set_status([UNITS[1]], Status.TRANSLATED, WANG), BASE)).conflicts == ()


@pytest.mark.parametrize(("side", "wanted"), [
    ("ours", ("New", Status.DRAFT)),
    ("theirs", (UNITS[1].target, Status.REVIEWED)),
])  # fmt: skip
def test_a_text_that_was_approved_goes_with_its_approval(side: Side, wanted: tuple[str, Status]) -> None:
    ours = apply(edit_target(UNITS[1], "New", LI), BASE)
    theirs = apply(set_status([UNITS[1]], Status.REVIEWED, WANG), BASE)
    merged = merge(BASE, ours, theirs, lambda _: side)
    assert (merged.review.units[1].target, merged.review.units[1].status) == wanted
    assert [conflict.field for conflict in merged.conflicts] == ["status", "target"]
    assert merged.open == ()


@given(steps(), steps())
def test_nobody_has_approved_what_he_has_not_seen(done: Steps, other: Steps) -> None:
    a, b = made(BASE, done, "Li"), made(BASE, other, "Wang")
    seen = {(unit.id, unit.target) for side in (BASE, a, b) for unit in side.units if not unit.status.is_open}
    sides: tuple[Side, ...] = ("ours", "theirs")
    for side in sides:
        review = merge(BASE, a, b, lambda _, side=side: side).review  # type: ignore[misc]
        assert {(unit.id, unit.target) for unit in review.units if not unit.status.is_open} <= seen


@pytest.mark.parametrize(("side", "text"), [("ours", "New"), ("theirs", "Other"), (None, "New")])
def test_one_field_changed_twice_is_a_conflict(side: Side | None, text: str) -> None:
    ours = apply(edit_target(UNITS[1], "New", LI), BASE)
    theirs = apply(edit_target(UNITS[1], "Other", WANG), BASE)
    merged = merge(BASE, ours, theirs, lambda _: side)
    (conflict,) = merged.conflicts
    assert (conflict.field, conflict.base, conflict.ours[0].target) == ("target", (UNITS[1],), "New")
    assert merged.open == (() if side else merged.conflicts)
    assert merged.review.units[1].target == text


def test_the_same_change_on_both_sides_is_none() -> None:
    ours, theirs = changed(0, status=Status.FINAL), changed(0, status=Status.FINAL)
    assert merge(BASE, ours, theirs).conflicts == ()


def test_neighbours_may_be_paired_anew_on_either_side() -> None:
    ours = apply(merge_units(UNITS[0], UNITS[1], LI), BASE)
    theirs = apply(split_unit(UNITS[2], 1, 1, WANG), BASE)
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert [unit.id.split(".")[0] for unit in merged.review.units] == ["u1", "u3", "u3", "u4", "u5", "u6"]


def test_a_pairing_and_a_text_of_the_same_unit_are_a_conflict() -> None:
    ours = apply(move_target(UNITS[0], UNITS[1], LI, down=True), BASE)
    theirs = apply(edit_target(UNITS[1], "Other", WANG), BASE)
    merged = merge(BASE, ours, theirs)
    assert [conflict.field for conflict in merged.conflicts] == ["pairing"]
    # Both units as a whole, so that no line can be lost whatever is chosen.
    assert merge(BASE, ours, theirs, lambda _: "theirs").review == theirs


def test_a_remark_goes_with_a_new_pairing() -> None:
    ours = apply(move_target(UNITS[0], UNITS[1], LI, down=True), BASE)
    theirs = apply(set_comment(UNITS[1], "look", WANG), BASE)
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert [unit.comment for unit in merged.review.units[:2]] == ["", "look"]
    assert merged.review.units[1].target == ours.units[1].target


def test_what_is_not_known_of_the_base_is_never_guessed() -> None:
    theirs = changed(0, target="Other")
    assert merge(BASE, BASE, theirs, unknown={("u1", "target")}).conflicts[0].base_known is False
    assert merge(BASE, theirs, theirs, unknown={("u1", "target")}).conflicts == ()


def test_a_lock_is_respected_where_that_is_asked_for() -> None:
    locked = apply(set_locked(UNITS[0], locked=True, stamp=LI), BASE)
    edited = locked.with_units((replace(locked.units[0], target="Other", comment="x"), *locked.units[1:]))
    assert merge(locked, locked, edited).conflicts == ()
    merged = merge(locked, locked, edited, respect_locks=True)
    assert [conflict.field for conflict in merged.conflicts] == ["target"]
    assert merged.review.units[0].comment == "x"


def test_a_lock_that_the_other_did_not_know_of_is_respected_too() -> None:
    locked = apply(set_locked(UNITS[0], locked=True, stamp=LI), BASE)
    merged = merge(BASE, locked, changed(0, target="Other"), respect_locks=True)
    assert [conflict.field for conflict in merged.conflicts] == ["target"]
    opened = locked.with_units((replace(locked.units[0], locked=False, target="Other"), *locked.units[1:]))
    assert merge(locked, locked, opened, respect_locks=True).conflicts == ()


@pytest.mark.parametrize("side", ["ours", "theirs", None])
def test_what_is_no_matter_of_the_pairing_stays_in_a_conflict_of_pairings(side: Side | None) -> None:
    ours = apply(move_target(UNITS[0], UNITS[1], LI, down=True), BASE)
    ours = apply(set_comment(ours.units[1], "ours (2026-03-01): why?", LI), ours)
    first, second = (replace(unit, target=f"{unit.target} reworded") for unit in BASE.units[:2])
    second = replace(second, comment="theirs (2026-03-02): so", reviewer="Wang", updated=WANG.time)
    theirs = BASE.with_units((first, second, *BASE.units[2:]))
    merged = merge(BASE, ours, theirs, lambda _: side)
    assert [conflict.field for conflict in merged.conflicts] == ["pairing"]
    assert merged.review.units[1].comment == "ours (2026-03-01): why?\ntheirs (2026-03-02): so"


def test_stamps_of_the_same_moment_and_two_people_are_a_conflict() -> None:
    ours = apply(set_status([UNITS[0]], Status.REVIEWED, LI), BASE)
    theirs = apply(set_comment(UNITS[0], "x", replace(LI, reviewer="Wang")), BASE)
    assert [conflict.field for conflict in merge(BASE, ours, theirs).conflicts] == ["reviewer"]
