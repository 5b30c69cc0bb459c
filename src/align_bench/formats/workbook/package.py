"""The zip package of a workbook: its parts by name, and how they refer to each other.

Parts that nobody asks to change are written back byte for byte: whatever people put into their workbook
stays in it. Written with fixed times, so that the same parts give the same bytes.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any, BinaryIO

from align_bench.formats.workbook.columns import normal_header
from align_bench.formats.zips import read_parts, write_parts

_FORMULA = re.compile(rb"<(?:[a-z]+:)?f[ >]")
_WORKBOOK_TYPE = "/officeDocument"


class Package:
    """All parts of one workbook, in memory."""

    def __init__(self, source: Path | BinaryIO) -> None:
        self.parts = read_parts(source)
        self.workbook = next(
            (target for kind, target in self.relations("") if kind.endswith(_WORKBOOK_TYPE)), "xl/workbook.xml"
        )
        if self.workbook not in self.parts:
            raise ValueError("the package has no workbook part")

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Type and target of every relation of a part; the package's own for an empty name."""
        return [(kind, target) for _, kind, target in self._relations(part)]

    def related(self, part: str, ending: str) -> list[str]:
        """The parts that a part refers to with a relation type that ends so."""
        return [target for kind, target in self.relations(part) if kind.endswith(ending) and target in self.parts]

    def sheet(self, title: str) -> str | None:
        """The part of the sheet with this title (case does not count); None where there is none."""
        targets = {key: target for key, _, target in self._relations(self.workbook)}
        for element in parse(self.parts[self.workbook]).iter("{*}sheet"):
            if normal_header(element.get("name", "")) == normal_header(title):
                identifiers = (value for key, value in element.attrib.items() if key.endswith("}id"))
                return targets.get(next(identifiers, ""))
        return None

    def titles(self) -> list[str]:
        """The titles of all sheets, in the order of their tabs."""
        return [element.get("name", "") for element in parse(self.parts[self.workbook]).iter("{*}sheet")]

    def drop_calculation_chain(self) -> None:
        """Leave out the order in which formulas are calculated: wrong once one has moved, and Excel makes it anew."""
        for part in self.related(self.workbook, "/calcChain"):
            del self.parts[part]
            relations = _relations_part(self.workbook)
            self._remove(relations, "{*}Relationship", lambda e: str(e.get("Type")).endswith("/calcChain"))
            self._remove(
                "[Content_Types].xml", "{*}Override", lambda e: str(e.get("PartName")).endswith("/calcChain.xml")
            )

    def recalculate(self) -> None:
        """Have the results of formulas, which may be old now, made anew when the workbook is opened."""
        sheets = self.related(self.workbook, "/worksheet")
        if not any(_FORMULA.search(self.parts[sheet]) for sheet in sheets):
            return
        root = parse(self.parts[self.workbook])
        settings = root.find("{*}calcPr")
        if settings is not None and settings.get("fullCalcOnLoad") != "1":
            settings.set("fullCalcOnLoad", "1")
            self.parts[self.workbook] = serialize(root)

    def write(self, stream: BinaryIO) -> None:
        write_parts(self.parts, stream)

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        content = self.parts.get(_relations_part(part))
        if content is None:
            return []
        folder = posixpath.dirname(part)
        found = []
        for element in parse(content).iter("{*}Relationship"):
            target = element.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((element.get("Id", ""), element.get("Type", ""), whole))
        return found

    def _remove(self, part: str, tag: str, unwanted: Any) -> None:
        root = parse(self.parts[part])
        for element in [element for element in root.iter(tag) if unwanted(element)]:
            root.remove(element)
        self.parts[part] = serialize(root)


def parse(content: bytes) -> Any:
    """The root element; ValueError for a part with entities of its own, which no spreadsheet program writes."""
    from lxml import etree

    if b"<!DOCTYPE" in content:
        raise ValueError("a part declares a document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part declares a document type")
    return root


def serialize(root: Any) -> bytes:
    from lxml import etree

    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert isinstance(content, bytes)
    return content


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
