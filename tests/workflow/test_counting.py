from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from align_bench.formats.workbook import write_workbook
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.workflow.counting import Count, count_project

UNITS = (
    Unit("a", "共456次，中文", "465 times, 5.2% (well-known)", Status.DRAFT),
    Unit("b", "共456次", "465 times", Status.REVIEWED),
    Unit("c", "中文", "", Status.UNTRANSLATED),
)


def project_with(folder: Path) -> Project:
    project = Project(folder)
    for place in (project.sources, project.reviews):
        place.mkdir()
    (project.sources / "new.zh.txt").write_text("中文\n", encoding="utf-8")
    with project.workbook("old").open("wb") as stream:
        write_workbook(Review("old", UNITS), (), stream)
    return project


def test_each_document_is_counted(tmp_path: Path) -> None:
    new, old = count_project(project_with(tmp_path), ["new", "old"])
    assert new == Count("new", aligned=False)
    assert (old.units, old.by_status) == (3, {"draft": 1, "reviewed": 1, "untranslated": 1})
    assert (old.zh_characters, old.en_words) == (8, 6)


def test_findings_in_units_that_are_done_do_not_count(tmp_path: Path) -> None:
    (count,) = count_project(project_with(tmp_path), ["old"])
    assert count.open_findings > 0
    done = tuple(Unit(u.id, u.source, u.target, Status.FINAL) for u in UNITS[:2])
    with (tmp_path / "review" / "old.xlsx").open("wb") as stream:
        write_workbook(Review("old", done), (), stream)
    (count,) = count_project(Project(tmp_path), ["old"])
    assert count.open_findings == 0


def test_the_summary_in_the_workbook_counts_alike(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    (count,) = count_project(project, ["old"])
    rows = {row[0]: row for row in load_workbook(project.workbook("old"))["Summary"].iter_rows(values_only=True)}
    assert rows["all"][3:5] == (count.en_words, count.zh_characters)
