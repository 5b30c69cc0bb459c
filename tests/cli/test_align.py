"""`align` on files and in a project: ids, warnings, several documents that cannot be read."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import EN, ZH, ZH_ONLY, Cli

NOISY_ZH = f"- 1 -\n\n{ZH}".replace("组成的委员会。", "组成的委员会。委员会每年开会。")
NOISY_EN = EN.replace("fifteen members.", "fifteen members. It meets every year.")


@pytest.mark.parametrize("level", ["paragraph", "sentence"])
def test_ids_join_with_those_of_segment(cli: Cli, tmp_path: Path, level: str) -> None:
    (tmp_path / "a.zh.txt").write_text(NOISY_ZH, "utf-8")
    (tmp_path / "a.en.txt").write_text(NOISY_EN, "utf-8")
    segments = {
        side: {
            row["id"]: row
            for row in map(json.loads, cli("segment", f"a.{side}.txt", "--level", level).out.splitlines())
        }
        for side in ("zh", "en")
    }
    assert segments["zh"][1]["kind"] == "noise"
    rows = [
        json.loads(line)
        for line in cli("align", "a.zh.txt", "a.en.txt", "--level", level, "--format", "jsonl").out.splitlines()
    ]
    for row in rows:
        for side in ("zh", "en"):
            assert len(row[side]) == len(row[f"{side}_ids"])
            for identifier, text in zip(row[f"{side}_ids"], row[f"{side}_text"], strict=True):
                assert segments[side][identifier]["text"] in text
    assert (rows[0]["zh"], rows[0]["zh_ids"], rows[0]["en_ids"]) == ([1], [2], [1])
    tsv = cli("align", "a.zh.txt", "a.en.txt", "--level", level, "--format", "tsv").out.splitlines()
    assert tsv[0].split("\t")[-2:] == ["zh_ids", "en_ids"]
    assert tsv[1].split("\t")[-2:] == ["2", "1"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_forms_of_an_alignment_are_judged_alike(cli: Cli, tmp_path: Path, language: str) -> None:
    (tmp_path / "a.zh.txt").write_text(NOISY_ZH, "utf-8")
    (tmp_path / "a.en.txt").write_text(f"{NOISY_EN}\n4. The river is wide.\n", "utf-8")
    files = ["a.zh.txt", "a.en.txt"]
    for form in ("beads", "jsonl"):
        cli(
            "align",
            *(files if language == "zh" else files[::-1]),
            "--source-lang",
            language,
            "--format",
            form,
            "-o",
            form,
        )
    for pair in (("jsonl", "beads"), ("beads", "jsonl")):
        run = cli("evaluate", *pair)
        assert (json.loads(run.out)["with_nulls"]["f1"], run.err) == (1.0, "")
    cli("align", *files, "--format", "jsonl", "-o", "forward")
    assert json.loads(cli("evaluate", "forward", "jsonl").out)["with_nulls"]["f1"] == 1.0
    cli("align", *files, "--level", "both", "--format", "jsonl", "-o", "both")
    run = cli("evaluate", "both", "beads")
    assert run.code == 3
    assert "both: line 2: the beads are of two levels: choose one level" in run.err


def test_unrelated_texts_are_warned_of(cli: Cli, repository: Path, tmp_path: Path) -> None:
    source = repository / "sources" / "talvia-report-2024.zh.txt"
    right, wrong = (
        repository / "translations" / f"{n}.en.txt" for n in ("talvia-report-2024", "merath-declaration-2021")
    )
    assert "hardly seem to belong together" not in cli("align", source, right).err
    run = cli("align", source, wrong)
    assert run.code == 0
    assert f"warning: {source} and {wrong} hardly seem to belong together" in run.err
    for folder in ("sources", "translations"):
        (tmp_path / "p" / folder).mkdir(parents=True)
    shutil.copy(source, tmp_path / "p" / "sources" / "x.zh.txt")
    shutil.copy(wrong, tmp_path / "p" / "translations" / "x.en.txt")
    assert "x.en.txt hardly seem to belong together" in cli("align", cwd=tmp_path / "p").err


def test_all_documents_that_cannot_be_read_are_named_with_their_folders(cli: Cli, project: Path) -> None:
    for name in ("a", "b"):
        (project / "sources" / f"{name}.zh.txt").write_bytes(bytes(range(256)))
    run = cli("align", cwd=project)
    assert run.code == 3
    error = next(line for line in run.err.splitlines() if line.startswith("error: "))
    assert error.startswith("error: 2 documents were not aligned: ")
    assert all(str(project / "sources" / f"{name}.zh.txt") in error for name in ("a", "b"))


def test_a_text_beyond_the_limit_of_a_cell_is_blamed_on_its_workbook(cli: Cli, project: Path) -> None:
    (project / "sources" / "long.zh.txt").write_text(f"1. {'我们同意' * 9000}。\n", "utf-8")
    run = cli("align", cwd=project)
    assert run.code == 3
    assert str(project / "review" / "long.xlsx") in run.err
    assert "a cell holds 32,767" in run.err


def test_terms_without_a_command_shows_its_help(cli: Cli) -> None:
    run = cli("terms")
    assert run.code == 2
    assert run.err.startswith("Usage: align-bench terms")
    assert "\n  list " in run.err


def test_segment_reads_the_standard_input(cli: Cli) -> None:
    run = cli("segment", "-", stdin=ZH_ONLY.encode())
    assert [json.loads(line)["id"] for line in run.out.splitlines()] == [1, 2, 3]
    assert "break:" in cli("segment", "-", "--explain", stdin=ZH_ONLY.encode()).out
    run = cli("segment", "-", stdin=b"\0\1\2\3" * 99)
    assert run.code == 3
    assert run.err.startswith("error: standard input: ")


def test_a_gold_without_a_segment_of_the_test_is_warned_of(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "test").write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n")
    (tmp_path / "gold").write_text("[0]:[0]\n[1]:[1]\n")
    run = cli("evaluate", "test", "gold")
    assert run.code == 0
    assert "source segment 2 (counted from 0) of test is not in gold" in run.err
    assert json.loads(run.out)["strict"]["recall"] == 1.0
    assert "warning" not in cli("evaluate", "gold", "test").err


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_file_of_somebody_else_is_an_unreadable_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.zh.txt"
    secret.write_text(ZH, "utf-8")
    secret.chmod(0)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o055)
    code = (
        "import os, sys; from align_bench.cli import main, root, segment; import align_bench.workflow.importing;"
        f"os.setuid(65534); sys.exit(main(['segment', {str(secret)!r}]))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 3
    assert "no permission to read" in run.stderr


def test_who_writes_where_locks_cannot_be_relied_on_is_told(
    cli: Cli, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_locks)
    told = f"{project}: this folder has no locks of the system"
    assert told in cli("align", cwd=project).err
    finding = json.loads(cli("check", "--format", "jsonl", "--waived", cwd=project).out.splitlines()[0])
    assert told in cli("waive", finding["id"], "--reason", "meant so", cwd=project).err
