from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.errors import AlignmentError
from align_bench.model.edits import Stamp, apply, edit_target, set_comment, set_status
from align_bench.model.merging.rebase import is_there_already, rebase
from align_bench.model.pairing import merge_units
from align_bench.model.unit import Review, Status, Unit

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
ONE, TWO = Unit("a", "一", "One"), Unit("b", "二", "Two")


def test_an_edit_is_carried_over_beside_a_change_of_another_field() -> None:
    now = Review("note", (replace(ONE, status=Status.REJECTED, comment="seen"), TWO))
    edit = rebase(edit_target(ONE, "Uno", STAMP), now)
    unit = apply(edit, now).units[0]
    assert (unit.target, unit.status, unit.comment, unit.reviewer) == ("Uno", Status.REJECTED, "seen", "Li")


def test_an_edit_of_a_field_that_was_changed_too_is_not() -> None:
    now = Review("note", (replace(ONE, target="Eins"), TWO))
    with pytest.raises(AlignmentError, match="no longer fits"):
        rebase(edit_target(ONE, "Uno", STAMP), now)


def test_who_approved_a_text_has_not_approved_another() -> None:
    approved = Review("note", (replace(ONE, status=Status.REVIEWED), TWO))
    with pytest.raises(AlignmentError, match="no longer fits"):
        rebase(edit_target(ONE, "Uno", STAMP), approved)
    edited = Review("note", (replace(ONE, target="Uno"), TWO))
    with pytest.raises(AlignmentError, match="no longer fits"):
        rebase(set_status([ONE], Status.REVIEWED, STAMP), edited)
    translated = rebase(set_status([ONE], Status.TRANSLATED, STAMP), edited)
    assert apply(translated, edited).units[0].target == "Uno"


def test_a_merge_needs_its_units_as_they_were() -> None:
    edit = merge_units(ONE, TWO, STAMP)
    with pytest.raises(AlignmentError):
        rebase(edit, Review("note", (ONE, replace(TWO, comment="x"))))
    with pytest.raises(AlignmentError):
        rebase(edit, Review("note", (ONE,)))


def test_a_merge_goes_with_what_was_said_of_its_units() -> None:
    edit = merge_units(ONE, TWO, STAMP)
    now = Review("note", (replace(ONE, comment="look"), TWO))
    (unit,) = apply(rebase(edit, now), now).units
    assert (unit.target, unit.comment) == ("One\nTwo", "look")


def test_what_is_there_already_is_seen() -> None:
    edit = set_comment(ONE, "x", STAMP)
    before = Review("note", (ONE, TWO))
    assert not is_there_already(edit, before)
    assert is_there_already(edit, apply(edit, before))
    merge = merge_units(ONE, TWO, STAMP)
    assert is_there_already(merge, apply(merge, before))
