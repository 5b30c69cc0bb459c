"""Ctrl+C in the middle of long commands: a word, the usual exit code, nothing half-written, no process left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from align_bench.model.unit import Review, Unit
from align_bench.storage.project import Project
from align_bench.workflow.workbooks import write_new_workbook

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")

# Enough for several seconds of work in each command, and for the checks to be shared out among processes.
UNITS = 9_000
DOCUMENTS = 6
# Seconds of processor time behind which what takes many is in its middle.
BUSY = 1.5
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One long document with its workbook."""
    project = Project(tmp_path_factory.mktemp("aligned"))
    (project.root / "align-bench.toml").touch()
    project.sources.mkdir()
    (project.sources / "long.zh.txt").write_text("\n\n".join(map(zh, range(1, UNITS))), "utf-8")
    units = tuple(Unit(f"u{n}", zh(n), en(n), label=str(n), source_numbers=(n,)) for n in range(1, UNITS))
    write_new_workbook(project.workbook("long"), Review("long", units), ())
    return project


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Documents that have no workbook yet."""
    project = Project(tmp_path_factory.mktemp("new"))
    (project.root / "align-bench.toml").touch()
    for folder, text, suffix in ((project.sources, zh, "zh"), (project.translations, en, "en")):
        folder.mkdir()
        for number in range(DOCUMENTS):
            each = range(number * 1000, (number + 1) * 1000)
            (folder / f"d{number}.{suffix}.txt").write_text("\n\n".join(map(text, each)), "utf-8")
    return project


def zh(number: int) -> str:
    year, states = 2020 + number % 60, number % 90 + 2
    return f"{number}. 会议请秘书处于{year}年向{states}个成员国提交关于可持续发展的第{number}号报告。"


def en(number: int) -> str:
    return (
        f"{number}. The meeting asked the secretariat to submit report {number} on sustainable development to"
        f" {number % 90 + 2} member States in {2020 + number % 60}."
    )


def test_checks(aligned: Project) -> None:
    before = files(aligned)
    found = interrupted(aligned, ["check", "-o", "found.jsonl", "--format", "jsonl"], is_busy)
    assert found == (130, "", "interrupted\n")
    assert files(aligned) == before


@pytest.mark.parametrize("form", ["xlsx", "tmx"])
def test_an_export_while_its_file_is_written(aligned: Project, form: str) -> None:
    before = files(aligned)
    found = interrupted(aligned, ["export", "--to", form], lambda _: any(aligned.root.glob("export/.*.tmp")))
    assert found == (130, "", "interrupted\n")
    assert files(aligned) == before


def test_aligning_goes_on_where_it_was_interrupted(new: Project) -> None:
    assert interrupted(new, ["align"], is_busy) == (130, "", "interrupted\n")
    assert all(path.suffix == ".xlsx" for path in new.reviews.glob("*"))
    done = {path: path.read_bytes() for path in new.reviews.glob("*.xlsx")}
    run = subprocess.run([*PROGRAM, "align"], cwd=new.root, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0
    assert len(list(new.reviews.glob("*.xlsx"))) == DOCUMENTS
    assert all(path.read_bytes() == content for path, content in done.items())


PROGRAM = [sys.executable, "-m", "align_bench"]


def files(project: Project) -> dict[str, bytes]:
    """What is in the folder of a project, but for what the program keeps for itself, and empty folders."""
    paths = (path for path in project.root.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in paths if project.private not in path.parents}


def interrupted(project: Project, command: list[str], is_time: Callable[[int], bool]) -> tuple[int, str, str]:
    """Exit code, output and messages of a command when somebody presses ctrl+c in its middle; no process is left.

    `is_time` takes the number of the process.
    """
    with subprocess.Popen(
        [*PROGRAM, *command],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        while process.poll() is None and not is_time(process.pid):
            time.sleep(0.005)
        assert process.poll() is None, "it was through before it could be interrupted"
        os.killpg(process.pid, signal.SIGINT)
        output, messages = process.communicate(timeout=60)
        assert not list(others(process.pid))
        return process.returncode, output, messages


def is_busy(process: int) -> bool:
    """Whether a process has worked for so long that it is in the middle of what it does."""
    user, system = stat(process)[11:13]
    return (int(user) + int(system)) / _TICKS > BUSY


def others(session: int) -> Iterator[int]:
    """The processes of a session that run."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = stat(int(path.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            yield int(path.name)


def stat(process: int) -> list[str]:
    """The fields from the state of a process on: its name may hold anything."""
    return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
