"""A terminal that goes away while the program runs: a connection breaks, a window is closed.

Owns telling the application. The thread that writes for Textual ends at the first write that fails; the next paint
would wait for it for ever, with the project locked and no signal heeded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TextIO

from textual.driver import Driver
from textual.message import Message


class TerminalGone(Message):
    """Nothing that is painted is seen any more."""


class Output:
    """A terminal to write to, also where it is gone."""

    def __init__(self, file: TextIO, lost: Callable[[], None]) -> None:
        """`lost` is called once, by whoever writes."""
        self._file = file
        self._lost: Callable[[], None] | None = lost

    def write(self, text: str) -> None:
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        self._try(self._file.flush)

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()

    def _try(self, work: Callable[[], object]) -> None:
        if self._lost is None:
            return
        try:
            work()
        except OSError:
            lost, self._lost = self._lost, None
            lost()


def lasting(kind: type[Driver]) -> type[Driver]:
    """The kind of driver, if it writes to a terminal, as one that sends `TerminalGone`."""

    class LastingDriver(kind):  # type: ignore[misc, valid-type]  # Textual chooses the kind by the system
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            file: TextIO | None = getattr(self, "_file", None)
            if file is not None:
                self._file = Output(file, lambda: self.send_message(TerminalGone()))

    return LastingDriver
