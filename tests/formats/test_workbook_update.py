from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.errors import WorkbookError
from align_bench.formats.workbook import read_workbook, update_workbook
from align_bench.formats.workbook.formulas import moved_formula
from align_bench.formats.workbook.table import Moved
from align_bench.model.edits import Stamp, apply
from align_bench.model.pairing import merge_units, split_unit
from align_bench.model.unit import Review, Status, Unit
from formats.books import FINDING, UNITS, column, in_review, parts, repacked, review, updated, worked_in, written

STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")
EXTRA = 18
"""The first free column."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path / "note.xlsx")


def merged(first: int, second: int, units: tuple[Unit, ...] = UNITS) -> tuple[Unit, ...]:
    state = Review("note", units)
    return tuple(apply(merge_units(units[first], units[second], STAMP), state).units)


def split(index: int, source: int, target: int) -> tuple[Unit, ...]:
    return tuple(apply(split_unit(UNITS[index], source, target, STAMP), review()).units)


def add_column(sheet: Worksheet) -> None:
    sheet.cell(1, EXTRA, "Desk")
    for row in range(2, 7):
        sheet.cell(row, EXTRA, f"desk {row}")
        sheet.cell(row, EXTRA + 1, row)
        sheet.cell(row, EXTRA + 2, f"=LEN(C{row})+$S$2")


def test_nothing_changed_gives_the_same_bytes(path: Path) -> None:
    before = path.read_bytes()
    updated(path, UNITS, [FINDING])
    assert path.read_bytes() == before


def test_changes_of_every_field_arrive(path: Path) -> None:
    units = tuple(
        replace(
            unit,
            target=f"{unit.target}!",
            status=Status.REVIEWED,
            comment="c",
            reviewer="W",
            updated=STAMP.time,
            locked=True,
        )
        for unit in UNITS
    )
    updated(path, units)
    assert read_workbook(path).units == units


def test_only_what_changed_is_written_anew(path: Path) -> None:
    before = parts(path)
    updated(path, (replace(UNITS[0], comment="new"), *UNITS[1:]))
    after = parts(path)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}


def test_added_columns_stay_with_their_unit(path: Path) -> None:
    in_review(path, add_column)
    units = split(1, 1, 1)
    updated(path, units)
    assert read_workbook(path).units == units
    assert column(path, "Desk") == ["desk 2", "desk 3", None, "desk 4", "desk 5", "desk 6"]
    sheet = load_workbook(path)["Review"]
    assert [sheet.cell(row, EXTRA + 1).value for row in range(2, 8)] == [2, 3, None, 4, 5, 6]
    assert sheet.cell(7, EXTRA + 2).value == "=LEN(C7)+$S$2"


def test_what_stood_beside_a_merged_unit_is_joined(path: Path) -> None:
    in_review(path, add_column)
    units = merged(1, 2)
    updated(path, units)
    assert read_workbook(path).units == units
    assert column(path, "Desk") == ["desk 2", "desk 3\ndesk 4", "desk 5", "desk 6"]
    sheet = load_workbook(path)["Review"]
    assert [sheet.cell(row, EXTRA + 2).value for row in range(2, 6)] == [f"=LEN(C{row})+$S$2" for row in range(2, 6)]


def test_merging_and_splitting_come_back_to_the_same_rows(path: Path) -> None:
    updated(path, merged(1, 2))
    updated(path, UNITS, [FINDING])
    assert read_workbook(path).units == UNITS


def test_the_first_units_merged_and_all_but_one_gone(path: Path) -> None:
    in_review(path, add_column)
    updated(path, UNITS[4:])
    assert read_workbook(path).units == UNITS[4:]
    assert sorted(column(path, "Desk")[0].split("\n")) == [f"desk {row}" for row in range(2, 7)]


def test_columns_in_another_order_are_kept_so(path: Path) -> None:
    def reorder(sheet: Worksheet) -> None:
        sheet.insert_cols(1)
        sheet["A1"] = "Mine"
        sheet["A3"] = "x"

    in_review(path, reorder)
    units = (replace(UNITS[0], target="New"), *UNITS[1:])
    updated(path, units)
    assert read_workbook(path).units == units
    assert column(path, "Mine") == [None, "x", None, None, None]


def test_sheets_formats_and_widths_of_others_stay(path: Path) -> None:
    def work(workbook: Workbook) -> None:
        workbook.create_sheet("Mine")["A1"] = "=Review!C3+SUM(Review!$I$2:$I$6)"
        sheet = workbook["Review"]
        sheet.column_dimensions["C"].width = 33
        sheet["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet.row_dimensions[3].height = 99
        sheet.conditional_formatting.add("E2:E6", Rule("cellIs", operator="equal", formula=['"x"']))
        sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="F2:F6"))
        sheet["C4"].comment = Comment("who says so?", "Wang")
        sheet.auto_filter.add_filter_column(3, ["draft"])
        sheet.row_dimensions[2].hidden = True

    worked_in(path, work)
    units = split(0, 0, 1)
    updated(path, units)
    assert read_workbook(path).units == units
    workbook = load_workbook(path)
    sheet = workbook["Review"]
    assert workbook["Mine"]["A1"].value == "=Review!C4+SUM(Review!$I$2:$I$7)"
    assert sheet.column_dimensions["C"].width == 33
    assert sheet["C4"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.row_dimensions[4].height == 99
    assert sheet["C5"].comment is not None
    assert sheet["C5"].comment.text == "who says so?"
    assert sheet["C4"].comment is None
    assert sheet.auto_filter.ref == "A1:Q7"
    assert sheet.auto_filter.filterColumn
    assert sheet.row_dimensions[2].hidden
    assert "E2:E7" in [str(rule.sqref) for rule in sheet.conditional_formatting]
    assert "F2:F7" in [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    assert "D2:D1048576" in [str(rule.sqref) for rule in sheet.data_validations.dataValidation]


def test_notes_below_and_between_rows_stay(path: Path) -> None:
    def work(sheet: Worksheet) -> None:
        sheet.cell(9, 5, "below")
        sheet.insert_rows(4)
        sheet.cell(4, 5, "between")

    in_review(path, work)
    units = split(4, 1, 0)
    updated(path, units)
    assert read_workbook(path).units == units
    assert column(path, "Comment") == [None, "see note", "between", None, None, None, None, None, None, "below"]


def test_a_sorted_table_comes_back_in_document_order(path: Path) -> None:
    in_review(path, add_column)

    def swap(sheet: Worksheet) -> None:
        for first, second in zip(sheet[2], sheet[6], strict=True):
            first.value, second.value = second.value, first.value

    in_review(path, swap)
    updated(path, UNITS)
    assert read_workbook(path).units == UNITS
    assert column(path, "Desk") == [f"desk {row}" for row in range(2, 7)]


def test_parts_that_no_library_knows_stay_as_they_are(path: Path) -> None:
    unknown = b"<x:sparklines/>" * 3

    def work(package: dict[str, bytes]) -> None:
        package["xl/unknown/part.bin"] = unknown
        sheet = package["xl/worksheets/sheet1.xml"]
        extension = (
            b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><a xmlns="urn:x">spark</a></ext></extLst>'
        )
        package["xl/worksheets/sheet1.xml"] = sheet.replace(b"</worksheet>", extension + b"</worksheet>")

    repacked(path, work)
    updated(path, split(1, 1, 1))
    after = parts(path)
    assert after["xl/unknown/part.bin"] == unknown
    assert b">spark</a>" in after["xl/worksheets/sheet1.xml"]


def test_rich_text_that_says_the_same_stays_rich(path: Path) -> None:
    def work(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"]
        plain = b'<is><t xml:space="preserve">I. General</t></is>'
        assert plain in sheet
        rich = b"<is><r><rPr><b/></rPr><t>I. Gen</t></r><r><t>eral</t></r></is>"
        package["xl/worksheets/sheet1.xml"] = sheet.replace(plain, rich)

    repacked(path, work)
    assert read_workbook(path) == review()
    updated(path, (UNITS[0], replace(UNITS[1], comment="x"), *UNITS[2:]))
    assert b"<rPr><b/></rPr>" in parts(path)["xl/worksheets/sheet1.xml"]


def test_shared_formulas_are_told_apart_when_their_rows_move(path: Path) -> None:
    in_review(path, lambda sheet: [sheet.cell(row, EXTRA, 0) for row in range(2, 7)])

    def share(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"].decode()
        for row in range(2, 7):
            head = f'<c r="R{row}"'
            start = sheet.index(head)
            stop = sheet.index("</c>", start)
            formula = '<f t="shared" ref="R2:R6" si="0">LEN(C2)</f>' if row == 2 else '<f t="shared" si="0"/>'
            sheet = f"{sheet[:start]}{head}>{formula}<v>1</v>{sheet[stop:]}"
        package["xl/worksheets/sheet1.xml"] = sheet.encode()

    repacked(path, share)
    updated(path, split(1, 1, 1))
    sheet = load_workbook(path)["Review"]
    assert [sheet.cell(row, EXTRA).value for row in range(2, 8)] == [
        "=LEN(C2)", "=LEN(C3)", None, "=LEN(C5)", "=LEN(C6)", "=LEN(C7)",
    ]  # fmt: skip


def test_the_order_of_calculation_is_left_out_when_formulas_move(path: Path) -> None:
    def work(package: dict[str, bytes]) -> None:
        package["xl/calcChain.xml"] = b"<calcChain/>"
        relations = package["xl/_rels/workbook.xml.rels"]
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
        entry = b'<Relationship Id="rId99" Type="' + kind + b'" Target="calcChain.xml"/></Relationships>'
        package["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", entry)
        types = package["[Content_Types].xml"]
        override = b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
        package["[Content_Types].xml"] = types.replace(b"</Types>", override)

    repacked(path, work)
    updated(path, UNITS)
    assert "xl/calcChain.xml" in parts(path)
    updated(path, split(1, 1, 1))
    after = parts(path)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


def test_findings_are_replaced_and_what_stands_beside_them_stays(path: Path) -> None:
    other = replace(FINDING, check="date-mismatch", unit="a1")
    updated(path, UNITS, [FINDING, other])
    worked_in(path, lambda workbook: workbook["Findings"].cell(2, 16, "waived by Wang"))
    updated(path, UNITS, [other, FINDING])
    sheet = load_workbook(path)["Findings"]
    assert [sheet.cell(row, 3).value for row in (2, 3)] == ["date-mismatch", "number-mismatch"]
    assert [sheet.cell(row, 16).value for row in (2, 3)] == [None, "waived by Wang"]


def test_without_findings_those_of_the_last_check_stay(path: Path) -> None:
    updated(path, (UNITS[0], replace(UNITS[1], comment="x"), *UNITS[2:]), None)
    assert column(path, "Findings")[1] == "error: 5.2% is not in the English"
    updated(path, UNITS, [])
    assert column(path, "Findings")[1] is None
    assert column(path, "Check", "Findings") == [] or column(path, "Check", "Findings") == [None]


def test_deleted_sheets_stay_deleted_and_notes_in_the_summary_stay(path: Path) -> None:
    def work(workbook: Workbook) -> None:
        del workbook["Findings"]
        workbook["Summary"]["A12"] = "done by June"

    worked_in(path, work)
    updated(path, merged(0, 1), [FINDING])
    workbook = load_workbook(path)
    assert workbook.sheetnames == ["Review", "Summary"]
    assert workbook["Summary"]["A12"].value == "done by June"
    assert workbook["Summary"]["B10"].value == 4


def test_a_workbook_of_other_columns_is_refused(path: Path) -> None:
    in_review(path, lambda sheet: sheet.delete_rows(1))
    with pytest.raises(WorkbookError, match="has no sheet 'Review' with our columns"):
        update_workbook(path, review(), None, io.BytesIO())


def test_a_text_too_long_is_refused_before_anything_is_written(path: Path) -> None:
    stream = io.BytesIO()
    with pytest.raises(WorkbookError, match="32,768"):
        update_workbook(path, review(replace(UNITS[0], target="e" * 32_768)), None, stream)
    assert stream.getvalue() == b""


def test_a_damaged_workbook_is_refused(path: Path) -> None:
    repacked(path, lambda package: package.update({"xl/worksheets/sheet1.xml": b"<worksheet"}))
    with pytest.raises(WorkbookError, match="is damaged"):
        update_workbook(path, review(), None, io.BytesIO())


@pytest.mark.parametrize(("formula", "moved"), [
    pytest.param("C3+$C$3", "C5+$C$5", id="a-row-that-moved"),
    pytest.param("SUM(C2:C6)", "SUM(C2:C8)", id="the-whole-table"),
    pytest.param("C1&C2&C9", "C1&C4&C11", id="above-and-below"),
    pytest.param('"C3"&LOG10(C3)&Other!C3&Review!C3', '"C3"&LOG10(C5)&Other!C3&Review!C5', id="no-references"),
    pytest.param("A:A+1:1", "A:A+1:1", id="whole-columns"),
    pytest.param("'other sheet'!C3+'Review'!C3", "'other sheet'!C3+'Review'!C5", id="quoted"),
    pytest.param('IF(C3="a', 'IF(C3="a', id="no-formula"),
])  # fmt: skip
def test_a_formula_names_what_it_named(formula: str, moved: str) -> None:
    rows = Moved({row: row + 2 for row in range(2, 7)}, 2, (6, 8))
    assert moved_formula(formula, "Review", rows.reference, at_home=True) == moved


def test_old_results_of_formulas_are_made_anew(path: Path) -> None:
    in_review(path, add_column)

    def settle(package: dict[str, bytes]) -> None:
        package["xl/workbook.xml"] = package["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")

    repacked(path, settle)
    assert b"fullCalcOnLoad" not in parts(path)["xl/workbook.xml"]
    updated(path, UNITS)
    assert b'fullCalcOnLoad="1"' in parts(path)["xl/workbook.xml"]


def test_a_workbook_with_flipped_bytes_is_an_error_or_updated(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(40, len(content), 397):
        content[place] ^= 0xFF
        path.write_bytes(content)
        content[place] ^= 0xFF
        with suppress(WorkbookError):
            update_workbook(path, review(), None, io.BytesIO())


@pytest.mark.parametrize("xml", [b"<worksheet/>", b"", b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"])
def test_a_sheet_of_other_xml_is_an_error(path: Path, xml: bytes) -> None:
    repacked(path, lambda package: package.update({"xl/worksheets/sheet1.xml": xml}))
    with pytest.raises(WorkbookError, match=r"damaged|columns"):
        update_workbook(path, review(), None, io.BytesIO())


def test_what_stands_behind_the_cells_of_a_row_stays(path: Path) -> None:
    extension = b'<extLst><ext uri="{X}"><a xmlns="urn:x"/></ext></extLst>'

    def extend(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"]
        place = sheet.index(b"</row>", sheet.index(b'r="C3"'))
        package["xl/worksheets/sheet1.xml"] = sheet[:place] + extension + sheet[place:]

    repacked(path, extend)
    updated(path, (UNITS[0], replace(UNITS[1], comment="new"), *UNITS[2:]))
    assert re.search(rb'r="Q3"[^>]*/>' + re.escape(extension) + b"</row>", parts(path)["xl/worksheets/sheet1.xml"])
    assert read_workbook(path).units[1].comment == "new"


NOTATIONS = [
    pytest.param(lambda sheet: re.sub(rb'="([^"<>]*)"', rb"='\1'", sheet), id="single quotes"),
    pytest.param(
        lambda sheet: re.sub(rb"(</?)(?=[a-z])", rb"\1x:", sheet).replace(b"xmlns=", b"xmlns:x="), id="a prefix"
    ),
    pytest.param(lambda sheet: sheet.replace(b"<row ", b"<!-- </row> -->\n<row "), id="comments"),
    pytest.param(lambda sheet: re.sub(rb"<t[^>]*>I[^<]*</t>", b"<t><![CDATA[I. General]]></t>", sheet), id="cdata"),
    pytest.param(
        lambda sheet: sheet.decode().replace("encoding='UTF-8'", "encoding='UTF-16'").encode("utf-16"),
        id="UTF-16",
    ),
    pytest.param(lambda sheet: re.sub(rb' r="[A-Z]*[0-9]+"', b"", sheet), id="no references"),
    pytest.param(lambda sheet: sheet.replace(b"><", b">\n  <"), id="lines"),
]


@pytest.mark.parametrize("notation", NOTATIONS)
def test_other_notations_of_the_same_sheet_are_patched_too(path: Path, notation: Callable[[bytes], bytes]) -> None:
    def rewrite(package: dict[str, bytes]) -> None:
        package["xl/worksheets/sheet1.xml"] = notation(package["xl/worksheets/sheet1.xml"])

    repacked(path, rewrite)
    units = split(1, 1, 1)
    updated(path, units)
    assert read_workbook(path).units == units
    assert column(path, "English") == [unit.target or None for unit in units]


@pytest.mark.parametrize("by_hand", ["1", "true"])
def test_a_height_that_a_person_gave_stays(path: Path, by_hand: str) -> None:
    def stretch(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"].decode()
        made = re.sub(r'<row [^>]*?r="3"[^>]*>', f'<row r="3" ht="77" customHeight="{by_hand}">', sheet)
        package["xl/worksheets/sheet1.xml"] = made.encode()

    repacked(path, stretch)
    updated(path, (UNITS[0], replace(UNITS[1], target="long " * 99), *UNITS[2:]))
    assert load_workbook(path)["Review"].row_dimensions[3].height == 77
