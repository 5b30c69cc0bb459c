"""Beads: which source segments correspond to which target segments.

Owns the shape of one alignment unit and the pairing of two lists; knows no features, files or screens.
Terms: Harris 1988 (bitext), Brown, Lai and Mercer 1991 (bead).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from align_bench.errors import AlignmentError
from align_bench.model.document import Segment


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of both sides that belong together."""

    source: tuple[int, ...]
    """0-based segment indices in ascending order; empty when the translator added text."""

    target: tuple[int, ...]
    """0-based segment indices in ascending order; empty when the translator left text out."""

    confidence: float = 1.0
    """Posterior probability that exactly these segments belong together, 0 to 1."""

    @property
    def shape(self) -> str:
        """The usual notation: `1-1`, `2-1`, `0-1`."""
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two lists of segments and the beads that pair them."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    """In source order; a bead without source stands behind the bead that its target text follows.
    Beads may cross (paragraphs that changed places)."""


def check_beads(beads: Sequence[Bead], source_length: int, target_length: int) -> None:
    """Raise AlignmentError unless every segment of both sides stands in exactly one bead."""
    for side, length, used in (
        ("source", source_length, sorted(chain.from_iterable(b.source for b in beads))),
        ("target", target_length, sorted(chain.from_iterable(b.target for b in beads))),
    ):
        if used != list(range(length)):
            times = Counter(used)
            missing = [i for i in range(length) if i not in times]
            extra = [i for i in times if not 0 <= i < length or times[i] > 1]
            raise AlignmentError(
                f"beads do not cover the {side} side: missing {missing[:5]}, unknown or twice {extra[:5]}",
                hint=f"every one of the {length} segments must stand in exactly one bead",
            )
