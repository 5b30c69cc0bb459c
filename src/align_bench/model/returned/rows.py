"""What a file that came back says of units: row by row, and no more than it says.

A value, made by the readers of `formats`; what it means for a review is `returned.fitting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from align_bench.model.unit import Unit, text_hash

Kind = Literal["deleted", "added", "source", "duplicate", "split", "unread", "emptied", "unclear"]

_BLOCKING: tuple[Kind, ...] = ("unread", "unclear")


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One row, `<unit>` or `<tu>`."""

    place: str
    """As people find it: `row 12`, `line 40`."""

    id: str
    """Empty where the file gives none."""

    source: str
    values: Mapping[str, Any]
    """By the names of `Unit`; what the file says nothing of, or nothing readable, is not among them."""

    source_hash: str = ""
    """As it was noted when the file was written; empty where it is not."""

    number: int | None = None
    """Its place in the document, where the file says so."""

    unread: tuple[tuple[str, str], ...] = ()
    """Fields that hold something that cannot be read, each with a sentence that says what."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """What came back, of one document."""

    document: str
    """Its name; empty where the file does not say."""

    units: tuple[ReturnedUnit, ...]
    is_whole: bool = True
    """Whether a unit that is not in it was taken out; files of other kinds hold a choice of units."""

    notices: tuple[str, ...] = field(default=())
    """What else there is in it that is not taken."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the file that is not, or not as it stands, taken over."""

    kind: Kind
    place: str
    """In the file; empty for what is missing there."""

    unit: Unit | None
    """The unit that it is about; None where there is none."""

    message: str

    @property
    def is_blocking(self) -> bool:
        """Whether somebody has to decide before anything is taken over."""
        return self.kind in _BLOCKING


def is_sound(row: ReturnedUnit) -> bool:
    """Whether its Chinese is the one that was noted."""
    return bool(row.source_hash) and text_hash(row.source) == row.source_hash


def quoted(row: ReturnedUnit) -> str:
    """The beginning of its text, behind a colon."""
    text = " ".join(str(row.values.get("target") or row.source).split())
    return f": {text[:60]}{'...' if len(text) > 60 else ''}" if text else ""
