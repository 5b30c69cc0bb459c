"""How fast the review goes: asked for at the screen, and told when it is left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from align_bench.model.edits import Stamp, set_status
from align_bench.model.pace import Amount, Timesheet
from align_bench.model.unit import Status, Unit
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.panels.pace import pace_content, session_told, span_told
from align_bench.tui.services import project_services
from tui.desk import NAME, Desk

BEGUN = datetime(2031, 4, 8, 9, 0, tzinfo=UTC)


class Clock:
    """Goes on only when it is told."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@asynccontextmanager
async def opened(project: Project, clock: Clock) -> AsyncIterator[Desk]:
    services = project_services(project, reviewer="Li", clock=clock)
    app = ReviewApp(services, NAME, None, project.root)
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        desk = Desk(app, pilot, project)
        await desk.settle()
        await desk.settle()
        yield desk


def _text(desk: Desk) -> str:
    return "\n".join(desk.lines)


async def _approve(desk: Desk, clock: Clock, *labels: str) -> None:
    for label in labels:
        clock.go_on(2)
        await desk.press("g", *label, "enter", "a")


async def test_the_pace_of_a_session_and_what_is_left(project: Project) -> None:
    clock = Clock(BEGUN)
    async with opened(project, clock) as desk:
        await desk.press("P")
        assert "too little yet to tell a pace" in _text(desk)
        assert "5 pairs," in _text(desk)
        await desk.press("escape")
        await _approve(desk, clock, "1", "2")
        await desk.press("P")
        assert "this session 2 pairs, 59 Chinese characters, 36 English words in 4 min of work" in _text(desk)
        assert "30 pairs, 885 Chinese characters, 540 English words an hour" in _text(desk)
        assert "left         3 pairs," in _text(desk)
        assert "at the pace of this session, done at 09:0" in _text(desk)
        assert "all your sessions" not in _text(desk)


async def test_earlier_sessions_count_and_pauses_do_not(project: Project) -> None:
    clock = Clock(BEGUN)
    async with opened(project, clock) as desk:
        await _approve(desk, clock, "1")
        await desk.press("ctrl+s")
    clock.go_on(600)
    async with opened(project, clock) as desk:
        await _approve(desk, clock, "2")
        await desk.press("P")
        assert "this session      1 pair," in _text(desk)
        assert "all your sessions 2 pairs," in _text(desk)


async def test_what_is_taken_back_is_not_done(project: Project) -> None:
    clock = Clock(BEGUN)
    async with opened(project, clock) as desk:
        await _approve(desk, clock, "1")
        await desk.press("u", "P")
        assert "this session 0 pairs," in _text(desk)


async def test_leaving_tells_the_session(project: Project) -> None:
    clock = Clock(BEGUN)
    async with opened(project, clock) as desk:
        await _approve(desk, clock, "1", "2")
        await desk.press("q")
        told = desk.app.told
    done = "2 pairs, 59 Chinese characters, 36 English words reviewed in 4 min, 30 pairs an hour"
    start = f"{NAME}: {done}; 3 pairs left, about "
    assert [line.startswith(start) for line in told] == [True]


async def test_who_only_read_is_told_nothing(project: Project) -> None:
    async with opened(project, Clock(BEGUN)) as desk:
        await desk.press("down", "q")
        assert desk.app.told == []


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "1 h 0 min"), (100_000, "27 h 47 min")]
)
def test_spans_in_words(seconds: float, told: str) -> None:
    assert span_told(seconds) == told


def test_a_session_that_reviewed_nothing_tells_its_edits() -> None:
    unit = Unit("u", "一", "One", Status.TRANSLATED)
    sheet = Timesheet(BEGUN)
    sheet.take(set_status([unit], Status.DRAFT, Stamp("Li", "")), BEGUN + timedelta(seconds=40))
    assert session_told("d", sheet, Amount(3, 9, 9)) == "d: 1 edit in 40 s; 3 pairs left"


def test_the_hour_is_told_only_for_today() -> None:
    unit = Unit("u", "一", "One", Status.TRANSLATED)
    sheet = Timesheet(BEGUN)
    sheet.take(set_status([unit], Status.REVIEWED, Stamp("Li", "")), BEGUN + timedelta(minutes=5))
    for left, is_told in ((12, True), (1200, False)):
        content = pace_content(sheet, sheet, Amount(left, left, left), BEGUN)
        assert any("done at 10:00" in entry.text for entry in content.entries) is is_told
    assert not any("at the pace" in entry.text for entry in pace_content(sheet, sheet, Amount(), BEGUN).entries)
