"""Realigning: what a person has fixed stays, and what stands around it is aligned anew.

Owns which beads are looked at again: those that a constraint has broken with a few on either side, more where the new
path has not met the old one there. How they are aligned is `neighbourhood`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from align_bench.align.aligner import in_order
from align_bench.align.constraints import Constraints
from align_bench.align.lexicon import Lexicon
from align_bench.align.neighbourhood import Neighbourhood, Pairing, aligned_anew, ascending
from align_bench.model.bitext import Bead, check_beads
from align_bench.model.document import Paragraph

_REACH = 12
"""Beads on either side that are aligned anew with what was broken."""

_MEET = 3
"""So many beads at either end must be the old ones again: then what lies beyond would not change either."""


@dataclass(frozen=True, slots=True)
class Realigned:
    """A new alignment, and how it differs from the one before."""

    beads: tuple[Bead, ...]
    """All of them, in order; fixed ones with confidence 1, those that did not change with the one they had."""

    removed: tuple[Bead, ...]
    added: tuple[Bead, ...]
    """What stands in the place of the removed ones."""


def realign(
    lexicon: Lexicon,
    source: Sequence[Paragraph],
    target: Sequence[Paragraph],
    beads: Sequence[Bead],
    constraints: Constraints,
    *,
    around: Bead | None = None,
) -> Realigned:
    """Align anew what the constraints break, and what stands around the segments of `around`; without it, everything.

    `source` and `target` are the lines that `beads` pair: paragraphs, or sentences, as the lexicon was made for. Raises
    AlignmentError where constraints contradict each other or the beads do not hold every line once.
    """
    constraints.check(len(source), len(target))
    check_beads(beads, len(source), len(target))
    ordered = in_order(beads)
    loose, touched = _loosened(ordered, constraints, around)
    windows = [(0, len(loose))] if around is None else [(t - _REACH, t + _REACH + 1) for t in sorted(touched)]
    fixed = [(bead.source, bead.target) for bead in constraints.fixed]
    solved: dict[tuple[int, int], list[Bead]] = {}
    windows = _merged(windows, len(loose))
    while (window := next((w for w in windows if w not in solved), None)) is not None:
        start, stop = window
        # What is to be aligned anew says nothing of the order.
        order = ascending([*loose[:start], *fixed, *loose[stop:]])
        found = aligned_anew(lexicon, Neighbourhood(source, target, loose[start:stop], constraints, order))
        if _has_met(found, loose, start, stop):
            solved[window] = found
        else:
            reach = stop - start
            windows = _merged([*windows, (start - reach // 2, stop + reach // 2)], len(loose))
    return _result(ordered, constraints, loose, {window: solved[window] for window in windows})


def _loosened(beads: Sequence[Bead], constraints: Constraints, around: Bead | None) -> tuple[list[Pairing], set[int]]:
    """What of the beads is not fixed, in order, and which places among it a constraint or `around` touches."""
    fixed = {(bead.source, bead.target) for bead in constraints.fixed}
    taken = _segments(constraints.fixed)
    named = _segments([around] if around else [])
    loose: list[Pairing] = []
    touched: set[int] = set()
    for bead in beads:
        source = tuple(i for i in bead.source if i not in taken[0])
        target = tuple(j for j in bead.target if j not in taken[1])
        is_named = not (named[0].isdisjoint(bead.source) and named[1].isdisjoint(bead.target))
        if source or target:
            is_broken = (source, target) != (bead.source, bead.target)
            if is_named or is_broken or constraints.violated(source, target) is not None:
                touched.add(len(loose))
            loose.append((source, target))
        elif is_named or (bead.source, bead.target) not in fixed:
            touched |= {len(loose) - 1, len(loose)}
    return loose, {place for place in touched if 0 <= place < len(loose)}


def _segments(beads: Iterable[Bead]) -> tuple[set[int], set[int]]:
    listed = list(beads)
    return {i for bead in listed for i in bead.source}, {j for bead in listed for j in bead.target}


def _merged(windows: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The windows inside the text, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted((max(0, start), min(length, stop)) for start, stop in windows):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        elif start < stop:
            merged.append((start, stop))
    return merged


def _has_met(found: Collection[Bead], loose: Sequence[Pairing], start: int, stop: int) -> bool:
    """Whether the new path is the old one at those ends of a window behind which there is more."""
    pairings = {(bead.source, bead.target) for bead in found}
    ends = [
        *(loose[start : start + _MEET] if start else []),
        *(loose[stop - _MEET : stop] if stop < len(loose) else []),
    ]
    return pairings.issuperset(ends)


def _result(
    beads: Sequence[Bead],
    constraints: Constraints,
    loose: Sequence[Pairing],
    solved: dict[tuple[int, int], list[Bead]],
) -> Realigned:
    old = {(bead.source, bead.target): bead for bead in beads}
    redone = {place for start, stop in solved for place in range(start, stop)}
    kept = [old[pairing] for place, pairing in enumerate(loose) if place not in redone]
    found = [old.get((bead.source, bead.target), bead) for window in solved.values() for bead in window]
    fixed = [Bead(bead.source, bead.target, 1.0) for bead in constraints.fixed]
    new = in_order([*kept, *found, *fixed])
    before, after = set(beads), set(new)
    return Realigned(
        new,
        tuple(bead for bead in beads if bead not in after),
        tuple(bead for bead in new if bead not in before),
    )
