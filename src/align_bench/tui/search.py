"""Looking for a text or a label among the pairs. Owns no widgets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align_bench.model.unit import Unit


class Search:
    """What is looked for, and where the search began."""

    def __init__(self) -> None:
        self.pattern: re.Pattern[str] | None = None
        self.origin = 0

    def begin(self, row: int) -> None:
        """Remember where to come back to."""
        self.origin = row

    def look_for(self, text: str) -> None:
        """Look for these characters, capital or small."""
        self.pattern = re.compile(re.escape(text), re.IGNORECASE) if text else None

    def holds(self, unit: Unit) -> bool:
        """Whether a unit holds the text on either side."""
        pattern = self.pattern
        return pattern is not None and bool(pattern.search(unit.source) or pattern.search(unit.target))

    def rows(self, units: Sequence[Unit]) -> list[int]:
        """The rows that hold it."""
        return [row for row, unit in enumerate(units) if self.holds(unit)]


def find_place(units: Sequence[Unit], wanted: str, cursor: int) -> int | None:
    """The row with a label, the nearest below the cursor before one above it; `#40` is the fortieth row."""
    if wanted.startswith("#"):
        return int(wanted[1:]) - 1 if wanted[1:].isdecimal() and 0 < int(wanted[1:]) <= len(units) else None
    bare = wanted.strip(".、() （）")
    rows = [
        row
        for row, unit in enumerate(units)
        if any(label.strip(".、() （）") == bare for label in (unit.label or unit.paragraph).split(", ") if label)
    ]
    return next((row for row in rows if row > cursor), rows[0] if rows else None)
