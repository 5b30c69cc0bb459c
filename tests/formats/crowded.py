"""A review workbook in which people have used all that Excel offers: what openpyxl makes, and by hand what not."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from formats.books import repacked, worked_in, written

REVIEW = "xl/worksheets/sheet1.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}"'
)
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def crowded(path: Path) -> Path:
    """Five units in rows 2 to 6, and all the rest around them; columns R to Z are the user's."""
    written(path)
    worked_in(path, _work)
    repacked(path, _add_parts)
    return path


def _work(book: Workbook) -> None:
    sheet = book["Review"]
    for row in range(2, 7):
        sheet.cell(row, 18, row)
        sheet.cell(row, 19, f"=LEN(C{row})+$R$2")
    sheet.cell(1, 18, "Weight")
    sheet.cell(1, 19, "Length")
    sheet.cell(1, 24, "Name")
    sheet.cell(1, 25, "Place")
    sheet.cell(9, 18, "=SUM(R2:R6)")
    sheet["C4"].comment = Comment("who says so?", "Wang")
    sheet["C5"].hyperlink = "https://example.org/4"
    sheet["W6"].hyperlink = Hyperlink(ref="W6", location="Review!C5", display="see above")
    sheet.merge_cells("U4:V5")
    sheet.row_dimensions.group(4, 5, outline_level=1)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].width = 33
    sheet["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    green = PatternFill("solid", bgColor="FF00FF00")
    style = DifferentialStyle(fill=green)
    sheet.conditional_formatting.add("R4:R6", Rule("expression", dxf=style, formula=["$R4>3"]))
    sheet.add_data_validation(DataValidation("list", formula1="$R$5:$R$6", sqref="T5:T6"))
    sheet.print_area = "A1:Q6"
    book.defined_names["Mine"] = DefinedName("Mine", attr_text="Review!$C$4")
    mine = book.create_sheet("Mine")
    mine["A1"] = "=Review!C4+SUM(Review!$R$2:$R$6)"
    mine["A2"] = "Review!C4 is no formula"


_FOLDER = Path(__file__).parent / "crowded_parts"
_PARTS = (
    "xl/threadedComments/threadedComment1.xml",
    "xl/persons/person.xml",
    "xl/drawings/drawing9.xml",
    "xl/charts/chart9.xml",
    "xl/tables/table9.xml",
    "xl/pivotCache/pivotCacheDefinition9.xml",
    "xl/pivotTables/pivotTable9.xml",
    "xl/slicers/slicer9.xml",
    "xl/slicerCaches/slicerCache9.xml",
    "xl/externalLinks/externalLink9.xml",
    "xl/ctrlProps/ctrlProp9.xml",
)
_PIVOTS = '<pivotCaches><pivotCache xmlns:r="%s" r:id="rId91" cacheId="9"/></pivotCaches>'
_LINKS = '<externalReferences><externalReference xmlns:r="%s" r:id="rId92"/></externalReferences>'
_RANGES = '<protectedRanges><protectedRange name="mine" sqref="R4:S6"/></protectedRanges>'
_BREAKS = '<rowBreaks count="1" manualBreakCount="1"><brk id="4" max="16383" man="1"/></rowBreaks>'
_WATCHES = '<cellWatches><cellWatch r="S4"/></cellWatches>'
_IGNORED = '<ignoredErrors><ignoredError sqref="R4:R5" numberStoredAsText="1"/></ignoredErrors>'
_RELATIONS = {
    "xl/drawings/_rels/drawing9.xml.rels": [("image", "../media/image9.png"), ("chart", "../charts/chart9.xml")],
    "xl/pivotTables/_rels/pivotTable9.xml.rels": [("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition9.xml")],
    "xl/externalLinks/_rels/externalLink9.xml.rels": [("externalLinkPath", "other.xlsx")],
}
_TYPES = {
    "threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
    "persons/person.xml": "application/vnd.ms-excel.person+xml",
    "drawings/drawing9.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "charts/chart9.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "tables/table9.xml": f"{_SPREADSHEET}.table+xml",
    "pivotCache/pivotCacheDefinition9.xml": f"{_SPREADSHEET}.pivotCacheDefinition+xml",
    "pivotTables/pivotTable9.xml": f"{_SPREADSHEET}.pivotTable+xml",
    "slicers/slicer9.xml": "application/vnd.ms-excel.slicer+xml",
    "slicerCaches/slicerCache9.xml": "application/vnd.ms-excel.slicerCache+xml",
    "externalLinks/externalLink9.xml": f"{_SPREADSHEET}.externalLink+xml",
    "ctrlProps/ctrlProp9.xml": "application/vnd.ms-excel.controlproperties+xml",
}
_OF_SHEET = {
    "rId91": (f"{_OFFICE}/drawing", "../drawings/drawing9.xml"),
    "rId92": (f"{_OFFICE}/table", "../tables/table9.xml"),
    "rId93": (f"{_OFFICE}/pivotTable", "../pivotTables/pivotTable9.xml"),
    "rId94": (f"{_MICROSOFT}/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
    "rId95": (f"{_MICROSOFT}/2007/relationships/slicer", "../slicers/slicer9.xml"),
    "rId96": (f"{_OFFICE}/printerSettings", "../printerSettings/printerSettings9.bin"),
    "rId97": (f"{_OFFICE}/ctrlProp", "../ctrlProps/ctrlProp9.xml"),
}
_OF_BOOK = {
    "rId91": (f"{_OFFICE}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition9.xml"),
    "rId92": (f"{_OFFICE}/externalLink", "externalLinks/externalLink9.xml"),
    "rId93": (f"{_MICROSOFT}/2017/10/relationships/person", "persons/person.xml"),
    "rId94": (f"{_MICROSOFT}/2007/relationships/slicerCache", "slicerCaches/slicerCache9.xml"),
}


def _add_parts(parts: dict[str, bytes]) -> None:
    parts |= {name: f'<?xml version="1.0" encoding="UTF-8"?>\n{_text(Path(name).name)}'.encode() for name in _PARTS}
    parts["xl/media/image9.png"] = _picture()
    parts["xl/printerSettings/printerSettings9.bin"] = bytes(range(256))
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{_MAIN}"><c r="S2" i="1"/></calcChain>'.encode()
    for name, targets in _RELATIONS.items():
        outside = ' TargetMode="External"' if "externalLink" in name else ""
        entries = "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{outside}/>'
            for number, (kind, target) in enumerate(targets, start=1)
        )
        kind = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts[name] = f'<Relationships xmlns="{kind}">{entries}</Relationships>'.encode()
    overrides = "".join(f'<Override PartName="/xl/{n}" ContentType="{kind}"/>' for n, kind in _TYPES.items())
    defaults = "".join(f'<Default Extension="{n}" ContentType="{kind}"/>' for n, kind in _DEFAULTS.items())
    _insert(parts, "[Content_Types].xml", "</Types>", defaults + overrides)
    _insert(parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", _relations(_OF_SHEET))
    chain = {"rId95": (f"{_OFFICE}/calcChain", "calcChain.xml")}
    _insert(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", _relations({**_OF_BOOK, **chain}))
    _insert(parts, "xl/workbook.xml", "<calcPr", _PIVOTS % _OFFICE)
    _insert(parts, "xl/workbook.xml", "<definedNames>", _LINKS % _OFFICE)
    _crowd_sheet(parts)


_DEFAULTS = {"png": "image/png", "bin": f"{_SPREADSHEET}.printerSettings"}


def _crowd_sheet(parts: dict[str, bytes]) -> None:
    """Elements in the order of the schema: behind the data, the protection, the page, and last the extensions."""
    _insert(parts, REVIEW, "<sheetProtection", '<sheetCalcPr fullCalcOnLoad="1"/>')
    _insert(parts, REVIEW, "<autoFilter", _RANGES)
    page = re.search(rb"<pageSetup[^>]*/>", parts[REVIEW])
    assert page is not None
    drawing = f'<drawing xmlns:r="{_OFFICE}" r:id="rId91"/>'
    setup = page[0].replace(b"/>", f' xmlns:r="{_OFFICE}" r:id="rId96"/>'.encode())
    parts[REVIEW] = parts[REVIEW].replace(page[0], setup + (_BREAKS + _WATCHES + _IGNORED + drawing).encode())
    tables = f'<tableParts count="1"><tablePart xmlns:r="{_OFFICE}" r:id="rId92"/></tableParts>'
    _insert(parts, REVIEW, "</worksheet>", tables + _text("sheet_extensions.xml"))


def _text(name: str) -> str:
    """One of the parts beside this file, in which each element has a line."""
    return (_FOLDER / name).read_text("utf-8").replace(">\n", ">")


def _insert(parts: dict[str, bytes], name: str, mark: str, text: str) -> None:
    content = parts[name].decode()
    assert mark in content, (name, mark)
    parts[name] = content.replace(mark, text + mark, 1).encode()


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    return "".join(f'<Relationship Id="{key}" Type="{t}" Target="{target}"/>' for key, (t, target) in targets.items())


def _picture() -> bytes:
    """One green dot as PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    dot = chunk(b"IDAT", zlib.compress(b"\0\0\xff\0"))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + dot + chunk(b"IEND", b"")
    )
