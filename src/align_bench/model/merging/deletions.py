"""Units that are in one state of a review and in no row of the next: deleted, or only paired otherwise.

Nobody's deletion of a row is obeyed unsaid: the texts of a document are not a spreadsheet's to drop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from align_bench.model.merging.hunks import difference, english_of, holders
from align_bench.model.unit import Review, Unit
from align_bench.text.scripts import without_space

Texts = tuple[str, str]
"""Chinese and English of several units, without white space."""


def deleted(before: Review, after: Review) -> Iterator[Unit]:
    """Units whose text neither stands in what was paired anew in their place nor was linked elsewhere."""
    gone = []
    for hunk in difference(before.units, after.units).hunks:
        held = texts_of(after.units[hunk.other_start : hunk.other_stop])
        gone += [u for u in before.units[hunk.start : hunk.stop] if u.id not in after.places and not stands_in(u, held)]
    if gone:
        was, now = holders(before.units), holders(after.units)
        yield from (unit for unit in gone if not _is_elsewhere(unit, was, now))


def _is_elsewhere(unit: Unit, was: Mapping[str | int, set[str]], now: Mapping[str | int, set[str]]) -> bool:
    """Whether another unit has got the English of one that had no Chinese."""
    return not unit.source and all(now.get(english, set()) - was[english] for english in english_of(unit))


def with_units(after: Review, missing: Iterable[Unit], before: Review) -> Review:
    """The review with units that it misses, each behind the one that it followed in `before`."""
    ids = {unit.id for unit in missing}
    behind: dict[str, list[Unit]] = {}
    last = ""
    for unit in before.units:
        if unit.id in ids:
            behind.setdefault(last, []).append(unit)
        elif unit.id in after.places:
            last = unit.id
    units = list(behind.get("", ()))
    for unit in after.units:
        units += (unit, *behind.get(unit.id, ()))
    return Review(after.name, tuple(units))


def texts_of(units: Iterable[Unit]) -> Texts:
    units = tuple(units)
    return "\0".join(without_space(u.source) for u in units), "\0".join(without_space(u.target) for u in units)


def stands_in(unit: Unit, texts: Texts) -> bool:
    """Whether the text that makes the unit what it is stands in others."""
    source, target = texts
    return without_space(unit.source) in source if unit.source else without_space(unit.target) in target
