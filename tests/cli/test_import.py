"""align-bench import, merge and align --update, as they are called."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from cli.conftest import Cli


def typed(path: Path, row: int, header: str, value: object) -> None:
    book = load_workbook(path)
    sheet = book["Review"]
    column = next(cell.column for cell in sheet[1] if cell.value == header)
    sheet.cell(row, column).value = value  # type: ignore[assignment]  # any value of a cell
    book.save(path)


@pytest.fixture
def back(aligned: Path, tmp_path: Path) -> Path:
    path = Path(shutil.copy(aligned / "review" / "waters.xlsx", tmp_path / "waters.xlsx"))
    typed(path, 2, "English", "Declaration on Shared Waters")
    typed(path, 3, "Status", "已审")
    return path


def reviewed(cli: Cli, project: Path) -> list[dict[str, str]]:
    run = cli("export", "waters", "--to", "jsonl", "-o", "-", cwd=project)
    return [json.loads(line) for line in run.out.splitlines()]


def test_the_report_comes_first_and_nothing_is_written(cli: Cli, aligned: Path, back: Path) -> None:
    before = {path: path.read_bytes() for path in aligned.rglob("*") if path.is_file()}
    run = cli("import", back, cwd=aligned)
    assert run.code == 0
    assert "waters: 2 units to change, no conflicts" in run.err
    assert "--apply" in run.err
    assert [line.split()[:2] for line in run.out.splitlines()[1:]] == [["row", "2"], ["row", "3"]]
    lines = [json.loads(line) for line in cli("import", back, "--format", "jsonl", cwd=aligned).out.splitlines()]
    assert [(line["what"], line["field"], line["theirs"]) for line in lines] == [
        ("take", "target", "Declaration on Shared Waters"),
        ("take", "status", "reviewed"),
    ]
    assert {path: path.read_bytes() for path in before} == before


def test_apply_takes_it_over(cli: Cli, aligned: Path, back: Path) -> None:
    run = cli("import", back, "--apply", "--reviewer", "Wang", cwd=aligned)
    assert (run.code, "taken over into 1 document: waters" in run.err) == (0, True)
    units = reviewed(cli, aligned)
    assert [(unit["status"], unit["reviewer"]) for unit in units[:3]] == [
        ("draft", "Wang"),
        ("reviewed", "Wang"),
        ("draft", ""),
    ]
    again = cli("import", back, cwd=aligned)
    assert (again.code, "nothing to change" in again.err) == (0, True)


def test_what_is_not_decided_ends_with_1_and_writes_nothing(cli: Cli, aligned: Path, back: Path) -> None:
    typed(back, 4, "Status", "ok")
    before = reviewed(cli, aligned)
    for side in ((), ("--theirs",)):
        run = cli("import", back, "--apply", *side, cwd=aligned)
        assert (run.code, "'ok'" in run.out) == (1, True)
        assert reviewed(cli, aligned) == before
    assert cli("import", back, "--apply", "--ours", cwd=aligned).code == 0
    assert reviewed(cli, aligned)[1]["status"] == "reviewed"


@pytest.mark.parametrize("form", ["tmx", "xliff"])
def test_other_forms_come_back_too(cli: Cli, aligned: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"back.{form}"
    assert cli("export", "--to", form, "-o", path, cwd=aligned).code == 0
    path.write_text(path.read_text("utf-8").replace("Statement on Shared", "Declaration on Shared"), "utf-8")
    run = cli("import", path, "--apply", cwd=aligned)
    assert run.code == 0
    assert "taken over into 1 document: waters" in run.err
    assert reviewed(cli, aligned)[0]["en"] == "Declaration on Shared Waters"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("missing.xlsx",), 3),
        (("review/waters.xlsx",), 2),
        (("terms.csv",), 3),
        (("review/waters.xlsx", "--document", "nothing"), 2),
        (("review/waters.xlsx", "--apply", "--dry-run"), 2),
    ],
    ids=["missing", "own", "kind", "document", "both"],
)
def test_what_cannot_be_meant_is_refused(cli: Cli, aligned: Path, arguments: tuple[str, ...], code: int) -> None:
    run = cli("import", *arguments, cwd=aligned)
    assert (run.code, run.out) == (code, "")
    assert "error:" in run.err


def test_merge_joins_two_copies(cli: Cli, aligned: Path, back: Path, tmp_path: Path) -> None:
    base = aligned / "review" / "waters.xlsx"
    other = Path(shutil.copy(base, tmp_path / "other.xlsx"))
    typed(other, 4, "Comment", "look")
    assert cli("merge", base, back, other).code == 0
    run = cli("merge", base, back, other, "-o", "out.xlsx")
    assert (run.code, "wrote out.xlsx" in run.err) == (0, True)
    assert cli("merge", base, back, other, "-o", "out.xlsx").code == 2
    (aligned / "review" / "waters.xlsx").write_bytes((tmp_path / "out.xlsx").read_bytes())
    units = reviewed(cli, aligned)
    assert units[0]["en"] == "Declaration on Shared Waters"
    assert (units[1]["status"], units[2]["comment"]) == ("reviewed", "look")


def test_merge_names_conflicts_and_writes_nothing(cli: Cli, aligned: Path, back: Path, tmp_path: Path) -> None:
    base = aligned / "review" / "waters.xlsx"
    other = Path(shutil.copy(base, tmp_path / "other.xlsx"))
    typed(other, 2, "English", "A third wording")
    run = cli("merge", base, back, other, "-o", "out.xlsx", "--format", "jsonl")
    assert run.code == 1
    conflict = next(line for line in map(json.loads, run.out.splitlines()) if line["what"] == "conflict")
    assert (conflict["base"], conflict["ours"], conflict["theirs"]) == (
        "Statement on Shared Waters",
        "Declaration on Shared Waters",
        "A third wording",
    )
    assert not (tmp_path / "out.xlsx").exists()
    assert cli("merge", base, back, other, "-o", "out.xlsx", "--theirs").code == 0
    assert load_workbook(tmp_path / "out.xlsx")["Review"]["C2"].value == "A third wording"


def test_conflicts_are_left_to_the_screen(cli: Cli, aligned: Path, back: Path, tmp_path: Path) -> None:
    base = shutil.copy(aligned / "review" / "waters.xlsx", tmp_path / "base.xlsx")
    typed(aligned / "review" / "waters.xlsx", 2, "English", "Ours")
    undecided = cli("import", back, "--base", base, "--apply", cwd=aligned)
    assert undecided.code == 1
    assert "pair by pair with --screen" in undecided.err
    dry = cli("import", back, "--base", base, "--screen", "--dry-run", cwd=aligned)
    assert "ours stays; theirs waits beside the pair on the screen" in dry.out
    assert not Drafts.of(Project(aligned), "waters").texts
    run = cli("import", back, "--base", base, "--apply", "--screen", cwd=aligned)
    assert run.code == 0
    assert "1 conflict, left to the screen" in run.err
    assert "waters: 1 text not taken: beside its pair on the screen" in run.err
    assert list(Drafts.of(Project(aligned), "waters").texts.values()) == ["Declaration on Shared Waters"]
    units = reviewed(cli, aligned)
    assert (units[0]["en"], units[1]["status"]) == ("Ours", "reviewed")


def test_align_tells_of_changed_texts_and_takes_them_over(cli: Cli, aligned: Path, back: Path) -> None:
    assert cli("import", back, "--apply", cwd=aligned).code == 0
    source = aligned / "sources" / "waters.zh.txt"
    source.write_text(source.read_text("utf-8") + "\n4. 会议结束。\n", "utf-8")
    assert "align --update" in cli("align", cwd=aligned).err
    before = reviewed(cli, aligned)
    told = cli("align", "--update", "--dry-run", cwd=aligned)
    assert "would update waters: 4 stay as they are, 1 new" in told.err
    assert reviewed(cli, aligned) == before
    assert "updated waters" in cli("align", "--update", cwd=aligned).err
    after = reviewed(cli, aligned)
    assert [unit["status"] for unit in after] == ["draft", "reviewed", "draft", "draft", "untranslated"]
    assert "nothing to update" in cli("align", "--update", cwd=aligned).err
    assert cli("align", "--update", source, source).code == 2


def test_changed_english_is_named_and_taken_over(cli: Cli, aligned: Path) -> None:
    path = aligned / "translations" / "waters.en.txt"
    path.write_text(path.read_text("utf-8").replace("next year", "in 2026"), "utf-8")
    notice = f"{path} is not the English that waters.xlsx was made of: paragraph 4 differs;"
    assert notice in cli("status", cwd=aligned).err
    assert notice in cli("check", cwd=aligned).err
    assert "1 changed); `align-bench align --update` takes them over" in cli("align", cwd=aligned).err
    before = reviewed(cli, aligned)
    assert "2026" in cli("align", "--update", "--dry-run", cwd=aligned).out
    assert reviewed(cli, aligned) == before
    assert "updated waters: 3 stay as they are, 1 changed" in cli("align", "--update", cwd=aligned).err
    assert reviewed(cli, aligned)[3]["en"] == "3. The secretariat will submit a report in 2026."
    assert "is not the English" not in cli("status", cwd=aligned).err
    assert "nothing to update" in cli("align", "--update", cwd=aligned).err


def test_english_that_both_sides_changed_waits_beside_its_pair(cli: Cli, aligned: Path) -> None:
    typed(aligned / "review" / "waters.xlsx", 5, "English", "3. The secretariat reports next year.")
    path = aligned / "translations" / "waters.en.txt"
    path.write_text(path.read_text("utf-8").replace("next year", "in 2026"), "utf-8")
    run = cli("align", "--update", cwd=aligned)
    assert "was changed, and the unit's too: " in run.out
    assert "waters: 1 text not taken: beside its pair on the screen, to accept or drop" in run.err
    assert reviewed(cli, aligned)[3]["en"] == "3. The secretariat reports next year."
    offered = Drafts.of(Project(aligned), "waters").texts
    assert list(offered.values()) == ["3. The secretariat will submit a report in 2026."]
    assert "nothing to update" in cli("align", "--update", cwd=aligned).err
