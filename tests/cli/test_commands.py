"""The commands, as processes, on a small project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import EN, ZH, Cli


def test_segment_prints_paragraphs_as_jsonl(cli: Cli, project: Path) -> None:
    run = cli("segment", project / "sources" / "waters.zh.txt")
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert run.code == 0
    assert [(row["id"], row["number"]) for row in rows] == [(1, None), (2, "1"), (3, "2"), (4, "3")]
    assert rows[3] == {"id": 4, "kind": "numbered", "number": "3", "text": "秘书处将于明年提交报告。"}


def test_segment_as_text_by_sentences_and_explained(cli: Cli, project: Path) -> None:
    source = project / "sources" / "waters.zh.txt"
    assert cli("segment", source, "--format", "text").out.splitlines()[0] == "关于共同水域的声明"
    assert len(cli("segment", source, "--level", "sentence").out.splitlines()) == 4
    assert "break:" in cli("segment", source, "--explain").out


def test_language_is_seen_in_the_name(cli: Cli, project: Path) -> None:
    assert cli("segment", project / "translations" / "waters.en.txt").code == 0
    assert cli("segment", project / "translations" / "waters.en.txt", "--lang", "zh").code == 3


@pytest.mark.parametrize("level", ["paragraph", "sentence"])
def test_align_and_evaluate(cli: Cli, project: Path, level: str) -> None:
    files = (project / "sources" / "waters.zh.txt", project / "translations" / "waters.en.txt")
    beads = cli("align", *files, "--level", level)
    assert beads.out == "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n"
    gold = project / "gold.jsonl"
    gold.write_text("".join(json.dumps({"zh": [n], "en": [n]}) + "\n" for n in (1, 2, 3, 4)))
    figures = json.loads(cli("evaluate", "-", gold, stdin=beads.data).out)
    assert figures["strict"] == figures["lax"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_align_presegmented(cli: Cli, tmp_path: Path) -> None:
    for name, text in (("a.zh.txt", ZH), ("a.en.txt", EN)):
        lines = [line for line in text.splitlines() if line]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    run = cli("align", "a.zh.txt", "a.en.txt", "--presegmented", "--format", "tsv")
    assert [line.split("\t")[:2] for line in run.out.splitlines()[1:]] == [[str(n), str(n)] for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("form", ["beads", "jsonl", "tsv", "xlsx", "tmx"])
def test_a_file_and_stdout_get_the_same_bytes(cli: Cli, project: Path, form: str) -> None:
    files = (project / "sources" / "waters.zh.txt", project / "translations" / "waters.en.txt")
    piped = cli("align", *files, "--format", form, "-o", "-")
    assert cli("align", *files, "--format", form, "-o", "out").code == 0
    assert (project.parent / "out").read_bytes() == piped.data
    assert piped.data


def test_align_a_project_makes_workbooks_once(cli: Cli, project: Path) -> None:
    (project / "sources" / "report.docx").touch()
    first = cli("align", cwd=project)
    assert "aligned waters: 4 units, 0 without English" in first.err
    assert "aligned summary: 3 units, 3 without English" in first.err
    assert "report.docx: only text files are read" in first.err
    before = (project / "review" / "waters.xlsx").read_bytes()
    assert "nothing new to align" in cli("align", cwd=project).err
    assert (project / "review" / "waters.xlsx").read_bytes() == before


def test_a_dry_run_tells_and_writes_nothing(cli: Cli, project: Path, aligned_once: Path) -> None:
    run = cli("align", "--dry-run", cwd=project)
    assert (run.code, run.data) == (0, b"")
    assert [Path(line.removeprefix("would write ")).name for line in run.err.splitlines()] == [
        "summary.xlsx",
        "waters.xlsx",
    ]
    assert not (project / "review").exists()
    before = sorted(aligned_once.rglob("*"))
    run = cli("export", "--to", "tmx", "--dry-run", cwd=aligned_once)
    assert (run.code, run.data) == (0, b"")
    assert run.err.splitlines()[0] == "left out 3 units with an empty side; --keep-empty keeps them"
    assert [Path(line).name for line in run.err.splitlines()[1:]] == ["summary.tmx", "waters.tmx"]
    assert "would write all.tmx" in cli("export", "--to", "tmx", "-o", "all.tmx", "--dry-run", cwd=aligned_once).err
    assert cli("export", "--to", "csv", "-o", "terms.csv", "--dry-run", cwd=aligned_once).code == 2
    assert sorted(aligned_once.rglob("*")) == before


@pytest.mark.parametrize(("source", "target"), [("big5", "utf-16-le"), ("gb18030", "cp1252")])
def test_each_side_has_its_encoding(cli: Cli, tmp_path: Path, source: str, target: str) -> None:
    # So short a text is legal in many encodings: only a name can tell.
    (tmp_path / "a.zh.txt").write_bytes("第一百二十條".replace("條", "條" if source == "big5" else "条").encode(source))
    (tmp_path / "a.en.txt").write_bytes("Café “120”".encode(target))
    encodings = ("--source-encoding", source, "--target-encoding", target)
    row = json.loads(cli("align", "a.zh.txt", "a.en.txt", "--format", "jsonl", *encodings).out)
    assert row["zh_text"][0].startswith("第一百二十")
    assert row["en_text"] == ["Café “120”"]
    files = ("--source", "a.zh.txt", "--target", "a.en.txt")
    assert cli("check", *files, *encodings).code == 0
    assert cli("check", *files, "--source-encoding", "ascii").code == 3
    assert cli("check", "--source-encoding", "ascii").code == 2
    assert cli("align", "--target-encoding", "ascii").code == 2


def test_same_input_same_workbook(cli: Cli, aligned: Path) -> None:
    before = (aligned / "review" / "waters.xlsx").read_bytes()
    (aligned / "review" / "waters.xlsx").unlink()
    cli("align", cwd=aligned)
    assert (aligned / "review" / "waters.xlsx").read_bytes() == before


def test_status(cli: Cli, aligned: Path) -> None:
    table = cli("status", cwd=aligned).out
    assert table.splitlines()[0].split()[:3] == ["document", "units", "untranslated"]
    counts = {row["document"]: row for row in json.loads(cli("status", "--format", "json", cwd=aligned).out)}
    assert counts["waters"]["by_status"] == {"draft": 4}
    assert counts["summary"]["by_status"] == {"untranslated": 3}
    assert counts["waters"]["open_findings"] >= 1
    assert counts["waters"]["owner"] == ""
    assert "owner" not in table


def test_status_tells_who_looks_after_a_document(cli: Cli, aligned: Path) -> None:
    (aligned / "align-bench.toml").write_text('[owners]\nwaters = "王芳"\n', "utf-8")
    head, *rows = cli("status", cwd=aligned).out.splitlines()
    assert head.endswith("owner")
    owned = {row.split()[0]: row.endswith("王芳") for row in rows}
    assert owned == {"waters": True, "summary": False, "total": False}
    counts = json.loads(cli("status", "--format", "json", cwd=aligned).out)
    assert {row["document"]: row["owner"] for row in counts} == {"waters": "王芳", "summary": ""}


def test_check_project(cli: Cli, aligned: Path) -> None:
    run = cli("check", "waters", "--format", "jsonl", cwd=aligned)
    findings = [json.loads(line) for line in run.out.splitlines()]
    assert run.code == 1
    assert [(f["check"], f["target_segments"]) for f in findings if f["severity"] == "error"] == [
        ("number-mismatch", [3])
    ]
    assert cli("check", "waters", "--fail-on", "never", cwd=aligned).code == 0
    assert cli("check", "waters", "--only", "doubled-space", cwd=aligned).code == 0


def test_check_files(cli: Cli, project: Path) -> None:
    files = ("--source", project / "sources" / "waters.zh.txt", "--target", project / "translations" / "waters.en.txt")
    run = cli("check", *files, "--terms", project / "terms.csv", "--format", "tsv")
    assert run.code == 1
    assert "number-mismatch" in run.out


@pytest.mark.parametrize("form", ["xlsx", "tmx", "xliff", "csv", "tsv", "jsonl"])
def test_export(cli: Cli, aligned: Path, form: str) -> None:
    run = cli("export", "--to", form, cwd=aligned)
    assert run.code == 0
    assert {path.name for path in (aligned / "export").iterdir()} == {f"waters.{form}", f"summary.{form}"}
    one = cli("export", "waters", "--to", form, "-o", "-", cwd=aligned)
    assert one.data == (aligned / "export" / f"waters.{form}").read_bytes()
    again = cli("export", "--to", form, cwd=aligned)
    assert (again.code, "exists already" in again.err) == (2, True)
    assert cli("export", "--to", form, "--force", cwd=aligned).code == 0


def test_export_by_status(cli: Cli, aligned: Path) -> None:
    run = cli("export", "--to", "jsonl", "--status", "untranslated,final", "-o", "-", cwd=aligned)
    assert {json.loads(line)["document"] for line in run.out.splitlines()} == {"summary"}
    assert "no status 'done'" in cli("export", "--to", "jsonl", "--status", "done", cwd=aligned).err


def test_score_equals_sacrebleu_on_the_saved_files(cli: Cli, aligned: Path, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    reference.mkdir()
    lines = [line.replace("fifteen", "twelve") for line in EN.splitlines() if line]
    (reference / "waters.en.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = cli("score", "--reference", reference, "--format", "json", "--save", tmp_path / "saved", cwd=aligned)
    figures = json.loads(run.out)
    files = [tmp_path / "saved" / f"waters.{side}.txt" for side in ("reference", "hypothesis")]
    for metric in ("bleu", "chrf", "ter"):
        command = [sys.executable, "-m", "sacrebleu", str(files[0]), "-i", str(files[1]), "-m", metric, "-w", "17"]
        printed = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
        assert f"{figures['project'][metric]:.17f}" == f"{printed['score']:.17f}"
        assert figures["signatures"][metric] == printed["signature"]
    assert figures["documents"][0]["units"][0]["chrf"] == pytest.approx(100)


def test_score_refuses_references_of_another_length(cli: Cli, aligned: Path, tmp_path: Path) -> None:
    (tmp_path / "waters.en.txt").write_text("one line\n", encoding="utf-8")
    run = cli("score", "--reference", tmp_path, cwd=aligned)
    assert run.code == 2
    assert "waters.en.txt: 4 units to score, but 1 line in the reference" in run.err


def test_score_against_the_draft_and_an_older_version(cli: Cli, aligned: Path) -> None:
    for options in (["--against", "draft"], ["--reference", aligned], ["--reference", aligned / "review"]):
        figures = json.loads(cli("score", *options, "--format", "json", cwd=aligned).out)
        assert figures["project"]["ter"] == 0
        assert figures["project"]["pairs"] == 4


def test_terms_list(cli: Cli, project: Path) -> None:
    assert "riparian State" in cli("terms", "list", cwd=project).out
    rows = [
        json.loads(line) for line in cli("terms", "list", project / "terms.csv", "--format", "jsonl").out.splitlines()
    ]
    assert {"text": "coastal State", "language": "en", "status": "deprecated"} in rows[1]["terms"]
    with (project / "terms.csv").open("a", encoding="utf-8") as stream:
        stream.write("秘书处,Secretariat,,,\n")
    assert "row 4: 秘书处 stands in row 2 already" in cli("terms", "list", cwd=project).err


def test_new_makes_a_project_to_work_in(cli: Cli, tmp_path: Path) -> None:
    assert cli("new", "mine").code == 0
    assert cli("check", cwd=tmp_path / "mine").code == 0
    again = cli("new", "mine")
    assert (again.code, "exists already and is not empty" in again.err) == (2, True)


def test_without_a_command(cli: Cli, project: Path, tmp_path: Path) -> None:
    assert "align-bench demo" in cli(cwd=tmp_path).out
    run = cli(cwd=project)
    assert run.code == 0
    assert "aligned waters" in run.err
    assert "waters" in run.out


def test_a_project_named_from_elsewhere(cli: Cli, aligned: Path, tmp_path: Path) -> None:
    assert "waters" in cli("--project", aligned, "status", cwd=tmp_path).out
    assert cli("--project", aligned / "sources", "status").code == 2


def test_doctor(cli: Cli) -> None:
    assert "textual" in cli("doctor").out


def test_doctor_tells_whether_the_kernels_are_used(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_BENCH_KERNELS", "off")
    run = cli("doctor")
    assert "kernels      not used: ALIGN_BENCH_KERNELS is off" in run.out
    assert run.code == 0


@pytest.mark.parametrize(("lines", "told"), [(4, False), (6000, True)])
def test_a_large_text_without_kernels_is_told_of(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int, told: bool
) -> None:
    monkeypatch.setenv("ALIGN_BENCH_KERNELS", "off")
    (tmp_path / "a.zh.txt").write_text("秘书处将于明年提交一份关于共同水域的报告。\n" * lines, encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("The Secretariat will report next year.\n", encoding="utf-8")
    run = cli("align", "a.zh.txt", "a.en.txt", "--presegmented")
    assert run.code == 0
    assert ("without its compiled kernels" in run.err) == told


def test_a_document_that_cannot_be_read_does_not_stop_the_others(cli: Cli, project: Path) -> None:
    (project / "sources" / "a-broken.zh.txt").write_text("This is a whole sentence of English text.\n")
    run = cli("align", cwd=project)
    assert run.code == 3
    assert "not aligned: a-broken" in run.err
    assert (project / "review" / "waters.xlsx").exists()
