"""Long work as those see it who wait for it: what is at work, how far it is, and that it is given up.

Owns no thread and no process: who works takes steps, who waits looks on from another thread, and may stop it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818  # no error: it was asked for
    """Work that was given up by who waited for it; what it had not finished is not kept."""


class Task:
    """One long work, handed to what does it."""

    def __init__(self, what: str = "") -> None:
        self.what = what
        """In words, for who waits."""

        self.part = ""
        """What of it is at work."""

        self.done = 0
        self.total = 0
        """Steps of this part; 0 where nobody knows how many there are."""

        self.is_stopped = False

    def stop(self) -> None:
        """Give it up: its next step raises `Stopped`."""
        self.is_stopped = True

    def heed(self) -> None:
        """`Stopped` where it was given up."""
        if self.is_stopped:
            raise Stopped(self.what)

    def begin(self, part: str, total: int = 0) -> None:
        """The next part, with so many steps; `Stopped` where it was given up."""
        self.heed()
        self.part, self.done, self.total = part, 0, total

    def step(self, count: int = 1) -> None:
        """So many steps more are done; `Stopped` where it was given up."""
        self.done += count
        self.heed()

    def over(self, steps: Iterable[T], part: str, total: int = 0, count: int = 1) -> Iterator[T]:
        """The same steps, as the next part: each counts for so many when the next one is asked for.

        Parts that were begun within a step are over by then.
        """
        self.begin(part, total)
        for number, each in enumerate(steps, start=1):
            yield each
            self.part, self.done, self.total = part, number * count, total
            self.heed()

    def within(self) -> Task:
        """The same for one of its steps: that tells nothing of its own, and is stopped with it."""
        return _Within(self)


class _Within(Task):
    """What happens inside of a step."""

    def __init__(self, whole: Task) -> None:
        super().__init__(whole.what)
        self._whole = whole

    def heed(self) -> None:
        self._whole.heed()
