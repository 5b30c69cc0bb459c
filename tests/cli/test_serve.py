"""The review screen in a browser: a real page, in which a pair is edited and approved; and who is not let in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from align_bench.cli.serving import is_loopback
from align_bench.storage.lock import current_holder
from align_bench.storage.project import Project
from align_bench.workflow.workbooks import current_review
from browser import PROGRAM, Page, browser
from cli.conftest import Cli

pytest.importorskip("textual_serve")

_PATIENCE = 90


@contextmanager
def served(root: Path, *options: str) -> Iterator[str]:
    """The address of the review of a project."""
    command = [sys.executable, "-m", "align_bench", "--project", str(root), "review", "waters", "--serve", *options]
    process = subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stderr is not None
    try:
        told = ""
        while (found := re.search(r"http://\S+", told)) is None:
            line = process.stderr.readline()
            assert line, told
            told += line
        yield found[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=_PATIENCE) == 0
        assert "Traceback" not in process.stderr.read()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stderr.close()


def until(holds: Callable[[], bool], page: Page) -> None:
    """Wait for something that the review does; only one that hangs takes so long."""
    limit = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < limit, page.received[-2000:]
        # Asking the page anything reads what it has received meanwhile.
        page.run("0")
        time.sleep(0.05)


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium here")
@pytest.mark.skipif(os.name == "nt", reason="steered over descriptors that Windows does not hand on")
def test_a_pair_is_edited_and_approved_in_a_browser(aligned: Path, tmp_path: Path) -> None:
    project = Project(aligned)

    def journal() -> str:
        path = project.journal("waters")
        return path.read_text("utf-8") if path.is_file() else ""

    with served(aligned, "--reviewer", "李") as address, browser(tmp_path / "profile") as page:
        page.open(address)
        page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        until(lambda: b"all edits on disk" in page.received, page)
        until(lambda: bool(page.run("document.activeElement.className === 'xterm-helper-textarea'")), page)
        page.type("je")
        until(lambda: "English of 1" in page.received.decode(errors="replace"), page)
        page.type(" By 水.")
        page.press("F2", 113)
        until(lambda: "By 水." in journal(), page)
        page.type("a")
        until(lambda: '"reviewed"' in journal(), page)
        page.press("F12", 123)
        until(lambda: '"saved"' in journal() or b"workbook saved" in page.received, page)
        page.type("q")
        until(lambda: bool(page.run("document.body.classList.contains('-closed')")), page)
        asked = [url for url in page.requests if not url.startswith("data:")]
        assert all(url.startswith(address.split("/?")[0]) for url in asked), "nothing comes from elsewhere"
    unit = current_review(project, "waters").units[1]
    assert unit.target.endswith("24 June 2024. By 水.")
    assert (unit.status.value, unit.reviewer) == ("reviewed", "李")
    assert "By 水." in "".join(str(unit) for unit in _saved(project))


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium here")
@pytest.mark.skipif(os.name == "nt", reason="steered over descriptors that Windows does not hand on")
def test_a_page_that_was_left_lets_go_of_the_project(aligned: Path, tmp_path: Path) -> None:
    private = Project(aligned).private
    with served(aligned) as address, browser(tmp_path / "profile") as page:
        page.open(address)
        until(lambda: b"all edits on disk" in page.received, page)
        assert current_holder(private)
        page.call("Page.navigate", url="about:blank")
        until(lambda: current_holder(private) is None, page)


def _saved(project: Project) -> list[object]:
    """What the workbook itself holds."""
    from align_bench.formats.workbook import read_workbook

    return list(read_workbook(project.workbook("waters"), name="waters").units)


def status(address: str, **headers: str) -> int:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_without_the_key_nobody_is_let_in(aligned: Path) -> None:
    with served(aligned) as address:
        base, key = address.split("/?key=")
        port = base.rsplit(":", 1)[1]
        cookie = f"align-bench-{port}={key}"
        socket = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        assert status(address) == 200
        assert status(f"{base}/", Cookie=cookie) == 200
        assert status(f"{base}/") == 403
        assert status(f"{base}/?key=guessed") == 403
        assert status(f"{base}/ws", Origin=base, **socket) == 403
        assert status(f"{base}/ws", Cookie=cookie, Origin="http://evil.example", **socket) == 403
        assert status(f"{base}/ws", Cookie=cookie, **socket) == 403
        assert status(f"{base}/download/x") == 403


@pytest.mark.parametrize(("host", "is_ours"), [
    ("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
    ("192.0.2.7", False), ("example.org", False),
])  # fmt: skip
def test_which_addresses_are_only_ours(host: str, is_ours: bool) -> None:
    assert is_loopback(host) == is_ours


def test_other_addresses_are_warned_of(cli: Cli, aligned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiohttp.web.run_app", lambda app, sock, **_: (app.close(), sock.close()))
    run = cli("review", "--serve", "--host", "0.0.0.0", "--port", "0", cwd=aligned)
    assert run.code == 0
    assert "warning: 0.0.0.0 is reached from other machines: whoever has the address" in run.err
    assert "warning" not in cli("review", "--serve", "--port", "0", cwd=aligned).err


def test_what_cannot_be_served_is_told(cli: Cli, aligned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = cli("review", "--serve", "--port", port, cwd=aligned)
    assert (run.code, f"127.0.0.1:{port} cannot be listened on" in run.err) == (2, True)
    assert "--port 0" in run.err
    assert cli("review", "--port", "1", cwd=aligned).code == 2
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    run = cli("review", "--serve", "--port", "0", cwd=aligned)
    assert (run.code, "pip install 'align-bench[serve]'" in run.err) == (2, True)
