"""The interpreter while a screen is open: nothing is gone through twice, and what is freed is given back."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from weakref import ref

import pytest
from rich.segment import Segment

from align_bench.errors import InputError
from align_bench.model.task import Stopped
from align_bench.storage.project import Project
from align_bench.tui import base, pace
from align_bench.tui.app import ReviewApp
from align_bench.tui.services import project_services
from align_bench.tui.widgets.line_area import Line
from align_bench.workflow.realigning import Realigner
from tui.desk import NAME, OpenDesk

STATM = Path("/proc/self/statm")
GIVES_BACK = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize(
    ("seconds", "is_kept"), [pytest.param(0.02, True, id="long"), pytest.param(0.001, False, id="short")]
)
def test_what_took_long_to_look_through_is_not_looked_through_again(
    monkeypatch: pytest.MonkeyPatch, seconds: float, is_kept: bool
) -> None:
    monkeypatch.setattr(pace, "thread_time", iter([1.0, 1.0 + seconds]).__next__)
    before = gc.get_freeze_count()
    new: list[list[int]] = [[] for _ in range(5_000)]
    pace.tidy()
    assert (gc.get_freeze_count() > before) is is_kept
    assert len(new) == 5_000


def test_nothing_is_looked_for_while_a_screen_is_open_but_when_it_is_said() -> None:
    turn = sys.getswitchinterval()
    with pace.paced():
        assert not gc.isenabled()
        assert sys.getswitchinterval() < turn
    assert gc.isenabled()
    assert sys.getswitchinterval() == turn


class Cycle:
    """Refers to itself, and so is given up only when somebody looks for such."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("uncollected")
async def test_cycles_are_looked_for_when_nobody_types(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(base, "monotonic", lambda: clock[0])
    services = project_services(project, reviewer="Li", clock=lambda: datetime(2031, 4, 8, tzinfo=UTC))
    app = ReviewApp(services, NAME)
    async with app.run_test() as pilot:
        clock[0] = 100.0
        await pilot.press("down")
        # Behind a minute of keys it is looked for all the same.
        app._rest()
        cycles = [Cycle() for _ in range(5_000)]
        given_up = ref(cycles[0])
        del cycles
        clock[0] = 100.4
        app._rest()
        assert given_up() is not None
        clock[0] = 100.5
        app._rest()
        assert given_up() is None


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("error", [Stopped(), InputError("note.txt: cannot be read")], ids=["stopped", "failed"])
async def test_work_that_was_given_up_or_failed_leaves_nothing(open_desk: OpenDesk, error: Exception) -> None:
    worked_on: list[ref[Realigner]] = []

    def failing(*_: object) -> Realigner:
        learnt = object.__new__(Realigner)
        worked_on.append(ref(learnt))
        raise error

    async with open_desk() as desk:
        desk.screen.services = replace(desk.screen.services, realigner=failing)
        await desk.pilot.press("R")
        while not worked_on or any(worker.group == "learn" for worker in desk.pilot.app.workers):
            await desk.pilot.pause(0.01)
        await desk.pilot.pause()
        assert worked_on[0]() is None


def test_a_painted_line_is_given_up_without_a_look() -> None:
    line = Line([Segment("text")], 4)
    assert line.divide([4]) == [line]
    assert [part.text for part in line.divide([1, 4])] == ["t", "ext"]
    assert gc.get_referrers(line) == []


@pytest.mark.skipif(not GIVES_BACK, reason="the allocator is another one")
def test_what_lies_freed_between_things_in_use_is_given_back() -> None:
    pieces = [os.urandom(2_000) for _ in range(40_000)]
    kept = pieces[::100]
    del pieces
    before = _resident()
    pace.give_back()
    assert before - _resident() > 40 << 20
    assert len(kept) == 400


def _resident() -> int:
    """Bytes."""
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
