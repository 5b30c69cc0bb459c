"""What a terminal does while the program runs: it goes away, or sends what is no UTF-8.

Owns telling the application that a connection broke or a window was closed: the thread that writes for Textual ends at
the first write that fails, and the next paint would wait for it for ever, with the project locked and no signal heeded.
Owns reading the keys too: Textual's thread for that ends at the first byte that is no UTF-8, and the program with it;
and there would be two such threads after a signal to continue, of which one never ends.
"""

from __future__ import annotations

import os
import select
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TextIO

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

# In milliseconds: how soon it is seen that the program ends.
_PATIENCE = 500

# In seconds: how long the next key is waited for before an escape is one of its own.
_PAUSE = 0.1

_TERMINAL = "textual.drivers.linux_driver"


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

    class LastingDriver(_reading(kind)):  # type: ignore[misc]  # Textual chooses the kind by the system
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            file: TextIO | None = getattr(self, "_file", None)
            if file is not None:
                self._file = Output(file, partial(_tell, self))

        def start_application_mode(self) -> None:
            super().start_application_mode()
            ended: threading.Event | None = getattr(self, "exit_event", None)
            if ended is not None and hasattr(select, "poll"):
                lost = partial(_tell, self)
                watch = threading.Thread(target=_watch, args=(self.fileno, ended, lost), daemon=True)
                watch.start()

    return LastingDriver


def _reading(kind: type[Driver]) -> type[Driver]:
    """The kind of driver, if it reads keys from a terminal, as one that shows U+FFFD for bytes that are no UTF-8.

    They come by pasting from a program with another encoding, or where the terminal itself has another one.
    """
    if kind.__module__ != _TERMINAL:
        return kind

    class ReadingDriver(kind):  # type: ignore[misc, valid-type]  # Textual chooses the kind by the system
        _must_signal_resume: bool

        def _sigcont_application(self, *_arguments: Any) -> None:
            """Textual begins to read and to write anew, as after ctrl+z, beside what reads and writes already.

            A terminal that is closed sends this signal as well.
            """
            if _has_hung_up(self.fileno):
                return
            if not self._must_signal_resume:
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application()

        def run_input_thread(self) -> None:
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")("replace").decode
            while not self.exit_event.is_set():
                ready, _, _ = select.select([self.fileno], [], [], _PAUSE)
                read = _read(self.fileno) if ready else b""
                if ready and not read:
                    _tell(self)
                    return
                text = decode(read)
                # No text would tell the parser that there is no more.
                for message in parser.feed(text) if text else parser.tick():
                    self.process_message(message)

    return ReadingDriver


def _tell(driver: Driver) -> None:
    # The application may have ended meanwhile.
    with suppress(RuntimeError):
        driver.send_message(TerminalGone())


def _read(terminal: int) -> bytes:
    """What was typed; nothing where the terminal is gone, which would otherwise be read over and over."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def _has_hung_up(terminal: int) -> bool:
    now = select.poll()
    now.register(terminal, 0)
    return any(event & select.POLLHUP for _, event in now.poll(0))


def _watch(terminal: int, ended: threading.Event, lost: Callable[[], None]) -> None:
    """Wait until a terminal hangs up; where that cannot be waited for, the next write shows it."""
    waiting = select.poll()
    waiting.register(terminal, 0)
    while not ended.is_set():
        for _, event in waiting.poll(_PATIENCE):
            if event & select.POLLHUP:
                lost()
            return
