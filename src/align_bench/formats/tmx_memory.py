"""Reading TMX as a translation memory, from whatever tool it comes: its Chinese and English texts.

Owns which variants of a `<tu>` are Chinese and which English, and what of a segment is text; the walk through the file
is `returned_xml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from lxml import etree

from align_bench.errors import InputError
from align_bench.formats.returned_xml import children, elements, local_name, root_name
from align_bench.model.memory import MemoryEntry
from align_bench.model.task import Task

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CHINESE = ("zh", "zho", "chi", "cmn")
_ENGLISH = ("en", "eng")

# Their content is code of the tool's own format, not text (TMX 1.4b, "Content Markup"); `hi` holds text.
_CODES = ("bpt", "ept", "it", "ph", "ut")


def read_memory(path: Path, task: Task | None = None) -> Iterator[MemoryEntry]:
    """Every Chinese text with every English one of its unit, in the order of the file; units without both are left out.

    InputError where it is no TMX, not well-formed, or declares entities.
    """
    root = root_name(path)
    if root != "tmx":
        raise InputError(
            f"{path}: the root element is <{root}>, not <tmx>", hint="export the memory as TMX 1.4, or take it away"
        )
    for unit in elements(path, ("tu",), task):
        yield from _of_unit(unit, path)


def _of_unit(unit: etree._Element, path: Path) -> Iterator[MemoryEntry]:
    variants = [(variant, _language(variant), _text(variant)) for variant in children(unit, "tuv")]
    chinese = [text for _, language, text in variants if language in _CHINESE and text]
    english = [(variant, text) for variant, language, text in variants if language in _ENGLISH and text]
    for source, (variant, target) in product(chinese, english):
        yield MemoryEntry(
            source=source,
            target=target,
            origin=path.name,
            unit=unit.get("tuid", ""),
            updated=_moment(variant) or _moment(unit),
            reviewer=variant.get("changeid") or unit.get("changeid") or unit.get("creationid") or "",
        )


def _language(variant: etree._Element) -> str:
    """The first part of `zh-Hans-CN`, `zh_CN`; version 1.1 calls the attribute `lang`."""
    code = variant.get(_LANGUAGE) or variant.get("lang") or ""
    return code.replace("_", "-").partition("-")[0].lower()


def _text(variant: etree._Element) -> str:
    return "".join(run for segment in children(variant, "seg") for run in _runs(segment)).strip()


def _runs(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) not in _CODES:
            yield from _runs(child)
        yield child.tail or ""


def _moment(element: etree._Element) -> str:
    """`20260301T093000Z` as ISO 8601; empty where there is none, or none that can be read."""
    raw = element.get("changedate") or element.get("creationdate") or ""
    try:
        return datetime.strptime(raw, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""
