"""`terms consistency` and `terms extract` from a shell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from align_bench.cli import main
from align_bench.formats.termbase import read_termbase
from cli.conftest import Cli
from terms.passages import TEXTS

PLANTED = ("流域委员会批准了计划。", "The Basin Committee approved the plan.")


@pytest.fixture(scope="session")
def basins_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents, their workbooks, one that is not translated, and no termbase."""
    folder = tmp_path_factory.mktemp("basins") / "project"
    for name, texts in (("first", TEXTS[:7]), ("second", (*TEXTS[7:], PLANTED))):
        for kind, language, side in (("sources", "zh", 0), ("translations", "en", 1)):
            path = folder / kind / f"{name}.{language}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = (f"{number}. {text[side]}\n\n" for number, text in enumerate(texts, start=1))
            path.write_text("".join(lines), encoding="utf-8")
    assert main(["--project", str(folder), "align"]) == 0
    (folder / "sources" / "third.zh.txt").write_text("1. 流域委员会。\n", encoding="utf-8")
    return folder


@pytest.fixture
def basins(basins_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(basins_once, tmp_path / "project"))


def test_consistency(cli: Cli, basins: Path) -> None:
    run = cli("terms", "consistency", cwd=basins)
    assert run.code == 0
    assert [line.split("  ")[0] for line in run.out.splitlines()[1:] if line[0] != " "] == ["流域委员会"]
    usual, outlier = run.out.splitlines()[2:]
    assert usual.split()[:4] == ["*", "Basin", "Commission", "5"]
    assert outlier.split() == ["!", "Basin", "Committee", "1", "second", "6"]
    assert "third is not aligned yet" in run.err
    assert "1 expression in several ways" in run.err


def test_consistency_jsonl_has_all_places(cli: Cli, basins: Path) -> None:
    (record,) = map(json.loads, cli("terms", "consistency", "--format", "jsonl", cwd=basins).out.splitlines())
    assert (record["term"], record["language"]) == ("流域委员会", "zh")
    usual, outlier = record["uses"]
    assert (usual["text"], usual["manner"], usual["count"]) == ("Basin Commission", "usual", 5)
    assert [place["source_segments"] for place in usual["places"]] == [[1], [2], [3], [4], [5]]
    (place,) = outlier["places"]
    assert place["document"] == "second"
    assert PLANTED[1][slice(*place["target_span"])] == outlier["text"] == "Basin Committee"
    assert PLANTED[0][slice(*place["source_span"])] == "流域委员会"


def test_consistency_tsv_has_a_line_for_each_place(cli: Cli, basins: Path) -> None:
    head, *lines = cli("terms", "consistency", "--format", "tsv", cwd=basins).out.splitlines()
    assert head.split("\t")[:4] == ["term", "rendering", "manner", "count"]
    assert len(lines) == 6
    assert lines[-1].split("\t")[:5] == ["流域委员会", "Basin Committee", "outlier", "1", "second"]


def test_consistency_of_everything_and_of_what_is_rarer(cli: Cli, basins: Path) -> None:
    assert "预警系统" in cli("terms", "consistency", "--all", cwd=basins).out
    run = cli("terms", "consistency", "--min-count", "7", cwd=basins)
    assert (run.code, run.out) == (0, "")
    assert "every expression that comes 7 times is rendered in one way" in run.err
    assert cli("terms", "consistency", "--min-count", "1", cwd=basins).code == 2


def test_a_rendering_that_the_termbase_allows_is_no_outlier(cli: Cli, basins: Path) -> None:
    (basins / "terms.csv").write_text(
        "zh,en_preferred,en_admitted\n流域委员会,Basin Commission,Basin Committee\n", encoding="utf-8"
    )
    assert cli("terms", "consistency", cwd=basins).out == ""


def test_extract(cli: Cli, basins: Path) -> None:
    run = cli("terms", "extract", cwd=basins)
    assert (run.code, run.err.splitlines()[-1]) == (0, "2 candidates")
    assert [line.split("  ")[0] for line in run.out.splitlines()] == ["Chinese", "流域委员会", "预警系统"]
    records = [json.loads(line) for line in cli("terms", "extract", "--format", "jsonl", cwd=basins).out.splitlines()]
    assert [(r["zh"], r["en"][0]["text"], r["count"], len(r["places"])) for r in records] == [
        ("流域委员会", "Basin Commission", 6, 6),
        ("预警系统", "early warning system", 4, 4),
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx", "tbx"])
def test_what_is_extracted_can_be_imported_and_is_no_candidate_then(cli: Cli, basins: Path, form: str) -> None:
    out = basins / f"candidates.{form}"
    assert cli("terms", "extract", "--format", form, "-o", out, cwd=basins).code == 0
    termbase = read_termbase(out)
    assert [(c.source_terms, c.preferred) for c in termbase.concepts] == [
        (("流域委员会",), ("Basin Commission",)),
        (("预警系统",), ("early warning system",)),
    ]
    assert termbase.concepts[0].note == "6 times; in 5 of 6 pairs"
    assert cli("terms", "extract", "--format", form, "-o", out, cwd=basins).code == 2
    assert cli("terms", "import", out, cwd=basins).code == 0
    assert cli("terms", "extract", cwd=basins).out == ""


def test_extract_english(cli: Cli, basins: Path) -> None:
    run = cli("terms", "extract", "--language", "en", "--min-count", "4", cwd=basins)
    assert [line.split("  ")[0] for line in run.out.splitlines()[1:]] == ["early warning system", "Basin Commission"]
    assert "流域委员会" in run.out
    lines = cli("terms", "extract", "--language", "en", "--format", "jsonl", cwd=basins).out.splitlines()
    assert {len(json.loads(line)["places"]) for line in lines} == {4, 5}
    assert cli("terms", "extract", "--language", "en", "--format", "csv", cwd=basins).code == 2


def test_a_project_without_texts(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for command in ("extract", "consistency"):
        run = cli("terms", command, cwd=tmp_path)
        assert (run.code, run.out) == (0, "")


def test_of_a_very_large_project_it_is_told_how_much_was_looked_at(
    cli: Cli, basins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "looked at, at even distances" not in cli("terms", "consistency", cwd=basins).err
    monkeypatch.setattr("align_bench.checks.usage.MOST_LEARNT", 7)
    assert "of 13 pairs were looked at, at even distances" in cli("terms", "consistency", cwd=basins).err
