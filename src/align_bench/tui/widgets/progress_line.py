"""A line for what takes longer than a moment: what it is, how far it is, for how long, and how to give it up.

Owns when it is shown, and which of several works is; what is at work is told by the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.segment import Segment
from textual.strip import Strip
from textual.timer import Timer

from align_bench.model.task import Task
from align_bench.text import cells
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.paint import line_strip

# What is through by then is not told at all.
_AFTER = 1.0
_EVERY = 0.5
_BAR = 12


@dataclass(slots=True)
class Work:
    """Something that is at work."""

    what: str
    task: Task
    way_out: str = ""
    """What the key for it does; empty where it must not be given up."""

    is_due: bool = False
    """It takes long."""

    ticks: int = 0
    """Since then."""

    def words(self, width: int, *, has_key: bool) -> str:
        """In so many cells: what it is stays, and how to give it up."""
        task = self.task
        measured = bar(task.done, task.total, _BAR) if task.total else moving_bar(self.ticks, _BAR)
        if task.is_stopped:
            return f" {measured} stopping: {self.what}"
        way_out = f" esc {self.way_out}:" if self.way_out and has_key else ""
        part = f": {task.part}" if task.part else ""
        done = min(task.done, task.total)
        counted = f", {done:,} of {task.total:,}" if task.total else ""
        seconds = f" ({int(_AFTER + self.ticks * _EVERY)} s)"
        share = f", {done * 100 // task.total} %" if task.total else ""
        forms = (f"{part}{counted}{seconds}", f"{part}{counted}", f"{part}{share}", share)
        lines = [f" {measured}{way_out} {self.what}{form}" for form in forms]
        return next((line for line in lines if cells.width(line) <= width), lines[-1])


class ProgressLine(LineArea):
    """One line, shown while something takes long: of several works the one that was begun last."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._works: dict[str, Work] = {}
        self._timer: Timer | None = None
        self._has_key = True

    def begin(self, name: str, work: Work) -> None:
        """Something has begun; it is shown if it takes long."""
        self._works.pop(name, None)
        self._works[name] = work
        self.set_timer(_AFTER, lambda: self._be_due(name, work))

    def end(self, name: str) -> None:
        """It is through, or was given up."""
        self._works.pop(name, None)
        self._show()

    def give_key(self, *, has_key: bool) -> None:
        """Whether the key for giving up is this line's now, and not that of an editor."""
        if has_key != self._has_key:
            self._has_key = has_key
            self.refresh()

    @property
    def shown(self) -> str | None:
        """The name of what is shown; None where nothing is."""
        return next((name for name, work in reversed(self._works.items()) if work.is_due), None)

    def _be_due(self, name: str, work: Work) -> None:
        if self._works.get(name) is work:
            work.is_due = True
            self._show()

    def _show(self) -> None:
        is_shown = self.shown is not None
        self.display = is_shown
        if is_shown and self._timer is None:
            self._timer = self.set_interval(_EVERY, self._tick)
        elif not is_shown and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.refresh()

    def _tick(self) -> None:
        for work in self._works.values():
            work.ticks += work.is_due
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # there is one
        width, style = self.size.width, self.rich_style
        if (name := self.shown) is None:
            return Strip.blank(width, style)
        words = self._works[name].words(width, has_key=self._has_key)
        return line_strip([Segment(cells.fit(words, width), style)], width, style)


def bar(count: int, total: int, width: int) -> str:
    """How much of something is done; of nothing, none."""
    full = min(count, total) * width // total if total else 0
    return f"[{'#' * full}{'.' * (width - full)}]"


def moving_bar(tick: int, width: int, part: int = 4) -> str:
    """A bar for what cannot be measured: a part of it moves to and fro."""
    way = width - part
    place = way - abs(tick % (2 * way) - way)
    return f"[{'.' * place}{'#' * part}{'.' * (way - place)}]"
