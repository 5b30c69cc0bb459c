from __future__ import annotations

import sys
from pathlib import Path

import pytest

from align_bench.cli.wording import program_name
from align_bench.text.wording import counted


def test_one_thing_is_no_plural() -> None:
    assert [counted(n, "unit") for n in (0, 1, 2, 1200)] == ["0 units", "1 unit", "2 units", "1,200 units"]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "env" / "bin" / "align-bench"
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(path)])
    monkeypatch.chdir(tmp_path)
    return path


def test_a_program_on_the_path_is_called_by_its_name(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program.parent))
    assert program_name(Path("demo")) == "align-bench"


def test_a_program_elsewhere_is_called_by_the_shorter_path(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert program_name(Path("demo")) == "../env/bin/align-bench"
    monkeypatch.setattr(sys, "argv", ["env/bin/align-bench"])
    assert program_name(Path("demo")) == "../env/bin/align-bench"
    assert program_name(Path("/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/a/b")) == str(program)


def test_what_was_not_started_under_this_name_is_called_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/python"])
    assert program_name(Path("demo")) == "align-bench"
