"""How much was confirmed in how much time, and how long the rest takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from align_bench.model.edits import Stamp, edit_target, set_status
from align_bench.model.pace import Amount, Timesheet, amount_left
from align_bench.model.unit import Status, Unit

BEGUN = datetime(2031, 4, 8, 9, 0, tzinfo=UTC)
STAMP = Stamp("Li", BEGUN.isoformat())
UNIT = Unit("u", "我们欢迎。", "We welcome this.", Status.TRANSLATED)
APPROVED = set_status([UNIT], Status.REVIEWED, STAMP)


def at(minutes: float) -> datetime:
    return BEGUN + timedelta(minutes=minutes)


def test_what_is_confirmed_counts_by_the_hour_of_work() -> None:
    sheet = Timesheet(BEGUN)
    for minute in (1, 2, 3, 4):
        sheet.take(APPROVED, at(minute))
    assert sheet.done == Amount(4, 16, 12)
    assert sheet.seconds == 240
    assert sheet.hourly() == Amount(60, 240, 180)
    assert sheet.seconds_for(Amount(2, 8, 6)) == 120


def test_a_pause_is_no_work_and_what_follows_it_says_nothing_of_the_pace() -> None:
    sheet = Timesheet(BEGUN)
    sheet.take(APPROVED, at(2))
    sheet.take(APPROVED, at(60))
    sheet.take(APPROVED, at(62))
    assert sheet.done.units == 3
    assert sheet.seconds == 240
    assert sheet.hourly() == Amount(30, 120, 90)


def test_sessions_add_up() -> None:
    first, second = Timesheet(BEGUN), Timesheet(at(100))
    first.take(APPROVED, at(3))
    second.take(APPROVED, at(101))
    both = first + second
    assert (both.done.units, both.seconds, both.edits) == (2, 240, 2)
    assert both.hourly() == Amount(30, 120, 90)


def test_without_a_beginning_the_first_edit_begins() -> None:
    sheet = Timesheet()
    sheet.take(APPROVED, at(5))
    assert sheet.done.units == 1
    assert sheet.seconds == 0
    assert sheet.hourly() is None
    assert sheet.seconds_for(Amount(1, 4, 3)) is None


def test_what_is_taken_back_does_not_count() -> None:
    sheet = Timesheet(BEGUN)
    sheet.take(APPROVED, at(2))
    sheet.take(APPROVED.inverse(), at(3))
    assert sheet.done == Amount()
    assert sheet.hourly() is None


def test_a_correction_takes_time_and_confirms_nothing() -> None:
    sheet = Timesheet(BEGUN)
    sheet.take(edit_target(UNIT, "We welcome it.", STAMP), at(3))
    sheet.take(APPROVED, at(4))
    assert sheet.hourly() == Amount(15, 60, 45)


@pytest.mark.parametrize("source", ["", "2031"])
def test_where_no_characters_were_done_units_tell_how_long_the_rest_takes(source: str) -> None:
    unit = Unit("u", source, "Added", Status.TRANSLATED)
    sheet = Timesheet(BEGUN)
    sheet.take(set_status([unit], Status.REVIEWED, STAMP), at(2))
    assert sheet.seconds_for(Amount(3, 100, 70)) == 360


def test_what_is_left_is_what_is_open() -> None:
    units = [UNIT, Unit("v", "好", "Good", Status.FINAL), Unit("w", "再见", "", Status.UNTRANSLATED)]
    assert amount_left(units) == Amount(2, 6, 3)
