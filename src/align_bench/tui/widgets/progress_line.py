"""A line for what takes longer than a moment: what it is, a bar, for how long, and how to give it up if that is safe.

Owns when it is shown; what is at work is told by the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.segment import Segment
from textual.strip import Strip
from textual.timer import Timer

from align_bench.text import cells
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.paint import line_strip

# What is through by then is not told at all.
_AFTER = 1.0
_EVERY = 0.5
_BAR = 12


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is at work."""

    what: str
    way_out: str = ""
    """What the key for it does; empty where it must not be given up."""


class ProgressLine(LineArea):
    """One line, shown while something takes long."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._tasks: dict[str, Task] = {}
        self._ticks = 0
        self._timer: Timer | None = None

    def begin(self, name: str, task: Task) -> None:
        """Something has begun; it is shown if it takes long."""
        self._tasks[name] = task
        if self._timer is None:
            self._ticks = 0
            self._timer = self.set_timer(_AFTER, self._show)

    def end(self, name: str) -> None:
        """It is through, or was given up."""
        self._tasks.pop(name, None)
        if not self._tasks and self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.display = False
        self.refresh()

    @property
    def shown(self) -> str | None:
        """The name of what is shown; None where nothing is."""
        return next(iter(self._tasks), None) if self.display else None

    def _show(self) -> None:
        self.display = True
        self._timer = self.set_interval(_EVERY, self._tick)
        self.refresh()

    def _tick(self) -> None:
        self._ticks += 1
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # there is one
        width, style = self.size.width, self.rich_style
        if not self._tasks:
            return Strip.blank(width, style)
        task = next(iter(self._tasks.values()))
        seconds = int(_AFTER + self._ticks * _EVERY)
        way_out = f" esc {task.way_out}:" if task.way_out else ""
        words = f" {moving_bar(self._ticks, _BAR)}{way_out} {task.what} ({seconds} s)"
        return line_strip([Segment(cells.fit(words, width), style)], width, style)


def bar(count: int, total: int, width: int) -> str:
    """How much of something is done; of nothing, none."""
    full = count * width // total if total else 0
    return f"[{'#' * full}{'.' * (width - full)}]"


def moving_bar(tick: int, width: int, part: int = 4) -> str:
    """A bar for what cannot be measured: a part of it moves to and fro."""
    way = width - part
    place = way - abs(tick % (2 * way) - way)
    return f"[{'.' * place}{'#' * part}{'.' * (way - place)}]"
