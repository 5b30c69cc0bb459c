"""The pairs: which units are shown, and the painted lines of those in sight.

Owns the caches of marks and lines. It shows what it is given; what the pairs mean is decided elsewhere, scrolling is
`row_list`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from align_bench.model.finding import Finding
from align_bench.model.unit import Status, Unit, Units
from align_bench.tui.widgets.differences import difference
from align_bench.tui.widgets.layout import Columns, estimates, height
from align_bench.tui.widgets.line_area import LineArea
from align_bench.tui.widgets.marks import Mark, Matcher, UnitMarks, unit_marks
from align_bench.tui.widgets.paint import Palette, Row, margin_notes, over, paint_row, palette_of
from align_bench.tui.widgets.row_list import RowList

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
    *("figure", "term", "bad-term", "error", "warning", "match", "cut", "added"),
    *Status,
)

_COLUMNS = Columns(80)

# Painted rows are kept for about ten screens.
_KEPT_ROWS = 400


class _Painted(NamedTuple):
    row: Row
    strips: list[Strip]


class BitextView(LineArea, RowList, can_focus=True):
    """Pairs of texts in two columns or over each other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bitext--{name}" for name in _STYLES}

    class CursorMoved(Message):
        """Another pair is the current one."""

        def __init__(self, unit: Unit | None) -> None:
            super().__init__()
            self.unit = unit

    class Chosen(Message):
        """The current pair was clicked again."""

    def __init__(self, columns: Columns = _COLUMNS, **options: Any) -> None:
        """`columns`: how the sides are arranged; their width comes with the first layout."""
        super().__init__(**options)
        self.columns = columns
        self._units = Units()
        self._findings: Mapping[str, tuple[Finding, ...]] = {}
        self._kept: Mapping[str, tuple[str, ...]] = {}
        self._matcher: Matcher | None = None
        self._query: re.Pattern[str] | None = None
        self._before: Callable[[Unit], str] | None = None
        self._painted: dict[tuple[str, bool], _Painted] = {}
        self._marks: dict[str, tuple[Unit, Sequence[Finding], UnitMarks]] = {}
        self._palettes: Mapping[bool, Palette] = {}
        """Of the pairs that are current, or not."""

        self._was_current = False
        """The pair that was clicked last was the current one."""

    # What is shown

    @property
    def unit(self) -> Unit | None:
        """The current pair."""
        return self._units[self.cursor] if 0 <= self.cursor < len(self._units) else None

    @property
    def units(self) -> Units:
        """The pairs in sight of the filter."""
        return self._units

    def show_units(self, units: Units, cursor: int | None = None) -> None:
        """Show other units, keeping the heights of those that stay; the cursor keeps its place on the screen."""
        before = self.unit
        start, old_stop, new_stop = self._units.changed(units)
        self._units = units
        self.replace_rows(start, old_stop, estimates(units[start:new_stop], self.columns), cursor)
        if self.unit is not before:
            self.cursor_moved()

    def show_findings(self, findings: Mapping[str, tuple[Finding, ...]]) -> None:
        """Show other findings; they change no heights."""
        before, self._findings = self._findings, findings
        in_sight = self._units[self.row_at(0) : self.row_at(self.size.height) + 1]
        if any(before.get(unit.id) != findings.get(unit.id) for unit in in_sight):
            self.refresh()

    def show_kept(self, kept: Mapping[str, tuple[str, ...]]) -> None:
        """Mark the units for which something is kept that was never accepted: unit id -> words for the margin."""
        before, self._kept = self._kept, kept
        changed = {unit_id for unit_id in before.keys() | kept.keys() if before.get(unit_id) != kept.get(unit_id)}
        if changed:
            self.measure_anew(row for row, unit in enumerate(self._units) if unit.id in changed)

    def use_matcher(self, matcher: Matcher | None) -> None:
        """Highlight the terms that this finds."""
        self._matcher = matcher
        self._forget_paint()

    def show_query(self, query: re.Pattern[str] | None) -> None:
        """Highlight what is searched for."""
        self._query = query
        self._forget_paint()

    def show_changes(self, before: Callable[[Unit], str] | None) -> None:
        """Show the English as what has become of what it was before; None: as it is."""
        self._before = before
        self._marks.clear()
        self._lay_out(self.columns)

    def arrange_sides(self, *, english_first: bool, stacked: bool) -> None:
        """English on the left (or above), or on the right; the sides over each other, or beside each other."""
        columns = replace(self.columns, english_first=english_first, stacked=stacked)
        if columns != self.columns:
            self._lay_out(columns)

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

    # What the list of rows asks

    def row_height(self, row: int) -> int:
        unit = self._units[row]
        notes = margin_notes(unit, self._kept.get(unit.id, ()))
        changed = self._changed(unit)
        return height(changed[0] if changed else unit, self.columns, 2 + len(notes))

    def cursor_moved(self) -> None:
        self.post_message(self.CursorMoved(self.unit))

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset(self)
        if line is None or not self._units:
            return
        row = self.row_at(line.y)
        if event.chain == 1:
            self._was_current = row == self.cursor
            self.move_to(row)
        # The first click of two may have scrolled: the second means the same pair.
        if event.chain == (1 if self._was_current else 2):
            self.post_message(self.Chosen())

    # Painting

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        if self._units and line < self._heights.total:
            row = self._heights.row_at(line)
            strips = self._strips(row)
            inside = line - self._heights.top(row)
            if inside < len(strips):
                return strips[inside]
        return Strip.blank(self.size.width, self._colours()["ground"])

    def notify_style_update(self) -> None:
        """Another theme: every colour is looked up again."""
        super().notify_style_update()
        self._palettes = {}
        self._painted.clear()

    def on_resize(self, _event: events.Resize) -> None:
        width = self.scrollable_content_region.width
        if width != self.columns.width:
            self._lay_out(replace(self.columns, width=width))
        else:
            self._keep_in_sight()
            self._settle()

    def _strips(self, row: int) -> list[Strip]:
        unit = self._units[row]
        is_current = row == self.cursor
        wanted = Row(unit, self._findings.get(unit.id, ()), self._kept.get(unit.id, ()), is_current)
        key = (unit.id, is_current)
        known = self._painted.get(key)
        if known is None or known.row.unit is not unit or known.row != wanted:
            if len(self._painted) > _KEPT_ROWS:
                self._painted.clear()
            known = _Painted(wanted, self._paint(wanted))
            self._painted[key] = known
        return known.strips

    def _paint(self, row: Row) -> list[Strip]:
        """The lines of a pair; where words have changed, the marks of these stand alone."""
        marks, changed = self.marks_of(row.unit), self._changed(row.unit)
        if changed:
            row, marks = replace(row, unit=changed[0]), UnitMarks(marks.source, changed[1])
        # As wide as Textual asks for it, the scrollbar counted.
        return paint_row(row, marks, self.columns, self._colours(row.is_current), self.outer_size.width)

    def _changed(self, unit: Unit) -> tuple[Unit, tuple[Mark, ...]] | None:
        """A unit with the words that went in its English, and marks; None where none are shown."""
        before = unit.target if self._before is None else self._before(unit)
        if before == unit.target or before.split() == unit.target.split():
            return None
        text, marks = difference(before, unit.target)
        return replace(unit, target=text), marks

    def _colours(self, is_current: bool = False) -> Palette:
        if not self._palettes:
            palette = palette_of(self, "bitext", map(str, _STYLES), with_background=("current", "bar"))
            ground = palette["ground"]
            self._palettes = {False: over(ground, palette), True: over(ground + palette["current"], palette)}
        return self._palettes[is_current]

    def _forget_paint(self) -> None:
        self._painted.clear()
        self._marks.clear()
        self.refresh()

    def _lay_out(self, columns: Columns) -> None:
        self.columns = columns
        self._painted.clear()
        self.replace_all_rows(estimates(self._units, columns))
