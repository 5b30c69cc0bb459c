"""Reading TBX: version 3 (ISO 30042:2019) in both styles, DCA and DCT, the older martif of version 2, and TBX-Min.

Owns the walk through the file, an entry at a time; what an entry says is `tbx_entries`. Nothing is fetched, a file
that declares entities is refused, and one entry is in memory at a time.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from lxml import etree

from align_bench.formats.termbase.gathering import Gathering
from align_bench.formats.termbase.tbx_entries import EntryReader, local_name
from align_bench.model.task import Task

_ROOTS = ("tbx", "martif")
_ENTRIES = ("conceptEntry", "termEntry", "entry")

# Elements of one entry, or of a header: entries in all languages of a large public termbase have some hundreds.
_MOST_ELEMENTS = 100_000


def read_tbx(path: Path, gathering: Gathering, task: Task) -> None:
    """Gather the concepts of a TBX file; what has no place in a termbase here is counted and told.

    The steps of the task are bytes.
    """
    entries = EntryReader(gathering)
    try:
        with path.open("rb") as stream:
            task.begin("its entries", path.stat().st_size)
            _walk(stream, gathering, entries, task)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = error.msg.removesuffix(f", line {line}, column {column}").strip()
        raise gathering.error(
            f"line {line}, column {column}" if line else "",
            f"not well-formed XML: {reason}",
            "export the termbase again, or mend that place",
        ) from error
    entries.tell_left_out()


def _walk(stream: BinaryIO, gathering: Gathering, entries: EntryReader, task: Task) -> None:
    steps = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    elements = 0
    for event, element in steps:
        if event == "start":
            if element.getparent() is None:
                _check_root(element, gathering)
            elements += 1
            if elements > _MOST_ELEMENTS:
                raise gathering.error(
                    f"line {element.sourceline}", f"more than {_MOST_ELEMENTS:,} elements in one entry", "part it"
                )
        elif local_name(element) in _ENTRIES:
            entries.take(element)
            _forget(element)
            task.step(stream.tell() - task.done)
            elements = 0


def _forget(element: etree._Element) -> None:
    """Free what has been read: the element's content, and all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _check_root(root: etree._Element, gathering: Gathering) -> None:
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise gathering.error(
            "", "the file declares entities, which are never expanded here", "export it without a document type"
        )
    if local_name(root).lower() not in _ROOTS:
        raise gathering.error(
            f"line {root.sourceline}",
            f"the root element is <{local_name(root)}>, not <tbx> or <martif>",
            "export the termbase as TBX, version 3 or 2",
        )
