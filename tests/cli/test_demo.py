"""The demo: from nothing to workbooks, exports and a summary; on a terminal, the screen."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.formats.workbook import read_workbook
from cli.conftest import Cli

QUIT = b"\x11"  # ctrl+q


@pytest.fixture(autouse=True)
def _sample(repository: Path) -> None:
    if not any((repository / "sources").glob("*.zh.txt")):
        pytest.skip("this checkout has no sample documents")


def test_demo(cli: Cli, tmp_path: Path, repository: Path) -> None:
    run = cli("demo")
    folder = tmp_path / "align-bench-demo"
    names = sorted(path.name.removesuffix(".zh.txt") for path in (repository / "sources").glob("*.zh.txt"))
    assert run.code == 0
    assert [path.stem for path in sorted((folder / "review").iterdir())] == names
    assert [path.stem for path in sorted((folder / "export").iterdir())] == names
    assert all(read_workbook(path).units for path in (folder / "review").iterdir())
    for part in ("What was done", "What was found", "error: ", "Where it is", "cd align-bench-demo"):
        assert part in run.out
    for row in json.loads(cli("status", "--format", "json", cwd=folder).out):
        name, count = row["document"], row["open_findings"]
        assert f"aligned {name}: {row['units']} units, {row['by_status'].get('untranslated', 0)} without" in run.err
        assert re.search(rf"aligned {name}: .*, {count} findings?\n", run.err)
        sheet = load_workbook(folder / "review" / f"{name}.xlsx")["Findings"]
        assert sum(cell.value is not None for cell in sheet["C"]) - 1 == count
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = cli("demo")
    assert (again.code, "is there already and is left as it is" in again.err) == (0, True)
    assert f"{names[0]} " in again.out
    assert "What to type next" in again.out
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert cli("demo", "align-bench-demo").code == 2
    (folder / "review" / names[0]).with_suffix(".xlsx").write_bytes(b"spoilt")
    assert cli("demo", "--force", "--no-screen").code == 0


def test_force_removes_nothing_that_is_not_a_demo(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.docx").write_text("years of work")
    assert cli("demo", "precious", "--force").code == 2
    assert (tmp_path / "precious" / "thesis.docx").read_text() == "years of work"


def test_the_screen_opens_on_a_terminal(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "align_bench", "demo"],
        cwd=tmp_path,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"},
        start_new_session=True,
    )
    os.close(slave)
    seen, deadline = b"", time.monotonic() + 90
    try:
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([master], [], [], 0.5)[0]:
                try:
                    seen += os.read(master, 65_536)
                except OSError:  # the other end is closed: Linux says so with EIO
                    break
            elif b"\x1b[?1049h" in seen:
                os.write(master, QUIT)  # the alternate screen is up and quiet
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)
    assert b"What was done" in seen
    assert b"\x1b[?1049h" in seen
