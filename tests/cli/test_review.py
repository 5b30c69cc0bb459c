"""The review screen as a command: what it needs, and how it ends."""

from __future__ import annotations

import sys
from functools import partialmethod
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.cli import streams
from align_bench.tui.app import ReviewApp
from cli.conftest import Cli


def test_a_defect_in_the_screen_is_one_line_and_an_exit_code(
    cli: Cli, aligned: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("align_bench.storage.crash.report_folder", lambda: tmp_path / "state")

    def fail(_: ReviewApp) -> None:
        raise KeyError("no such unit")

    monkeypatch.setattr(ReviewApp, "on_mount", fail)
    monkeypatch.setattr(ReviewApp, "run", partialmethod(ReviewApp.run, headless=True))
    monkeypatch.setattr("align_bench.cli.review.on_terminal", lambda: True)
    run = cli("review", cwd=aligned)
    assert run.code == 70
    assert run.err.startswith("error: align-bench made a mistake here: KeyError in align_bench/tui/turns.py:")
    assert "no such unit" not in run.err
    assert str(tmp_path / "state") in run.err


@pytest.mark.parametrize("elsewhere", ["stdin", "stdout", "stderr"])
def test_all_three_streams_must_be_the_terminal(elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda name=name: name != elsewhere)
    assert not streams.on_terminal()


@pytest.mark.parametrize("command", [["status"], ["check"], ["align"], ["export", "--to", "tmx"], ["review"], []])
def test_wrong_settings_are_told_before_anything_is_done(cli: Cli, aligned: Path, command: list[str]) -> None:
    (aligned / "align-bench.toml").write_text('levle = "sentence"\n', "utf-8")
    run = cli(*command, cwd=aligned)
    assert run.code == 2
    if command != ["review"]:
        assert "align-bench.toml: unknown setting 'levle'" in run.err


@pytest.mark.parametrize("command", [["status"], ["check", "--fail-on", "never"], ["export", "--to", "tmx"]])
def test_a_deleted_row_is_told(cli: Cli, aligned: Path, command: list[str]) -> None:
    path = aligned / "review" / "waters.xlsx"
    book = load_workbook(path)
    book["Review"].delete_rows(3)
    book.save(path)
    run = cli(*command, cwd=aligned)
    assert run.code == 0
    assert "waters.xlsx: in no row: paragraph 2 (1. 我们，三个沿岸国的代表" in run.err


def test_what_is_in_the_way_is_told_before_what_is_left_out(cli: Cli, aligned: Path) -> None:
    assert "left out 3 units" in cli("export", "--to", "tmx", cwd=aligned).err
    run = cli("export", "--to", "tmx", cwd=aligned)
    assert run.code == 2
    assert run.err.startswith("error: ")
