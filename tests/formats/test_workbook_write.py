from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from align_bench.errors import WorkbookError
from align_bench.formats.workbook import check_units, read_workbook, write_workbook
from align_bench.formats.workbook.escapes import escape, unescape
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import finding_id
from formats.books import FINDING, UNITS, column, review, written

HOSTILE = [
    "=1+1", "=", "+1", "-", "-1", "@x", "#N/A", "#REF!", "001", "1/2", "1e5", "NA", "TRUE", "2026-03-01", "'quoted",
    "  lead and trail  ", "\ttab\t", "a\nb\n", "\n\n", "a\r\nb\r", "_x0041_", "_x005F_x0041_", "_x000D_", "_xD83D_",
    "_x", "a\x01\x0b\x1fb", "\x7f\x85\xa0", "😀" * 50, "<&>\"']]>", "\u2028\u200b\ufeff", "𠀀", "é e\u0301",
]  # fmt: skip


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read_workbook(written(tmp_path / "note.xlsx")) == review()


def test_a_review_without_units_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "note.xlsx"
    with path.open("wb") as stream:
        write_workbook(Review("note", ()), (), stream)
    assert read_workbook(path) == Review("note", ())


def test_the_same_review_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_workbook(review(), [FINDING], first)
    write_workbook(review(), [FINDING], second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_neither_coerced_nor_stripped(tmp_path: Path, text: str) -> None:
    unit = Unit("a", text, text, comment=text, reviewer=text, label=text, paragraph=text)
    assert read_workbook(written(tmp_path / "note.xlsx", [unit])).units == (unit,)


def test_hostile_text_is_text_for_other_readers_too(tmp_path: Path) -> None:
    plain = [text for text in HOSTILE if escape(text) == text]
    path = written(tmp_path / "note.xlsx", [Unit(f"u{i}", "甲", text) for i, text in enumerate(plain)])
    assert column(path, "English") == plain
    assert {cell.data_type for cell in load_workbook(path)["Review"]["C"]} == {"s"}


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=40)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_that_is_written_is_read(tmp_path: Path, texts: list[tuple[str, str, str]]) -> None:
    units = [Unit(f"u{i}", a, b, comment=c) for i, (a, b, c) in enumerate(texts)]
    assert read_workbook(written(tmp_path / "note.xlsx", units)).units == tuple(units)


@given(st.text(st.sampled_from("_x0041DF\n\r\x01a")))
def test_an_escape_is_undone(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("text", ["e" * 32_767, "😀" * 16_383, "\x01" * 32_767])
def test_a_full_cell_is_written_whole(tmp_path: Path, text: str) -> None:
    assert read_workbook(written(tmp_path / "note.xlsx", [Unit("a", "甲", text)])).units[0].target == text


@pytest.mark.parametrize(("unit", "place"), [
    pytest.param(Unit("a", "甲", "e" * 32_768, label="12"), "unit 12: column 'English' would hold 32,768", id="long"),
    pytest.param(Unit("a", "甲\ufffe", "", source_numbers=(7,)), "unit of paragraph 7 of the Chinese", id="place"),
    pytest.param(Unit("a", "😀" * 16_384, ""), "unit a: column 'Chinese' would hold 32,768", id="beyond-plane-0"),
    pytest.param(Unit("a", "甲", "x\ufffe"), "column 'English' .*U\\+FFFE at character 2", id="no-character"),
    pytest.param(Unit("a", "甲", "", comment="\ud800"), "column 'Comment' .*U\\+D800 at character 1", id="surrogate"),
    pytest.param(Unit("a", "甲\0", ""), "column 'Chinese' .*U\\+0000", id="nul"),
])  # fmt: skip
def test_what_no_cell_can_hold_is_refused_before_anything_is_written(unit: Unit, place: str) -> None:
    stream = io.BytesIO()
    with pytest.raises(WorkbookError, match=place) as caught:
        write_workbook(review(*UNITS, unit), (), stream)
    assert caught.value.hint
    assert stream.getvalue() == b""
    with pytest.raises(WorkbookError):
        check_units([unit], "note")


def test_confidence_is_kept_to_four_places(tmp_path: Path) -> None:
    unit = replace(UNITS[1], confidence=0.123456)
    read = read_workbook(written(tmp_path / "note.xlsx", [unit]))
    assert read == review(replace(unit, confidence=0.1235))


def test_the_sheet_is_made_for_work(tmp_path: Path) -> None:
    workbook = load_workbook(written(tmp_path / "note.xlsx"))
    assert workbook.sheetnames == ["Review", "Summary", "Findings"]
    sheet = workbook["Review"]
    assert [cell.value for cell in sheet[1]][:4] == ["No.", "Chinese", "English", "Status"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:Q6"
    assert sheet.protection.sheet
    for forbidden in (sheet.protection.autoFilter, sheet.protection.sort, sheet.protection.formatColumns):
        assert not forbidden
    assert sheet.protection.password is None
    assert sheet["B3"].protection.locked
    assert not sheet["C3"].protection.locked
    assert sheet["B3"].alignment.wrap_text
    assert sheet["B3"].number_format == "@"
    assert sheet["B3"].quotePrefix
    assert [name for name in "LMNOPQ" if sheet.column_dimensions[name].hidden] == list("LMNOPQ")
    statuses, _ = sheet.data_validations.dataValidation
    assert (str(statuses.sqref), statuses.formula1) == ("D2:D1048576", f'"{",".join(Status)}"')
    assert len(statuses.formula1) < 255
    (colours,) = sheet.conditional_formatting
    assert len(colours.rules) == len(Status)


def test_a_row_is_high_enough_for_its_text(tmp_path: Path) -> None:
    units = [
        Unit("a", "短", "short"),
        Unit("b", "长" * 300, "x"),
        Unit("c", "行\n" * 9 + "行", "y"),
        Unit("d", "长" * 9000, ""),
    ]
    sheet = load_workbook(written(tmp_path / "note.xlsx", units))["Review"]
    short, long, lines, endless = (sheet.row_dimensions[row].height or 0 for row in range(2, 6))
    assert short < 20
    assert long > 10 * 14
    assert lines > 10 * 14
    assert endless == 409


def test_the_summary_counts(tmp_path: Path) -> None:
    rows = list(load_workbook(written(tmp_path / "note.xlsx"))["Summary"].iter_rows(values_only=True))
    assert rows[0] == ("Status", "Units", "Share", "English words", "Chinese characters")
    assert rows[1][:2] == ("untranslated", 1)
    assert rows[9] == ("all", 5, 1, 11, 11)
    assert rows[10] == ("reviewed or final", 2, 0.4, 4, 5)


def test_findings_stand_in_their_sheet_and_beside_their_unit(tmp_path: Path) -> None:
    path = written(tmp_path / "note.xlsx")
    assert column(path, "Findings") == [None, "error: 5.2% is not in the English", None, None, None]
    (row,) = list(load_workbook(path)["Findings"].iter_rows(min_row=2, values_only=True))
    assert row == (
        2, "error", "number-mismatch", "figures", "5.2% is not in the English", "百分之五点二", "2.5%", "5.2%",
        "2, 3", "2", "2: 0-4", None, "note", "b2", finding_id(FINDING, UNITS[1]), None,
    )  # fmt: skip


def test_many_findings_of_a_unit_do_not_fill_its_cell(tmp_path: Path) -> None:
    path = written(tmp_path / "note.xlsx", findings=[FINDING] * 1200)
    assert column(path, "Findings")[1].endswith("and 1180 more: see the sheet Findings")
    assert len(column(path, "Check", "Findings")) == 1200
