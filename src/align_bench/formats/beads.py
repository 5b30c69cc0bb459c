"""Beads as text: the format of the published evaluation scripts, and gold paragraph lists.

    [0,1]:[0]                      one bead a line, 0-based places of the segments, `[]` for an empty side
    {"zh": [1, 2], "en": [1]}      one JSON object a line, 1-based; other keys are allowed and not read

Owns both notations; what a segment is, is not known here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from align_bench.errors import InputError
from align_bench.model.bitext import Bead

_PLACES = r"\s*(?:[0-9]{1,9}(?:\s*,\s*[0-9]{1,9})*)?\s*"
_LINE = re.compile(rf"\[({_PLACES})\]\s*:\s*\[({_PLACES})\](?:\s*:\s*-?[\d.]+(?:[eE][-+]?\d+)?)?\s*")


def format_beads(beads: Iterable[Bead]) -> str:
    return "".join(f"{_places(bead.source)}:{_places(bead.target)}\n" for bead in beads)


def parse_beads(text: str, *, name: str) -> tuple[Bead, ...]:
    """Beads in either notation; InputError names the line that is neither, or a segment that stands in two beads."""
    beads: list[Bead] = []
    lines: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{name}: line {number}"
        beads.append(_from_json(line, place) if line.lstrip().startswith("{") else _from_brackets(line, place))
        lines.append(number)
    if not beads:
        raise InputError(f"{name}: no beads in it", hint="one bead a line, such as [0,1]:[0]")
    for side in ("source", "target"):
        named = [getattr(bead, side) for bead in beads]
        _refuse_twice([(n, k) for n, places in zip(lines, named, strict=True) for k in places], side, name)
    return tuple(beads)


def _places(places: tuple[int, ...]) -> str:
    return "[" + ",".join(map(str, places)) + "]"


def _from_brackets(line: str, place: str) -> Bead:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise InputError(
            f"{place}: not a bead: {line.strip()[:60]!r}",
            hint='write [0,1]:[0] with 0-based numbers, or {"zh": [1, 2], "en": [1]} with 1-based ones',
        )
    source, target = (tuple(int(n) for n in side.replace(",", " ").split()) for side in match.groups())
    return Bead(source, target)


def _from_json(line: str, place: str) -> Bead:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"{place}: not JSON: {why}", hint='write {"zh": [1, 2], "en": [1]}') from None
    sides = [value.get(key) for key in ("zh", "en")]
    for key, side in zip(("zh", "en"), sides, strict=True):
        if not isinstance(side, list) or not all(type(n) is int and n > 0 for n in side):
            raise InputError(
                f"{place}: '{key}' is {json.dumps(side)[:60]}",
                hint="a list of 1-based paragraph numbers is expected, [] for an empty side",
            )
    source, target = (tuple(n - 1 for n in side) for side in sides if side is not None)
    return Bead(source, target)


def _refuse_twice(places: Iterable[tuple[int, int]], side: str, name: str) -> None:
    """`places` are the lines, from 1, and the segments that they name."""
    seen: dict[int, int] = {}
    for line, place in places:
        if place in seen:
            raise InputError(
                f"{name}: line {line}: {side} segment {place} (counted from 0) stands in line {seen[place]} already",
                hint="every segment belongs to one bead, and stands in it once",
            )
        seen[place] = line
