"""The pairs: a list of rows of different heights, of which only those in sight are measured and painted.

Owns scrolling, the cursor and the caches. It shows what it is given; what the pairs mean is decided elsewhere.
The row under the cursor stays where it is on the screen whatever changes around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar, NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from align_bench.model.finding import Finding
from align_bench.model.unit import Status, Unit
from align_bench.tui.widgets.heights import Heights
from align_bench.tui.widgets.layout import Columns, estimate, height
from align_bench.tui.widgets.marks import Matcher, UnitMarks, unit_marks
from align_bench.tui.widgets.paint import Row, margin_notes, paint_row, palette_of

_STYLES = (
    *(
        "english",
        "chinese",
        "absent",
        "current",
        "bar",
        "label",
        "note",
        "doubt",
        "kept",
        "error-count",
        "warning-count",
    ),
    *("term", "bad-term", "error", "warning", "match"),
    *Status,
)

# Painted rows are kept for about ten screens.
_KEPT_ROWS = 400


_CONTEXT = 3


class _Painted(NamedTuple):
    row: Row
    strips: list[Strip]


class BitextView(ScrollView, can_focus=True, inherit_bindings=False):
    """Pairs of texts in two columns or over each other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bitext--{name}" for name in _STYLES}

    class CursorMoved(Message):
        """Another pair is the current one."""

        def __init__(self, unit: Unit | None) -> None:
            super().__init__()
            self.unit = unit

    class Chosen(Message):
        """The current pair was clicked again."""

    def __init__(self, *, english_first: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.columns = Columns(80, english_first)
        self.cursor = 0
        self._units: Sequence[Unit] = ()
        self._findings: Mapping[str, tuple[Finding, ...]] = {}
        self._kept: AbstractSet[str] = frozenset()
        self._matcher: Matcher | None = None
        self._query: re.Pattern[str] | None = None
        self._heights = Heights()
        self._painted: dict[tuple[str, bool], _Painted] = {}
        self._marks: dict[str, tuple[Unit, Sequence[Finding], UnitMarks]] = {}
        self._palette: dict[str, Style] = {}
        self._is_settling = False

    # What is shown

    @property
    def unit(self) -> Unit | None:
        """The current pair."""
        return self._units[self.cursor] if 0 <= self.cursor < len(self._units) else None

    @property
    def units(self) -> Sequence[Unit]:
        """The pairs in sight of the filter."""
        return self._units

    def show_units(self, units: Sequence[Unit], cursor: int | None = None) -> None:
        """Show other units, keeping the heights of those that stay; the cursor keeps its place on the screen."""
        offset = self._heights.top(self.cursor) - self.scroll_offset.y if len(self._heights) else 0
        before = self.unit
        start, old_stop, new_stop = _difference(self._units, units)
        self._heights.splice(start, old_stop, [estimate(unit, self.columns) for unit in units[start:new_stop]])
        self._units = units
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, len(units) - 1))
        self._measure_around(self.cursor)
        self._resize_content()
        if len(units):
            self._scroll_to_line(self._heights.top(self.cursor) - offset)
            self._keep_in_sight()
        self._settle()
        self.refresh()
        if self.unit is not before:
            self.post_message(self.CursorMoved(self.unit))

    def show_findings(self, findings: Mapping[str, tuple[Finding, ...]]) -> None:
        """Show other findings; they change no heights."""
        self._findings = findings
        self.refresh()

    def show_kept(self, unit_ids: AbstractSet[str]) -> None:
        """Mark the units for which text is kept that was never accepted."""
        for row, unit in enumerate(self._units):
            if (unit.id in unit_ids) != (unit.id in self._kept):
                self._heights.splice(row, row + 1, [self._heights[row]])
        self._kept = frozenset(unit_ids)
        self._settle()
        self.refresh()

    def use_matcher(self, matcher: Matcher | None) -> None:
        """Highlight the terms that this finds."""
        self._matcher = matcher
        self._forget_paint()

    def show_query(self, query: re.Pattern[str] | None) -> None:
        """Highlight what is searched for."""
        self._query = query
        self._forget_paint()

    def set_english_first(self, english_first: bool) -> None:
        """English on the left (or above), or on the right."""
        self.columns = Columns(self.columns.width, english_first)
        self._measure_anew()

    def marks_of(self, unit: Unit) -> UnitMarks:
        """Where terms, findings and matches stand in a unit."""
        findings = self._findings.get(unit.id, ())
        known = self._marks.get(unit.id)
        if known is None or known[0] is not unit or known[1] != findings:
            if len(self._marks) > _KEPT_ROWS:
                self._marks.clear()
            known = (unit, findings, unit_marks(unit, findings, self._matcher, self._query))
            self._marks[unit.id] = known
        return known[2]

    # Moving

    def move_to(self, row: int) -> None:
        """Make another row the current one and bring it into sight."""
        row = max(0, min(row, len(self._units) - 1))
        if row == self.cursor or not self._units:
            return
        self.cursor = row
        self._measure_around(row)
        self._resize_content()
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.CursorMoved(self.unit))

    def step(self, rows: int) -> None:
        """To the next or previous row; a row higher than the screen is read to its end first."""
        page = self.scrollable_content_region.height
        if self._units and self._heights[self.cursor] - 1 > page:
            top = self._heights.top(self.cursor)
            hidden_below = top + self._heights[self.cursor] - 1 - (self.scroll_offset.y + page)
            hidden_above = self.scroll_offset.y - top
            hidden = hidden_below if rows > 0 else hidden_above
            if hidden > 0:
                lines = min(hidden, max(1, page - 2))
                self._scroll_to_line(self.scroll_offset.y + (lines if rows > 0 else -lines))
                return
        self.move_to(self.cursor + rows)

    def page(self, pages: int) -> None:
        """A screen further up or down."""
        lines = max(1, self.scrollable_content_region.height - 2)
        target = self._heights.row_at(self._heights.top(self.cursor) + pages * lines)
        self.move_to(target if target != self.cursor else self.cursor + pages)

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset(self)
        if line is None or not self._units:
            return
        row = self._heights.row_at(self.scroll_offset.y + line.y)
        if row == self.cursor and event.chain == 2:
            self.post_message(self.Chosen())
        self.move_to(row)

    # Painting

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        if not self._units or line >= self._heights.total:
            return Strip.blank(self.size.width, self.rich_style)
        row = self._heights.row_at(line)
        strips = self._strips(row)
        inside = line - self._heights.top(row)
        return strips[inside] if inside < len(strips) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Another theme: every colour is looked up again."""
        super().notify_style_update()
        self._palette = {}
        self._painted.clear()

    def on_resize(self, _event: events.Resize) -> None:
        width = self.scrollable_content_region.width
        if width != self.columns.width:
            self.columns = Columns(width, self.columns.english_first)
            self._measure_anew()
        else:
            self._keep_in_sight()
            self._settle()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._settle()

    def _strips(self, row: int) -> list[Strip]:
        unit = self._units[row]
        is_current = row == self.cursor
        wanted = Row(unit, self._findings.get(unit.id, ()), unit.id in self._kept, is_current)
        key = (unit.id, is_current)
        known = self._painted.get(key)
        if known is None or known.row.unit is not unit or known.row != wanted:
            if len(self._painted) > _KEPT_ROWS:
                self._painted.clear()
            known = _Painted(wanted, paint_row(wanted, self.marks_of(unit), self.columns, self._colours()))
            self._painted[key] = known
        return known.strips

    def _colours(self) -> dict[str, Style]:
        if not self._palette:
            self._palette = palette_of(self, "bitext", map(str, _STYLES), with_background=("current", "bar"))
        return self._palette

    def _forget_paint(self) -> None:
        self._painted.clear()
        self._marks.clear()
        self.refresh()

    # Measuring

    def _measure_anew(self) -> None:
        """Everything is of another height: the current row keeps its line on the screen."""
        offset = self._heights.top(self.cursor) - self.scroll_offset.y if len(self._heights) else 0
        self._heights = Heights(estimate(unit, self.columns) for unit in self._units)
        self._painted.clear()
        self._measure_around(self.cursor)
        self._resize_content()
        if self._units:
            self._scroll_to_line(self._heights.top(self.cursor) - offset)
            self._keep_in_sight()
        self._settle()
        self.refresh()

    def _measure(self, row: int) -> int:
        """The true height of a row in place of its estimate; how much it differs."""
        if self._heights.is_measured(row):
            return 0
        unit = self._units[row]
        notes = margin_notes(unit, has_kept_text=unit.id in self._kept)
        return self._heights.measure(row, height(unit, self.columns, 2 + len(notes)))

    def _measure_around(self, row: int) -> None:
        """Measure a screen above and below a row, so that nothing in sight is an estimate."""
        page = max(1, self.size.height)
        for step in (1, -1):
            lines, other = 0, row
            while 0 <= other < len(self._units) and lines < page:
                self._measure(other)
                lines += self._heights[other]
                other += step

    def _settle(self) -> None:
        """Measure what came into sight, and a screen around it; what is in sight stays where it is."""
        if self._is_settling or not self._units:
            return
        self._is_settling = True
        line = self.scroll_offset.y
        first = self._heights.row_at(line)
        inside = line - self._heights.top(first)
        before = self._heights.total
        self._measure_around(self._heights.row_at(line + self.size.height))
        self._measure_around(first)
        if self._heights.total != before:
            self._resize_content()
            self._scroll_to_line(self._heights.top(first) + inside)
        self._is_settling = False

    def _resize_content(self) -> None:
        self.virtual_size = Size(self.columns.width, self._heights.total)

    def _keep_in_sight(self) -> None:
        """The least scrolling that shows the whole current row, or its beginning where it is too high."""
        if not self._units:
            return
        page = self.scrollable_content_region.height
        top = self._heights.top(self.cursor)
        bottom = top + self._heights[self.cursor] - 1
        line = self.scroll_offset.y
        # A little of the neighbours stays in sight where there is room for it.
        context = min(_CONTEXT, max(0, (page - (bottom - top)) // 2))
        if top - context < line or bottom - top > page:
            self._scroll_to_line(top - context)
        elif bottom + context > line + page:
            self._scroll_to_line(bottom + context - page)

    def _scroll_to_line(self, line: int) -> None:
        line = max(0, min(line, self.max_scroll_y))
        self.scroll_target_y = line
        self.scroll_y = line


def _difference(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[int, int, int]:
    """(start, stop in before, stop in after) of what differs between two lists that share most of their units."""
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] is after[start]:
        start += 1
    same_end = 0
    while same_end < shorter - start and before[-1 - same_end] is after[-1 - same_end]:
        same_end += 1
    return start, len(before) - same_end, len(after) - same_end
