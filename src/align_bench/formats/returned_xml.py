"""Reading XML files that came back from other programs: nothing is fetched, no entity is expanded.

Owns the walk through a file, one element at a time, and its ways of failing; what an element says is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from align_bench.errors import InputError
from align_bench.model.task import Task

_MOST_ELEMENTS = 100_000
"""In one unit. Tools write some dozens."""

_TOLD = 1_000
"""Beginnings and ends of elements after which it is told how far the file is read: some milliseconds."""


def root_name(path: Path) -> str:
    """The local name of the root element; InputError where the file is no XML."""
    for event, element in _steps(path, Task()):
        del event
        return local_name(element)
    raise InputError(f"{path}: is empty", hint="export it again")


def elements(path: Path, wanted: tuple[str, ...], task: Task | None = None) -> Iterator[etree._Element]:
    """Every element with one of these local names, when it is complete; emptied when the next one is asked for.

    InputError where the file is not well-formed, declares entities, or holds a unit that is too large to be one. The
    steps of the task are bytes.
    """
    count = 0
    for event, element in _steps(path, task or Task()):
        if event == "start":
            if element.getparent() is None:
                _refuse_entities(element, path)
            count += 1
            if count > _MOST_ELEMENTS:
                raise InputError(
                    f"{path}: line {element.sourceline}: more than {_MOST_ELEMENTS:,} elements in one unit",
                    hint="it is no file as translation tools write them: export it again",
                )
        elif local_name(element) in wanted:
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                assert parent is not None
                del parent[0]
            count = 0


def local_name(element: etree._Element) -> str:
    """Empty for a reference to an entity that is declared elsewhere, which is never fetched."""
    # Parsed names may be such as `QName` does not take.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Those with this local name."""
    return (child for child in element if local_name(child) == name)


def _steps(path: Path, task: Task) -> Iterator[tuple[str, etree._Element]]:
    try:
        with path.open("rb") as stream:
            task.begin(f"reading {path.name}", path.stat().st_size)
            for number, step in enumerate(_parsed(stream)):
                if number % _TOLD == 0:
                    task.step(stream.tell() - task.done)
                yield step
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}", hint="check its name and its rights") from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(
            f"{path}: line {line}, column {column}: not well-formed XML: {error.msg}",
            hint="export the file again, or mend that place",
        ) from error


def _parsed(stream: BinaryIO) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_entities(root: etree._Element, path: Path) -> None:
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(
            f"{path}: the file declares entities, which are never expanded here",
            hint="export it without a document type of its own",
        )
