"""Features: what speaks for and against one bead, by name.

Owns the measures and their scale (each is of the order of one); how much they count is `weights`, which bead wins is
`search`. Everything is computed for all cells of a patch at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from align_bench.align.arrays import Booleans, Floats
from align_bench.align.measures.boundaries import ENDS
from align_bench.align.measures.cues import END_MARKS
from align_bench.align.measures.grid import FEW, Grid
from align_bench.align.measures.lengths import deviations
from align_bench.align.measures.overlap import MISSING
from align_bench.align.measures.patch_sums import PatchSums
from align_bench.align.search.band import Patch

SHORT = 4.0
"""Tokens below which a segment says little by itself."""


class PatchFeatures:
    """Features of every shape at every cell of a patch."""

    def __init__(self, grid: Grid, patch: Patch) -> None:
        self._grid = grid
        self._patch = patch
        self._sums = PatchSums(grid, patch)

    def possible(self, m: int, n: int) -> Booleans:
        """Where a bead of this shape stays inside the text and the band."""
        band = self._grid.band
        _, known = self._patch.inside(m, n)
        rows, columns = self._patch.rows, self._patch.columns
        fits = known & (rows + m <= band.source_length) & (columns + n <= band.target_length)
        if m and n:
            fits &= (self._sums.forward(m, n)[0] > MISSING / 2) & (self._sums.backward(m, n)[0] > MISSING / 2)
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
        best = np.maximum.reduce([self._sums.stays(a, b) for a in range(1, m) for b in range(1, n)])
        yield "cut stays", np.maximum(best, 0)
        yield "cut strays", np.minimum(best, 0)

    # Lexical evidence

    def _lexical(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        forward, weakest_forward = self._sums.forward(m, n)
        backward, weakest_backward = self._sums.backward(m, n)
        mean_forward = forward / (self._sums.target_tokens(n) + 2)
        mean_backward = backward / (self._sums.source_tokens(m) + 2)
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
                score, count = self._sums.at(way, m, 0, shift), self._patch.of_target(tokens, shift)
            else:
                score, count = self._sums.at(way, n, shift, 0), self._patch.of_source(tokens, shift)
            leak = leak + np.maximum(score / (count + 2) + 0.6, 0)
        return leak

    def _gains(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        """What the whole span explains beyond its best single segment, and beyond itself without an end."""
        if m > 1:
            gain = self._sums.forward(m, n)[0] - self._sums.best_single("forward", m, n)
            yield "gain forward", gain / 10
            yield "gain forward mean", gain / (self._sums.target_tokens(n) + 2)
            without_last = self._sums.forward(m - 1, n)[0]
            without_first = sum(self._sums.at("forward", m - 1, 1, b) for b in range(n))
            whole = self._sums.forward(m, n)[0]
            yield "edge forward", _finite(np.minimum(whole - without_last, whole - without_first)) / 10
        if n > 1:
            gain = self._sums.backward(m, n)[0] - self._sums.best_single("backward", m, n)
            yield "gain backward", gain / 10
            yield "gain backward mean", gain / (self._sums.source_tokens(m) + 2)
            without_last = self._sums.backward(m, n - 1)[0]
            without_first = sum(self._sums.at("backward", n - 1, a, 1) for a in range(m))
            whole = self._sums.backward(m, n)[0]
            yield "edge backward", _finite(np.minimum(whole - without_last, whole - without_first)) / 10
            short = sum(self._patch.of_target(self._grid.target.tokens, b) < SHORT for b in range(n))
            yield "short", np.asarray(short, np.float32)
        if m > 1 and n > 1:
            corners = ((0, 0), (m - 1, n - 1)), ((0, n - 1), (m - 1, 0))
            straight, crossed = (sum(self._sums.single(way, *c) for c in pair for way in _WAYS) for pair in corners)
            yield "crossed", np.maximum(crossed - straight, 0) / 10
            yield "straight", np.maximum(straight - crossed, 0) / 10

    # Segments without counterpart

    def _added(self) -> Iterator[tuple[str, Floats]]:
        tokens = self._patch.of_target(self._grid.target.tokens)
        attached = np.maximum(self._sums.single("forward", -1, 0), self._sums.single("forward", 0, 0)) / (tokens + FEW)
        yield "added tokens", tokens / 10
        yield "added best", self._patch.of_target(self._grid.target_best) + 1
        yield "added attached", attached + 1
        yield "added short", (tokens < SHORT).astype(np.float32)
        yield "added quotation", self._same_quotation(0, 1)

    def _left_out(self) -> Iterator[tuple[str, Floats]]:
        tokens = self._patch.of_source(self._grid.source.tokens)
        attached = np.maximum(self._sums.single("backward", 0, -1), self._sums.single("backward", 0, 0)) / (
            tokens + FEW
        )
        yield "left out tokens", tokens / 10
        yield "left out best", self._patch.of_source(self._grid.source_best) + 1
        yield "left out attached", attached + 1
        yield "left out short", (tokens < SHORT).astype(np.float32)
        yield "left out quotation", self._same_quotation(1, 0)

    # Lengths and marks

    def _lengths(self, m: int, n: int) -> Iterator[tuple[str, Floats]]:
        target = self._sums.target_length(n)
        source = self._sums.source_length(m)
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
            yield "begin inside", self._sums.inside(source.begins, target.begins, m, n)
            yield "line behind line inside", self._sums.inside(source.second_line, target.second_line, m, n)
            yield "line and text inside", self._sums.inside(source.line_edge, target.line_edge, m, n)
        ours, theirs = patch.of_source(source.line), patch.of_target(target.line)
        yield "line agrees", (ours * theirs).astype(np.float32)
        yield "line differs", (ours != theirs).astype(np.float32)
        ours, theirs = (np.array(numbers) for numbers in self._grid.label_numbers)
        if m > 1 or n > 1:
            yield "label inside", self._sums.inside(ours > 0, theirs > 0, m, n)
        ours, theirs = patch.of_source(ours), patch.of_target(theirs)
        both = (ours > 0) & (theirs > 0)
        yield "label agrees", (both & (ours == theirs)).astype(np.float32)
        yield "label differs", (both & (ours != theirs)).astype(np.float32)
        yield "label on one side", ((ours > 0) != (theirs > 0)).astype(np.float32)


_WAYS = ("forward", "backward")


def _finite(values: Floats) -> Floats:
    """Zero where a term was missing."""
    return np.where(np.abs(values) < 1e6, values, 0.0)
