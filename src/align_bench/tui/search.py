"""Looking for a text or a label among the pairs. Owns no widgets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align_bench.model.unit import Unit
from align_bench.text.search import search_pattern


class Search:
    """What is looked for, and where the search began."""

    def __init__(self) -> None:
        self.pattern: re.Pattern[str] | None = None
        self.origin = 0
        self._text = ""
        self._found: tuple[str, Sequence[Unit], list[int]] | None = None
        """The text that was looked for last, the units, the rows that hold it."""

    def begin(self, row: int) -> None:
        """Remember where to come back to."""
        self.origin = row

    def look_for(self, text: str) -> None:
        """Look for a text, however it is printed."""
        self._text = text
        self.pattern = search_pattern(text)

    def holds(self, unit: Unit) -> bool:
        """Whether a unit holds the text on either side."""
        pattern = self.pattern
        return pattern is not None and bool(pattern.search(unit.source) or pattern.search(unit.target))

    def rows(self, units: Sequence[Unit]) -> list[int]:
        """The rows that hold it; a text that goes on from the last one is looked for only where that one stood."""
        if not self._text:
            self._found = None
            return []
        if self._found is not None and self._found[1] is units and self._text.startswith(self._found[0]):
            found = [row for row in self._found[2] if self.holds(units[row])]
        else:
            found = [row for row, unit in enumerate(units) if self.holds(unit)]
        self._found = (self._text, units, found)
        return found


def find_place(units: Sequence[Unit], wanted: str, cursor: int) -> int | None:
    """The row with a label, the nearest below the cursor before one above it; `#40` is the fortieth row."""
    if wanted.startswith("#"):
        return int(wanted[1:]) - 1 if wanted[1:].isdecimal() and 0 < int(wanted[1:]) <= len(units) else None
    bare = wanted.strip(".、() （）")
    # At sentence level a paragraph without label has a number, which no label is taken for.
    rows = _labelled(units, bare) or _labelled(units, f"par {bare}")
    return next((row for row in rows if row > cursor), rows[0] if rows else None)


def _labelled(units: Sequence[Unit], wanted: str) -> list[int]:
    return [
        row
        for row, unit in enumerate(units)
        if any(label.strip(".、() （）") == wanted for label in (unit.label or unit.paragraph).split(", ") if label)
    ]
