"""Conflicts of a file that came back, left to the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from align_bench.model.edits import Edit, edit_target, set_comment, set_status
from align_bench.model.pairing import merge_units
from align_bench.model.unit import Status
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from align_bench.workflow.applying import apply_prepared
from align_bench.workflow.offering import offered
from align_bench.workflow.workbooks import current_review
from workflow.desk import NAME, clock, new_project, opened
from workflow.returned import plan, sent, typed


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "project")


def edited(project: Project, *edits: Edit) -> None:
    with opened(project) as session:
        for edit in edits:
            session.apply(edit)
        session.save()


def test_each_conflict_waits_beside_its_pair_and_ours_stays(project: Project) -> None:
    with opened(project) as session:
        stamp = session.stamp()
        session.apply(set_comment(session.review.units[1], "before", stamp))
        session.save()
    path = sent(project)
    units = current_review(project, NAME).units
    edited(
        project,
        edit_target(units[0], "1. Ours", stamp),
        set_comment(units[1], "ours", stamp),
        set_status([units[2]], Status.REJECTED, stamp),
    )
    typed(path, "u1", English="1. Theirs")
    typed(path, "u2", Comment="theirs")
    typed(path, "u3", Status="final")
    typed(path, "u4", English="4. Taken")
    found = plan(project, path, side="ours")
    waiting = offered(found)
    assert waiting == {
        "u1": "1. Theirs",
        "u2#comment": "theirs",
        "u3#reply": "in the file that came back, status: final",
    }
    (notice,) = apply_prepared(project, [found], reviewer="Wang", clock=clock, offered={NAME: waiting})
    assert "3 texts not taken: beside" in notice
    assert Drafts.of(project, NAME).texts == waiting
    after = current_review(project, NAME).units
    assert [unit.target for unit in after[:4]] == ["1. Ours", units[1].target, units[2].target, "4. Taken"]
    assert (after[1].comment, after[2].status) == ("ours", Status.REJECTED)


def test_units_that_were_paired_anew_get_what_the_file_pairs(project: Project) -> None:
    path = sent(project)
    units = current_review(project, NAME).units
    with opened(project) as session:
        stamp = session.stamp()
    edited(project, merge_units(units[0], units[1], stamp))
    typed(path, "u2", English="2. Theirs")
    waiting = offered(plan(project, path, side="ours"))
    assert list(waiting) == ["u1#reply"]
    assert "2. Theirs" in waiting["u1#reply"]


def test_a_text_that_waits_already_is_not_replaced(project: Project) -> None:
    path = sent(project)
    unit = current_review(project, NAME).units[0]
    with opened(project) as session:
        session.apply(edit_target(unit, "1. Ours", session.stamp()))
    Drafts.of(project, NAME).keep("u1", "1. Half typed")
    typed(path, "u1", English="1. Theirs")
    found = plan(project, path, side="ours")
    (notice,) = apply_prepared(project, [found], reviewer="Wang", clock=clock, offered={NAME: offered(found)})
    assert "another one waits there" in notice
    assert Drafts.of(project, NAME).texts == {"u1": "1. Half typed"}
