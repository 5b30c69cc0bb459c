"""Reading TMX as a translation memory, from whatever tool it comes: its Chinese and English texts.

Owns which variants of a `<tu>` are Chinese and which English, and what of a segment is text. Nothing is fetched, a file
that declares entities is refused, and one translation unit is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from align_bench.errors import InputError
from align_bench.model.memory import MemoryEntry

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CHINESE = ("zh", "zho", "chi", "cmn")
_ENGLISH = ("en", "eng")

# Their content is code of the tool's own format, not text (TMX 1.4b, "Content Markup"); `hi` holds text.
_CODES = ("bpt", "ept", "it", "ph", "ut")

# Elements of one translation unit, or of the header. Units of a hundred languages have a few thousand.
_MOST_ELEMENTS = 100_000


def read_memory(path: Path) -> Iterator[MemoryEntry]:
    """Every Chinese text with every English one of its unit, in the order of the file; units without both are left out.

    InputError where it is no TMX, not well-formed, or declares entities.
    """
    try:
        with path.open("rb") as stream:
            yield from _entries(stream, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}", hint="check its name and its rights") from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(
            f"{path}: line {line}, column {column}: not well-formed XML: {error.msg}",
            hint="export the memory again, or mend that place",
        ) from error


def _entries(stream: BinaryIO, path: Path) -> Iterator[MemoryEntry]:
    steps = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    elements = 0
    for event, element in steps:
        if event == "start":
            if element.getparent() is None:
                _check_root(element, path)
            elements += 1
            if elements > _MOST_ELEMENTS:
                raise InputError(
                    f"{path}: line {element.sourceline}: more than {_MOST_ELEMENTS:,} elements in one translation unit",
                    hint="it is no memory as tools write them: export it again",
                )
        elif element.tag == "tu":
            yield from _of_unit(element, path)
            _forget(element)
            elements = 0


def _check_root(root: etree._Element, path: Path) -> None:
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(
            f"{path}: the file declares entities, which are never expanded here",
            hint="export it without a document type of its own",
        )
    if root.tag != "tmx":
        raise InputError(
            f"{path}: line {root.sourceline}: the root element is <{root.tag.rpartition('}')[2]}>, not <tmx>",
            hint="export the memory as TMX 1.4",
        )


def _of_unit(unit: etree._Element, path: Path) -> Iterator[MemoryEntry]:
    variants = [(variant, _language(variant), _text(variant)) for variant in unit.iterfind("tuv")]
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
    segment = variant.find("seg")
    return "" if segment is None else "".join(_runs(segment)).strip()


def _runs(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _CODES:
            yield from _runs(child)
        yield child.tail or ""


def _moment(element: etree._Element) -> str:
    """`20260301T093000Z` as ISO 8601; empty where there is none, or none that can be read."""
    raw = element.get("changedate") or element.get("creationdate") or ""
    try:
        return datetime.strptime(raw, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""


def _forget(element: etree._Element) -> None:
    """Free what has been read: the unit's content, and all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
