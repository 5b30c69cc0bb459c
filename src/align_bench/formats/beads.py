"""Beads as text: the format of the published evaluation scripts, and gold paragraph lists.

    [0,1]:[0]                      one bead a line, 0-based places of the segments, `[]` for an empty side
    {"zh": [1, 2], "en": [1]}      one JSON object a line, 1-based; the language that stands first is the source's;
                                   of other keys only `level` is read

Owns both notations; what a segment is, is not known here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from align_bench.errors import InputError
from align_bench.formats.lines import split_lines
from align_bench.model.bitext import Bead

_PLACES = r"\s*(?:[0-9]{1,9}(?:\s*,\s*[0-9]{1,9})*)?\s*"
_LINE = re.compile(rf"\[({_PLACES})\]\s*:\s*\[({_PLACES})\](?:\s*:\s*-?[\d.]+(?:[eE][-+]?\d+)?)?\s*")


Sides = tuple[str, str]
"""The keys of source and target in JSON."""

_ZH_EN: Sides = ("zh", "en")


def format_beads(beads: Iterable[Bead]) -> str:
    return "".join(f"{_places(bead.source)}:{_places(bead.target)}\n" for bead in beads)


def sides_of(text: str) -> Sides | None:
    """Which language is the source's: the one that the first JSON line names first; None where no line says it."""
    for line in filter(_is_json, split_lines(text)):
        try:
            named = [key for key in json.loads(line) if key in _ZH_EN]
        except (ValueError, RecursionError):
            return None
        return _ZH_EN[::-1] if named[:1] == ["en"] else _ZH_EN
    return None


def parse_beads(text: str, *, name: str, sides: Sides | None = None) -> tuple[Bead, ...]:
    """Beads in either notation; InputError names the line that is neither, or a segment that stands in two beads.

    `sides` are the keys of source and target in JSON; without them, `sides_of` the text.
    """
    sides = sides or sides_of(text) or _ZH_EN
    beads: list[Bead] = []
    lines: list[int] = []
    levels: set[str] = set()
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip():
            continue
        place = f"{name}: line {number}"
        beads.append(_from_json(line, place, sides, levels) if _is_json(line) else _from_brackets(line, place))
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


def _is_json(line: str) -> bool:
    return line.lstrip().startswith("{")


def _from_json(line: str, place: str, keys: Sides, levels: set[str]) -> Bead:
    """A bead; `levels` are those of the lines so far."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"{place}: not JSON: {why}", hint='write {"zh": [1, 2], "en": [1]}') from None
    levels.add(str(value.get("level")))
    if len(levels) > 1:
        raise InputError(
            f"{place}: the beads are of two levels: choose one level",
            hint="write them with `align --level paragraph` or `--level sentence`, or keep the lines of one",
        )
    sides = [value.get(key) for key in keys]
    for key, side in zip(keys, sides, strict=True):
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
