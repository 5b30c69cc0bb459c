"""A terminal that goes away while the program runs: a connection breaks, a window is closed.

Owns telling the application. The thread that writes for Textual ends at the first write that fails; the next paint
would wait for it for ever, with the project locked and no signal heeded.
"""

from __future__ import annotations

import select
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from textual.driver import Driver
from textual.message import Message

# In milliseconds: how soon it is seen that the program ends.
_PATIENCE = 500


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
                self._file = Output(file, self._tell)

        def start_application_mode(self) -> None:
            super().start_application_mode()
            ended: threading.Event | None = getattr(self, "exit_event", None)
            if ended is not None and hasattr(select, "poll"):
                watch = threading.Thread(target=_watch, args=(self.fileno, ended, self._tell), daemon=True)
                watch.start()

        def _tell(self) -> None:
            # The application may have ended meanwhile.
            with suppress(RuntimeError):
                self.send_message(TerminalGone())

    return LastingDriver


def _watch(terminal: int, ended: threading.Event, lost: Callable[[], None]) -> None:
    """Wait until a terminal hangs up; where that cannot be waited for, the next write shows it."""
    waiting = select.poll()
    waiting.register(terminal, 0)
    while not ended.is_set():
        for _, event in waiting.poll(_PATIENCE):
            if event & select.POLLHUP:
                lost()
            return
