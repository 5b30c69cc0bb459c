"""align-bench evaluate: files, folders, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align_bench.align.evaluate import SHAPES
from cli.conftest import Cli

SCORES = ["precision", "recall", "f1"]
COUNTED = ["gold", "found", "right", *SCORES]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Two documents: one right, one with a misplaced boundary; texts and other files lie beside the gold."""
    for name, text in {
        "gold/a.gold.align": "[0]:[0]\n[1]:[1,2]\n[2]:[]\n",
        "gold/b.c.gold.align": "[0]:[0]\n[1]:[1,2]\n",
        "gold/a.zh.txt": "一\n二\n三\n",
        "gold/a.align": "not the gold",
        "test/a.beads": "[0]:[0]\n[1]:[1,2]\n[2]:[]\n",
        "test/b.c.jsonl": '{"zh": [1], "en": [1, 2]}\n{"zh": [2], "en": [3]}\n',
        "test/a.zh.txt": "一\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_keys_of_two_files(cli: Cli, folders: Path) -> None:
    run = cli("evaluate", "test/b.c.jsonl", "gold/b.c.gold.align")
    figures = json.loads(run.out)
    assert list(figures) == ["strict", "lax", "with_nulls", "boundaries", "by_shape"]
    assert list(figures["strict"]) == list(figures["lax"]) == SCORES
    assert list(figures["with_nulls"]) == list(figures["boundaries"]) == COUNTED
    assert {shape: list(counted) for shape, counted in figures["by_shape"].items()} == dict.fromkeys(SHAPES, COUNTED)
    assert figures["lax"]["f1"] == 1
    assert (figures["strict"]["f1"], figures["boundaries"]["right"]) == (0, 2)
    assert run.err == ""
    assert (folders / "test").is_dir()


def test_folders_are_pooled_and_told_file_by_file(cli: Cli, folders: Path) -> None:
    run = cli("evaluate", "test", "gold")
    figures = json.loads(run.out)
    assert run.err == ""
    assert list(figures) == ["documents", "strict", "lax", "with_nulls", "boundaries", "by_shape", "files"]
    assert figures["documents"] == 2
    assert list(figures["files"]) == ["a", "b.c"]
    assert figures["files"]["a"]["strict"]["f1"] == 1
    single = cli("evaluate", "test/b.c.jsonl", "gold/b.c.gold.align")
    assert figures["files"]["b.c"] == json.loads(single.out)
    assert figures["strict"] == {"precision": 0.6, "recall": 0.5, "f1": pytest.approx(6 / 11)}
    assert cli("evaluate", folders / "test", folders / "gold").data == run.data


def test_a_test_without_gold_is_told_and_not_counted(cli: Cli, folders: Path) -> None:
    before = cli("evaluate", "test", "gold").data
    (folders / "test/more.align").write_text("[0]:[0]\n")
    run = cli("evaluate", "test", "gold")
    assert run.data == before
    assert "warning: 1 without gold, not counted: more" in run.err


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        pytest.param({"test/a.beads": None}, 3, "test: no alignment of a\n", id="test missing"),
        pytest.param({"test/a.align": "[0]:[0]"}, 3, "test: a.align and a.beads are both of a", id="two of one"),
        pytest.param({"test/a.beads": "[0]:[0]\n[0]:[1]\n"}, 3, "a.beads: line 2: source segment 0", id="twice"),
        pytest.param({"gold/a.gold.align": "[0]:[0]\n[x]:[1]\n"}, 3, "a.gold.align: line 2: not a bead", id="no bead"),
        pytest.param({"gold/a.gold.align": ""}, 3, "a.gold.align: no beads in it", id="empty gold"),
    ],
)
def test_refusals(cli: Cli, folders: Path, change: dict[str, str | None], code: int, message: str) -> None:
    for name, text in change.items():
        if text is None:
            (folders / name).unlink()
        else:
            (folders / name).write_text(text, encoding="utf-8")
    run = cli("evaluate", "test", "gold")
    assert (run.code, run.data) == (code, b"")
    assert message in run.err
    assert "hint: " in run.err


def test_a_folder_without_beads_and_a_file_against_a_folder(cli: Cli, folders: Path) -> None:
    (folders / "empty").mkdir()
    assert cli("evaluate", "empty", "gold").code == 3
    run = cli("evaluate", "test/a.beads", "gold")
    assert (run.code, run.data) == (2, b"")
    assert "two files or two folders" in run.err
