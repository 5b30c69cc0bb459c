"""TMX 1.4b: translation memories for other tools.

Owns the mapping of units to `<tu>`: status, document, label and what else TMX has no field for stand in `<prop>`,
comments in `<note>`. Written as a stream, so that many documents need no memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import BinaryIO
from urllib.parse import quote

from lxml import etree

from align_bench import __version__
from align_bench.formats.xml_text import illegal_characters, legal_text
from align_bench.model.document import Level
from align_bench.model.unit import Review, Unit

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_tmx(
    reviews: Iterable[Review],
    stream: BinaryIO,
    *,
    level: Level = "paragraph",
    source_language: str = "zh-CN",
    target_language: str = "en",
    keep_empty: bool = False,
    levels: Sequence[Level] = (),
) -> None:
    """All units of all reviews; those with an empty side only with `keep_empty`, as many tools refuse them.

    `levels`, one a review, where they are not all of one `level`: each unit then says its own.
    """
    header = {
        "creationtool": "align-bench",
        "creationtoolversion": __version__,
        "segtype": level,
        "o-tmf": "align-bench",
        "adminlang": "en",
        "srclang": source_language,
        "datatype": "plaintext",
    }
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(etree.Element("header", header))
            xml.write("\n")
            with xml.element("body"):
                xml.write("\n")
                for review, own in zip_longest(reviews, levels):
                    for unit in review.units:
                        if keep_empty or (unit.source and unit.target):
                            xml.write(_translation_unit(unit, review.name, source_language, target_language, own))
                            xml.write("\n")
    stream.write(b"\n")


def _translation_unit(
    unit: Unit, document: str, source_language: str, target_language: str, level: Level | None
) -> etree._Element:
    element = etree.Element("tu", tuid=_unit_name(f"{document}:{level}" if level else document, unit))
    if level:
        element.set("segtype", level)
    if unit.updated:
        element.set("changedate", tmx_date(unit.updated))
        if unit.reviewer:
            element.set("changeid", legal_text(unit.reviewer))
    if unit.comment:
        etree.SubElement(element, "note").text = legal_text(unit.comment)
    for name, value in _properties(unit, document):
        etree.SubElement(element, "prop", type=name).text = legal_text(value)
    for language, text in ((source_language, unit.source), (target_language, unit.target)):
        variant = etree.SubElement(element, "tuv")
        variant.set(_LANG, language)
        etree.SubElement(variant, "seg").text = legal_text(text)
    return element


def _properties(unit: Unit, document: str) -> Iterable[tuple[str, str]]:
    yield "x-document", document
    yield "x-status", unit.status.value
    if unit.label:
        yield "x-label", unit.label
    if unit.paragraph:
        yield "x-paragraph", unit.paragraph
    if unit.locked:
        yield "x-locked", "yes"
    if unit.updated:
        # Tools write their own times over `changedate`; this one tells which state of the unit went out.
        yield "x-updated", unit.updated
        if unit.reviewer:
            yield "x-reviewer", unit.reviewer
    if unit.confidence is not None:
        yield "x-alignment-confidence", f"{unit.confidence:.4f}"
    lost = illegal_characters(unit.source + unit.target)
    if lost:
        # What XML cannot hold is said, not dropped in silence.
        yield "x-removed-characters", ", ".join(lost)


def tmx_date(moment: str) -> str:
    """An ISO 8601 time as TMX writes it, in UTC: `20260301T093000Z`."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _unit_name(document: str, unit: Unit) -> str:
    """Unique in the whole file; a `tuid` may hold no white space."""
    return re.sub(r"[\s%]", lambda match: quote(match[0]), f"{legal_text(document)}:{unit.id}")
