"""Findings: what a check reports. A check yields them; it never raises for bad text and never prints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Family = Literal["terminology", "figures", "form", "alignment"]


class Severity(StrEnum):
    """How bad a finding is, in ascending order."""

    HINT = "hint"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a hint, 2 for an error."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in one paragraph: half-open code-point offsets in its text (marker not counted)."""

    paragraph: int
    """`Paragraph.number`."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a check found something."""

    check: str
    """The id of the check: `number-mismatch`."""

    family: Family
    severity: Severity
    document: str
    unit: str
    """`Unit.id`; empty for a finding about the document as a whole."""

    source_segments: tuple[int, ...]
    target_segments: tuple[int, ...]
    message: str
    source_span: Span | None = None
    target_span: Span | None = None
    zh_term: str = ""
    found: str = ""
    expected: str = ""
