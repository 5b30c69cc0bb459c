"""A workbook that somebody worked in comes home."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.errors import InputError, UsageError
from align_bench.formats.workbook import read_workbook
from align_bench.formats.workbook.columns import REVIEW
from align_bench.model.edits import Stamp, edit_target, set_comment, set_locked, set_status
from align_bench.model.merging.conflicts import Conflict
from align_bench.model.pairing import merge_units, split_unit_at
from align_bench.model.unit import Review, Status, Unit
from align_bench.storage.project import Project
from align_bench.storage.taken import note_taken
from align_bench.workflow.applying import apply_prepared
from align_bench.workflow.merge_lines import merge_lines
from align_bench.workflow.merging import Plan, plan_merge
from align_bench.workflow.workbooks import current_review
from workflow.desk import NAME, UNITS, clock, new_project, opened
from workflow.returned import place, plan, remarks, row_of, sent, taken_over, typed, worked_in


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "project")


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def filled(sheet: Worksheet, values: list[list[object]]) -> None:
    sheet.delete_rows(2, sheet.max_row)
    for number, row in enumerate(values, 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value  # type: ignore[assignment]  # what was read from it


def test_nothing_done_is_nothing_to_do(project: Project) -> None:
    found = plan(project, sent(project))
    assert found.edit.changes == ()
    assert found.remarks == ()
    assert list(merge_lines(found, None)) == []


def test_what_was_typed_comes_home_as_one_edit(project: Project) -> None:
    path = sent(project)
    typed(path, "u1", English="1. Reworded")
    typed(path, "u2", Status="Reviewed ", Comment="fine")
    typed(path, "u3", Status="已审", Locked="是")
    review = taken_over(project, path)
    assert review.units[0].target == "1. Reworded"
    assert (review.units[1].status, review.units[1].comment) == (Status.REVIEWED, "fine")
    assert (review.units[2].status, review.units[2].locked) == (Status.REVIEWED, True)
    assert [unit.reviewer for unit in review.units] == ["Wang"] * 3 + [""] * 3
    assert read_workbook(project.workbook(NAME)) == review


def test_undo_takes_all_of_it_back(project: Project) -> None:
    path = sent(project)
    typed(path, "u1", English="1. Reworded")
    typed(path, "u6", Status="final")
    found = plan(project, path)
    with opened(project) as session:
        session.apply(found.edit)
        assert session.review == found.after
        session.undo()
        assert session.review.units == UNITS


def test_undo_takes_it_back_after_it_was_saved_too(project: Project) -> None:
    path = sent(project)
    typed(path, "u1", English="1. Reworded")
    typed(path, "u6", Status="final")
    taken_over(project, path)
    with opened(project) as session:
        assert session.undo_action == "import"
        session.undo()
        assert session.review.units == UNITS


@pytest.mark.parametrize("word", ["ok", "reviewed?", "done", "✓"])
def test_a_status_that_is_none_is_named_and_holds_everything_up(project: Project, word: str) -> None:
    path = sent(project)
    typed(path, "u2", Status=word, Comment="fine")
    found = plan(project, path)
    assert remarks(found) == [("unread", "row 3")]
    assert word in found.remarks[0].message
    assert len(found.undecided(None)) == len(found.undecided("theirs")) == 1
    assert taken_over(project, path, side="ours").units[1].comment == "fine"


def test_rows_in_any_order_are_known_by_their_ids(project: Project) -> None:
    path = sent(project)
    typed(path, "u4", English="4. Reworded")

    def shuffle(sheet: Worksheet) -> None:
        values = rows(sheet)
        random.Random(7).shuffle(values)
        filled(sheet, values)

    worked_in(path, shuffle)
    review = taken_over(project, path)
    assert [unit.id for unit in review.units] == [unit.id for unit in UNITS]
    assert review.units[3].target == "4. Reworded"


def test_rows_sorted_without_their_hidden_cells_are_known_by_their_texts(project: Project) -> None:
    path = sent(project)
    typed(path, "u2", Status="final")

    def sort(sheet: Worksheet) -> None:
        hidden = place(sheet, "Label") - 1
        values = rows(sheet)
        filled(sheet, [seen[:hidden] + row[hidden:] for seen, row in zip(reversed(values), values, strict=True)])

    worked_in(path, sort)
    review = taken_over(project, path)
    assert [unit.status for unit in review.units] == [Status.DRAFT, Status.FINAL, *[Status.DRAFT] * 4]


def test_nothing_is_taken_from_hidden_cells_that_stayed_where_they_were(tmp_path: Path) -> None:
    numbered = [replace(u, source_numbers=(k,), target_numbers=(k,)) for k, u in enumerate(UNITS)]
    bare = [replace(u, target="", target_numbers=(), status=Status.UNTRANSLATED) for u in numbered[4:]]
    added = [Unit("a1", "", "Nobody's English", target_numbers=(8,)), Unit("a2", "", "Nor this", target_numbers=(9,))]
    project = new_project(tmp_path / "project", [*numbered[:4], *bare, *added])
    path = sent(project)

    def sort(sheet: Worksheet) -> None:
        hidden = place(sheet, "Label") - 1
        values = rows(sheet)
        filled(sheet, [seen[:hidden] + row[hidden:] for seen, row in zip(reversed(values), values, strict=True)])

    worked_in(path, sort)
    found = plan(project, path)
    assert (found.edit.changes, found.remarks, found.merged.taken) == ((), (), ())

    def reword(sheet: Worksheet) -> None:
        row = next(row for row in range(2, 10) if sheet.cell(row, 2).value == UNITS[1].source)
        sheet.cell(row, place(sheet, "English")).value = "2. Reworded"

    worked_in(path, reword)
    found = plan(project, path)
    (change,) = found.edit.changes
    assert (change.before[0].id, change.after[0].target, change.after[0].label) == ("u2", "2. Reworded", "2")
    assert found.remarks == ()


def test_one_column_sorted_alone_is_seen(project: Project) -> None:
    path = sent(project)

    def sort(sheet: Worksheet) -> None:
        column = place(sheet, "English") - 1
        values = rows(sheet)
        texts = [row[column] for row in values]
        for row, text in zip(values, reversed(texts), strict=True):
            row[column] = text
        filled(sheet, values)

    worked_in(path, sort)
    found = plan(project, path)
    assert {remark.kind for remark in found.remarks} == {"unclear"}
    assert "sorted" in found.remarks[0].message


def test_deleted_rows_are_named_and_their_units_stay(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", (*UNITS, Unit("en", "", "An English note")))
    path = sent(project)
    worked_in(path, lambda sheet: sheet.delete_rows(row_of(sheet, "en")))
    worked_in(path, lambda sheet: sheet.delete_rows(row_of(sheet, "u2")))
    typed(path, "u3", Comment="x")
    found = plan(project, path)
    assert [(r.kind, r.unit.id) for r in found.remarks if r.unit] == [("deleted", "u2"), ("deleted", "en")]
    review = taken_over(project, path)
    assert [unit.id for unit in review.units] == ["u1", "u2", "u3", "u4", "u5", "u6", "en"]


def test_changed_chinese_is_not_taken_and_the_rest_of_the_row_is(project: Project) -> None:
    path = sent(project)
    typed(path, "u2", Chinese="2. 第二段！", English="2. Reworded")
    assert remarks(plan(project, path)) == [("source", "row 3")]
    unit = taken_over(project, path).units[1]
    assert (unit.source, unit.target) == (UNITS[1].source, "2. Reworded")


def test_rows_that_were_doubled(project: Project) -> None:
    path = sent(project)

    def double(sheet: Worksheet) -> None:
        values = rows(sheet)
        filled(sheet, [*values[:2], list(values[1]), *values[2:]])

    worked_in(path, double)
    assert remarks(plan(project, path)) == [("duplicate", "row 4")]
    worked_in(path, lambda sheet: setattr(sheet.cell(4, place(sheet, "English")), "value", "Other"))
    found = plan(project, path)
    assert remarks(found) == [("unclear", "row 4")]
    assert found.undecided("theirs")


def test_rows_that_were_added_are_named(project: Project) -> None:
    path = sent(project)

    def add(sheet: Worksheet) -> None:
        sheet.insert_rows(4)
        sheet.cell(4, place(sheet, "English")).value = "A line of mine"

    worked_in(path, add)
    found = plan(project, path)
    assert remarks(found) == [("added", "row 4")]
    assert "A line of mine" in found.remarks[0].message
    assert found.edit.changes == ()


LONG = Unit("long", "1. 第一句。第二句。", "1. First. Second.", label="1", source_numbers=(1,), target_numbers=(1,))


def part_row(path: Path, second: str = "第二句。") -> None:
    def part(sheet: Worksheet) -> None:
        row = row_of(sheet, "long")
        sheet.insert_rows(row + 1)
        for offset, (chinese, english) in enumerate((("1. 第一句。", "1. First."), (second, "The second."))):
            sheet.cell(row + offset, place(sheet, "Chinese")).value = chinese
            sheet.cell(row + offset, place(sheet, "English")).value = english

    worked_in(path, part)


def test_a_row_that_was_parted_splits_its_unit(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", (LONG, *UNITS))
    path = sent(project)
    part_row(path)
    assert remarks(plan(project, path)) == [("split", "row 2")]
    review = taken_over(project, path)
    assert [(unit.source, unit.target) for unit in review.units[:2]] == [
        ("1. 第一句。", "1. First."),
        ("第二句。", "The second."),
    ]
    assert review.units[0].id == "long"
    # Once more, there is nothing to do.
    again = plan(project, path)
    assert (again.edit.changes, again.undecided(None)) == ((), ())


def test_a_row_that_was_parted_and_changed_has_to_be_looked_at(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", (LONG, *UNITS))
    path = sent(project)
    part_row(path, "第二句话。")
    assert sorted(kind for kind, _ in remarks(plan(project, path))) == ["added", "unclear"]


def test_what_was_done_here_meanwhile_stays(project: Project) -> None:
    path = sent(project)
    typed(path, "u1", English="1. Theirs")
    typed(path, "u2", Comment="theirs")
    with opened(project) as session:
        session.apply(edit_target(session.review.units[1], "2. Ours", session.stamp()))
        session.save()
        session.apply(set_status([session.review.units[4]], Status.FINAL, session.stamp()))
    review = taken_over(project, path)
    assert review.units[0].target == "1. Theirs"
    assert (review.units[1].target, review.units[1].comment) == ("2. Ours", "theirs")
    assert review.units[4].status is Status.FINAL


def test_the_state_that_went_out_is_found_however_long_ago_it_was(project: Project) -> None:
    with opened(project) as session:
        for day, text in enumerate(["first", "second", "third", "fourth"], 1):
            stamp = Stamp("Li", f"2026-03-0{day}T10:00:00+00:00")
            session.apply(edit_target(session.review.units[0], text, stamp))
            session.apply(set_comment(session.review.units[1], text, stamp))
            session.save()
            if text == "second":
                path = sent(project)
    typed(path, "u1", Status="translated")
    typed(path, "u2", Comment="theirs")
    found = plan(project, path)
    assert [(c.field, c.base[0].comment, c.ours[0].comment) for c in found.merged.conflicts] == [
        ("comment", "second", "fourth")
    ]
    unit = taken_over(project, path, side="theirs").units[0]
    assert (unit.target, unit.status) == ("fourth", Status.TRANSLATED)


def test_a_text_changed_on_both_sides_is_a_conflict(project: Project) -> None:
    path = sent(project)
    typed(path, "u2", English="2. Theirs")
    with opened(project) as session:
        session.apply(edit_target(session.review.units[1], "2. Ours", session.stamp()))
        session.save()
    found = plan(project, path)
    (line,) = merge_lines(found, None)
    assert (line.what, line.field, line.base, line.ours, line.theirs) == (
        "conflict",
        "target",
        "2. Paragraph 2",
        "2. Ours",
        "2. Theirs",
    )
    assert taken_over(project, path, side="ours").units[1].target == "2. Ours"
    assert taken_over(project, path, side="theirs").units[1].target == "2. Theirs"


def test_units_that_were_merged_or_split_here_meanwhile(project: Project) -> None:
    path = sent(project)
    typed(path, "u5", Comment="theirs")
    with opened(project) as session:
        units = session.review.units
        session.apply(merge_units(units[0], units[1], session.stamp()))
        session.apply(split_unit_at(units[2], 4, 5, session.stamp()))
    review = taken_over(project, path)
    assert len(review.units) == 6
    assert [unit.comment for unit in review.units if unit.id == "u5"] == ["theirs"]


def test_somebody_worked_on_the_screen_in_a_copy_of_the_project(project: Project, tmp_path: Path) -> None:
    elsewhere = new_project(tmp_path / "elsewhere")
    with opened(elsewhere, reviewer="Zhao") as session:
        units = session.review.units
        session.apply(edit_target(units[0], "1. Zhao's", session.stamp()))
        session.apply(merge_units(units[3], units[4], session.stamp()))
        session.save()
    review = taken_over(project, elsewhere.workbook(NAME))
    assert (review.units[0].target, review.units[0].reviewer) == ("1. Zhao's", "Zhao")
    assert [unit.id for unit in review.units] == ["u1", "u2", "u3", "u4", "u6"]


def test_where_nobody_knows_the_state_before_nothing_is_guessed(project: Project, tmp_path: Path) -> None:
    before = sent(project, "before.xlsx")
    elsewhere = new_project(tmp_path / "elsewhere")
    with opened(elsewhere) as session:
        session.apply(set_comment(session.review.units[0], "x", replace(session.stamp(), time="2026-02-01T00:00:00Z")))
        session.save()
    with opened(project) as session:
        session.apply(edit_target(session.review.units[0], "1. Ours", session.stamp()))
        session.save()
    path = elsewhere.workbook(NAME)
    found = plan(project, path)
    assert {conflict.field for conflict in found.merged.open} >= {"target", "comment"}
    assert not any(conflict.base_known for conflict in found.merged.open)
    # The workbook as it went out says what was changed by whom.
    unit = taken_over(project, path, base=before).units[0]
    assert (unit.target, unit.comment) == ("1. Ours", "x")


def test_a_locked_unit_is_not_changed_without_being_asked(project: Project) -> None:
    with opened(project) as session:
        session.apply(set_locked(session.review.units[0], locked=True, stamp=session.stamp()))
        session.save()
    path = sent(project)
    typed(path, "u1", English="1. Theirs")
    assert [conflict.field for conflict in plan(project, path).merged.open] == ["target"]
    typed(path, "u1", Locked="")
    assert taken_over(project, path).units[0].target == "1. Theirs"


def test_the_status_follows_the_english(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", (replace(UNITS[0], target="", status=Status.UNTRANSLATED), *UNITS[1:]))
    path = sent(project)
    typed(path, "u1", English="1. New")
    typed(path, "u2", English=None)
    review = taken_over(project, path)
    assert [unit.status for unit in review.units[:2]] == [Status.DRAFT, Status.UNTRANSLATED]


def test_an_approval_of_a_text_that_changed_is_a_conflict(project: Project) -> None:
    path = sent(project)
    typed(path, "u2", Status="reviewed")
    with opened(project) as session:
        session.apply(edit_target(session.review.units[1], "2. Ours", session.stamp()))
    lines = {line.field: line for line in merge_lines(plan(project, path), None)}
    assert (lines["target"].what, lines["status"].what) == ("keep", "conflict")
    assert "approved an English" in lines["status"].note
    assert taken_over(project, path, side="theirs").units[1].status is Status.REVIEWED


def test_import_is_all_or_nothing_where_the_project_changes_meanwhile(project: Project) -> None:
    path = sent(project)
    typed(path, "u1", English="1. Theirs")
    found = plan(project, path)
    with opened(project) as session:
        session.apply(edit_target(session.review.units[0], "1. Ours", session.stamp()))
    before = current_review(project, NAME)
    with pytest.raises(Exception, match="changed meanwhile"):
        apply_prepared(project, [found], reviewer="Wang", clock=clock)
    assert current_review(project, NAME) == before


def test_the_own_workbook_and_strange_files_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="own workbook"):
        plan(project, project.workbook(NAME))
    other = new_project(tmp_path / "other", [Unit("x", "别的", "Other")])
    with pytest.raises(InputError, match="of no document"):
        plan(project, Path(sent(other).rename(tmp_path / "strange.xlsx")))
    (tmp_path / "a.docx").touch()
    for name in ("a.docx", "missing.xlsx"):
        with pytest.raises(InputError):
            plan(project, tmp_path / name)


def test_units_of_another_document_are_never_taken(project: Project, tmp_path: Path) -> None:
    strange = [Unit(f"x{k}", f"别的文件第{k}段", f"Other {k}", source_numbers=(k,)) for k in range(1, 4)]
    path = sent(new_project(tmp_path / "other", strange))
    with pytest.raises(InputError, match="none of its 3 rows is of note"):
        plan(project, path, document=NAME)
    mixed = sent(new_project(tmp_path / "mixed", [*UNITS, *strange]))
    found = plan(project, mixed, document=NAME)
    assert [kind for kind, _ in remarks(found)] == ["added"] * 3
    assert found.edit.changes == ()


def test_chinese_that_stands_elsewhere_too_is_not_taken_twice(project: Project, tmp_path: Path) -> None:
    path = sent(new_project(tmp_path / "other", [Unit("x", "第3段", "Three", source_numbers=(1,)), *UNITS]))
    found = plan(project, path, document=NAME)
    assert remarks(found) == [("unclear", "row 2")]
    assert found.edit.changes == ()


def test_a_workbook_with_another_name_is_known_by_its_units(project: Project) -> None:
    path = sent(project, "note (1) 李审.xlsx")
    typed(path, "u1", Comment="x")
    assert plan(project, path).before.name == NAME


def merged(tmp_path: Path, ours: Review, theirs: Review) -> Plan:
    from align_bench.formats.workbook import write_workbook

    for name, review in (("base", Review("note", UNITS)), ("a", ours), ("b", theirs)):
        with (tmp_path / f"{name}.xlsx").open("wb") as stream:
            write_workbook(review, (), stream)
    return plan_merge(*(tmp_path / f"{name}.xlsx" for name in ("base", "a", "b")))


def test_three_workbooks_are_merged_and_deleted_rows_stay(tmp_path: Path) -> None:
    ours = Review("note", (replace(UNITS[0], target="A"), *UNITS[1:]))
    theirs = Review("note", (*UNITS[:3], replace(UNITS[3], comment="B"), *UNITS[5:]))
    found = merged(tmp_path, ours, theirs)
    assert found.merged.conflicts == ()
    assert found.after.units == (ours.units[0], *UNITS[1:3], theirs.units[3], *UNITS[4:])
    assert [(remark.kind, remark.place) for remark in found.remarks] == [("deleted", "b.xlsx")]


def test_in_a_merge_too_the_status_follows_the_english_and_own_columns_are_named(project: Project) -> None:
    base, ours, theirs = (sent(project, f"{name}.xlsx") for name in ("base", "a", "b"))
    typed(theirs, "u2", English=None)

    def note(sheet: Worksheet) -> None:
        column = sheet.max_column + 1
        sheet.cell(1, column).value, sheet.cell(2, column).value = "Our client", "by phone"

    worked_in(theirs, note)
    found = plan_merge(base, ours, theirs)
    assert (found.after.units[1].target, found.after.units[1].status) == ("", Status.UNTRANSLATED)
    assert [line.what for line in merge_lines(found, None)] == ["take", "follows"]
    assert found.notices == (f"{theirs}: columns of its own, which are not taken: Our client",)


TRANSLATED = (
    *("编号", "中文", "英文", "状态", "评论", "审稿人", "更新", "信心", "形状", "结果", "锁定"),
    *("标签", "段落", "单元号", "来源哈希", "来源段落", "目标段落"),
)


def header_row(*changes: tuple[str, str]) -> Callable[[Worksheet], None]:
    def work(sheet: Worksheet) -> None:
        for was, now in changes:
            sheet.cell(1, place(sheet, was)).value = now

    return work


def titled(title: str) -> Callable[[Worksheet], None]:
    def work(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = title

    return work


@pytest.mark.parametrize("changes", [
    pytest.param([("Status", "状态")], id="one"),
    pytest.param([("Status", "状态"), ("Unit id", "号"), ("Source hash", "哈希")], id="content"),
    pytest.param(list(zip(REVIEW.headers, TRANSLATED, strict=True)), id="all"),
])  # fmt: skip
@pytest.mark.parametrize("title", ["", "Review of the statement"])
def test_columns_that_were_renamed_are_known_by_what_stands_in_them(
    project: Project, changes: list[tuple[str, str]], title: str
) -> None:
    path = sent(project)
    typed(path, "u1", English="1. Reworded", Status="已审")
    worked_in(path, header_row(*changes))
    if title:
        worked_in(path, titled(title))
    found = plan(project, path)
    assert f"{changes[-1][1]} as {changes[-1][0]}" in found.notices[0]
    after = taken_over(project, path).units[0]
    assert (after.target, after.status) == ("1. Reworded", Status.REVIEWED)


def test_renamed_columns_that_were_moved_too_are_known_where_their_content_tells(project: Project) -> None:
    path = sent(project)
    worked_in(path, lambda sheet: sheet.move_range(f"D1:D{sheet.max_row}", cols=20))
    worked_in(path, header_row(("Status", "状态")))
    assert "状态 as Status" in plan(project, path).notices[0]


@pytest.mark.parametrize(("header", "now"), [("English", "英文"), ("Comment", "评论")])
def test_a_column_that_may_be_another_one_is_asked_for(project: Project, header: str, now: str) -> None:
    path = sent(project)
    worked_in(path, lambda sheet: sheet.insert_cols(1))
    worked_in(path, header_row((header, now)))
    with pytest.raises(InputError, match=f"no column {header!r}; there are: No., Chinese, ") as caught:
        plan(project, path)
    assert "name the columns as they were (No., Chinese, English, " in caught.value.hint


def test_what_was_edited_in_a_spreadsheet_alone_is_not_undone_by_a_copy(tmp_path: Path) -> None:
    units = [replace(unit, status=Status.DRAFT, target_numbers=(k,)) for k, unit in enumerate(UNITS, 1)]
    project = new_project(tmp_path, units)
    note_taken(project, NAME, [unit.target for unit in units])
    path = sent(project)
    typed(project.workbook(NAME), "u1", English="1. Ours", Comment="ours")
    typed(project.workbook(NAME), "u2", Comment="ours", Status="reviewed")
    typed(path, "u1", English="1. Theirs")
    typed(path, "u3", English="3. Theirs")
    found = plan(project, path)
    conflicts = [conflict for conflict in found.undecided(None) if isinstance(conflict, Conflict)]
    assert [(each.field, each.ours[0].id, each.base_known) for each in conflicts] == [
        ("target", "u1", False),
        ("comment", "u1", False),
    ]
    after = {unit.id: unit for unit in found.after.units}
    assert [after[name].comment for name in ("u1", "u2")] == ["ours", "ours"]
    assert after["u2"].status is Status.REVIEWED
    assert after["u3"].target == "3. Theirs"
