"""Calibration: whether beads with confidence 0.9 are right nine times in ten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from align_bench.model.bitext import Bead

Judged = tuple[Sequence[Bead], Sequence[Bead]]
"""The beads found and the gold."""

_BINS = 10


def judgements(documents: Iterable[Judged]) -> list[tuple[float, bool]]:
    """The confidence of each bead, and whether it is in the gold."""
    judged = []
    for found, gold in documents:
        right = {(bead.source, bead.target) for bead in gold}
        judged += [(bead.confidence, (bead.source, bead.target) in right) for bead in found]
    return judged


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    return sum(abs(confidence - right) * count for _, count, confidence, right in reliability(judged)) / len(judged)


def reliability(judged: Sequence[tuple[float, bool]]) -> list[tuple[float, int, float, float]]:
    """For each bin that has beads: where it begins, how many, their mean confidence, the share that is right."""
    sure = np.array([confidence for confidence, _ in judged])
    right = np.array([correct for _, correct in judged], float)
    place = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return [
        (b / _BINS, int((place == b).sum()), float(sure[place == b].mean()), float(right[place == b].mean()))
        for b in range(_BINS)
        if (place == b).any()
    ]


def wrong_among_least_sure(judged: Sequence[tuple[float, bool]], share: float = 0.2) -> float:
    """The share of the wrong beads that somebody finds who reviews the least sure ones."""
    ordered = sorted(judged)
    wrong = [not right for _, right in ordered]
    return sum(wrong[: round(share * len(ordered))]) / max(1, sum(wrong))
