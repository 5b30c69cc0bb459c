"""The program in a real terminal, killed in the middle of an edit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.workflow.history import all_records
from tui.desk import NAME, make_project

pytest.importorskip("pyte")
pytest.importorskip("pty")

from tui.terminal import Terminal, reviewed

_PROGRAM = """
import sys
import threading
from pathlib import Path
from typing import Any
from align_bench.storage.project import Project
from align_bench.tui.app import run_review
run_review(Project(Path(sys.argv[1])), sys.argv[2], reviewer="Li")
"""


def review_screen(root: Path) -> Terminal:
    return Terminal([sys.executable, "-c", _PROGRAM, str(root), NAME])


def test_the_program_is_killed_under_a_stream_of_edits(tmp_path: Path) -> None:
    """20 of the 200 kills that `PYTHONPATH=tests python -m tui.killing FOLDER 20260301 200` makes."""
    kills = 20
    tests = Path(__file__).parent.parent
    command = [sys.executable, "-m", "tui.killing", str(tmp_path), "20260301", str(kills)]
    paths = os.pathsep.join(filter(None, (str(tests), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) == kills
    assert [each for each in rounds if each["wrong"]] == []
    assert sum(each["shown"] for each in rounds) > kills
    # Some were killed between an edit and its paint, or between the key and the edit.
    assert sum(each["asked"] for each in rounds) > sum(each["shown"] for each in rounds)
    records = [record for root in tmp_path.iterdir() if root.is_dir() for record in all_records(Project(root), "note")]
    assert any("saved" in record for record in records)


def test_killed_in_the_middle_of_an_edit_nothing_is_lost(tmp_path: Path) -> None:
    project: Project = make_project(tmp_path)
    first = review_screen(tmp_path)
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
    second = review_screen(tmp_path)
    try:
        second.wait_for(lambda text: "2 of 6 reviewed" in text and "kept text" in text)
        # From the first pair, wherever the document is opened.
        second.type("\x1b[H")
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


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("科".encode("gb18030"), id="other-encoding"),
        pytest.param(b"\x1b[200~one \xe4\xb8 two\x1b[201~", id="half-a-character-pasted"),
    ],
)
def test_what_is_no_utf8_does_not_end_the_program(tmp_path: Path, typed: bytes) -> None:
    make_project(tmp_path)
    terminal = review_screen(tmp_path)
    try:
        terminal.wait_for(lambda text: "on disk" in text and reviewed(text) is not None)
        terminal.type("e")
        terminal.wait_for(lambda text: "English of" in text)
        terminal.send(typed)
        terminal.wait_for(lambda text: "\ufffd" in text)
        terminal.type(" 合 MORE")
        terminal.wait_for(lambda text: "合" in text and "MORE" in text)
    finally:
        terminal.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_what_was_typed_is_kept_when_the_system_ends_the_program(tmp_path: Path, name: str) -> None:
    make_project(tmp_path)
    terminal = review_screen(tmp_path)
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
            terminal.read()
        assert terminal.process.poll() not in (None, 0)
    finally:
        terminal.close()
    (kept,) = Drafts.of(Project(tmp_path), NAME).texts.values()
    assert kept.endswith(" MORE")


@pytest.mark.parametrize("typed", ["MORE", None], ids=["while-typing", "while-nothing-is-done"])
def test_a_terminal_that_is_gone_ends_the_program(tmp_path: Path, typed: str | None) -> None:
    """As where a connection breaks: the project is free again, and what was typed is kept."""
    make_project(tmp_path)
    terminal = review_screen(tmp_path)
    try:
        terminal.wait_for(lambda text: "on disk" in text and reviewed(text) is not None)
        if typed:
            terminal.type("e")
            terminal.wait_for(lambda text: "English of" in text)
            terminal.type(f" {typed}")
            terminal.wait_for(lambda text: typed in text)
            # Paints that nobody takes any more.
            terminal.type("x" * 400)
        else:
            # Until nothing is painted any more.
            while terminal.read(3):
                pass
        terminal.hang_up()
        assert terminal.process.wait(30) not in (None, 0)
    finally:
        terminal.close()
    if typed:
        (kept,) = Drafts.of(Project(tmp_path), NAME).texts.values()
        assert f" {typed}" in kept


def test_keys_that_end_are_not_asked_for_again() -> None:
    """A terminal that is gone is always ready, with nothing: its reader would keep a processor busy for ever."""
    from textual.drivers.linux_driver import LinuxDriver
    from textual.message import Message

    from align_bench.tui.terminal import TerminalGone, lasting

    kind: Any = lasting(LinuxDriver)
    told: list[Message] = []
    driver = kind.__new__(kind)
    mine, theirs = os.pipe()
    driver.__dict__.update(fileno=mine, exit_event=threading.Event(), _debug=False, send_message=told.append)
    os.close(theirs)
    driver.run_input_thread()
    os.close(mine)
    assert [type(message) for message in told] == [TerminalGone]


@pytest.mark.parametrize("ending", ["q", "hang-up"])
def test_a_program_that_was_stopped_and_goes_on_ends_as_any_other(tmp_path: Path, ending: str) -> None:
    make_project(tmp_path)
    terminal = review_screen(tmp_path)
    try:
        terminal.wait_for(lambda text: "on disk" in text and reviewed(text) is not None)
        for _ in range(4):
            terminal.process.send_signal(signal.SIGSTOP)
            terminal.process.send_signal(signal.SIGCONT)
            # Until all is painted anew: keys before that are thrown away.
            while terminal.read(2):
                pass
        terminal.type("j")
        terminal.type("a")
        terminal.wait_for(lambda text: "2 of 6 reviewed" in text)
        if ending == "q":
            terminal.type("q")
            limit = time.monotonic() + 30
            while terminal.process.poll() is None and time.monotonic() < limit:
                terminal.read()
            assert terminal.process.poll() == 0
        else:
            terminal.hang_up()
            assert terminal.process.wait(30) not in (None, 0)
    finally:
        terminal.close()
