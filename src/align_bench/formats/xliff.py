"""XLIFF 2.1: for translation tools that give the English back.

Owns the mapping of units to `<unit>`: one each, whatever it holds, so that an alignment comes back as it went.

    untranslated   no state (initial)
    draft          initial      subState align-bench:draft
    translated     translated
    rejected       translated   subState align-bench:rejected
    reviewed       reviewed
    final          final
    locked         translate="no"

A state other than initial needs a target (XLIFF 2.1, 4.3.1.34), so a unit without one has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import BinaryIO

from lxml import etree

from align_bench.formats.xml_text import illegal_characters, legal_text, split_illegal
from align_bench.model.document import Level
from align_bench.model.unit import Review, Status, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""Of version 2.1 as well: the core did not change."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STATES = {
    Status.UNTRANSLATED: ("initial", ""),
    Status.DRAFT: ("initial", "align-bench:draft"),
    Status.TRANSLATED: ("translated", ""),
    Status.REJECTED: ("translated", "align-bench:rejected"),
    Status.REVIEWED: ("reviewed", ""),
    Status.FINAL: ("final", ""),
    # A segment without target has no other state.
    Status.OMITTED: ("initial", "align-bench:omitted"),
    Status.ADDED: ("final", "align-bench:added"),
}
"""State and subState of a segment."""


def write_xliff(
    reviews: Iterable[Review],
    stream: BinaryIO,
    *,
    level: Level = "paragraph",  # noqa: ARG001 (TMX says it; XLIFF has no place for it)
    source_language: str = "zh-CN",
    target_language: str = "en",
    keep_empty: bool = False,
) -> None:
    """A `<file>` for each review. Untranslated units are in it; added English without source only with `keep_empty`."""
    attributes = {"version": "2.1", "srcLang": source_language, "trgLang": target_language}
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_name("xliff"), attributes, nsmap={None: NAMESPACE}):
            xml.write("\n")
            for number, review in enumerate(reviews, start=1):
                units = [unit for unit in review.units if unit.source or keep_empty]
                if units:  # a file without units is not valid
                    xml.write(_file(f"f{number}", review.name, units))
                    xml.write("\n")
    stream.write(b"\n")


def _file(identifier: str, name: str, units: Iterable[Unit]) -> etree._Element:
    file = etree.Element(_name("file"), id=identifier, original=legal_text(name), nsmap={None: NAMESPACE})
    # Units hold line breaks between their paragraphs.
    file.set(_SPACE, "preserve")
    file.text = "\n"
    for unit in units:
        element = _unit(unit)
        element.tail = "\n"
        file.append(element)
    return file


def _unit(unit: Unit) -> etree._Element:
    element = etree.Element(_name("unit"), id=re.sub(r"[^\w.:-]", "_", unit.id), nsmap={None: NAMESPACE})
    if unit.label:
        element.set("name", legal_text(unit.label))
    element.set("canResegment", "no")
    if unit.locked:
        element.set("translate", "no")
    notes = list(_notes(unit))
    if notes:
        holder = etree.SubElement(element, _name("notes"))
        for category, text in notes:
            etree.SubElement(holder, _name("note"), category=category).text = legal_text(text)
    segment = etree.SubElement(element, _name("segment"))
    if unit.target or unit.status is Status.OMITTED:
        state, sub_state = STATES[unit.status]
        segment.set("state", state)
        if sub_state:
            segment.set("subState", sub_state)
    _fill(etree.SubElement(segment, _name("source")), unit.source)
    if unit.target:
        _fill(etree.SubElement(segment, _name("target")), unit.target)
    return element


def _notes(unit: Unit) -> Iterable[tuple[str, str]]:
    if unit.comment:
        yield "comment", unit.comment
        lost = illegal_characters(unit.comment)
        if lost:
            yield "removed-characters", ", ".join(lost)
    if unit.reviewer or unit.updated:
        yield "changed", " ".join(part for part in (unit.updated, unit.reviewer) if part)


def _fill(element: etree._Element, text: str) -> None:
    """The text; what XML cannot hold becomes `<cp hex="000C"/>`, which XLIFF has for it."""
    # Half a character (a lone surrogate) is no character: XLIFF has no notation for it either.
    runs = split_illegal(re.sub("[\ud800-\udfff]", "", text))
    element.text = runs[0][0]
    for (_, character), (behind, _) in pairwise(runs):
        etree.SubElement(element, _name("cp"), hex=f"{ord(character):04X}").tail = behind


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
