"""A TMX file that came back from a translation tool: what its units say, by document.

Owns what of `tmx.write_tmx` is read again: units are known by `tuid`. What a tool dropped is not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from align_bench.errors import InputError
from align_bench.formats.returned_xml import children, elements, root_name
from align_bench.model.returned.rows import ReturnedFile, ReturnedUnit
from align_bench.model.unit import Status

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = ("bpt", "ept", "it", "ph", "ut")
"""Their content is code of the tool's own format, not text (TMX 1.4b)."""


def read_returned_tmx(path: Path) -> tuple[ReturnedFile, ...]:
    """A file for each document that its units name; InputError where it is no TMX."""
    if (name := root_name(path)) != "tmx":
        raise InputError(f"{path}: the root element is <{name}>, not <tmx>", hint="export it as TMX 1.4")
    units: dict[str, list[ReturnedUnit]] = {}
    for element in elements(path, ("tu",)):
        properties = {note.get("type", ""): note.text or "" for note in children(element, "prop")}
        units.setdefault(properties.get("x-document", ""), []).append(_unit(element, properties))
    return tuple(ReturnedFile(name, tuple(found), is_whole=False) for name, found in units.items())


def _unit(element: etree._Element, properties: dict[str, str]) -> ReturnedUnit:
    unread: list[tuple[str, str]] = []
    texts = {_language(variant): _segment(variant) for variant in children(element, "tuv")}
    values: dict[str, Any] = {}
    if "en" in texts:
        values["target"] = texts["en"]
    comments = [note.text or "" for note in children(element, "note")]
    if comments:
        values["comment"] = "\n".join(comments)
    if "x-status" in properties:
        status = properties["x-status"].strip().casefold()
        if status in list(Status):
            values["status"] = Status(status)
        else:
            unread.append(("status", f"unknown status {properties['x-status']!r}"))
    if "x-status" in properties or "x-locked" in properties:
        values["locked"] = properties.get("x-locked") == "yes"
    if "x-updated" in properties:
        values["updated"] = properties["x-updated"]
        values["reviewer"] = properties.get("x-reviewer", "")
    return ReturnedUnit(
        place=f"line {element.sourceline}",
        id=element.get("tuid", "").rpartition(":")[2],
        source=texts.get("zh", ""),
        values=values,
        unread=tuple(unread),
    )


def _language(variant: etree._Element) -> str:
    code = variant.get(_LANG) or variant.get("lang") or ""
    return code.replace("_", "-").partition("-")[0].casefold()


def _segment(variant: etree._Element) -> str:
    return "".join(text for segment in children(variant, "seg") for text in _runs(segment))


def _runs(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _CODES:
            yield from _runs(child)
        yield child.tail or ""
