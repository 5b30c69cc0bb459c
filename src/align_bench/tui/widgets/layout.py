"""Where the columns of the pairs stand, for a given width. Owns no painting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from align_bench.model.unit import Unit
from align_bench.text import cells

# From here on two columns are wide enough to read; below, the sides stand over each other. A terminal of 100 cells,
# less the scrollbar.
SIDE_BY_SIDE = 99

# Cursor bar, label or status, findings; `untranslated` is the longest word in it.
MARGIN = 16

# Where the sides stand over each other, the lower one is set in by this much.
INDENT = 3

# Lines of a screen below which one thing at a time is shown under the pairs.
_SHORT = 32
# Below this, the panel is only a glimpse.
_LOW = 18

_GAP = 3
_RIGHT = 1

# English takes more cells than the Chinese it stands for (in UN documents about 1.5 times); with this share both
# columns come out about equally high.
_ENGLISH_SHARE = 0.58


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a view so many cells wide."""

    width: int
    english_first: bool = True
    stacked: bool = False
    """The sides stand over each other where there is room beside each other too."""

    @property
    def is_narrow(self) -> bool:
        """There is no room for the sides beside each other."""
        return self.width < SIDE_BY_SIDE

    @property
    def is_stacked(self) -> bool:
        return self.stacked or self.is_narrow

    @property
    def english(self) -> int:
        """Cells of the English column."""
        text = self.width - MARGIN - _RIGHT
        if self.is_stacked:
            return max(8, text if self.english_first else text - INDENT)
        return round((text - _GAP) * _ENGLISH_SHARE)

    @property
    def chinese(self) -> int:
        """Cells of the Chinese column."""
        text = self.width - MARGIN - _RIGHT
        if self.is_stacked:
            return max(8, text - INDENT if self.english_first else text)
        return text - _GAP - self.english

    @property
    def second(self) -> int:
        """Where the right column begins."""
        return MARGIN + (self.english if self.english_first else self.chinese) + _GAP


def shapes(columns: Columns, lines: int) -> Mapping[str, bool]:
    """The classes by which the style sheet knows how much room a screen of so many lines has; whether each holds."""
    return {"-narrow": columns.is_narrow, "-short": lines < _SHORT, "-low": lines < _LOW}


def estimates(units: Iterable[Unit], columns: Columns) -> list[int]:
    """About how many lines each unit takes, without wrapping it: cheap enough for 100,000 units at once."""
    english, chinese = 20 * columns.english, columns.chinese
    lines = ((-(-21 * len(unit.target) // english), -(-2 * len(unit.source) // chinese)) for unit in units)
    if columns.is_stacked:
        return [(above or 1) + (below or 1) + 1 for above, below in lines]
    return [max(left, right, 2) + 1 for left, right in lines]


def height(unit: Unit, columns: Columns, margin_lines: int) -> int:
    """The lines a unit takes, the blank one below it counted."""
    english = len(cells.wrap(unit.target, columns.english))
    chinese = len(cells.wrap(unit.source, columns.chinese))
    return max(english + chinese if columns.is_stacked else max(english, chinese), margin_lines) + 1
