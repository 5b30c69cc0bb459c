"""The lines of a journal: one JSON object each, `{"crc":"1b2c3d4e","n":17,...}`.

Owns their notation, which old ones stay readable, and what is told of a line that is not as it was written.
The checksum is CRC-32 of the bytes behind it up to the line end; numbers count on by one, so that a line that
was changed, taken out or doubled is seen. Version 1 had neither.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from align_bench.errors import InputError

SCHEMA = 2
"""Raised when a program that does not know of the change would misread a journal."""

Record = Mapping[str, Any]

_GAP = "gap"

_OPENING = b'{"crc":"'
_CRC = slice(len(_OPENING), len(_OPENING) + 8)
_BODY = _CRC.stop + 1


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of a journal that is not as it was written."""

    line: int
    """Counted from 1."""

    reason: str
    content: bytes
    """The line as found; empty where it is what is missing."""

    def __str__(self) -> str:
        return f"line {self.line} {self.reason}"


def encode_record(record: Record) -> bytes:
    """One line; lone surrogates pass, so that a journal can hold whatever a string can."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    body = ("," if record else "").encode() + text[1:].encode("utf-8", "surrogatepass")
    return b'%s%08x"%s\n' % (_OPENING, zlib.crc32(body), body)


def mended(records: Iterable[Record]) -> list[Record]:
    """The records with a note of what is missing between them, so that it is told once and stays known."""
    found: list[Record] = []
    for record in records:
        last = found[-1]["n"] if found else record["n"] - 1 if "journal" in record else 0
        if record["n"] > last + 1 and _GAP not in record:
            found.append({"n": record["n"] - 1, _GAP: f"{last + 1} to {record['n'] - 1}"})
        found.append(record)
    return found


def decode_lines(content: bytes, path: str) -> tuple[tuple[Record, ...], tuple[Damage, ...], int]:
    """The records in the whole lines of a journal, what is wrong in it, and the version of its lines."""
    *lines, rest = content.split(b"\n")
    schema = _schema(lines, path)
    found = _old(lines) if schema == 1 else _checked(lines)
    records = tuple(each for each in found if not isinstance(each, Damage))
    damaged = [each for each in found if isinstance(each, Damage)]
    if rest:
        damaged.append(Damage(len(lines) + 1, "was not finished", rest))
    return records, tuple(damaged), schema if lines else 0


def _schema(lines: list[bytes], path: str) -> int:
    """Of version 1 is what says so and has no checksum; where the header is damaged, the journal counts as ours."""
    header = _parsed(lines[0]) if lines else None
    schema = header.get("schema") if header else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise InputError(
            f"{path}: has version {schema} of the journal, this program knows {SCHEMA}",
            hint="open the project with the newer version of align-bench that wrote it",
        )
    return 1 if schema == 1 and not lines[0].startswith(_OPENING) else SCHEMA


def _old(lines: list[bytes]) -> list[Record | Damage]:
    found: list[Record | Damage] = []
    for place, line in enumerate(lines, 1):
        record = _parsed(line)
        found.append(Damage(place, "is no record", line) if record is None else {**record, "n": place})
    return found


def _checked(lines: list[bytes]) -> list[Record | Damage]:
    found: list[Record | Damage] = []
    last, is_after_damage = None, False
    for place, line in enumerate(lines, 1):
        record = _verified(line)
        number = record.pop("n", None) if record is not None else None
        if record is None or not isinstance(number, int):
            found.append(Damage(place, "is damaged", line))
            is_after_damage = True
            continue
        if last is not None and number <= last:
            found.append(Damage(place, f"has number {number}, which does not follow {last}", line))
            continue
        # The older part of a long journal stands elsewhere: then a header begins with its number.
        expected = number if last is None and "journal" in record else (last or 0) + 1
        if number != expected and not is_after_damage and _GAP not in record:
            missing = f"{expected}" if number == expected + 1 else f"{expected} to {number - 1}"
            found.append(Damage(place, f"follows records that are missing: {missing}", b""))
        found.append({"n": number, **record})
        last, is_after_damage = number, False
    return found


def _verified(line: bytes) -> dict[str, Any] | None:
    if not line.startswith(_OPENING) or line[_CRC] != b"%08x" % zlib.crc32(line[_BODY:]):
        return None
    record = _parsed(line)
    if record is not None:
        record.pop("crc", None)
    return record


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
