"""A row of a list in as many lines as it needs, wrapped by our rules: all but the first are set in below its head."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from align_bench.text import cells

_LEAST_INDENT = 2
_LEAST_TEXT = 10
"""Cells that the text has at least, however wide the head is."""


class Hanging(Visual):
    """A head and a text beside it."""

    def __init__(self, text: str, head: str = "") -> None:
        self._head, self._text = cells.shown(head), cells.shown_lines(text)

    def __str__(self) -> str:
        return self._head + self._text

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:  # noqa: ARG002  # Textual's signature
        """The lines, painted in one style."""
        painted = style.rich_style
        return [Strip([Segment(cells.fit(line, width), painted)], width) for line in self._lines(width)][:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002  # Textual's signature
        """The cells of the longest line where none is wrapped."""
        return max(map(cells.width, str(self).split("\n")))

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """How many lines it takes."""
        return sum(1 for _ in self._lines(width))

    def _lines(self, width: int) -> Iterator[str]:
        head, indent = self._head, max(_LEAST_INDENT, cells.width(self._head))
        is_first = True
        for start, stop in cells.wrap(self._text, max(_LEAST_TEXT, width - indent)):
            yield (head if is_first else " " * indent) + self._text[start:stop]
            is_first = False
