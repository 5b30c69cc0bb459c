"""How fast the review screen is: the first frame, opening, and what a key costs, at 1,000, 10,000 and 100,000 units.

    python benchmarks/ui.py [UNITS ...]

The first frame is timed from the start of the command in a terminal of its own (wall clock). All other figures
are CPU time of the screen's thread in milliseconds, handler, layout and paint together, 140 x 40 cells; checks run in
threads of their own and are not in them. The units come from memory: `workbook.py` times reading.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from textual.pilot import Pilot

from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.journal import Journal
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.screens.review import ReviewScreen
from align_bench.tui.services import project_services
from align_bench.workflow.recovery import History
from align_bench.workflow.reviewing import Session
from align_bench.workflow.workbooks import write_new_workbook

NAME = "北方会议-2031"
ZH = "会议鼓励通过具体的能力建设项目，进一步促进科学外交与12个成员国之间的联系，并决定于2031年继续审议这一问题。"
EN = "The meeting encouraged further promotion of science diplomacy and of ties among 12 member States, and decided"
TERMS = "id,zh,en,status\nc1,科学外交,science diplomacy,preferred\nc2,能力建设,capacity-building,preferred\n"
PRESSES = 30

# What is measured -> keys before, the keys that are timed in turn, keys behind.
KEYS: dict[str, tuple[Sequence[str], Sequence[str], Sequence[str]]] = {
    "a key without meaning": ((), ("f10",), ()),
    "down": (("home",), ("down",), ()),
    "page down": (("home",), ("pagedown",), ()),
    "last, first": ((), ("end", "home"), ()),
    "next open": (("home",), ("n",), ()),
    "approve": (("home",), ("a",), ()),
    "merge, undo": (("home",), ("m", "u"), ()),
    "type in the editor": (("home", "e"), ("x",), ("escape", "f4")),
    "type in the search": (("home", "/"), ("e", "n", "backspace"), ("escape",)),
    "open the filters": (("home",), ("colon", "escape"), ()),
}


def units(count: int) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            f"{i:012x}",
            f"{i}. {ZH * (1 + i % 3)}",
            f"{i}. {EN} on item {i}. " * (1 + i % 3),
            (Status.DRAFT, Status.TRANSLATED, Status.REVIEWED)[i % 3],
            label=str(i),
            confidence=0.97,
            source_numbers=(i,),
            target_numbers=(i,),
        )
        for i in range(1, count + 1)
    )


class GivenSession(Session):
    """A session whose units are not read from a workbook; its edits go to disk as ever."""

    given = Review(NAME, ())

    def _load(self) -> None:
        self._history = History(self.given)
        self._journal = Journal(self._project.journal(self.name))


def new_project(folder: Path, count: int) -> Project:
    (folder / "sources").mkdir(parents=True)
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    project = Project(folder)
    write_new_workbook(project.workbook(NAME), Review(NAME, units(count)), ())
    return project


def first_frame(folder: Path) -> float:
    """Seconds from the start of the command until its first frame is in the terminal."""
    end, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "align_bench", "review", NAME]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, cwd=folder, env=environment)
    os.close(child)
    seen = b""
    while NAME.encode() not in seen and process.poll() is None:
        if select.select([end], [], [], 0.1)[0]:
            seen += os.read(end, 65536)
    seconds = time.perf_counter() - start
    process.kill()
    process.wait()
    os.close(end)
    return seconds


async def settle(pilot: Pilot[None]) -> None:
    """Until what a key has set off is painted."""
    await pilot.pause(0.04)


async def press(pilot: Pilot[None], keys: Sequence[str]) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def measure(project: Project, count: int) -> None:
    GivenSession.given = Review(NAME, units(count))
    gc.collect()
    moment = datetime(2031, 4, 8, 9, 30, tzinfo=UTC)
    services = project_services(project, reviewer="Li", clock=lambda: moment)

    def open_session(name: str) -> Session:
        return GivenSession.open(project, name, reviewer="Li", clock=lambda: moment)

    app = ReviewApp(replace(services, open_session=open_session), NAME)
    app.animation_level = "none"
    start = time.thread_time()
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        while screen.session is None or not screen.view.units:
            await settle(pilot)
        print(f"{count:>7} units  opening {(time.thread_time() - start) * 1e3:7.0f} ms")
        for name, (before, keys, behind) in KEYS.items():
            await press(pilot, before)
            times = []
            for i in range(PRESSES):
                start = time.thread_time()
                await press(pilot, [keys[i % len(keys)]])
                times.append((time.thread_time() - start) * 1e3)
            await press(pilot, behind)
            high = quantiles(times, n=20)[18]
            print(f"{'':15}{name:<24} median {median(times):7.1f}   p95 {high:7.1f} ms", flush=True)


def main() -> None:
    counts = [int(text) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        project = new_project(Path(folder) / "project", 1_000)
        times = [first_frame(project.root) for _ in range(5)]
        print(f"first frame: {median(times):.2f} s after the command (median of 5)")
        for count in counts:
            asyncio.run(measure(project, count))


if __name__ == "__main__":
    main()
