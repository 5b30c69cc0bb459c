"""`waivers.toml`: the findings that the people of a project let stand, in a file that they can read and edit.

Owns its notation. It is written at its end, or whole entries are taken out of it: whatever else somebody wrote there,
comments and keys of their own, stays. It is in no spreadsheet, as spreadsheet programs make numbers of ids.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import InputError, StorageError
from align_bench.model.waiver import Waiver
from align_bench.storage.atomic import storage_error, write_atomically, write_content

_HEAD = """\
# Findings that were looked at and may stand, as `align-bench waive` wrote them. A finding whose text changes is
# reported again; its entry here then says nothing any more. Take an entry out, and its finding is back.
"""
# The comments right above an entry belong to it.
_ENTRY = re.compile(r"(?:^#.*\n)*^[ \t]*\[\[[ \t]*waived[ \t]*\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_KEYS = ("document", "unit", "check", "term", "found", "reason", "who", "when", "finding")
_NEEDED = ("finding", "document", "unit", "check", "reason")


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers in the file, in its order; none where there is no file. InputError names entry and key."""
    return _parsed(_text(path), path)


def add_waivers(path: Path, waivers: Iterable[Waiver]) -> None:
    """Write waivers behind those that are there; one for the same finding takes its place."""
    waivers = tuple(waivers)
    text = _without(_text(path) or _HEAD, {waiver.finding for waiver in waivers}, path)
    _write(path, text.rstrip("\n") + "\n" + "".join(map(_block, waivers)))


def remove_waivers(path: Path, findings: Collection[str]) -> None:
    """Take out the waivers of these findings; where there are none, the file stays as it is."""
    text = _text(path)
    left = _without(text, findings, path)
    if left != text:
        _write(path, left)


@contextmanager
def put_back(path: Path) -> Iterator[None]:
    """Where the body raises, the file is as it was before, byte for byte."""
    before = _content(path)
    try:
        yield
    except BaseException:
        if before is not None and before != _content(path):
            write_content(path, before)
        elif before is None:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise storage_error(path, error) from error
        raise


def _content(path: Path) -> bytes | None:
    """None where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}", hint="check the file's rights") from error


def _text(path: Path) -> str:
    try:
        return (_content(path) or b"").decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}", hint="save the file as UTF-8") from error


def _parsed(text: str, path: Path) -> tuple[Waiver, ...]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{path}: {error}", hint='write each line of an entry as KEY = "VALUE"') from error
    entries = table.get("waived", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{path}: waived is no list of entries", hint="begin each entry with [[waived]]")
    return tuple(_waiver(entry, f"{path}: entry {number}") for number, entry in enumerate(entries, start=1))


def _waiver(entry: dict[str, object], place: str) -> Waiver:
    for key in _NEEDED:
        if not str(entry.get(key, "")).strip():
            raise InputError(f"{place}: has no {key}", hint="add it, or take the entry out")
    values = {}
    for key in (field.name for field in fields(Waiver)):
        value = entry.get(key, "")
        if isinstance(value, dt.datetime) and key == "when":
            value = value.isoformat()
        if not isinstance(value, str):
            raise InputError(f"{place}: {key} = {value!r} is no text", hint="put the value in quotes")
        values[key] = value
    return Waiver(**values)


def _block(waiver: Waiver) -> str:
    lines = [f"{key} = {_quoted(str(getattr(waiver, key)))}" for key in _KEYS if getattr(waiver, key)]
    return "\n".join(["", "[[waived]]", *lines, ""])


def _quoted(text: str) -> str:
    """A basic string: JSON's notation, but that DEL is escaped and there are no halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _without(text: str, findings: Collection[str], path: Path) -> str:
    """The text without the entries of these findings, and proof that nothing else went with them."""
    before = _parsed(text, path)
    wanted = tuple(waiver for waiver in before if waiver.finding not in findings)
    if wanted == before:
        return text
    starts = [match.start() for match in _ENTRY.finditer(text)]
    head, *blocks = [text[start:stop] for start, stop in zip([0, *starts], [*starts, len(text)], strict=True)]
    if len(blocks) == len(before):
        kept = (block for block, waiver in zip(blocks, before, strict=True) if waiver.finding not in findings)
        result = head + "".join(kept)
        if _parsed(result, path) == wanted:
            return result
    raise StorageError(
        f"{path}: is written in a way that entries cannot be taken out of",
        hint="begin each entry with a line [[waived]], or edit the file by hand",
    )


def _write(path: Path, text: str) -> None:
    _parsed(text, path)

    def write(stream: BinaryIO) -> None:
        stream.write(text.encode())

    write_atomically(path, write)
