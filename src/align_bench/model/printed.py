"""Text files as they are printed: from a place in a paragraph, which stands on one line, to lines and columns.

With white space removed a paragraph is the lines that it was printed on, so that a place is found by counting
characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Glyphs = tuple[tuple[int, int, str], ...]
"""Characters other than white space with the line and column where they are printed, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Region:
    """A place in a text file: lines and columns count from 1, and the last column is not in it any more."""

    first: tuple[int, int]
    stop: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text file, as far as places in it can be told."""

    place: str
    paragraphs: Mapping[int, Glyphs]
    """What is printed of each paragraph, by its number."""

    def region(self, paragraph: int, line: str, start: int, stop: int) -> Region | None:
        """Where `line[start:stop]` is printed, the line being (a part of) the paragraph; None where it is not in it."""
        glyphs = self.paragraphs.get(paragraph, ())
        begin = "".join(character for _, _, character in glyphs).find(_bare(line))
        if begin < 0 or not _bare(line):
            return None
        first = begin + len(_bare(line[:start]))
        end = begin + len(_bare(line[:stop]))
        if first < end:
            last = glyphs[end - 1]
            return Region(glyphs[first][:2], (last[0], last[1] + 1))
        # Nothing but spaces: what is between two characters.
        before, behind = glyphs[max(first - 1, 0)], glyphs[min(first, len(glyphs) - 1)]
        return Region((before[0], before[1] + 1), behind[:2]) if before[0] == behind[0] else None

    def region_of_all(self, numbers: Sequence[int], lines: Sequence[str]) -> Region | None:
        """Where lines are printed, each of the paragraph with its number; None where one of them is not."""
        if len(numbers) != len(lines):
            return None
        regions = [self.region(number, line, 0, len(line)) for number, line in zip(numbers, lines, strict=True)]
        found = [region for region in regions if region is not None]
        if not found or len(found) < len(regions):
            return None
        return Region(min(region.first for region in found), max(region.stop for region in found))


def _bare(text: str) -> str:
    return "".join(text.split())
