"""A program in a real terminal, and what it paints there."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from pty import openpty

import pyte


class Terminal:
    """A program on a pty, and the screen that it paints."""

    def __init__(self, command: Sequence[str], columns: int = 100, rows: int = 30) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._end, child = openpty()
        termios.tcsetwinsize(child, (rows, columns))
        # Screens that are tested in this process leave their size there, which would go before that of the terminal.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        look = {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
        environment = inherited | look
        self.process = subprocess.Popen(
            command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
        )
        os.close(child)

    def type(self, text: str) -> None:
        self.send(text.encode())

    def send(self, data: bytes) -> None:
        os.write(self._end, data)

    def read(self, seconds: float = 0.1) -> bool:
        """Read what is painted next, for which it is waited so long; whether there was any."""
        ready, _, _ = select.select([self._end], [], [], seconds)
        with contextlib.suppress(OSError):
            if ready and (painted := os.read(self._end, 65536)):
                self._stream.feed(painted)
                return True
        return False

    def wait_for(self, holds: Callable[[str], bool], seconds: float = 30) -> str:
        """Read what is painted until it looks as wanted."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.read()
            if holds(self.text):
                return self.text
        raise AssertionError(f"never came:\n{self.text}")

    @property
    def text(self) -> str:
        return "\n".join(map(self.line, range(self.screen.lines)))

    def line(self, row: int) -> str:
        # `Screen.display` fails on wide characters that are cut off; the second cell of one is empty.
        return "".join(self.screen.buffer[row][x].data for x in range(self.screen.columns))

    def kill(self) -> None:
        """End the program and what it started with -9; what it had painted can still be read."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._end)

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        with contextlib.suppress(OSError):
            os.close(self._end)


def reviewed(text: str) -> int | None:
    """How many pairs the first line says are reviewed."""
    found = re.search(r"(\d+) of \d+ reviewed", text)
    return int(found[1]) if found else None
