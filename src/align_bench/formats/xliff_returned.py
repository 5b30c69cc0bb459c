"""An XLIFF 2 file that came back from a translation tool: what its units say, by document.

Owns what of `xliff.write_xliff` is read again. Notes that somebody added count as comments; a unit without any note
says nothing of its comment, as tools drop notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from align_bench.errors import InputError
from align_bench.formats.returned_xml import children, elements, local_name, root_name
from align_bench.formats.xliff import STATES
from align_bench.model.returned.rows import ReturnedFile, ReturnedUnit
from align_bench.model.unit import Status

_OURS = {"changed", "removed-characters"}
"""Notes of ours that are no comments."""

_CODE = "cp"


def read_returned_xliff(path: Path) -> tuple[ReturnedFile, ...]:
    """A file for each `<file>`; InputError where it is no XLIFF 2."""
    _refuse_other(path)
    units: dict[str, list[ReturnedUnit]] = {}
    waiting: list[ReturnedUnit] = []
    for element in elements(path, ("unit", "file")):
        if local_name(element) == "unit":
            waiting.append(_unit(element))
        else:
            units.setdefault(element.get("original", ""), []).extend(waiting)
            waiting = []
    return tuple(ReturnedFile(name, tuple(found), is_whole=False) for name, found in units.items())


def _refuse_other(path: Path) -> None:
    if (name := root_name(path)) != "xliff":
        raise InputError(f"{path}: the root element is <{name}>, not <xliff>", hint="export it as XLIFF 2.0 or 2.1")
    for element in elements(path, ("trans-unit", "unit")):
        if local_name(element) == "trans-unit":
            raise InputError(
                f"{path}: line {element.sourceline}: is XLIFF 1, which has other units than the file that went out",
                hint="have the tool save it as XLIFF 2.0 or 2.1",
            )
        return


def _unit(element: etree._Element) -> ReturnedUnit:
    segments = [child for child in element if local_name(child) in ("segment", "ignorable")]
    # The line in the file is where people look for it.
    place = f"line {element.sourceline}"
    source = "".join(_text(side) for segment in segments for side in children(segment, "source"))
    target = "".join(_text(side) for segment in segments for side in children(segment, "target"))
    unread: list[tuple[str, str]] = []
    values: dict[str, Any] = {"target": target, "locked": element.get("translate") == "no"}
    values |= dict(_noted(element))
    states = {(segment.get("state", "initial"), segment.get("subState", "")) for segment in segments}
    states = {state for state in states if state != ("initial", "")} or states
    status = _status(states, target)
    if status is None:
        shown = ", ".join(sorted(" ".join(filter(None, state)) for state in states))
        unread.append(("status", f"its segments have the states {shown!r}, which are no status together"))
    else:
        values["status"] = status
    return ReturnedUnit(place, element.get("id", ""), source, values, unread=tuple(unread))


def _status(states: set[tuple[str, str]], target: str) -> Status | None:
    """What the segments of a unit say together."""
    if not target:
        return Status.OMITTED if states == {STATES[Status.OMITTED]} else Status.UNTRANSLATED
    if len(states) != 1:
        return None
    ((state, sub_state),) = states
    for status, pair in STATES.items():
        if pair == (state, sub_state) and state != "initial":
            return status
    # A state that a tool has set may stand beside a subState that was there before.
    return Status.DRAFT if state == "initial" else next((s for s, pair in STATES.items() if pair == (state, "")), None)


def _noted(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Comment, reviewer and time, as far as there are notes of them."""
    comments = []
    for holder in children(element, "notes"):
        for note in children(holder, "note"):
            text = "".join(note.itertext())
            if note.get("category") == "changed":
                updated, _, reviewer = text.partition(" ")
                yield "updated", updated
                yield "reviewer", reviewer
            elif note.get("category") not in _OURS:
                comments.append(text)
    if comments:
        yield "comment", "\n".join(comments)


def _text(element: etree._Element) -> str:
    """The text of a side, without the tool's codes; characters that XML cannot hold are written `<cp hex="000C"/>`."""
    parts = [element.text or ""]
    for child in element:
        if local_name(child) == _CODE:
            parts.append(_character(child.get("hex", "")))
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _character(code: str) -> str:
    """The replacement character where the code is none."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
