"""A widget that is painted line by line and has no border, padding or opacity: the lines are all there is to paint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Self

from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Line(Strip):
    """A strip that refers to no strip that is itself: one that does is given up only when somebody looks for cycles."""

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        cuts = list(cuts)
        return [self] if cuts == [self.cell_length] else super().divide(cuts)


class LineArea(Widget):
    """Heirs paint their lines over the whole width; what was painted stays until it is refreshed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._drawn: dict[int, Strip] = {}
        self._drawn_for: tuple[int, ...] = ()
        """The cells that lines were asked for, and the size of the widget, when they were painted."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Without Textual's own way through borders, padding and a second cache.

        With every change Textual asks for all lines between the first and the last one that changed, of all widgets.
        """
        drawn_for = (crop.x, crop.right, *self.size)
        if drawn_for != self._drawn_for:
            self._drawn.clear()
            self._drawn_for = drawn_for
        drawn, lines = self._drawn, crop.line_range
        if missing := [y for y in lines if y not in drawn]:
            ground = self.background_colors[1]
            # What the first one would change is not there: all colours are a theme's, worked out already.
            filters = [each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)]
            for y in missing:
                strip = self.render_line(y)
                if (crop.x, crop.right) != (0, strip.cell_length):
                    strip = strip.crop_extend(crop.x, crop.right, None)
                for each in filters:
                    strip = strip.apply_filter(each, ground)
                drawn[y] = strip
        return [drawn[y] for y in lines]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint some regions anew; without any, everything."""
        if repaint and regions:
            for y in chain.from_iterable(region.line_range for region in regions):
                self._drawn.pop(y, None)
        elif repaint:
            self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._drawn.clear()
