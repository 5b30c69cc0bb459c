"""What a merge has come to: what was taken from which side, and what both sides changed, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from align_bench.model.unit import Review, Unit

Side = Literal["ours", "theirs"]
Settling = Literal["ours", "theirs", "screen"]
"""For whom conflicts are settled, or that each is left to the screen."""

Field = Literal["target", "status", "comment", "locked", "reviewer", "pairing"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed, each in its own way. Single units, but for runs that were paired anew."""

    field: Field
    base: tuple[Unit, ...]
    ours: tuple[Unit, ...]
    theirs: tuple[Unit, ...]
    base_known: bool = True
    """Whether it is known how the field was before."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that only one side changed, or both alike, or in which a conflict was settled."""

    field: Field
    side: Literal["ours", "theirs", "both"]
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has come to."""

    review: Review
    """With what is ours where a conflict is open."""

    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    """All of them, settled or not."""

    open: tuple[Conflict, ...]
    """Those that are not settled."""
