"""Where two states of a review differ: runs of units that were paired anew, and the edit from one to the other.

Units are the same by their id; what a unit is made of (its source, and which English paragraphs) is its pairing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align_bench.model.edits import Change, Edit
from align_bench.model.unit import Review, Unit

Units = Sequence[Unit]


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of units of one state, and the run of the other that stands in its place. Either may be empty."""

    start: int
    stop: int
    """Half-open places in the first state."""

    other_start: int
    other_stop: int
    """Half-open places in the second state."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the pairing between two states."""

    hunks: tuple[Hunk, ...]
    """In order; between two of them stands at least one unit that was not paired anew."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    """For each boundary between units of the first state, one more than units, its place in the second state: before
    and behind what was inserted there."""


def difference(before: Units, after: Units) -> Difference:
    """The smallest runs around units that stand in both states in the same order, paired alike."""
    hunks: list[Hunk] = []
    lower, upper = [0] * (len(before) + 1), [0] * (len(before) + 1)
    anchors = [(-1, -1), *_anchors(before, after), (len(before), len(after))]
    for (place, other), (next_place, next_other) in pairwise(anchors):
        run = range(place + 1, next_place)
        if run or next_other > other + 1:
            hunks.append(Hunk(run.start, run.stop, other + 1, next_other))
        lower[run.start : run.stop + 1] = [other + 1] * (len(run) + 1)
        upper[run.start : run.stop + 1] = [other + 1] * len(run) + [next_other]
        if run:
            lower[run.stop] = next_other
    return Difference(tuple(hunks), tuple(lower), tuple(upper))


def regions(first: Difference, second: Difference) -> Iterator[tuple[int, int]]:
    """Runs of the base that either side paired anew, those that touch joined to one; half-open places."""
    spans = sorted((hunk.start, hunk.stop) for hunk in (*first.hunks, *second.hunks))
    region: tuple[int, int] | None = None
    for start, stop in spans:
        if region is None:
            region = start, stop
        elif start < region[1] or (start == region[1] and (start == stop or region[0] == region[1])):
            region = region[0], max(region[1], stop)
        else:
            yield region
            region = start, stop
    if region is not None:
        yield region


def bound(
    spans: Sequence[tuple[int, int]], base: Units, sides: Sequence[tuple[Units, Difference]]
) -> Iterator[tuple[int, int]]:
    """Regions, those joined to one between which a side moved English and where the other side did something too.

    Whoever wins then, each paragraph of the English is there once.
    """
    runs = [[units[found.lower[a] : found.upper[b]] for a, b in spans] for units, found in sides]
    before = [base[start:stop] for start, stop in spans]
    clashing = {k for k, run in enumerate(before) if all(side[k] != run for side in runs)}
    open_links = {link for side in runs for link in _links(before, side)} if clashing else set()
    joined: set[tuple[int, int]] = set()
    while found := {link for link in open_links if not clashing.isdisjoint(link)}:
        open_links -= found
        joined |= found
        clashing.update(k for first, last in found for k in range(first, last + 1))
    last = -1
    for k, (start, stop) in enumerate(spans):
        if k > last:
            begin, last = start, k
        last = max([last, *(end for first, end in joined if first == k)])
        if k == last:
            yield begin, stop


def _links(before: Sequence[Units], after: Sequence[Units]) -> Iterator[tuple[int, int]]:
    """Which runs have English of each other, as (first, last) of their places."""
    was = {english: k for k, run in enumerate(before) for english in holders(run)}
    for k, run in enumerate(after):
        for english in holders(run):
            if (other := was.get(english, k)) != k:
                yield min(k, other), max(k, other)


def edit_between(action: str, before: Review, after: Review) -> Edit:
    """The edit that makes one state of a review of the other; without changes where they are equal."""
    return Edit(action, tuple(_changes(before.units, after.units)))


def _changes(before: Units, after: Units) -> Iterator[Change]:
    found = difference(before, after)
    taken = -1
    for hunk in _with_moves_inside(found.hunks, before, after):
        start, stop, other_start, other_stop = hunk.start, hunk.stop, hunk.other_start, hunk.other_stop
        if start == stop or other_start == other_stop:
            # An edit replaces units by units: a neighbour gives it its place.
            if start > taken + 1:
                start, other_start = start - 1, other_start - 1
            else:
                stop, other_stop = stop + 1, other_stop + 1
        yield from _changes_alike(before, after, found, range(taken + 1, start))
        yield Change(tuple(before[start:stop]), tuple(after[other_start:other_stop]))
        taken = stop - 1
    yield from _changes_alike(before, after, found, range(taken + 1, len(before)))


def _with_moves_inside(hunks: Sequence[Hunk], before: Units, after: Units) -> list[Hunk]:
    """Hunks joined so that no unit moves from one to another: at no step of an edit may it be there twice."""
    leaves = {unit.id: k for k, hunk in enumerate(hunks) for unit in before[hunk.start : hunk.stop]}
    last = list(range(len(hunks)))
    for k, hunk in enumerate(hunks):
        for unit in after[hunk.other_start : hunk.other_stop]:
            first, second = sorted((k, leaves.get(unit.id, k)))
            last[first] = max(last[first], second)
    joined: list[Hunk] = []
    stop = -1
    for k, hunk in enumerate(hunks):
        if k <= stop:
            joined[-1] = Hunk(joined[-1].start, hunk.stop, joined[-1].other_start, hunk.other_stop)
        else:
            joined.append(hunk)
        stop = max(stop, last[k])
    return joined


def _changes_alike(before: Units, after: Units, found: Difference, places: range) -> Iterator[Change]:
    for place in places:
        other = after[found.upper[place]]
        if before[place] != other:
            yield Change((before[place],), (other,))


def _anchors(before: Units, after: Units) -> list[tuple[int, int]]:
    """Units that were not paired anew, in an order that is the same in both states, as many as can be."""
    others = {unit.id: place for place, unit in enumerate(after)}
    alike = [(place, others[unit.id]) for place, unit in enumerate(before) if unit.id in others]
    alike = [(place, other) for place, other in alike if _paired_alike(before[place], after[other])]
    emptied = {place for place, other in alike if _is_emptied(before[place], after[other])}
    if emptied:
        # A unit without English has none because somebody deleted it, or because another unit has it now.
        known = {place: other for place, other in alike if place not in emptied} | {-1: -1, len(before): len(after)}
        moved = _moved(before, after)
        alone = {p for p, o in alike if known.get(p - 1) == o - 1 and known.get(p + 1) == o + 1}
        alike = [(p, o) for p, o in alike if p not in emptied or (p in alone and before[p].id not in moved)]
    return _longest_rising(alike)


def _moved(before: Units, after: Units) -> set[str]:
    """The ids of units that gave their English to others, or have that of others."""
    was, now = holders(before), holders(after)
    return {unit_id for english in was.keys() & now.keys() for unit_id in was[english] ^ now[english]}


def holders(units: Units) -> dict[str | int, set[str]]:
    """For each English paragraph, as `english_of` names it, the ids of the units that have it."""
    found: dict[str | int, set[str]] = {}
    for unit in units:
        for english in english_of(unit):
            found.setdefault(english, set()).add(unit.id)
    return found


def english_of(unit: Unit) -> Sequence[str | int]:
    """The paragraphs of its English by their numbers; what was typed, by its text."""
    return unit.target_numbers or ([unit.target] if unit.target else [])


def is_paired_as(unit: Unit, other: Unit) -> bool:
    """Whether the very same paragraphs stand in both, reworded or not; text that was typed must be the same."""
    same = (unit.source, unit.target_numbers) == (other.source, other.target_numbers)
    return same and (bool(unit.target_numbers) or unit.target == other.target)


def _paired_alike(unit: Unit, other: Unit) -> bool:
    """Whether the same texts stand in both; an English that was only reworded is the same. Numbers follow the texts."""
    if unit.source != other.source:
        return False
    return unit.target_numbers == other.target_numbers or unit.target == other.target or _is_emptied(unit, other)


def _is_emptied(unit: Unit, other: Unit) -> bool:
    return bool(unit.target) != bool(other.target)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs in which the second numbers rise as the first ones do."""
    if all(first[1] < second[1] for first, second in pairwise(pairs)):
        return pairs
    ends: list[int] = []
    last: list[int] = []
    previous = [-1] * len(pairs)
    for index, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        previous[index] = last[length - 1] if length else -1
        ends[length : length + 1] = [other]
        last[length : length + 1] = [index]
    chosen = []
    index = last[-1]
    while index >= 0:
        chosen.append(pairs[index])
        index = previous[index]
    return chosen[::-1]
