"""The program in a real terminal: two languages typed while the window changes, a kill, a restart; hostile texts."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from dataclasses import replace
from pathlib import Path

import pytest

from align_bench.formats.workbook.read import read_workbook
from align_bench.model.unit import Status
from align_bench.storage.drafts import Drafts
from tui.desk import NAME, make_project, make_units

pytest.importorskip("pyte")
pytest.importorskip("pty")
terminals = pytest.importorskip("tui.terminal")

_PROGRAM = """
import sys
from pathlib import Path
from align_bench.storage.project import Project
from align_bench.tui.app import run_review
run_review(Project(Path(sys.argv[1])), sys.argv[2] or None, reviewer="Li")
"""


class Window(terminals.Terminal):  # type: ignore[misc, name-defined]  # not there on every system
    """A terminal whose window changes, and that remembers all that was sent to it."""

    def __init__(self, root: Path, columns: int = 100, rows: int = 30, name: str = NAME) -> None:
        super().__init__([sys.executable, "-c", _PROGRAM, str(root), name], columns, rows)
        self.sent = bytearray()
        paint = self._stream.feed

        def feed(data: bytes) -> None:
            self.sent.extend(data)
            paint(data)

        self._stream.feed = feed

    def resize(self, columns: int, rows: int) -> None:
        termios.tcsetwinsize(self._end, (rows, columns))
        self.screen.resize(rows, columns)
        # The program has no controlling terminal that would tell it.
        os.kill(self.process.pid, signal.SIGWINCH)

    def drain(self) -> None:
        """Read until nothing more is painted."""
        while self.read(0.12):
            pass


def is_ready(text: str) -> bool:
    return "on disk" in text and "finding" in text


def is_over_the_pairs(text: str) -> bool:
    """Whether a box or the editor is open."""
    return "┌" in text or "English of" in text


def flat(text: str) -> str:
    """Without the breaks of lines, which move with the width."""
    return "".join(text.split())


SIZES = [(60, 20), (61, 45), (140, 40), (200, 20), (60, 20)]


def test_typed_in_two_languages_while_the_window_changes_killed_and_started_again(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    window = Window(tmp_path)
    typed = ""
    try:
        window.wait_for(is_ready)
        window.type("je")
        window.wait_for(lambda text: "English of 1" in text)
        for number, (columns, rows) in enumerate(SIZES):
            # The keys and the change of size are under way together.
            words = f" Née {number}—核查机制（第{number}段）"
            window.type(words)
            window.resize(columns, rows)
            typed += words
            expected = flat(f"第{number}段）")
            window.wait_for(lambda text, expected=expected: expected in flat(text))
            window.drain()
            assert all(len(window.line(row)) <= columns for row in range(rows))
            assert window.screen.cursor.x < columns
            assert window.screen.cursor.y < rows
        drafts = project.private / "drafts" / f"{NAME}.json"
        last = f"第{len(SIZES) - 1}段"
        window.wait_for(lambda _: drafts.is_file() and any(last in t for t in Drafts.of(project, NAME).texts.values()))
        window.kill()
    finally:
        window.close()
    (kept,) = Drafts.of(project, NAME).texts.values()
    assert kept == make_units()[1].target + typed
    window = Window(tmp_path, 60, 20)
    try:
        window.wait_for(lambda text: is_ready(text) and "kept text" in text)
        # The document opens at the pair whose text waits.
        window.type("e")
        window.wait_for(lambda text: last in flat(text))
        window.type("\x13")
        window.wait_for(lambda text: "English of" not in text)
        window.type("c")
        window.wait_for(lambda text: "Comment on" in text)
        window.type("请核对：第1段。\x13")
        window.wait_for(lambda text: "Comment on" not in text)
        window.type("q")
        window.wait_for(lambda _: window.process.poll() is not None)
        assert window.process.returncode == 0
    finally:
        window.close()
    unit = read_workbook(project.workbook(NAME)).units[1]
    assert unit.target == kept
    assert "请核对：第1段。" in unit.comment


# What a terminal would obey: titles, the clipboard, colours, clearing, answers to be typed for the user; C1 characters
# that begin the same; characters that turn the direction of a line round.
HOSTILE = (
    "\x1b]0;OWNED\x07",
    "\x1b]52;c;T1dORUQ=\x07",
    "\x1b[2J\x1b[1;1HOWNED",
    "\x1b[6n\x1bZ",
    "\x1bP$q\x1b\\",
    "\x9b31mOWNED\x9d0;OWNED\x9c",
    "\x85\x90OWNED",
    "a\rOWNED\x08\x08\x7f",
    "\u202eDENWO\u202c\u2066\u2069\u200f\u2028\ufeff",
)
_OBEYED = re.compile("\x1b\\](0;OWNED|52;c;T1dORUQ)|\x1b\\[6n|\x1bZ|\x1bP\\$q|\x1b\\[2J\x1b\\[1;1HOWNED|OWNED\x07")
_HARMFUL = re.compile("[\x00\x7f\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

# What opens something over the pairs that shows texts, and that escape closes: editor, split, sentences, evidence,
# comment, findings, concordance, replacing, query, history, waiving, help, a new term.
_OPENERS = "esSwcLK%:HW?D"


@pytest.mark.parametrize("size", [pytest.param((140, 40), id="wide"), pytest.param((60, 20), id="least")])
def test_nothing_in_a_document_reaches_the_terminal_as_a_command(tmp_path: Path, size: tuple[int, int]) -> None:
    units = make_units()
    hostile = tuple(
        replace(
            units[1],
            id=f"h{number}",
            source=f"{number}. 核查{text}机制{text}12",
            target=f"{number}. OWNED {text} verification{text} 21",
            comment=f"comment {text}",
            label=f"{number}{text}"[:8],
            reviewer=f"Wang{text}",
            status=Status.DRAFT,
        )
        for number, text in enumerate(HOSTILE, 10)
    )
    project = make_project(tmp_path, (*units, *hostile))
    assert [unit.source for unit in read_workbook(project.workbook(NAME)).units[6:]] == [u.source for u in hostile]
    window = Window(tmp_path, *size)
    try:
        window.wait_for(is_ready)
        window.type("\x1b[F")
        for number in range(10 + len(hostile) - 1, 9, -1):
            window.wait_for(lambda text, number=number: f"> {number}" in text)
            window.type("k")
        window.type("jr")
        window.wait_for(lambda text: "rejected" in text)
        for key in _OPENERS:
            window.drain()
            window.type(key)
            window.wait_for(is_over_the_pairs)
            window.drain()
            # What comes in one packet behind escape would be another key.
            window.type("\x1b")
            window.wait_for(lambda text: not is_over_the_pairs(text))
        # A notice names the pair.
        window.type("xm")
        window.wait_for(lambda text: "it is locked" in " ".join(text.split()))
        window.type("q")
        window.wait_for(lambda _: window.process.poll() is not None)
    finally:
        window.close()
    sent = window.sent.decode("utf-8", "replace")
    assert "OWNED" in sent
    assert not _OBEYED.search(sent)
    assert sorted(set(_HARMFUL.findall(sent))) == []
    assert "OWNED" not in window.screen.title
