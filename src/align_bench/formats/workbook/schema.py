"""The version of what is in a workbook, so that later programs can tell old workbooks and old programs new ones.

It stands in a custom property of the document, where no column can be in its way; spreadsheet programs keep it.
"""

from __future__ import annotations

from typing import Any

from align_bench.formats.workbook.grid import GridError, any_failure_told
from align_bench.formats.workbook.package import Package, parse

SCHEMA = 1
"""Raised when a program that does not know of the change would misread the workbook."""

PROPERTY = "align-bench schema"
_PART = "docProps/custom.xml"


def put_schema(workbook: Any) -> None:
    """Into an openpyxl workbook, whose type does not know of custom properties."""
    from openpyxl.packaging.custom import IntProperty

    workbook.custom_doc_props.append(IntProperty(name=PROPERTY, value=SCHEMA))


def refuse_newer(package: Package) -> None:
    """GridError where the workbook has a version that is not known here; one without a version is taken for ours."""
    with any_failure_told():
        properties = parse(package.parts[_PART]) if _PART in package.parts else ()
    for element in properties:
        version = "".join(element.itertext()).strip()
        if element.get("name") == PROPERTY and version != str(SCHEMA):
            raise GridError(
                f"has version {version!r} of the layout, this program knows {SCHEMA}",
                hint="open it with the newer version of align-bench that wrote it",
            )
