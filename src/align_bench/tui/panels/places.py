"""A place of find and replace as a line: some words around it, what goes and what comes."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text

from align_bench.model.replacing import Place, Replacement
from align_bench.text import cells
from align_bench.tui.widgets.paint import Palette

# Characters on either side.
_AROUND = 40
_LABEL = 8


class ShownPlace(NamedTuple):
    """A place in the list."""

    replacement: Replacement
    span: tuple[int, int]
    by: str

    @property
    def place(self) -> Place:
        return self.replacement.unit.id, self.span[0]


def place_line(shown: ShownPlace, called: str, palette: Palette, *, is_left_out: bool) -> Text:
    """The line; `called`: what the unit is called, `palette`: of `cut` and `added`."""
    text, (start, stop) = shown.replacement.unit.target, shown.span
    line = Text(f"{'-' if is_left_out else 'x'} {cells.fit(called, _LABEL)} ")
    line.append(_flat(_before(text[:start])))
    line.append(_flat(text[start:stop]), None if is_left_out else palette["cut"])
    line.append("" if is_left_out else _flat(shown.by), palette["added"])
    line.append(_flat(_before(text[stop:][::-1])[::-1]))
    return line


def _flat(text: str) -> str:
    return cells.shown(text.replace("\n", " "))


def _before(text: str) -> str:
    """The last whole words of a text; dots where there are more."""
    if len(text) <= _AROUND:
        return text
    _, blank, words = text[-_AROUND:].partition(" ")
    return f"... {words}" if blank else text[-_AROUND:]
