"""What is tied to rows from outside their cells: filters, comments, merged cells, rules. It moves with them."""

from __future__ import annotations

import re
from typing import Any

from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.workbook.package import Package, parse, serialize
from align_bench.formats.workbook.sheet import Sheet, map_rows
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
_ROWS_IN_NAME = re.compile(r"(\$[A-Z]{1,3}\$)([0-9]+):(\$[A-Z]{1,3}\$)([0-9]+)$")


def move_anchors(package: Package, part: str, sheet: Sheet, moved: Moved, title: str) -> None:
    """Make everything in the package that names rows of the sheet name their new places."""
    for name, attribute in _IN_SHEET.items():
        _move(sheet.root.iter(sheet.tag(name)), attribute, moved)
    for extended in sheet.root.iter("{http://schemas.microsoft.com/office/excel/2006/main}sqref"):
        extended.text = map_rows(extended.text or "", moved.rows, moved.first, moved.last)
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
    _move_filter_name(package, title, moved)
    package.drop_calculation_chain()


def _move(elements: Any, attribute: str, moved: Moved) -> None:
    for element in elements:
        if reference := element.get(attribute):
            element.set(attribute, map_rows(reference, moved.rows, moved.first, moved.last))


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


def _move_filter_name(package: Package, title: str, moved: Moved) -> None:
    """The filter's range stands a second time among the workbook's names; Excel repairs a file where they differ."""
    root = parse(package.parts[package.workbook])
    titles = [normal_header(element.get("name", "")) for element in root.iter("{*}sheet")]
    index = str(titles.index(normal_header(title)))
    changed = False
    for name in root.iter("{*}definedName"):
        found = _ROWS_IN_NAME.search(name.text or "")
        if name.get("name") != "_xlnm._FilterDatabase" or name.get("localSheetId") != index or not found:
            continue
        area = map_rows(f"{found[1]}{found[2]}:{found[3]}{found[4]}", moved.rows, moved.first, moved.last)
        first, _, second = area.partition(":")
        dollars = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", f"{first}:{second}")
        name.text = name.text[: found.start()] + dollars
        changed = True
    if changed:
        package.parts[package.workbook] = serialize(root)
