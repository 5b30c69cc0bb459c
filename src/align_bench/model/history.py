"""The history of a review: who changed what, when, field by field."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One field of one unit that one act has changed."""

    number: int
    """Of the act; all its entries have the same."""

    time: str
    """ISO 8601 with offset; empty where it is not known."""

    reviewer: str
    action: str
    """What was done, as undo shows it: `edit`, `status`, `merge` ..."""

    move: str
    """`do undo redo`, or `elsewhere`: found in the workbook, changed by another program."""

    document: str
    unit: str
    label: str
    field: str
    before: str
    after: str
