"""Sparse matrices of the little kind that alignment needs: rows of (column, value), summed and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]
"""Numbers of any precision: most scores are float32, sums over a text float64."""

Integers = npt.NDArray[Any]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Compressed rows; within a row the columns ascend and stand once."""

    starts: Integers
    """One more than rows: where each row begins in `columns` and `values`."""

    columns: Integers
    values: Floats
    width: int

    @property
    def height(self) -> int:
        return len(self.starts) - 1

    def row_numbers(self) -> Integers:
        """The row of each entry."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def row_sums(self) -> Floats:
        sums = np.concatenate([[0.0], np.cumsum(self.values, dtype=np.float64)])
        return np.asarray(sums[self.starts[1:]] - sums[self.starts[:-1]])

    def rows(self, start: int, stop: int) -> Sparse:
        first, last = self.starts[start], self.starts[stop]
        return Sparse(
            self.starts[start : stop + 1] - first, self.columns[first:last], self.values[first:last], self.width
        )

    def pick(self, chosen: Integers) -> Sparse:
        """Some rows, in the given order."""
        _, place = self.expand(chosen)
        starts = np.concatenate([[0], np.cumsum(np.diff(self.starts)[chosen])])
        return Sparse(starts, self.columns[place], self.values[place], self.width)

    def merged(self, groups: Sequence[Sequence[int]]) -> Sparse:
        """One row for each group of rows, their sum."""
        chosen = np.array([row for group in groups for row in group], np.int64)
        owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        which, place = self.expand(chosen)
        return sparse(owner[which], self.columns[place], self.values[place], len(groups), self.width)

    def transposed(self) -> Sparse:
        rows = self.row_numbers()
        order = np.argsort(self.columns, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.columns, minlength=self.width))])
        return Sparse(starts, rows[order], self.values[order], self.height)

    def expand(self, chosen: Integers) -> tuple[Integers, Integers]:
        """All entries of the chosen rows, row after row: which of `chosen` each belongs to, and its place."""
        lengths = np.diff(self.starts)[chosen]
        which = np.repeat(np.arange(len(chosen)), lengths)
        ends = np.cumsum(lengths)
        place = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        return which, place + np.repeat(self.starts[:-1][chosen], lengths)


def distinct(keys: Integers) -> Integers:
    """The different keys, ascending; sorting is several times faster than the hashing of `np.unique`."""
    ordered = np.sort(keys)
    return np.asarray(ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0])


def sparse(rows: npt.ArrayLike, columns: npt.ArrayLike, values: npt.ArrayLike, height: int, width: int) -> Sparse:
    """Make a matrix of entries in any order; equal places are summed."""
    keys = np.asarray(rows, np.int64) * width + np.asarray(columns, np.int64)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    places = keys[starts]
    summed = _sums(np.asarray(values, np.float64)[order], starts).astype(np.float32)
    counts = np.bincount(places // width, minlength=height)
    return Sparse(np.concatenate([[0], np.cumsum(counts)]), places % width, summed, width)


def _sums(values: Floats, starts: Integers) -> Floats:
    """The sum of each run of values; `reduceat` knows no empty list of runs."""
    return np.asarray(np.add.reduceat(values, starts)) if len(starts) else values
