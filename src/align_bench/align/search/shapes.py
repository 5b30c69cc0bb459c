"""Shapes: how many segments of each side a bead may have."""

from __future__ import annotations

SHAPES = (
    *((1, n) for n in range(8)),
    *((0, 1), (2, 1), (3, 1), (4, 1), (5, 1), (2, 2), (2, 3), (3, 2), (3, 3)),
    *((2, 4), (4, 2), (2, 5), (5, 2), (3, 4), (4, 3), (2, 6), (3, 5)),
)
"""Of the beads that are tried, source and target segments. Nothing longer occurs among 1,839 development beads."""

# The kernel of scores (`kernels/scores.pyx`) has these two as numbers.
MOST_SOURCE = max(m for m, _ in SHAPES)
MOST_TARGET = max(n for _, n in SHAPES)
