"""Edges: whether the first or last paragraph of a group belongs to it.

One path through all sentences ties a paragraph that has no counterpart to its neighbour more often than not. Owns the
measures that tell it from one that was merged into its neighbour; their weights are trained.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from align_bench.align.repair.comparison import Comparison, Pairing, Paragraphs
from align_bench.align.repair.groups import Group
from align_bench.align.repair.likeness import likeness
from align_bench.align.weights import Weights, odds

_MOST = 8.0
"""Log odds beyond which evidence counts no more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A paragraph at the edge of a group that has others on its side."""

    paragraph: int
    english: bool
    group: Pairing
    """With the paragraph."""

    confidence: float
    """Of the group, by the path."""

    @property
    def rest(self) -> Pairing:
        source, target = self.group
        if self.english:
            return source, tuple(p for p in target if p != self.paragraph)
        return tuple(p for p in source if p != self.paragraph), target


def edges(pairing: Pairing, confidence: float) -> Iterator[Edge]:
    if not all(pairing):
        return
    for english, paragraphs in enumerate(pairing):
        if len(paragraphs) > 1:
            for paragraph in (paragraphs[0], paragraphs[-1]):
                yield Edge(paragraph, bool(english), pairing, confidence)


def belonging(edge: Edge, comparison: Comparison) -> Weights:
    """What speaks for an edge belonging to its group, by name."""
    own = 1 if edge.english else 0
    ones, other = [(edge.paragraph,), edge.rest[own], edge.group[own]], [edge.group[1 - own]]
    measured = comparison.measures(other, ones) if edge.english else comparison.measures(ones, other)
    alike = likeness(measured, comparison.weights).ravel()
    forward, backward, length = (measured[name].ravel() for name in ("forward", "backward", "length"))
    explained, explaining = (forward, backward) if edge.english else (backward, forward)
    trusted = comparison.trust(edge.paragraph, english=edge.english)
    return {
        "bias": 1.0,
        "path": _log_odds(edge.confidence),
        "alike": float(np.clip(alike[0], -_MOST, _MOST)),
        "likeness gained": float(np.clip(alike[2] - alike[1], -_MOST, _MOST)),
        "explained": float(explained[0]),
        "explained of many": float(explained[0]) * trusted,
        "needed": 10 * float(explaining[2] - explaining[1]),
        "length gained": float(length[2] - length[1]),
        "few tokens": 1 - trusted,
        "line": float(comparison.is_line(edge.paragraph, english=edge.english)),
    }


def cut(group: Group, comparison: Comparison, weights: Weights) -> list[Pairing]:
    """The group without the edges that do not belong to it, the least likely first, and these."""
    pairing: Pairing = (group.source, group.target)
    off: list[Pairing] = []
    while judged := [
        (odds(belonging(edge, comparison), weights), k, edge) for k, edge in enumerate(edges(pairing, group.confidence))
    ]:
        value, _, edge = min(judged)
        if value >= 0:
            break
        off.append(_by_itself(edge))
        pairing = edge.rest
    return [pairing, *off]


def _by_itself(edge: Edge) -> Pairing:
    alone: Paragraphs = (edge.paragraph,)
    return ((), alone) if edge.english else (alone, ())


def _log_odds(confidence: float) -> float:
    certain = min(max(confidence, 1e-6), 1 - 1e-6)
    return float(np.clip(math.log(certain / (1 - certain)), -_MOST, _MOST))
