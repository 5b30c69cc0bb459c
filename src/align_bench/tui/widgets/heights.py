"""The heights of the rows of a long list: sums and look-ups that stay fast at 100,000 rows.

Owns arithmetic only. Heights begin as estimates; whoever measures a row says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

# Sums are kept for blocks of rows: a look-up adds up some 250 rows, a height that changes some 400 blocks at 100,000.
_BLOCK = 256


class Heights:
    """Row heights in lines, with their running sums."""

    def __init__(self, estimates: Iterable[int] = ()) -> None:
        self._rows = list(estimates)
        self._measured = bytearray(len(self._rows))
        self._blocks: list[int] = []
        self._tops: list[int] | None = None
        self._sum_up(0, len(self._rows))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> int:
        return self._rows[row]

    @property
    def total(self) -> int:
        return self._block_tops()[-1]

    def is_measured(self, row: int) -> bool:
        return bool(self._measured[row])

    def forget(self, row: int) -> None:
        """A height that was measured is an estimate again."""
        self._measured[row] = False

    def measure(self, row: int, height: int) -> int:
        """Put the true height in place of the estimate; the difference."""
        change = height - self._rows[row]
        self._rows[row] = height
        self._measured[row] = True
        if change:
            self._blocks[row // _BLOCK] += change
            self._tops = None
        return change

    def top(self, row: int) -> int:
        """The lines above a row."""
        block = row // _BLOCK
        return self._block_tops()[block] + sum(self._rows[block * _BLOCK : row])

    def row_at(self, line: int) -> int:
        """The row that a line belongs to; the nearest one for a line outside."""
        if line <= 0 or not self._rows:
            return 0
        tops = self._block_tops()
        block = bisect_right(tops, line) - 1
        if block == len(self._blocks):
            return len(self._rows) - 1
        first = block * _BLOCK
        return first + bisect_right(list(accumulate(self._rows[first : first + _BLOCK])), line - tops[block])

    def splice(self, start: int, stop: int, estimates: Sequence[int]) -> None:
        """Replace rows by others that are not measured yet."""
        self._rows[start:stop] = estimates
        self._measured[start:stop] = bytes(len(estimates))
        self._sum_up(start, stop if len(estimates) == stop - start else len(self._rows))

    def _sum_up(self, start: int, stop: int) -> None:
        """Add the blocks up that hold some rows; without an end, those behind them are other ones too."""
        first, last = start // _BLOCK, -(-stop // _BLOCK)
        sums = [sum(self._rows[block * _BLOCK : (block + 1) * _BLOCK]) for block in range(first, last)]
        self._blocks[first : None if stop == len(self._rows) else last] = sums
        self._tops = None

    def _block_tops(self) -> list[int]:
        """The lines above each block, and at the end those of all."""
        if self._tops is None:
            self._tops = [0, *accumulate(self._blocks)]
        return self._tops
