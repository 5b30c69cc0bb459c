"""A session in tmux, as over SSH: typing, another size, a kill, a restart, a window that is closed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from align_bench.formats.workbook.read import read_workbook
from align_bench.model.unit import Status
from align_bench.storage.drafts import Drafts
from align_bench.storage.lock import current_holder
from tui.desk import NAME, make_project

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

_PROGRAM = """
import sys
from pathlib import Path
from align_bench.storage.project import Project
from align_bench.tui.app import run_review
run_review(Project(Path(sys.argv[1])), sys.argv[2], reviewer="Li")
"""


class Tmux:
    """A server of its own, with one window."""

    def __init__(self, folder: Path) -> None:
        # The path of a socket must be short.
        self._socket = folder / "s"

    def run(self, *command: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name not in ("TMUX", "COLUMNS", "LINES")}
        return subprocess.run(
            ["tmux", "-u", "-S", str(self._socket), "-f", os.devnull, *command],
            env=environment | {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout

    def start(self, *program: str, columns: int = 100, rows: int = 30) -> None:
        self.run("new-session", "-d", "-s", "desk", "-x", str(columns), "-y", str(rows), shlex.join(program))

    def press(self, *keys: str) -> None:
        """Names of keys as tmux has them."""
        self.run("send-keys", "-t", "desk", *keys)

    def type(self, text: str) -> None:
        self.run("send-keys", "-t", "desk", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        self.run("resize-window", "-t", "desk", "-x", str(columns), "-y", str(rows))

    @property
    def program(self) -> int:
        """The process in the window."""
        return int(self.run("display-message", "-p", "-t", "desk", "#{pane_pid}"))

    @property
    def text(self) -> str:
        return self.run("capture-pane", "-p", "-t", "desk")

    def wait_for(self, is_there: Callable[[str], bool], seconds: float = 60) -> str:
        limit = time.monotonic() + seconds
        while not is_there(text := self.text):
            assert time.monotonic() < limit, f"never came:\n{text}"
            time.sleep(0.1)
        return text


@pytest.fixture
def tmux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tmux]:
    server = Tmux(tmp_path_factory.mktemp("t"))
    try:
        yield server
    finally:
        server.run("kill-server")


def holds(words: str, text: str) -> bool:
    """Whether they are shown, wherever the lines are broken."""
    return "".join(words.split()) in "".join(text.split())


def is_ready(text: str) -> bool:
    return "on disk" in text and re.search(r"\d findings?", text) is not None


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_over(process: int, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while is_running(process):
        assert time.monotonic() < limit, "the program goes on"
        time.sleep(0.1)


def test_typed_resized_killed_and_started_again(tmux: Tmux, tmp_path: Path) -> None:
    project = make_project(tmp_path)
    program = (sys.executable, "-c", _PROGRAM, str(tmp_path), NAME)
    tmux.start(*program)
    tmux.wait_for(is_ready)
    tmux.press("j", "a")
    tmux.wait_for(lambda text: "2 of 6 reviewed" in text)
    tmux.press("e")
    tmux.wait_for(lambda text: "English of" in text)
    for columns, rows, words in ((60, 20, " 核查机制"), (140, 40, " verified"), (80, 24, " 再次")):
        tmux.resize(columns, rows)
        tmux.type(words)
        shown = tmux.wait_for(partial(holds, words))
        assert len(shown.splitlines()) <= rows
    # What was typed is on disk when nothing has been typed for a moment.
    limit = time.monotonic() + 60
    while not any(text.endswith(" 再次") for text in Drafts.of(project, NAME).texts.values()):
        assert time.monotonic() < limit
        time.sleep(0.1)
    os.kill(tmux.program, signal.SIGKILL)
    limit = time.monotonic() + 60
    while "desk" in tmux.run("list-sessions"):
        assert time.monotonic() < limit
        time.sleep(0.1)

    tmux.start(*program, columns=80, rows=24)
    tmux.wait_for(lambda text: "2 of 6 reviewed" in text and "kept text" in text)
    tmux.press("e")
    tmux.wait_for(partial(holds, "核查机制 verified 再次"))
    tmux.press("F8")
    tmux.wait_for(lambda text: "3 of 6 reviewed" in text)
    number = tmux.program
    tmux.press("q")
    wait_until_over(number)
    units = read_workbook(project.workbook(NAME)).units
    assert [unit.status for unit in units].count(Status.REVIEWED) == 3
    assert units[2].target.endswith(" 核查机制 verified 再次")


def test_a_window_that_is_closed_ends_the_program(tmux: Tmux, tmp_path: Path) -> None:
    """It gets a signal to hang up and one to continue, and its terminal is gone."""
    project = make_project(tmp_path)
    tmux.start(sys.executable, "-c", _PROGRAM, str(tmp_path), NAME)
    tmux.wait_for(is_ready)
    number = tmux.program
    assert current_holder(project.private) is not None
    tmux.run("kill-session", "-t", "desk")
    wait_until_over(number)
    assert current_holder(project.private) is None
