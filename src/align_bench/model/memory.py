"""What a translation memory holds: pairs of texts that were translated once, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """A Chinese text with its English; neither is empty."""

    source: str
    target: str
    origin: str
    """The document of the project, or the file of the memory."""

    unit: str = ""
    """The unit's id in that document, or the name that the memory gives it."""

    label: str = ""
    updated: str = ""
    """When it was last changed, ISO 8601; empty where nothing tells."""

    reviewer: str = ""
