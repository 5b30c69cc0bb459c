from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from align_bench.text.cells import width
from align_bench.tui.widgets.state_line import State, compose_line
from tui.desk import OpenDesk

STATE = State(
    "北方会议-2031", True, 86, 64, 3, unsaved=2, saved_at=datetime(2031, 4, 8, 9, 30, tzinfo=UTC), reviewer="Li"
)


@pytest.mark.parametrize("cells", [20, 40, 60, 80, 100, 140])
def test_the_line_fits_and_begins_with_the_document(cells: int) -> None:
    line = compose_line(STATE, cells)
    assert width(line) == cells
    assert line.startswith(" 北方会议-2031")


def test_what_matters_least_goes_first() -> None:
    line = compose_line(STATE, 60)
    assert "64 of 86 reviewed" in line
    assert "on disk" in line
    assert "saved" not in line
    assert "workbook saved" in compose_line(STATE, 140)
    assert "2 edits since" in compose_line(STATE, 140)


@pytest.mark.parametrize(("unsaved", "told"), [(2, r"saved \d\d:\d\d \+2\b"), (0, r"saved \d\d:\d\d +$")])
def test_the_time_of_the_last_save_and_what_came_since_has_room_at_80_cells(unsaved: int, told: str) -> None:
    state = replace(STATE, document="merath-declaration-2021", place=7, findings=22, unsaved=unsaved)
    line = compose_line(state, 80)
    assert re.search(told, line)
    for fact in (" merath-declara", " 7/86 ", "64 of 86 reviewed", "22 findings", "on disk"):
        assert fact in line


@pytest.mark.parametrize("cells", [40, 60, 80])
def test_what_is_on_disk_is_always_told(cells: int) -> None:
    assert "on disk" in compose_line(STATE, cells)
    assert "on disk" in compose_line(replace(STATE, document="a-statement-with-a-very-long-name-" * 3), cells)
    assert "read-only" in compose_line(replace(STATE, is_read_only=True, holder="Wang"), cells)


def test_kept_texts_are_counted() -> None:
    assert "2 kept" in compose_line(replace(STATE, kept=2), 80)


@pytest.mark.parametrize("cells", [60, 80, 100])
def test_that_not_all_pairs_are_shown_is_always_told(cells: int) -> None:
    shown = 'finding:omitted-paragraph zh:"在任何情况下" (1,204)'
    state = replace(STATE, document="北方会议最后文件-2031-final-version", shown=shown, recovered=3, kept=2)
    line = compose_line(state, cells)
    assert " only finding:" in line
    assert "(1,204)" in line
    assert "on disk" in line
    assert width(line) == cells


def test_the_place_of_the_pair_is_told() -> None:
    assert "pair #7 of 86" in compose_line(replace(STATE, place=7), 120)
    assert " 7/86 " in compose_line(replace(STATE, place=7), 72)


async def test_the_place_follows_the_cursor_and_counts_in_what_a_filter_shows(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "down")
        assert "pair #3 of 6" in desk.lines[0]
        await desk.press(":", *"status:draft", "enter")
        assert "only status:draft (1/3)" in desk.lines[0]
        await desk.press("end")
        assert "only status:draft (3/3)" in desk.lines[0]
        assert "pair " not in desk.lines[0]


def test_that_not_all_is_checked_is_told_on_narrow_screens_too() -> None:
    state = State("北方会议-2031", is_loaded=True, units=20_000, place=1, done=6_665, checks_on="!")
    assert "not all checked: ! goes on" in compose_line(state, 140)
    assert "checking ..." not in compose_line(state, 140)
    assert "unchecked" in compose_line(state, 60)
    found = State("北方会议-2031", is_loaded=True, units=20_000, done=6_665, findings=12, checks_on="!")
    assert "12 findings   not all checked" in compose_line(found, 140)
    assert "unchecked" in compose_line(found, 60)
