"""A workbook that went through LibreOffice comes home."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from align_bench.model.edits import set_comment
from align_bench.model.unit import Status, Unit
from align_bench.workflow.merging import Plan
from formats.test_workbook_libreoffice import HOSTILE, converted
from workflow.desk import NAME, UNITS, new_project, opened
from workflow.returned import plan, sent, taken_over, typed

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def test_what_was_only_saved_is_nothing_to_take(tmp_path: Path) -> None:
    hostile = tuple(Unit(f"h{i}", text, text, comment=text, confidence=0.1234) for i, text in enumerate(HOSTILE))
    project = new_project(tmp_path / "project", (*UNITS, *hostile))
    found: Plan = plan(project, converted(sent(project), tmp_path))
    assert found.edit.changes == ()
    assert found.remarks == ()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_was_typed_before_and_after_comes_home(tmp_path: Path, kind: str) -> None:
    project = new_project(tmp_path / "project")
    path = sent(project)
    typed(path, "u1", English="1. “Reworded”\nsecond line", Status="Reviewed ")
    back = converted(path, tmp_path, kind)
    if kind == "ods":
        back = converted(back, tmp_path / "again")
    typed(back, "u2", Status="已审", Comment="请核对")
    with opened(project) as session:
        session.apply(set_comment(session.review.units[2], "ours", session.stamp()))
        session.save()
    review = taken_over(project, back, document=NAME)
    assert (review.units[1].status, review.units[1].comment) == (Status.REVIEWED, "请核对")
    assert (review.units[0].status, review.units[0].target) == (Status.REVIEWED, "1. “Reworded”\nsecond line")
    assert review.units[2].comment == "ours"
