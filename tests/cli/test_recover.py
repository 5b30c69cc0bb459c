"""History and recovery as commands, on a review with some edits."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.formats.workbook import read_workbook, write_workbook
from align_bench.model.edits import edit_target, set_comment
from align_bench.model.pairing import merge_units
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.workflow.reviewing import Session
from cli.conftest import Cli
from workflow.desk import NAME, UNITS, clock, new_project, opened


@pytest.fixture
def edited(tmp_path: Path) -> Project:
    """Two saves with an edit each, and one edit that is only in the journal."""
    project = new_project(tmp_path / "project")
    project.sources.mkdir()
    with opened(project) as session:
        session.apply(edit_target(session.review.units[0], "=first", session.stamp()))
        session.save()
        session.apply(merge_units(session.review.units[1], session.review.units[2], session.stamp()))
        session.save()
        session.apply(set_comment(session.review.units[3], "not saved", session.stamp()))
        session.undo()
    return project


def test_history_tells_who_changed_what(cli: Cli, edited: Project) -> None:
    run = cli("history", cwd=edited.root)
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines[0].split() == ["time", "who", "document", "unit", "what", "field", "before", "after"]
    assert lines[1].split() == [
        "2026-03-01T09:30:00+00:00",
        "Li",
        "note",
        "1",
        *["edit", "target", "1.", "Paragraph", "1", "=first"],
    ]
    assert ["undo comment" in line for line in lines][-1]


def test_a_damaged_journal_is_told_wherever_the_review_is_used(cli: Cli, edited: Project) -> None:
    path = edited.journal(NAME)
    path.write_bytes(path.read_bytes().replace(b"not saved", b"not Saved", 1))
    commands = ("status",), ("check", "--fail-on", "never"), ("export", "--to", "tsv", "-o", "-"), ("history",)
    for command in (*commands, ("recover",)):
        run = cli(*command, cwd=edited.root)
        assert f"{path}: line" in run.err, command
        assert "is damaged" in run.err, command
    # What changes nothing keeps nothing aside either.
    assert "kept when the document is next opened" in cli("status", cwd=edited.root).err
    opened(edited).close()
    assert "damaged" not in cli("status", cwd=edited.root).err


def test_what_another_program_changed_is_history_and_can_be_gone_back_from_at_once(cli: Cli, edited: Project) -> None:
    with opened(edited) as session:
        session.save()
    book = load_workbook(edited.workbook(NAME))
    book["Review"]["C2"] = "theirs"
    book.save(edited.workbook(NAME))
    assert "theirs" in cli("history", cwd=edited.root).out
    keys = [line.split()[1] for line in cli("recover", NAME, cwd=edited.root).out.splitlines()[1:]]
    for key, target in ((keys[0], UNITS[0].target), (keys[-2], "=first")):
        told = cli("recover", NAME, "--to", key, cwd=edited.root)
        assert "theirs" in told.out
        assert cli("recover", NAME, "--to", key, "--apply", cwd=edited.root).code == 0
        assert read_workbook(edited.workbook(NAME)).units[0].target == target
        book = load_workbook(edited.workbook(NAME))
        book["Review"]["C2"] = "theirs"
        book.save(edited.workbook(NAME))


def test_a_workbook_that_was_worked_in_and_is_gone_is_not_made_anew(cli: Cli, aligned: Path) -> None:
    project = Project(aligned)
    with Session.open(project, "waters", reviewer="Li", clock=clock) as session:
        session.apply(set_comment(session.review.units[0], "decided", session.stamp()))
        session.save()
        state = session.review
    project.workbook("waters").unlink()
    assert "waters.xlsx: is not there any more" in cli("status", cwd=aligned).err
    run = cli("align", cwd=aligned)
    assert run.code == 3
    assert "recover waters --to bak --apply" in run.err
    assert cli("recover", "waters", "--to", "bak", "--apply", cwd=aligned).code == 0
    assert read_workbook(project.workbook("waters")) == state


def test_edits_come_into_a_workbook_that_was_made_anew(cli: Cli, aligned: Path) -> None:
    project = Project(aligned)
    with Session.open(project, "waters", reviewer="Li", clock=clock) as session:
        for unit in session.review.units[:2]:
            session.apply(set_comment(unit, "decided", session.stamp()))
            session.save()
        units = [replace(unit, confidence=0.5) for unit in session.review.units]
    with project.workbook("waters").open("wb") as stream:
        write_workbook(
            Review("waters", tuple(replace(u, comment="", reviewer="", updated="") for u in units)), (), stream
        )
    with Session.open(project, "waters", reviewer="Li", clock=clock) as session:
        assert [unit.comment for unit in session.review.units[:3]] == ["decided", "decided", ""]
    keys = [line.split()[1] for line in cli("recover", "waters", cwd=aligned).out.splitlines()[1:]]
    assert "decided" in cli("recover", "waters", "--to", keys[0], cwd=aligned).out


def test_history_of_one_unit_as_jsonl_and_tsv(cli: Cli, edited: Project) -> None:
    run = cli("history", NAME, "--unit", "3", "--format", "jsonl", cwd=edited.root)
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert {(row["unit"], row["action"], row["reviewer"]) for row in rows} == {
        ("u2", "merge", "Li"),
        ("u3", "merge", "Li"),
    }
    assert {row["field"]: row["after"] for row in rows if row["unit"] == "u2"}[
        "target"
    ] == "2. Paragraph 2\n3. Paragraph 3"
    tsv = cli("history", "--unit", "u1", "--format", "tsv", cwd=edited.root).out.splitlines()
    assert tsv[1].split("\t")[-2:] == ["1. Paragraph 1", "'=first"]
    assert cli("history", "--unit", "u9", cwd=edited.root).out == ""


def test_history_is_kept_over_a_new_journal(cli: Cli, edited: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cli("history", "--format", "jsonl", cwd=edited.root).out
    monkeypatch.setattr("align_bench.workflow.opening._LONG", 1)
    monkeypatch.setattr("align_bench.workflow.opening.UNDOABLE", 2)
    opened(edited).close()
    assert list(edited.history(NAME).iterdir())
    assert cli("history", "--format", "jsonl", cwd=edited.root).out == before


def test_what_another_program_changed_is_in_the_history(cli: Cli, edited: Project) -> None:
    from openpyxl import load_workbook

    workbook = load_workbook(edited.workbook(NAME))
    workbook["Review"]["E2"] = "from Excel"
    workbook.save(edited.workbook(NAME))
    opened(edited).close()
    rows = [json.loads(line) for line in cli("history", "--format", "jsonl", cwd=edited.root).out.splitlines()]
    assert (rows[-1]["move"], rows[-1]["unit"], rows[-1]["after"]) == ("elsewhere", "u1", "from Excel")


def test_going_back_is_told_first_and_can_be_undone(cli: Cli, edited: Project) -> None:
    listed = cli("recover", NAME, cwd=edited.root).out.splitlines()
    assert [line.split()[1] for line in listed] == ["to", "1", "4", "7", "bak"]
    content = edited.workbook(NAME).read_bytes()
    run = cli("recover", NAME, "--to", "1", cwd=edited.root)
    assert "=first" in run.out
    assert "nothing is changed yet" in run.err
    assert edited.workbook(NAME).read_bytes() == content
    assert cli("recover", NAME, "--to", "1", "--apply", cwd=edited.root).code == 0
    assert read_workbook(edited.workbook(NAME), name=NAME).units == UNITS
    with opened(edited) as session:
        session.undo()
        assert session.review.units[0].target == "=first"
        assert len(session.review.units) == len(UNITS) - 1


def test_going_back_to_the_workbook_before_the_last_save(cli: Cli, edited: Project) -> None:
    assert cli("recover", NAME, "--to", "bak", "--apply", cwd=edited.root).code == 0
    units = read_workbook(edited.workbook(NAME), name=NAME).units
    assert [unit.target for unit in units] == ["=first", *(unit.target for unit in UNITS[1:])]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_workbook_that_cannot_be_read_is_got_back(cli: Cli, edited: Project, is_there: bool) -> None:
    with opened(edited) as session:
        live = session.review
    path = edited.workbook(NAME)
    path.unlink()
    if is_there:
        path.write_bytes(b"PK")
    assert "--to bak" in cli("recover", NAME, cwd=edited.root).err
    assert "1 unit" not in cli("recover", NAME, "--to", "bak", cwd=edited.root).err
    run = cli("recover", NAME, "--to", "bak", "--apply", cwd=edited.root)
    assert (run.code, "put back, with" in run.err) == (0, True)
    assert read_workbook(path, name=NAME) == live
    kept = edited.history(NAME) / "workbook-0001.xlsx"
    assert kept.exists() == is_there


@pytest.mark.parametrize("arguments", [
    pytest.param(("--to", "99"), id="no such checkpoint"),
    pytest.param(("--apply",), id="nothing to go back to"),
])  # fmt: skip
def test_what_cannot_be_gone_back_to_is_told(cli: Cli, edited: Project, arguments: tuple[str, ...]) -> None:
    run = cli("recover", NAME, *arguments, cwd=edited.root)
    assert run.code == 2
    assert run.err.startswith("error: ")


def test_behind_what_is_missing_there_is_no_going_back(cli: Cli, edited: Project) -> None:
    lines = edited.journal(NAME).read_bytes().splitlines(keepends=True)
    edited.journal(NAME).write_bytes(b"".join([lines[0], *lines[2:]]))
    opened(edited).close()
    listed = cli("recover", NAME, cwd=edited.root).out.splitlines()
    assert "1" not in [line.split()[1] for line in listed]
    assert cli("recover", NAME, "--to", "1", cwd=edited.root).code == 2
