from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.config import Settings, load_settings
from align_bench.model.edits import Stamp, apply, edit_target
from align_bench.model.pairing import merge_units, split_unit_at
from align_bench.storage.project import Project
from align_bench.workflow.aligning import Aligned, align_project, updates
from align_bench.workflow.counting import count_project
from align_bench.workflow.origins import source_notices, stray_notices
from align_bench.workflow.reviewing import Session
from align_bench.workflow.updating import Update
from align_bench.workflow.workbooks import current_review
from workflow.desk import clock

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
ZH = "关于水域的声明\n\n1. 第一条规定。各方同意。\n\n2. 第二条规定。\n\n3. 第三条规定。\n"
EN = "Statement on Waters\n\n1. First rule. The parties agree.\n\n2. Second rule.\n\n3. Third rule.\n"


@pytest.fixture(params=["paragraph", "sentence"])
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Project:
    for name, text in (("sources/note.zh.txt", ZH), ("translations/note.en.txt", EN)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    project = Project(tmp_path)
    (tmp_path / "align-bench.toml").write_text(f'level = "{request.param}"\n', "utf-8")
    results = list(align_project(project, Settings(level=request.param), clock=clock))
    assert all(isinstance(result, Aligned) for result in results)
    return project


def notices(project: Project) -> tuple[str, ...]:
    return source_notices(project, "note", current_review(project, "note"))


def delete_row(project: Project, text: str) -> None:
    path = project.workbook("note")
    book = load_workbook(path)
    sheet = book["Review"]
    row = next(row for row in range(2, sheet.max_row + 1) if text in str(sheet.cell(row, 2).value))
    sheet.delete_rows(row)
    book.save(path)


def delete_english(project: Project, text: str) -> None:
    path = project.workbook("note")
    book = load_workbook(path)
    sheet = book["Review"]
    sheet.delete_rows(next(row for row in range(2, sheet.max_row + 1) if text in str(sheet.cell(row, 3).value)))
    book.save(path)


def test_a_whole_review_has_nothing_to_tell(project: Project) -> None:
    assert notices(project) == ()
    assert count_project(project, ["note"])[0].notices == ()


def test_a_deleted_row_is_named_with_the_way_back(project: Project) -> None:
    workbook = project.workbook("note")
    whole = workbook.read_bytes()
    delete_row(project, "第二条")
    (notice,) = notices(project)
    assert "paragraph 3 (2. 第二条规定。) of" in notice
    assert str(workbook) in notice
    assert "align --update" in notice
    assert ".bak" not in notice
    kept = workbook.with_name("note.xlsx.bak")
    kept.write_bytes(workbook.read_bytes())
    assert ".bak" not in notices(project)[0]
    kept.write_bytes(whole)
    assert "take the rows from note.xlsx.bak" in notices(project)[0]
    assert count_project(project, ["note"])[0].notices == notices(project)


def test_a_deleted_sentence_is_named_by_its_paragraph(project: Project) -> None:
    delete_row(project, "各方同意")
    assert "paragraph 2 (1. 第一条规定。各方同意。)" in notices(project)[0]


@pytest.fixture
def with_note(project: Project) -> Project:
    """With a paragraph that is in the English only."""
    path = project.root / "translations" / "note.en.txt"
    path.write_text(f"{EN}\nTranslator's note: the waters of the lake are meant.\n", "utf-8")
    project.workbook("note").unlink()
    list(align_project(project, Settings(level=load_settings(project.root).level), clock=clock))
    assert notices(project) == ()
    return project


def test_deleted_english_without_chinese_is_named_too(with_note: Project) -> None:
    delete_english(with_note, "lake are meant")
    (notice,) = notices(with_note)
    assert "in no row: paragraph 5 (Translator's note: t...) of" in notice
    assert "align --update" in notice
    settings = load_settings(with_note.root)
    (update,) = updates(with_note, settings, ["note"], STAMP)
    assert isinstance(update, Update)
    assert "lake are meant" in update.after.units[-1].target


def test_english_that_somebody_took_out_here_is_not_missed(with_note: Project) -> None:
    with Session.open(with_note, "note", reviewer="Li", clock=clock) as session:
        unit = next(unit for unit in session.review.units if "Third rule" in unit.target)
        session.apply(edit_target(unit, "", session.stamp()))
    assert notices(with_note) == ()


def test_of_another_translation_nothing_is_missed(with_note: Project) -> None:
    path = with_note.root / "translations" / "note.en.txt"
    path.write_text("A text of another kind\n\nthat has nothing to do with it\n", "utf-8")
    (notice,) = notices(with_note)
    assert "is not the English that note.xlsx was made of: paragraph 1 differs and 1 more" in notice
    with_note.taken("note").unlink()
    assert notices(with_note) == ()


def test_english_that_changed_in_its_file_is_told(project: Project) -> None:
    path = project.root / "translations" / "note.en.txt"
    path.write_text(EN.replace("Second rule", "Second regulation"), "utf-8")
    (notice,) = notices(project)
    assert f"{path} is not the English that note.xlsx was made of: paragraph 3 differs;" in notice
    assert "align --update" in notice
    path.write_text(EN.replace("\n3. Third rule.\n", ""), "utf-8")
    assert "paragraph 3 differs" in notices(project)[0]
    path.write_text(EN.replace("\n2. Second", "\n\n2.  Second"), "utf-8")
    assert notices(project) == ()
    path.write_bytes(b"\x00\xff\x00")
    assert "note.xlsx is still whole" in notices(project)[0]


def test_english_that_was_changed_in_the_workbook_alone_is_the_reviewers(project: Project) -> None:
    with Session.open(project, "note", reviewer="Li", clock=clock) as session:
        unit = next(unit for unit in session.review.units if "Third rule" in unit.target)
        session.apply(edit_target(unit, "3. Third rule, in other words.", session.stamp()))
    assert notices(project) == ()
    # What the file says now is what the reviewer wrote.
    path = project.root / "translations" / "note.en.txt"
    path.write_text(EN.replace("Third rule", "Third rule, in other words"), "utf-8")
    assert notices(project) == ()


def test_both_texts_may_have_changed(project: Project) -> None:
    (project.sources / "note.zh.txt").write_text(ZH.replace("第二条规定", "第二条决定"), "utf-8")
    (project.root / "translations" / "note.en.txt").write_text(EN.replace("First", "1st"), "utf-8")
    source, english = notices(project)
    assert "is not the text that" in source
    assert "is not the English that" in english


def test_merged_and_split_rows_are_whole(project: Project) -> None:
    review = current_review(project, "note")
    review = apply(merge_units(review.units[0], review.units[1], STAMP), review)
    review = apply(split_unit_at(review.units[0], len(review.units[0].source) - 3, 0, STAMP), review)
    assert source_notices(project, "note", review) == ()


def test_a_source_that_changed_is_told(project: Project) -> None:
    source = project.sources / "note.zh.txt"
    source.write_text(ZH.replace("第二条规定", "第二条决定"), "utf-8")
    assert "is not the text that note.xlsx was made of: paragraph 3 differs;" in notices(project)[0]
    source.write_text(ZH.replace("2. 第二条规定。\n\n", ""), "utf-8")
    assert "paragraph 3 differs and 1 more" in notices(project)[0]
    source.write_text("", "utf-8")
    assert "note.zh.txt" in notices(project)[0]
    source.unlink()
    assert notices(project) == ()


def test_what_belongs_to_no_document_is_told(project: Project) -> None:
    (project.translations / "other.en.txt").write_text("Other", "utf-8")
    (project.sources / "third.docx").write_bytes(b"PK")
    unread, stray = stray_notices(project)
    assert "third.docx: only text files are read" in unread
    assert "other.en.txt: there is no Chinese text for it" in stray
