"""Rows that somebody parted by hand in a spreadsheet: a unit's texts, cut into several rows.

Certain only where the parts of the Chinese make up the Chinese of the unit, character by character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from align_bench.errors import AlignmentError
from align_bench.model.edits import Stamp
from align_bench.model.pairing import split_unit_at
from align_bench.model.unit import Unit
from align_bench.text.scripts import without_space


def parted(unit: Unit, parts: Sequence[tuple[str, str]], versions: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that the rows are, given as Chinese and English; none where they are no parts of the unit."""
    if not all(source for source, _ in parts):
        return ()
    for version in versions:
        # The rows may have been sorted since.
        whole = without_space(version.source)
        ordered = sorted(parts, key=partial(_place, whole))
        if without_space("".join(source for source, _ in ordered)) == whole:
            return _cut(version, ordered, unit)
    return ()


def _cut(whole: Unit, parts: Sequence[tuple[str, str]], unit: Unit) -> tuple[Unit, ...]:
    sources = [source for source, _ in parts]
    rest = replace(whole, target="\n".join(target for _, target in parts), comment=unit.comment, locked=False)
    cuts = [
        _offset(whole.source, length) for length in accumulate(len(without_space(source)) for source in sources[:-1])
    ]
    stamp = Stamp(unit.reviewer, unit.updated)
    found: list[Unit] = []
    taken = 0
    try:
        for cut, (_, target) in zip(cuts, parts, strict=False):
            edit = split_unit_at(rest, cut - taken, len(target), stamp)
            first, rest = edit.changes[0].after
            found.append(first)
            taken = len(whole.source) - len(rest.source)
    except AlignmentError:
        return ()
    return (*found, rest)


def _offset(text: str, count: int) -> int:
    """Where so many characters that are no white space stand before."""
    seen = 0
    for place, character in enumerate(text):
        if seen == count:
            return place
        seen += not character.isspace()
    return len(text)


def _place(whole: str, part: tuple[str, str]) -> int:
    return whole.find(without_space(part[0]))
