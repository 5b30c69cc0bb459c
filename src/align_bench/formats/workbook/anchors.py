"""What is tied to rows from outside their cells: filters, comments, merged cells, rules. It moves with them."""

from __future__ import annotations

from typing import Any

from align_bench.formats.workbook.formulas import move_foreign_formulas
from align_bench.formats.workbook.package import Package, parse, serialize
from align_bench.formats.workbook.sheet import Sheet
from align_bench.formats.workbook.table import Moved

_IN_SHEET = {
    "dimension": "ref",
    "autoFilter": "ref",
    "sortState": "ref",
    "mergeCell": "ref",
    "hyperlink": "ref",
    "protectedRange": "sqref",
    "dataValidation": "sqref",
    "conditionalFormatting": "sqref",
    "ignoredError": "sqref",
}


def move_anchors(package: Package, part: str, sheet: Sheet, moved: Moved, title: str) -> None:
    """Make everything in the package that names rows of the sheet name their new places."""
    for name, attribute in _IN_SHEET.items():
        _move(sheet.root.iter(sheet.tag(name)), attribute, moved)
    for extended in sheet.root.iter("{http://schemas.microsoft.com/office/excel/2006/main}sqref"):
        extended.text = moved.reference(extended.text or "")
    for ending, tag in (
        ("/comments", "{*}comment"),
        ("/threadedComment", "{*}threadedComment"),
        ("/table", "{*}table"),
    ):
        for other in package.related(part, ending):
            root = parse(package.parts[other])
            _move(root.iter(tag), "ref", moved)
            _move(root.iter("{*}autoFilter"), "ref", moved)
            package.parts[other] = serialize(root)
    for drawing in package.related(part, "/vmlDrawing"):
        package.parts[drawing] = _moved_notes(package.parts[drawing], moved)
    move_foreign_formulas(package, part, title, moved.reference)
    package.drop_calculation_chain()


def _move(elements: Any, attribute: str, moved: Moved) -> None:
    for element in elements:
        if reference := element.get(attribute):
            element.set(attribute, moved.reference(reference))


def _moved_notes(content: bytes, moved: Moved) -> bytes:
    """The boxes of comments are drawn in an old language of Microsoft's: rows are counted from 0."""
    root = parse(content)
    for data in root.iter("{urn:schemas-microsoft-com:office:excel}ClientData"):
        row = data.find("{urn:schemas-microsoft-com:office:excel}Row")
        if row is None or not (row.text or "").strip().isdigit():
            continue
        old = int(row.text)
        shift = moved.rows.get(old + 1, old + 1) - old - 1
        row.text = str(old + shift)
        anchor = data.find("{urn:schemas-microsoft-com:office:excel}Anchor")
        numbers = [int(number) for number in (anchor.text or "").split(",")] if anchor is not None else []
        if len(numbers) == 8:
            numbers[2], numbers[6] = max(numbers[2] + shift, 0), max(numbers[6] + shift, 0)
            anchor.text = ", ".join(map(str, numbers))
    return serialize(root)
