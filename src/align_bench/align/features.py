"""Features: what speaks for and against one bead, by name.

Owns the measures and their scale (each is of the order of one); how much they count is `weights`, which bead wins is
`search`. Everything is computed for all cells of a patch at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from align_bench.align.arrays import Booleans, Floats, Integers, Sparse
from align_bench.align.bags import Bags
from align_bench.align.band import Band, Patch
from align_bench.align.boundaries import ENDS, Boundaries, boundaries
from align_bench.align.cues import END_MARKS, Side
from align_bench.align.lengths import deviations, length_ratio
from align_bench.align.overlap import FLOOR, MISSING, MOST_SOURCE, MOST_TARGET, Overlap, overlap

SHAPES = (
    *((1, n) for n in range(8)),
    *((0, 1), (2, 1), (3, 1), (4, 1), (5, 1), (2, 2), (2, 3), (3, 2), (3, 3)),
    *((2, 4), (4, 2), (2, 5), (5, 2), (3, 4), (4, 3), (2, 6), (3, 5)),
)
"""Segments on each side of the beads that are tried. Nothing longer occurs among 1,860 development beads."""

SHORT = 4.0
"""Tokens below which a segment says little by itself."""

FEW = 1.0
"""Tokens that are added to those of a segment: so the mean score of a short one is not extreme."""


@dataclass(frozen=True)
class Grid:
    """All that the features of a document pair are made of."""

    band: Band
    source: Side
    target: Side
    overlap: Overlap
    boundaries: Boundaries
    ratio: float
    """Target characters to a source character."""

    @cached_property
    def label_numbers(self) -> tuple[list[int], list[int]]:
        """A number for each label, the same on both sides; 0 where there is none."""
        numbers: dict[str | None, int] = {None: 0}
        source, target = (
            [numbers.setdefault(label, len(numbers)) for label in side.labels] for side in (self.source, self.target)
        )
        return source, target

    @cached_property
    def stays(self) -> Floats:
        """How well all clauses at a boundary stay with their own sides."""
        return np.asarray(sum(mean for mean, _ in self.boundaries.rows(0, self.band.source_length + 1)))

    @cached_property
    def source_best(self) -> Floats:
        """The best mean score of each source segment with any one target segment of the band."""
        best = self.overlap.backward[0, :-1].max(axis=1)
        return np.asarray(np.maximum(best / (self.source.tokens + FEW), -9.0))

    @cached_property
    def target_best(self) -> Floats:
        best = np.full(self.band.target_length + self.band.width, MISSING)
        for low, scores in zip(self.band.lows, self.overlap.forward[0], strict=True):
            own = best[low : low + self.band.width]
            np.maximum(own, scores, out=own)
        return np.maximum(best[: self.band.target_length] / (self.target.tokens + FEW), -9.0)


def make_grid(bags: Bags, sides: tuple[Side, Side], band: Band, forward: Sparse, backward: Sparse) -> Grid:
    source, target = sides
    ratio = length_ratio(source.length, target.length)
    # In this order: what the clauses need is gone before the larger tables are made.
    clauses = boundaries(bags, band, forward, backward)
    return Grid(band, source, target, overlap(bags, band, forward, backward), clauses, ratio)


class PatchFeatures:
    """Features of every shape at every cell of a patch."""

    def __init__(self, grid: Grid, patch: Patch) -> None:
        self._grid = grid
        self._patch = patch
        self._source_ends = np.concatenate([[0.0], np.cumsum(grid.source.length)]) * grid.ratio
        self._target_ends = np.concatenate([[0.0], np.cumsum(grid.target.length)])
        self._source_tokens = np.concatenate([[0.0], np.cumsum(grid.source.tokens, dtype=np.float64)])
        self._target_tokens = np.concatenate([[0.0], np.cumsum(grid.target.tokens, dtype=np.float64)])
        self._looked_up: dict[tuple[str, int, int, int], Floats] = {}
        self._sums: dict[tuple[str, int, int], tuple[Floats, Floats]] = {}

    def possible(self, m: int, n: int) -> Booleans:
        """Where a bead of this shape stays inside the text and the band."""
        band = self._grid.band
        _, known = self._patch.inside(m, n)
        rows, columns = self._patch.rows, self._patch.columns
        fits = known & (rows + m <= band.source_length) & (columns + n <= band.target_length)
        if m and n:
            fits &= (self._forward(m, n)[0] > MISSING / 2) & (self._backward(m, n)[0] > MISSING / 2)
        return fits

    def of(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        """Name and value of each feature that can differ from zero for this shape."""
        yield f"shape {m}-{n}", np.ones((1, 1), np.float32)
        yield from self._boundary()
        if m == 0:
            yield from self._added()
        elif n == 0:
            yield from self._left_out()
        else:
            yield from self._lexical(m, n)
            yield from self._lengths(m, n)
            yield from self._marks(m, n)
            yield from self._paragraphs(m, n)
            if m > 1 or n > 1:
                yield from self._gains(m, n)
            if m > 1 and n > 1:
                yield from self._inner_boundary(m, n)

    # Clauses at boundaries

    def _boundary(self) -> Iterator[tuple[str, Floats]]:
        """Of the boundary that the bead begins at."""
        for name, (mean, total) in zip(
            ENDS, self._grid.boundaries.rows(self._patch.start, self._patch.stop), strict=True
        ):
            yield f"{name} stays", np.maximum(mean, 0)
            yield f"{name} strays", np.minimum(mean, 0)
            yield f"{name} stays, total", np.maximum(total, 0) / 10
            yield f"{name} strays, total", np.minimum(total, 0) / 10

    def _inner_boundary(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        """Of the best boundary at which the bead could be cut in two."""
        best = np.maximum.reduce([self._stays(a, b) for a in range(1, m) for b in range(1, n)])
        yield "cut stays", np.maximum(best, 0)
        yield "cut strays", np.minimum(best, 0)

    def _stays(self, down: int, right: int) -> Floats:
        key = ("stays", 0, down, right)
        if key not in self._looked_up:
            places, known = self._patch.inside(down, right)
            self._looked_up[key] = np.where(known, self._grid.stays.ravel()[places], np.float32(0))
        return self._looked_up[key]

    # Lexical evidence

    def _lexical(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        forward, weakest_forward = self._forward(m, n)
        backward, weakest_backward = self._backward(m, n)
        mean_forward = forward / (self._target_sum(self._target_tokens, n) + 2)
        mean_backward = backward / (self._source_sum(self._source_tokens, m) + 2)
        yield "forward", forward / 10
        yield "backward", backward / 10
        yield "forward mean", mean_forward
        yield "backward mean", mean_backward
        yield "forward low", np.minimum(mean_forward + 0.2, 0)
        yield "backward low", np.minimum(mean_backward + 0.2, 0)
        if n > 1:
            yield "forward weakest", weakest_forward
        if m > 1:
            yield "backward weakest", weakest_backward
        if m == n == 1:
            yield "forward mean 1-1", mean_forward
            yield "backward mean 1-1", mean_backward
        yield "leak target", self._leak("forward", m, n)
        yield "leak source", self._leak("backward", m, n)

    def _leak(self, way: str, m: int, n: int) -> Floats:
        """How well the neighbours that the bead leaves out would be explained by it."""
        leak = np.zeros((1, 1), np.float32)
        tokens = self._grid.target.tokens if way == "forward" else self._grid.source.tokens
        for shift in (-1, n if way == "forward" else m):
            if way == "forward":
                score, count = self._at(way, m, 0, shift), self._patch.of_target(tokens, shift)
            else:
                score, count = self._at(way, n, shift, 0), self._patch.of_source(tokens, shift)
            leak = leak + np.maximum(score / (count + 2) + 0.6, 0)
        return leak

    def _gains(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        """What the whole span explains beyond its best single segment, and beyond itself without an end."""
        if m > 1:
            gain = self._forward(m, n)[0] - self._best_single("forward", m, n)
            yield "gain forward", gain / 10
            yield "gain forward mean", gain / (self._target_sum(self._target_tokens, n) + 2)
            without_last = self._forward(m - 1, n)[0]
            without_first = sum(self._at("forward", m - 1, 1, b) for b in range(n))
            whole = self._forward(m, n)[0]
            yield "edge forward", _finite(np.minimum(whole - without_last, whole - without_first)) / 10
        if n > 1:
            gain = self._backward(m, n)[0] - self._best_single("backward", m, n)
            yield "gain backward", gain / 10
            yield "gain backward mean", gain / (self._source_sum(self._source_tokens, m) + 2)
            without_last = self._backward(m, n - 1)[0]
            without_first = sum(self._at("backward", n - 1, a, 1) for a in range(m))
            whole = self._backward(m, n)[0]
            yield "edge backward", _finite(np.minimum(whole - without_last, whole - without_first)) / 10
            short = sum(self._patch.of_target(self._grid.target.tokens, b) < SHORT for b in range(n))
            yield "short", np.asarray(short, np.float32)
        if m > 1 and n > 1:
            corners = ((0, 0), (m - 1, n - 1)), ((0, n - 1), (m - 1, 0))
            straight, crossed = (sum(self._single(way, *c) for c in pair for way in _WAYS) for pair in corners)
            yield "crossed", np.maximum(crossed - straight, 0) / 10
            yield "straight", np.maximum(straight - crossed, 0) / 10

    def _best_single(self, way: str, m: int, n: int) -> Floats:
        if way == "forward":
            rows = (np.maximum.reduce([self._single(way, a, b) for a in range(m)]) for b in range(n))
        else:
            rows = (np.maximum.reduce([self._single(way, a, b) for b in range(n)]) for a in range(m))
        return np.asarray(sum(rows))

    # Segments without counterpart

    def _added(self) -> Iterator[tuple[str, Floats]]:
        tokens = self._patch.of_target(self._grid.target.tokens)
        attached = np.maximum(self._single("forward", -1, 0), self._single("forward", 0, 0)) / (tokens + FEW)
        yield "added tokens", tokens / 10
        yield "added best", self._patch.of_target(self._grid.target_best) + 1
        yield "added attached", attached + 1
        yield "added short", (tokens < SHORT).astype(np.float32)
        yield "added quotation", self._same_quotation(0, 1)

    def _left_out(self) -> Iterator[tuple[str, Floats]]:
        tokens = self._patch.of_source(self._grid.source.tokens)
        attached = np.maximum(self._single("backward", 0, -1), self._single("backward", 0, 0)) / (tokens + FEW)
        yield "left out tokens", tokens / 10
        yield "left out best", self._patch.of_source(self._grid.source_best) + 1
        yield "left out attached", attached + 1
        yield "left out short", (tokens < SHORT).astype(np.float32)
        yield "left out quotation", self._same_quotation(1, 0)

    # Lengths and marks

    def _lengths(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        target = self._target_sum(self._target_ends, n)
        source = self._source_sum(self._source_ends, m)
        z = deviations(source, target)
        yield "length square", -np.minimum(z * z / 2, 12)
        yield "length", -np.minimum(np.abs(z), 6)
        yield "length ratio", -(np.log((target + 8) / (source + 8)) ** 2)
        if m == n == 1:
            yield "length square 1-1", -np.minimum(z * z / 2, 12)

    def _marks(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        source, target, patch = self._grid.source, self._grid.target, self._patch
        ours, theirs = patch.of_source(source.end, m - 1), patch.of_target(target.end, n - 1)
        for number, mark in enumerate(END_MARKS, 1):
            yield f"end {mark} {mark}", ((ours == number) & (theirs == number)).astype(np.float32)
            if mark != ".":
                yield f"end . {mark}", ((ours == 1) & (theirs == number)).astype(np.float32)
                yield f"end {mark} .", ((ours == number) & (theirs == 1)).astype(np.float32)
        yield "opens", (patch.of_source(source.opens) == patch.of_target(target.opens)).astype(np.float32)
        yield (
            "closes",
            (patch.of_source(source.closes, m - 1) == patch.of_target(target.closes, n - 1)).astype(np.float32),
        )
        yield "quotation", self._same_quotation(m, n)

    def _same_quotation(self, m: int, n: int) -> Floats:
        ours = self._patch.of_source(self._grid.source.quoted, m)
        return np.asarray(ours == self._patch.of_target(self._grid.target.quoted, n), np.float32)

    # Paragraphs and labels

    def _paragraphs(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        source, target, patch = self._grid.source, self._grid.target, self._patch
        if not (source.has_paragraphs and target.has_paragraphs):
            return
        ours, theirs = patch.of_source(source.begins), patch.of_target(target.begins)
        yield "begin agrees", (ours * theirs).astype(np.float32)
        yield "begin differs", (ours != theirs).astype(np.float32)
        if m > 1 or n > 1:
            yield "begin inside", self._inside(source.begins, target.begins, m, n)
            yield "line behind line inside", self._inside(source.second_line, target.second_line, m, n)
            yield "line and text inside", self._inside(source.line_edge, target.line_edge, m, n)
        ours, theirs = patch.of_source(source.line), patch.of_target(target.line)
        yield "line agrees", (ours * theirs).astype(np.float32)
        yield "line differs", (ours != theirs).astype(np.float32)
        ours, theirs = (np.array(numbers) for numbers in self._grid.label_numbers)
        if m > 1 or n > 1:
            yield "label inside", self._inside(ours > 0, theirs > 0, m, n)
        ours, theirs = patch.of_source(ours), patch.of_target(theirs)
        both = (ours > 0) & (theirs > 0)
        yield "label agrees", (both & (ours == theirs)).astype(np.float32)
        yield "label differs", (both & (ours != theirs)).astype(np.float32)
        yield "label on one side", ((ours > 0) != (theirs > 0)).astype(np.float32)

    def _inside(
        self, ours: Floats | Booleans | Integers, theirs: Floats | Booleans | Integers, m: int, n: int
    ) -> Floats:
        """How many segments of the bead, its first ones left out, have a flag."""
        before_ours, before_theirs = (np.concatenate([[0], np.cumsum(flags)]) for flags in (ours, theirs))
        own = self._patch.of_source(before_ours, m) - self._patch.of_source(before_ours, 1)
        other = self._patch.of_target(before_theirs, n) - self._patch.of_target(before_theirs, 1)
        return np.asarray(own + other, np.float32)

    # Look-ups

    def _forward(self, m: int, n: int) -> tuple[Floats, Floats]:
        """Sum of the scores of n target segments given m source segments, and the lowest mean among them."""
        key = ("forward", m, n)
        if key not in self._sums:
            score = self._at("forward", m, 0, n - 1)
            mean = score / (self._patch.of_target(self._grid.target.tokens, n - 1) + FEW)
            before = self._forward(m, n - 1) if n > 1 else None
            self._sums[key] = (score, mean) if before is None else (before[0] + score, np.minimum(before[1], mean))
        return self._sums[key]

    def _backward(self, m: int, n: int) -> tuple[Floats, Floats]:
        key = ("backward", m, n)
        if key not in self._sums:
            score = self._at("backward", n, m - 1, 0)
            mean = score / (self._patch.of_source(self._grid.source.tokens, m - 1) + FEW)
            before = self._backward(m - 1, n) if m > 1 else None
            self._sums[key] = (score, mean) if before is None else (before[0] + score, np.minimum(before[1], mean))
        return self._sums[key]

    def _at(self, way: str, size: int, down: int, right: int) -> Floats:
        """The overlap table for spans of `size`, looked up at (i+down, j+right); MISSING outside."""
        key = (way, size, down, right)
        if key not in self._looked_up:
            table = self._grid.overlap.forward if way == "forward" else self._grid.overlap.backward
            places, known = self._patch.inside(down, right)
            self._looked_up[key] = np.where(known, table[size - 1].ravel()[places], MISSING)
        return self._looked_up[key]

    def _single(self, way: str, down: int, right: int) -> Floats:
        """The score of one segment with one other; where the band does not have it, as if nothing matched."""
        score = self._at(way, 1, down, right)
        tokens = (
            self._patch.of_target(self._grid.target.tokens, right)
            if way == "forward"
            else self._patch.of_source(self._grid.source.tokens, down)
        )
        return np.where(score > MISSING / 2, score, np.float32(FLOOR) * tokens)

    def _source_sum(self, ends: Floats, m: int) -> Floats:
        return np.asarray(self._patch.of_source(ends, m) - self._patch.of_source(ends), np.float32)

    def _target_sum(self, ends: Floats, n: int) -> Floats:
        return np.asarray(self._patch.of_target(ends, n) - self._patch.of_target(ends), np.float32)


_WAYS = ("forward", "backward")
assert (max(m for m, _ in SHAPES), max(n for _, n in SHAPES)) == (MOST_SOURCE, MOST_TARGET)


def _finite(values: Floats) -> Floats:
    """Zero where a term was missing."""
    return np.where(np.abs(values) < 1e6, values, 0.0)
