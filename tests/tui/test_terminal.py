"""The program in a real terminal, killed in the middle of an edit."""

from __future__ import annotations

import contextlib
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from align_bench.model.unit import Unit
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from tui.desk import NAME, make_project

pyte = pytest.importorskip("pyte")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

_PROGRAM = """
import sys
from pathlib import Path
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.tui.app import run_review
run_review(Project(Path(sys.argv[1])), sys.argv[2], reviewer="Li")
"""


class Terminal:
    """A program on a pty, and the screen that it paints."""

    def __init__(self, root: Path, columns: int = 100, rows: int = 30) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._end, child = pty.openpty()
        termios.tcsetwinsize(child, (rows, columns))
        environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(root), NAME],
            stdin=child,
            stdout=child,
            stderr=child,
            env=environment,
            start_new_session=True,
        )
        os.close(child)

    def type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def wait_for(self, holds: Callable[[str], bool], seconds: float = 30) -> str:
        """Read what is painted until it looks as wanted."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            ready, _, _ = select.select([self._end], [], [], 0.1)
            if ready:
                with contextlib.suppress(OSError):
                    self._stream.feed(os.read(self._end, 65536))
            if holds(self.text):
                return self.text
        raise AssertionError(f"never came:\n{self.text}")

    @property
    def text(self) -> str:
        # `Screen.display` fails on wide characters that are cut off; the second cell of one is empty.
        columns, rows = self.screen.columns, self.screen.lines
        return "\n".join("".join(self.screen.buffer[row][x].data for x in range(columns)) for row in range(rows))

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._end)

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()


def reviewed(text: str) -> int | None:
    """How many pairs the first line says are reviewed."""
    found = re.search(r"(\d+) of \d+ reviewed", text)
    return int(found[1]) if found else None


def reached(goal: int) -> Callable[[str], bool]:
    return lambda text: (reviewed(text) or 0) >= goal


def test_what_was_shown_as_done_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    units = tuple(Unit(f"u{i}", f"{i}. 第{i}段。", f"{i}. Paragraph {i}.", label=str(i)) for i in range(1, 41))
    make_project(tmp_path, units)
    chance = random.Random(20260301)
    shown = pressed = 0
    for _ in range(3):
        terminal = Terminal(tmp_path)
        try:
            terminal.wait_for(lambda text: "on disk" in text and reviewed(text) is not None)
            # What the first line says is there after the last kill: all that was shown, nothing that was not asked for.
            there = reviewed(terminal.text)
            assert there is not None
            assert shown <= there <= pressed
            # To the next open pair, and approve one after the other.
            terminal.type("n" + "a" * 8)
            pressed = there + 8
            shown = reviewed(terminal.wait_for(reached(there + chance.randrange(1, 6)))) or 0
            terminal.kill()
        finally:
            terminal.close()


def test_killed_in_the_middle_of_an_edit_nothing_is_lost(tmp_path: Path) -> None:
    project: Project = make_project(tmp_path)
    first = Terminal(tmp_path)
    try:
        first.wait_for(lambda text: "all edits on disk" in text and "finding" in text)
        first.type("j")
        first.type("a")
        first.wait_for(lambda text: "2 of 6 reviewed" in text)
        first.type("e")
        first.wait_for(lambda text: "English of 2" in text)
        first.type(" Unfinished")
        drafts = project.private / "drafts" / f"{NAME}.json"
        first.wait_for(lambda text: "Unfinished" in text and drafts.is_file() and "Unfinished" in drafts.read_text())
        first.kill()
    finally:
        first.close()
    second = Terminal(tmp_path)
    try:
        second.wait_for(lambda text: "2 of 6 reviewed" in text and "kept text" in text)
        second.type("jj")
        second.type("e")
        second.wait_for(lambda text: "Unfinished" in text and "kept text" in text)
        second.type("\x13")
        second.wait_for(lambda text: "Unfinished" in text and "English of" not in text)
        assert "Unfinished" in project.journal(NAME).read_text()
        second.type("q")
        second.wait_for(lambda _: second.process.poll() is not None)
        assert second.process.returncode == 0
    finally:
        second.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_what_was_typed_is_kept_when_the_system_ends_the_program(tmp_path: Path, name: str) -> None:
    make_project(tmp_path)
    terminal = Terminal(tmp_path)
    try:
        terminal.wait_for(lambda text: "on disk" in text and reviewed(text) is not None)
        terminal.type("e")
        terminal.wait_for(lambda text: "English of" in text)
        terminal.type(" MORE")
        terminal.wait_for(lambda text: "MORE" in text)
        os.kill(terminal.process.pid, getattr(signal, name))
        # What it paints last has to be read, or it waits for that.
        limit = time.monotonic() + 30
        while terminal.process.poll() is None and time.monotonic() < limit:
            with contextlib.suppress(OSError):
                if select.select([terminal._end], [], [], 0.1)[0]:
                    os.read(terminal._end, 65536)
        assert terminal.process.poll() not in (None, 0)
    finally:
        terminal.close()
    (kept,) = Drafts.of(Project(tmp_path), NAME).texts.values()
    assert kept.endswith(" MORE")
