"""Calibration: whether beads with confidence 0.9 are right nine times in ten.

    python benchmarks/calibration.py

prints the reliability table that `train_aligner.py --cross-validate` left in weights.json, as it stands in the docs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np

from align_bench.model.bitext import Bead

Judged = tuple[Sequence[Bead], Sequence[Bead]]
"""The beads found and the gold."""

Edges = Sequence[float]
"""Where the bins begin."""

TENTHS = tuple(k / 10 for k in range(10))
"""Ten bins of equal width, over which the expected calibration error is defined."""

SHOWN = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Bins of the table: narrow where most beads are."""


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


def reliability(judged: Sequence[tuple[float, bool]], edges: Edges = TENTHS) -> list[tuple[float, int, float, float]]:
    """For each bin that has beads: where it begins, how many, their mean confidence, the share that is right."""
    sure = np.array([confidence for confidence, _ in judged])
    right = np.array([correct for _, correct in judged], float)
    place = np.searchsorted(edges, sure, "right") - 1
    return [
        (start, int((place == b).sum()), float(sure[place == b].mean()), float(right[place == b].mean()))
        for b, start in enumerate(edges)
        if (place == b).any()
    ]


def wrong_among_least_sure(judged: Sequence[tuple[float, bool]], share: float = 0.2) -> float:
    """The share of the wrong beads that somebody finds who reviews the least sure ones."""
    ordered = sorted(judged, key=lambda each: each[0])
    wrong = [not right for _, right in ordered]
    return sum(wrong[: round(share * len(ordered))]) / max(1, sum(wrong))


def report(judged: Sequence[tuple[float, bool]]) -> dict[str, object]:
    """The reliability table and its sums, ready for JSON; `table` prints it."""
    return {
        "beads": len(judged),
        "wrong": sum(not right for _, right in judged),
        "expected calibration error": round(calibration_error(judged), 4),
        "wrong beads among the least sure fifth": round(wrong_among_least_sure(judged), 4),
        "wrong beads among the least sure tenth": round(wrong_among_least_sure(judged, 0.1), 4),
        "bins": [
            {
                "from": start,
                "to": _end(start),
                "beads": count,
                "confidence": round(confidence, 4),
                "right": round(right, 4),
            }
            for start, count, confidence, right in reliability(judged, SHOWN)
        ],
    }


def _end(start: float) -> float:
    return dict(pairwise((*SHOWN, 1.0)))[start]


def table(content: Mapping[str, Any]) -> str:
    """A report as Markdown."""
    rows = [
        f"| {each['from']:.2f} to {each['to']:.2f} | {each['beads']} | {each['confidence']:.3f} | {each['right']:.3f} |"
        for each in content["bins"]
    ]
    sums = (
        f"{content['wrong']} of {content['beads']} beads are wrong; expected calibration error "
        f"{content['expected calibration error']:.4f}; among the least sure fifth are "
        f"{content['wrong beads among the least sure fifth']:.0%} of the wrong beads, among the least sure tenth "
        f"{content['wrong beads among the least sure tenth']:.0%}."
    )
    return "\n".join(["| confidence | beads | mean confidence | right |", "|---|---|---|---|", *rows, "", sums])


def main() -> None:
    content = json.loads((files("align_bench.align") / "weights.json").read_text(encoding="utf-8"))
    for name, figures in content.get("reliability", {}).items():
        print(f"{name}\n\n{table(figures)}\n")


if __name__ == "__main__":
    main()
