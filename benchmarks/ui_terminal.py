"""A terminal in memory for measuring a Textual app: keys go in as from a keyboard, and the end of each paint is noted.

Nothing is left out of a paint but the terminal itself: escape sequences are made as for a real one. There are no waits
in the figures but the app's own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

SIZE = (140, 40)

# What is painted within so many seconds after another paint belongs to the same key: Textual paints 60 times a second.
_SAME = 0.03
# A key is through with when nothing was painted for so many seconds.
_QUIET = 0.12
# A key that nothing has painted after so many seconds changes nothing on the screen.
_PATIENCE = 2.0

_NAMES = {":": "colon", "/": "slash", " ": "space", "-": "minus", ".": "full_stop"}


class Moment(NamedTuple):
    """A point in time, in seconds."""

    wall: float
    cpu: float
    """Of the thread that asks."""


def now() -> Moment:
    return Moment(time.perf_counter(), time.thread_time())


class Cost(NamedTuple):
    """From a key to the end of the paint that it causes, in milliseconds."""

    work: float
    """CPU time of the screen's thread: handlers, layout, paint."""

    wall: float
    """Of the clock: the waits for the next frame, the disk and other threads counted."""

    later: float
    """CPU time of what is painted when the key is answered already, such as panes that wait until the cursor rests."""


class MemoryTerminal(HeadlessDriver):
    """A terminal that keeps nothing."""

    @property
    def is_headless(self) -> bool:
        """What is painted is made into bytes, as for any other terminal."""
        return False

    def write(self, data: str) -> None:
        data.encode()


class Bench:
    """An app that runs, its keyboard, and the paints that followed the last key."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._paints: list[Moment] = []
        self._awaited: tuple[Callable[[], bool], asyncio.Future[Moment]] | None = None
        app.driver_class = MemoryTerminal
        app.animation_level = "none"
        # The hook is called with nothing after every paint.
        app.post_display_hook = self._painted  # type: ignore[method-assign]

    async def press(self, key: str) -> Cost:
        """Press a key and wait until everything that it causes is painted."""
        self._paints.clear()
        start = now()
        self._app.post_message(events.Key(_NAMES.get(key, key), key if len(key) == 1 else None))
        while not self._paints and time.perf_counter() < start.wall + _PATIENCE:  # noqa: ASYNC110  paints come by a hook
            await asyncio.sleep(0.02)
        await self.rest()
        return _cost(start, self._paints)

    async def rest(self) -> Moment:
        """Wait until nothing is painted any more; the end of the last paint, or now where there was none."""
        last = time.perf_counter()
        while time.perf_counter() < last + _QUIET:
            await asyncio.sleep(last + _QUIET - time.perf_counter())
            last = max(last, self._paints[-1].wall if self._paints else 0.0)
        return self._paints[-1] if self._paints else now()

    async def until(self, holds: Callable[[], bool]) -> Moment:
        """The end of the first paint that finds a condition true."""
        painted: asyncio.Future[Moment] = asyncio.get_running_loop().create_future()
        self._awaited = (holds, painted)
        return await painted

    def _painted(self) -> None:
        self._paints.append(now())
        if self._awaited is not None and self._awaited[0]():
            self._awaited[1].set_result(self._paints[-1])
            self._awaited = None


@asynccontextmanager
async def running(app: App[Any]) -> AsyncIterator[Bench]:
    """The app at work, 140 x 40 cells."""
    bench = Bench(app)
    run = asyncio.create_task(app.run_async(size=SIZE))
    try:
        yield bench
    finally:
        app.exit()
        await run


def _cost(start: Moment, paints: list[Moment]) -> Cost:
    """A key that changes nothing is painted by nothing and costs nothing."""
    if not paints:
        return Cost(0.0, 0.0, 0.0)
    last = paints[0]
    for paint in paints[1:]:
        if paint.wall - last.wall > _SAME:
            break
        last = paint
    end = paints[-1]
    return Cost((last.cpu - start.cpu) * 1e3, (last.wall - start.wall) * 1e3, (end.cpu - last.cpu) * 1e3)
