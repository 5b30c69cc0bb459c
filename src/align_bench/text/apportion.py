"""An earlier text laid over the parts of a later one: which of its words belong to which part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align_bench.text.tokens import word_runs


def apportioned(text: str, parts: Sequence[str]) -> list[str]:
    """An earlier text cut where the later one is, part by part; no word of it is lost, blanks at the cuts are."""
    from rapidfuzz.distance import Levenshtein

    old = word_runs(text)
    new: list[str] = []
    ends: list[int] = []
    for part in parts:
        new += ["\n"] * bool(ends) + list(word_runs(part))
        ends.append(len(new))
    steps = [(step.src_start, step.src_end, step.dest_start, step.dest_end) for step in Levenshtein.opcodes(new, old)]
    cuts = [0, *(_carried(end, steps) for end in ends[:-1]), len(old)]
    return ["".join(old[start:stop]).strip() for start, stop in pairwise(cuts)]


def _carried(place: int, steps: Sequence[tuple[int, int, int, int]]) -> int:
    """Where a place between two runs of the later text was in the earlier one."""
    for start, stop, old_start, old_stop in steps:
        if place <= stop:
            return old_stop if place == stop else min(old_start + place - start, old_stop)
    return steps[-1][3] if steps else 0
