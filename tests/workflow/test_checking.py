from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from align_bench.config import Settings
from align_bench.formats.workbook import write_workbook
from align_bench.model.finding import Severity
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Unit
from align_bench.storage.project import Project
from align_bench.workflow.aligning import Aligned, align_project
from align_bench.workflow.checking import check_project, check_review

TERMS = "zh,en_preferred,en_admitted,en_forbidden\n联系人,focal point,,contact person\n"


def _project(folder: Path) -> Project:
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    (folder / "review").mkdir()
    for name, english in (("one", "the contact person"), ("two", "the focal point")):
        unit = Unit("u", "联系人", english, source_numbers=(1,), target_numbers=(1,))
        with (folder / "review" / f"{name}.xlsx").open("wb") as stream:
            write_workbook(Review(name, (unit,)), (), stream)
    return Project(folder)


def test_a_project_is_checked_against_its_termbase(tmp_path: Path) -> None:
    project = _project(tmp_path)
    (finding,) = check_project(project)
    assert (finding.document, finding.check, finding.found) == ("one", "forbidden-term", "contact person")
    assert check_project(project, ["two"]) == ()
    assert check_project(project, only=["doubled-space"]) == ()


def test_a_review_alone() -> None:
    unit = Unit("u", "共456次", "465  times")
    found = check_review(Review("d", (unit,)), Termbase())
    assert [finding.check for finding in found] == ["number-mismatch", "doubled-space"]


def test_the_same_review_gives_the_same_findings_in_order(tmp_path: Path) -> None:
    project = _project(tmp_path)
    assert check_project(project) == check_project(project)


def test_a_new_workbook_holds_the_findings_that_the_settings_want(tmp_path: Path) -> None:
    for folder, suffix, text in (("sources", "zh", "共456次。\n"), ("translations", "en", "It was  465 times.\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"note.{suffix}.txt").write_text(text, "utf-8")
    settings = Settings(checks={"doubled-space": "off", "number-mismatch": "hint"})
    (aligned,) = align_project(Project(tmp_path), settings, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))
    assert isinstance(aligned, Aligned)
    assert [(finding.check, finding.severity) for finding in aligned.findings] == [("number-mismatch", Severity.HINT)]
