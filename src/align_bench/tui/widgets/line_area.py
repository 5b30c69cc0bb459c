"""A widget that is painted line by line and has no border, padding or opacity: the lines are all there is to paint."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LineArea(Widget):
    """Heirs keep the lines they have painted, and paint them over the whole width."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Without Textual's own way through borders, padding and a second cache, which is a third of a paint."""
        ground = self.background_colors[1]
        filters = self.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y).crop_extend(crop.x, crop.right, None)
            for each in filters:
                strip = strip.apply_filter(each, ground)
            strips.append(strip)
        return strips
