"""A workbook with everything in it: what a save does not have to change stays, what hangs on rows goes with them."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from align_bench.errors import WorkbookError
from align_bench.formats.workbook import read_workbook
from align_bench.model.edits import Stamp, apply
from align_bench.model.pairing import merge_units, split_unit
from align_bench.model.unit import Review, Status, Unit
from formats.books import UNITS, in_review, parts, repacked, review, updated, written
from formats.crowded import REVIEW, crowded
from formats.test_workbook_libreoffice import converted

# openpyxl says what it would lose: here it only looks.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
STAMP = Stamp("Li", "2026-03-01T09:30:00+00:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return crowded(tmp_path / "note.xlsx")


def row_inserted() -> tuple[Unit, ...]:
    """The unit of row 3 in two: what stood in row 4 stands in row 5."""
    return tuple(apply(split_unit(UNITS[1], 1, 1, STAMP), review()).units)


def row_removed() -> tuple[Unit, ...]:
    """The units of rows 4 and 5 in one."""
    units = (*UNITS[:3], replace(UNITS[3], locked=False), UNITS[4])
    return tuple(apply(merge_units(units[2], units[3], STAMP), Review("note", units)).units)


def test_the_workbook_is_read(path: Path) -> None:
    assert read_workbook(path).units == UNITS


def test_one_status_changes_one_row_and_nothing_else(path: Path) -> None:
    before = parts(path)
    updated(path, (*UNITS[:2], replace(UNITS[2], status=Status.FINAL), *UNITS[3:]), None)
    after = parts(path)
    # Summary counts the statuses; formulas are calculated anew.
    assert {name for name in after if after[name] != before[name]} <= {REVIEW, "xl/worksheets/sheet2.xml"}
    row = re.compile(rb'<row r="4".*?</row>', re.DOTALL)
    assert row.sub(b"", after[REVIEW]) == row.sub(b"", before[REVIEW])
    assert list(after) == list(before)


MOVED: dict[str, list[tuple[str, str, str, str | None]]] = {
    REVIEW: [
        ('<mergeCell ref="{}"', "U4:V5", "U5:V6", None),
        ('<hyperlink ref="{}" ', "W6", "W7", "W5"),
        ('location="{}"', "Review!C5", "Review!C6", "Review!C4"),
        ('<conditionalFormatting sqref="{}"><cfRule type="expression"', "R4:R6", "R5:R7", "R4:R5"),
        ("<formula>{}</formula>", "$R4>3", "$R5&gt;3", "$R4&gt;3"),
        ("<formula1>{}</formula1>", "$R$5:$R$6", "$R$6:$R$7", "$R$4:$R$5"),
        ('<protectedRange name="mine" sqref="{}"', "R4:S6", "R5:S7", "R4:S5"),
        ('<brk id="{}"', "4", "5", "4"),
        ('<cellWatch r="{}"', "S4", "S5", "S4"),
        ('<ignoredError sqref="{}"', "R4:R5", "R5:R6", "R4:R4"),
        ("<xm:f>{}</xm:f></x14:cfRule>", "Mine!$A$1&lt;$R$4", "Mine!$A$1&lt;$R$5", "Mine!$A$1&lt;$R$4"),
        ("<xm:sqref>{}</xm:sqref></x14:conditionalFormatting>", "R4:R5", "R5:R6", "R4:R4"),
        ("<xm:f>{}</xm:f></x14:formula1>", "Review!$R$4:$R$6", "Review!$R$5:$R$7", "Review!$R$4:$R$5"),
        ("<xm:sqref>{}</xm:sqref></x14:dataValidation>", "T4", "T5", "T4"),
        ("<xm:f>{}</xm:f><xm:sqref>", "Review!R5:S5", "Review!R6:S6", "Review!R4:S4"),
        ("<xm:sqref>{}</xm:sqref></x14:sparkline>", "Z5", "Z6", "Z4"),
        ('<autoFilter ref="{}"', "A1:Q6", "A1:Q7", "A1:Q5"),
        ("<f>{}</f>", "SUM(R2:R6)", "SUM(R2:R7)", "SUM(R2:R5)"),
    ],
    "xl/workbook.xml": [
        (">{}<", "Review!$C$4", "Review!$C$5", "Review!$C$4"),
        (">{}<", "'Review'!$A$1:$Q$6", "'Review'!$A$1:$Q$7", "'Review'!$A$1:$Q$5"),
    ],
    "xl/worksheets/sheet4.xml": [
        ("<f>{}</f>", "Review!C4+SUM(Review!$R$2:$R$6)", "Review!C5+SUM(Review!$R$2:$R$7)",
         "Review!C4+SUM(Review!$R$2:$R$5)"),
    ],
    "xl/drawings/drawing9.xml": [
        ("<xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>28", "3", "4", "3"),
        ('<xdr:twoCellAnchor editAs="absolute"><xdr:from><xdr:col>26</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}<',
         "4", "4", "4"),
        ("<xdr:oneCellAnchor><xdr:from><xdr:col>30</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}<", "5", "6", "4"),
        ('textlink="{}"', "Review!$C$4", "Review!$C$5", "Review!$C$4"),
    ],
    "xl/charts/chart9.xml": [("<c:f>{}</c:f>", "Review!$R$2:$R$6", "Review!$R$2:$R$7", "Review!$R$2:$R$5")],
    "xl/tables/table9.xml": [
        ('displayName="Places" ref="{}"', "X1:Y6", "X1:Y7", "X1:Y5"),
        ('<autoFilter ref="{}"', "X1:Y6", "X1:Y7", "X1:Y5"),
        ("<calculatedColumnFormula>{}<", "R4+1", "R5+1", "R4+1"),
    ],
    "xl/pivotCache/pivotCacheDefinition9.xml": [('<worksheetSource ref="{}"', "R1:S6", "R1:S7", "R1:S5")],
    "xl/pivotTables/pivotTable9.xml": [('<location ref="{}"', "AH4:AI6", "AH5:AI7", "AH4:AI5")],
    "xl/threadedComments/threadedComment1.xml": [
        ('<threadedComment ref="{}" dT=', "C4", "C5", "C4"),
        ('ref="{}" personId="{{A1}}" id="{{B3}}"', "C5", "C6", "C4"),
    ],
    "xl/ctrlProps/ctrlProp9.xml": [('fmlaLink="{}"', "Review!$W$5", "Review!$W$6", "Review!$W$4")],
}  # fmt: skip


def test_what_hangs_on_rows_goes_with_them_when_one_is_inserted(path: Path) -> None:
    before = parts(path)
    updated(path, row_inserted())
    after = parts(path)
    assert read_workbook(path).units == row_inserted()
    for name, places in MOVED.items():
        for form, _, inserted, _ in places:
            assert form.format(inserted) in after[name].decode(), (name, form)
    changed = {name for name in after if after[name] != before[name]}
    comments = {name for name in before if re.search(r"/(comment|commentsDrawing|legacyDrawing)[^/]*$", name)}
    bookkeeping = {"xl/worksheets/sheet2.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert changed <= {*MOVED, *comments, *bookkeeping}
    assert set(before) - set(after) == {"xl/calcChain.xml"}
    assert [
        re.findall(rb'<comment ref="([A-Z0-9]+)"', after[name]) for name in comments if b"<comment " in after[name]
    ] == [[b"C5"]]
    assert re.findall(rb'<row r="([0-9]+)"[^>]*outlineLevel="1"', after[REVIEW]) == [b"5", b"6"]


def test_what_hangs_on_rows_goes_with_them_when_two_become_one(path: Path) -> None:
    updated(path, row_removed())
    after = parts(path)
    assert read_workbook(path).units == row_removed()
    for name, places in MOVED.items():
        for form, _, _, removed in places:
            if removed is not None:
                assert form.format(removed) in after[name].decode(), (name, form)
    assert re.search(r'<mergeCells count="1"><mergeCell ref="U4:V4"/></mergeCells>', after[REVIEW].decode())
    # A cell has one thread of remarks: the second thread answers the first.
    threads = after["xl/threadedComments/threadedComment1.xml"].decode()
    assert 'id="{B3}" parentId="{B1}"' in threads


def test_notes_of_two_rows_that_become_one_are_joined(tmp_path: Path) -> None:
    def note(sheet: Worksheet) -> None:
        sheet["C4"].comment = Comment("who says so?", "Wang")
        sheet["C5"].comment = Comment("and he?", "Zhao")

    path = written(tmp_path / "note.xlsx")
    in_review(path, note)
    updated(path, row_removed())
    sheet = load_workbook(path)["Review"]
    assert sheet["C4"].comment is not None
    assert sheet["C4"].comment.text == "who says so?\nand he?"
    boxes = [content for name, content in parts(path).items() if name.endswith(".vml")]
    assert len(boxes) == 1
    assert re.findall(rb":Row>([0-9]+)<", boxes[0]) == [b"3"]


def test_merged_cells_that_would_overlap_are_refused_by_name(path: Path) -> None:
    def sort(parts: dict[str, bytes]) -> None:
        sheet = (
            parts[REVIEW]
            .decode()
            .replace('<mergeCell ref="U4:V5"/>', '<mergeCell ref="U2:U3"/><mergeCell ref="U4:U5"/>')
        )
        numbers = {"2": "4", "3": "2", "4": "5", "5": "3"}
        sheet = re.sub(r'(<row r=")([2-5])"', lambda m: f'{m[1]}{numbers[m[2]]}"', sheet)
        sheet = re.sub(r'(<c r="[A-Z]+)([2-5])"', lambda m: f'{m[1]}{numbers[m[2]]}"', sheet)
        rows = re.findall(r'<row r="[2-5]".*?</row>', sheet, re.DOTALL)
        start, stop = sheet.index(rows[0]), sheet.index(rows[-1]) + len(rows[-1])
        ordered = "".join(sorted(rows, key=lambda row: row[8]))
        parts[REVIEW] = (sheet[:start] + ordered + sheet[stop:]).encode()

    repacked(path, sort)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=r"merged cells U\d:U\d would overlap"):
        updated(path, UNITS)
    assert path.read_bytes() == before


def test_a_list_of_tracked_changes_is_refused_only_when_rows_move(path: Path) -> None:
    def share(parts: dict[str, bytes]) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
        entry = f'<Relationship Id="rId99" Type="{kind}" Target="revisions/revisionHeaders.xml"/></Relationships>'
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", entry.encode())
        parts["xl/revisions/revisionHeaders.xml"] = b"<headers/>"

    repacked(path, share)
    updated(path, (replace(UNITS[0], status=Status.FINAL), *UNITS[1:]))
    with pytest.raises(WorkbookError, match="shared workbook"):
        updated(path, row_inserted())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_after_rows_moved(path: Path, tmp_path: Path) -> None:
    updated(path, row_inserted())
    opened = converted(path, tmp_path)
    assert read_workbook(opened).units == row_inserted()
    sheet = load_workbook(opened)["Review"]
    assert sheet["C5"].comment is not None
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["U5:V6"]
    assert sheet["S7"].value == "=LEN(C7)+$R$2"
