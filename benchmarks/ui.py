"""How fast the review screen is: first frame, opening, keys, typing, search and filter, memory.

    python benchmarks/ui.py [UNITS ...]        (1000, 10000 and 100000 by default)

The first frame is timed from the start of the command in a terminal of its own. Everything else is measured inside the
process, 140 x 40 cells, from the key event to the end of the last paint that it causes, escape sequences included
(`ui_terminal`): `work` is CPU time of the screen's thread, `wall` the clock, in milliseconds; `later` is CPU time of
what follows when the cursor rests. The workbook is a real one; each size has a process of its own. Checks and memory
are waited for, but no longer than a minute: then they run on beside the keys, until what needs them is measured. `type,
checks running` presses a key whenever the checks of the text before it have begun; `realign` shows how what stands
around a pair would be paired. For comparison, Textual's DataTable.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import resource
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

from textual.app import App, ComposeResult
from textual.widgets import DataTable
from ui_project import LAST_IN_STEP, NAME, new_project, units
from ui_terminal import Bench, Cost, now, running

from align_bench.model.task import Task
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.pace import paced
from align_bench.tui.screens.looking import Look
from align_bench.tui.screens.review import ReviewScreen
from align_bench.tui.services import project_services
from align_bench.workflow.reviewing import Session

PRESSES = 40
PATIENCE = 60.0
LONG_PATIENCE = 900.0
# Documents of so many units are paired anew: for more of them the aligner learns for minutes.
REALIGNED = 2_000

# What is measured -> keys before, the keys that are timed in turn, keys behind.
KEYS: dict[str, tuple[Sequence[str], Sequence[str], Sequence[str]]] = {
    "down": (("home",), ("down",), ()),
    "page down": (("home",), ("pagedown",), ()),
    "last, first": ((), ("end", "home"), ()),
    "next open": (("home",), ("n",), ()),
    "approve": (("home",), ("a",), ()),
    "merge, undo": (("end", "up", "up"), ("m", "u"), ()),
    "type in the editor": (("home", "e"), ("x",), ("escape", "f4")),
    "type in the search": (("home", "/"), ("s", "t", "backspace", "backspace"), ("escape",)),
}


def say(line: str) -> None:
    """Past the screen, which takes what is printed."""
    assert sys.__stdout__ is not None
    print(line, file=sys.__stdout__, flush=True)


def report(name: str, costs: Sequence[Cost]) -> None:
    work, wall = ([getattr(cost, part) for cost in costs] for part in ("work", "wall"))
    figures = [figure for each in (work, wall) for figure in (median(each), quantiles(each, n=20)[18], max(each))]
    later = median(cost.later for cost in costs)
    say(f"  {name:<24}" + "".join(f"{figure:9.1f}" for figure in (*figures, later)))


def memory() -> str:
    """Megabytes that this process holds, and the most that it has held so far."""
    now_held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return f"{now_held:.0f} MB, at most {most:.0f} MB"


def first_frame(folder: Path) -> tuple[float, float]:
    """Seconds from the start of the command until its first frame is in the terminal, and those of the processor."""
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
    _, process.returncode, used = os.wait4(process.pid, 0)
    os.close(end)
    return seconds, used.ru_utime + used.ru_stime


async def measure(project: Project) -> None:
    """All figures of one size."""
    moment = datetime(2031, 4, 8, 9, 30, tzinfo=UTC)
    services = project_services(project, reviewer="Li", clock=lambda: moment)
    read: list[float] = []

    def open_session(name: str, task: Task) -> Session:
        read.append(time.perf_counter())
        session = services.open_session(name, task)
        read.append(time.perf_counter())
        return session

    app = ReviewApp(replace(services, open_session=open_session), NAME)
    async with running(app) as bench:
        while not read:  # noqa: ASYNC110  what begins in another thread has no event
            await asyncio.sleep(0.005)
        showing = asyncio.ensure_future(bench.until(lambda: _is_shown(app)))
        meanwhile: list[Cost] = []
        while len(read) < 2:
            meanwhile.append(await bench.press("f1" if len(meanwhile) % 2 == 0 else "escape"))
        if len(meanwhile) % 2:
            await bench.press("escape")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        shown = await showing
        count, reading = len(screen.view.units), read[1] - read[0]
        say(f"{count:,} units: read in {reading:.1f} s, shown {shown.wall - read[1]:.2f} s later")
        say(f"  {'':<24}{'work':>9}{'p95':>9}{'most':>9}{'wall':>9}{'p95':>9}{'most':>9}{'later':>9}")
        if len(meanwhile) > 1:
            report("help while it is read", meanwhile)
        await settled(screen, PATIENCE)
        if count <= REALIGNED:
            await measure_realigning(bench, app)
        for name, (before, keys, behind) in KEYS.items():
            for key in before:
                await bench.press(key)
            report(name, [await bench.press(keys[i % len(keys)]) for i in range(PRESSES)])
            for key in behind:
                await bench.press(key)
        await measure_filter(bench)
        await settled(screen, LONG_PATIENCE)
        await measure_typing(bench, screen)
        say(f"  memory {memory()}")


def _is_shown(app: ReviewApp) -> bool:
    """Whether the pairs are there; what covers them while they are read is not counted."""
    review = next((screen for screen in app.screen_stack if isinstance(screen, ReviewScreen)), None)
    return review is not None and review.session is not None and bool(review.view.units)


async def settled(screen: ReviewScreen, patience: float) -> None:
    """Wait for checks and memory; tell what they took, or that they still run."""
    start = now()
    while time.perf_counter() < start.wall + patience:
        await asyncio.sleep(0.1)
        if screen.memory is not None and "checking" not in screen.query_one("StateLine").text:  # type: ignore[attr-defined]
            say(f"  checks and memory were there {time.perf_counter() - start.wall:.0f} s later; {memory()}")
            return
    say(f"  checks or memory run on beside the keys; {memory()}")


async def measure_filter(bench: Bench) -> None:
    asked, filtered = [], []
    for _ in range(5):
        asked.append(await bench.press(":"))
        for key in "is:open":
            await bench.press(key)
        filtered.append(await bench.press("enter"))
        # All pairs again: escape would give the checks up before the filter.
        for key in (":", "enter"):
            await bench.press(key)
    report("ask for a filter", asked)
    report("filter", filtered)


async def measure_typing(bench: Bench, screen: ReviewScreen) -> None:
    """Type a character whenever the checks of the text before it have begun, half a second later at the latest."""
    await bench.press("home")
    while not screen.is_writing:
        await bench.press("e")
    costs = []
    for _ in range(PRESSES):
        costs.append(await bench.press("x"))
        pause = time.perf_counter() + 0.5
        while not screen._is_checking_typed and time.perf_counter() < pause:  # noqa: ASYNC110, SLF001
            await asyncio.sleep(0.001)
    report("type, checks running", costs)
    for key in ("escape", "f4"):
        await bench.press(key)


async def measure_realigning(bench: Bench, app: ReviewApp) -> None:
    """From the key to the preview; before the first one the aligner reads the document."""
    for key in ("g", *str(LAST_IN_STEP), "enter", "R"):
        await bench.press(key)
    while not isinstance(app.screen, Look):  # noqa: ASYNC110  another thread learns
        await asyncio.sleep(0.05)
    await bench.rest()
    costs = []
    for _ in range(PRESSES // 2):
        await bench.press("escape")
        costs.append(await bench.press("R"))
        assert isinstance(app.screen, Look)
    report("realign", costs)
    await bench.press("escape")


class TableApp(App[None]):
    """The same units in Textual's own table."""

    def compose(self) -> ComposeResult:
        yield DataTable()


async def measure_table(count: int) -> None:
    """One line a row, where the review screen wraps the texts."""
    rows = [(unit.label, unit.target, unit.source, unit.status.value) for unit in units(count)]
    app = TableApp()
    async with running(app) as bench:
        await bench.until(lambda: bool(app.screen_stack))
        table = app.query_one(DataTable)
        start = time.perf_counter()
        table.add_columns("No.", "English", "Chinese", "")
        table.add_rows(rows)
        shown = await bench.rest()
        say(f"DataTable, {count:,} rows: shown after {shown.wall - start:.1f} s; {memory()}")
        report("down", [await bench.press("down") for _ in range(PRESSES)])
        report("page down", [await bench.press("pagedown") for _ in range(PRESSES)])


def main() -> None:
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("units", nargs="*", type=int, default=[1_000, 10_000, 100_000], help="sizes of the document")
    # Each of these is asked for by this script itself, for a process of its own.
    parser.add_argument("--project", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--table", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.project:
        with paced():
            asyncio.run(measure(Project(arguments.project)))
    elif arguments.table:
        asyncio.run(measure_table(arguments.table))
    else:
        measure_all(arguments.units)


def measure_all(counts: Sequence[int]) -> None:
    """The first frame, each size, and the table at the largest one."""
    with tempfile.TemporaryDirectory() as folder:
        small = new_project(Path(folder) / "small", 1_000)
        seconds, work = (median(column) for column in zip(*(first_frame(small.root) for _ in range(5)), strict=True))
        say(f"first frame: {seconds:.2f} s after the command, {work:.2f} s of processor time (medians of 5)")
        for count in counts:
            project = new_project(Path(folder) / f"{count}", count)
            subprocess.run([sys.executable, __file__, "--project", project.root], check=True)
        subprocess.run([sys.executable, __file__, "--table", f"{max(counts)}"], check=True)


if __name__ == "__main__":
    main()
