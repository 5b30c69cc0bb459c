"""A small project, and the command line as it is called from a shell."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from align_bench.cli import main

ZH = """\
关于共同水域的声明

1. 我们，三个沿岸国的代表，于 2024 年 6 月 24 日在洛维纳举行会议。

2. 我们决定设立一个由十二名成员组成的委员会。

3. 秘书处将于明年提交报告。
"""

EN = """\
Statement on Shared Waters

1. We, the representatives of the three riparian States, met in Lovina on 24 June 2024.

2. We decided to establish a commission of fifteen members.

3. The secretariat will submit a report next year.
"""

ZH_ONLY = """\
会议摘要

1. 会议由主席主持。

2. 与会者讨论了水位问题。
"""

TERMS = """\
zh,en_preferred,en_admitted,en_forbidden,note
秘书处,secretariat,,,
沿岸国,riparian State,,coastal State,
"""


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()


Cli = Callable[..., Run]


@pytest.fixture
def cli(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """Run `align-bench` in the test's folder; in a process of its own where it needs input or settings."""

    def run(*arguments: object, cwd: Path | None = None, stdin: bytes = b"", **environment: str) -> Run:
        words = [str(argument) for argument in arguments]
        if stdin or environment:
            done = subprocess.run(
                [sys.executable, "-m", "align_bench", *words],
                cwd=cwd or tmp_path,
                input=stdin,
                capture_output=True,
                check=False,
                env={**os.environ, **environment},
            )
            ended = Run(done.returncode, done.stdout, done.stderr.decode())
        else:
            capfdbinary.readouterr()
            with contextlib.chdir(cwd or tmp_path):
                code = main(words)
            out, err = capfdbinary.readouterr()
            ended = Run(code, out, err.decode())
        assert "Traceback" not in ended.err
        return ended

    return run


def fill(folder: Path) -> Path:
    for name, text in (
        ("sources/waters.zh.txt", ZH),
        ("sources/summary.zh.txt", ZH_ONLY),
        ("translations/waters.en.txt", EN),
        ("terms.csv", TERMS),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one translated document and one without English."""
    return fill(tmp_path / "project")


@pytest.fixture(scope="session")
def aligned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = fill(tmp_path_factory.mktemp("aligned") / "project")
    subprocess.run([sys.executable, "-m", "align_bench", "align"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def aligned(aligned_once: Path, tmp_path: Path) -> Path:
    """The same with its workbooks."""
    return Path(shutil.copytree(aligned_once, tmp_path / "project"))
