"""A term at a place of a text: what the matcher finds."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from align_bench.model.termbase import Concept, TermStatus


class TermHit(NamedTuple):
    """A term at a place of a text."""

    concept: Concept
    start: int
    stop: int
    text: str
    status: TermStatus
    embedded: bool = False
    """Part of a longer name that is not in the termbase: it need not be rendered by its own English."""

    def __hash__(self) -> int:
        # By the place and the concept's id alone: the concept with all its terms takes long.
        return hash((self.start, self.stop, self.concept.id))


as_hit = partial(tuple.__new__, TermHit)
"""A hit of a tuple of its parts, made in half the time of `TermHit(...)`."""
