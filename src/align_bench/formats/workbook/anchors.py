"""What is tied to rows from outside their cells: filters, comments, merged cells, rules, pictures. It moves too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from align_bench.errors import WorkbookError
from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.workbook.comments import move_comments
from align_bench.formats.workbook.formulas import move_formulas, move_formulas_around, move_names, moved_formula
from align_bench.formats.workbook.package import Package, parse, serialize
from align_bench.formats.workbook.sheet import Sheet
from align_bench.formats.workbook.table import Moved

_REFERENCES = {
    "dimension": "ref",
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "mergeCell": "ref",
    "hyperlink": "ref",
    "protectedRange": "sqref",
    "dataValidation": "sqref",
    "conditionalFormatting": "sqref",
    "ignoredError": "sqref",
    "cellWatch": "r",
    "inputCells": "r",
    "singleXmlCell": "r",
    "table": "ref",
    "location": "ref",
}
"""Elements in a sheet, and in the tables, pivot tables and the like that are tied to it, and what names their cells."""

_TIED = ("/table", "/tableSingleCells", "/pivotTable", "/queryTable")
_ELSEWHERE = ("xl/charts/", "xl/drawings/", "xl/pivotCache/", "xl/ctrlProps/")
"""Folders of parts that may name cells of any sheet."""

_FORMULAS = {"formControlPr": ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"), "sp": ("textlink",)}
"""Controls and text boxes that show a cell, and the attributes that name it."""

_SQREF = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def move_anchors(package: Package, part: str, sheet: Sheet, moved: Moved, title: str) -> None:
    """Make everything in the package that names rows of the sheet name their new places.

    WorkbookError, before anything is written, where something cannot follow its rows.
    """
    _refuse_tracked_changes(package)
    _move_references(sheet.root, moved)
    _move_formulas(sheet.root, title, moved, at_home=True)
    _mend_merged_cells(sheet, title)
    _mend_links(sheet)
    for element in sheet.root.iter(sheet.tag("brk")):
        _move_break(element, moved)
    _move_pictures(sheet.root, moved)
    for ending in _TIED:
        for other in package.related(part, ending):
            _change(package, other, lambda root: _move_tied(root, title, moved))
    for other in package.related(part, "/drawing"):
        _change(package, other, lambda root: _move_pictures(root, moved))
    move_comments(package, part, moved)
    _move_elsewhere(package, part, title, moved)
    move_names(package, title, moved.reference)
    package.drop_calculation_chain()


def _move_references(root: Any, moved: Moved) -> None:
    prefix = root.tag.rpartition("}")[0] + "}"
    for element in root.iter(*(prefix + name for name in _REFERENCES)):
        attribute = _REFERENCES[element.tag[len(prefix) :]]
        if reference := element.get(attribute):
            element.set(attribute, moved.reference(reference))
    for element in root.iter(_SQREF):
        element.text = moved.reference(element.text or "")


def _move_formulas(root: Any, title: str, moved: Moved, *, at_home: bool) -> None:
    move_formulas_around(root, title, moved.reference, at_home=at_home)
    for element in root.iter("{*}hyperlink"):
        if place := element.get("location"):
            element.set("location", moved_formula(place, title, moved.reference, at_home=False))


def _move_tied(root: Any, title: str, moved: Moved) -> None:
    _move_references(root, moved)
    for element in root.iter("{*}calculatedColumnFormula", "{*}totalsRowFormula"):
        element.text = moved_formula(element.text or "", title, moved.reference, at_home=True)


def _move_break(element: Any, moved: Moved) -> None:
    """A page ends below the row; breaks between columns have the same element in another one."""
    if not element.getparent().tag.endswith("rowBreaks"):
        return
    row = int(element.get("id") or 0)
    element.set("id", str(moved.row(row)))


def _move_pictures(root: Any, moved: Moved) -> None:
    """Pictures, charts, text boxes and controls hang on two cells, or on one; rows are counted from 0."""
    for start in root.iter(f"{_DRAWING}from", "{*}from"):
        anchor = start.getparent()
        rows = [element for element in (start.find("{*}row"), anchor.find("{*}to/{*}row")) if element is not None]
        if anchor.get("editAs") == "absolute" or not rows:
            continue
        old = [int(element.text or 0) for element in rows]
        new = [moved.row(row + 1) - 1 for row in old]
        if anchor.get("editAs") == "oneCell" or new != sorted(new):
            new = [row + new[0] - old[0] for row in old]
        for element, row in zip(rows, new, strict=True):
            element.text = str(max(row, 0))


def _mend_merged_cells(sheet: Sheet, title: str) -> None:
    """One cell alone is not merged, and no cell is in two merged ranges: Excel calls either a damaged file."""
    from openpyxl.utils import range_boundaries

    boxes: list[tuple[int, int, int, int]] = []
    for element in list(sheet.root.iter(sheet.tag("mergeCell"))):
        box = range_boundaries(element.get("ref"))
        left, top, right, bottom = (int(side or 1) for side in box)
        parent = element.getparent()
        if (left, top) == (right, bottom):
            parent.remove(element)
            if len(parent) == 0:
                parent.getparent().remove(parent)
            else:
                parent.set("count", str(len(parent)))
            continue
        for other in boxes:
            if left <= other[2] and other[0] <= right and top <= other[3] and other[1] <= bottom:
                raise WorkbookError(
                    f"sheet {title!r}: the merged cells {element.get('ref')} would overlap others once the rows stand "
                    "in the order of the document",
                    hint="unmerge the cells that reach over several rows of the table",
                )
        boxes.append((left, top, right, bottom))


def _mend_links(sheet: Sheet) -> None:
    """A cell has one link: of two in rows that became one, the upper one's stays."""
    seen: set[str] = set()
    for element in list(sheet.root.iter(sheet.tag("hyperlink"))):
        place = element.get("ref", "")
        if place in seen:
            element.getparent().remove(element)
        seen.add(place)


def _move_elsewhere(package: Package, part: str, title: str, moved: Moved) -> None:
    """Formulas of other sheets, of charts and pivot tables that name cells of the sheet."""
    name = title.casefold().encode()
    for other in package.related(package.workbook, "/worksheet"):
        content = package.parts[other].lower()
        if other != part and (name + b"!" in content or name + b"'!" in content):
            sheet = Sheet(package.parts[other], [])
            move_formulas(sheet.rows, title, moved.reference, at_home=False)
            _move_formulas(sheet.root, title, moved, at_home=False)
            package.parts[other] = sheet.bytes()
    for other in [name for name in package.parts if name.startswith(_ELSEWHERE) and name.endswith(".xml")]:
        _change(package, other, lambda root: _move_foreign(root, title, moved))


def _move_foreign(root: Any, title: str, moved: Moved) -> None:
    _move_formulas(root, title, moved, at_home=False)
    for tag, names in _FORMULAS.items():
        for element in root.iter(f"{{*}}{tag}"):
            for name in names:
                if text := element.get(name):
                    element.set(name, moved_formula(text, title, moved.reference, at_home=False))
    for source in root.iter("{*}worksheetSource"):
        if source.get("ref") and normal_header(source.get("sheet") or "") == normal_header(title):
            source.set("ref", moved.reference(source.get("ref")))


def _change(package: Package, part: str, change: Callable[[Any], None]) -> None:
    """Change a part's XML; it keeps its bytes where nothing in it changed."""
    root = parse(package.parts[part])
    before = serialize(root)
    change(root)
    if (after := serialize(root)) != before:
        package.parts[part] = after


def _refuse_tracked_changes(package: Package) -> None:
    if package.related(package.workbook, "/revisionHeaders"):
        raise WorkbookError(
            "the workbook keeps a list of changes by several people (a shared workbook of old), which names rows that "
            "would move",
            hint="end the sharing in Excel (Review, Unshare Workbook) and save",
        )
