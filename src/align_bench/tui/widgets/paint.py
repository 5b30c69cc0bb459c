"""From a unit to lines of styled text: margin, columns, marks.

Owns how a pair looks; styles come in by name, and nothing but `text.cells` measures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from align_bench.model.doubt import is_doubtful
from align_bench.model.finding import Finding, Severity
from align_bench.model.threads import is_resolved, parse_thread
from align_bench.model.unit import Status, Unit
from align_bench.text import cells
from align_bench.tui.widgets.layout import INDENT, MARGIN, Columns
from align_bench.tui.widgets.line_area import Line
from align_bench.tui.widgets.marks import Mark, UnitMarks

Palette = Mapping[str, Style]


@dataclass(frozen=True, slots=True)
class Row:
    """All that a pair shows beside its marks."""

    unit: Unit
    findings: tuple[Finding, ...] = ()
    kept: tuple[str, ...] = ()
    """Words for what was typed and not accepted."""

    is_current: bool = False


def palette_of(
    widget: Widget, prefix: str, names: Iterable[str], *, with_background: Collection[str] = ()
) -> dict[str, Style]:
    """The component styles of a widget by name, and its `ground`; only some bring a background of their own."""
    palette = {"ground": widget.rich_style}
    for name in names:
        # Only the full style has its colours worked out against what lies behind the widget.
        full = widget.get_component_rich_style(f"{prefix}--{name}")
        attributes = {each: getattr(full, each) for each in ("bold", "italic", "underline", "reverse", "strike")}
        palette[name] = Style(color=full.color, bgcolor=full.bgcolor if name in with_background else None, **attributes)
    return palette


def over(row: Style, palette: Palette) -> Palette:
    """The styles as they look over the ground of a row, and that as `row`: what is painted often adds up no more."""
    return {**{name: row + style for name, style in palette.items()}, "row": row}


def margin_notes(unit: Unit, kept: Sequence[str]) -> list[tuple[str, str]]:
    """(text, style) of the lines below label and status."""
    notes = []
    if unit.confidence is not None and is_doubtful(unit):
        notes.append((f"{unit.shape} {unit.confidence:.0%}?", "doubt"))
    if unit.locked:
        notes.append(("locked", "note"))
    if unit.comment:
        notes.append((comment_note(unit.comment), "note"))
    return [*notes, *((words, "kept") for words in kept)]


def comment_note(comment: str) -> str:
    """`comment`, `3 comments`, `resolved`."""
    if is_resolved(comment):
        return "resolved"
    count = sum(not entry.resolves for entry in parse_thread(comment))
    return "comment" if count == 1 else f"{count} comments"


def paint_row(row: Row, marks: UnitMarks, columns: Columns, palette: Palette, width: int) -> list[Strip]:
    """The lines of a pair in so many cells, a blank one at the end; the palette is `over` a current pair or another."""
    english = paint_text(row.unit.target, columns.english, marks.target, palette["english"], palette)
    chinese = paint_text(row.unit.source, columns.chinese, marks.source, palette["chinese"], palette)
    if not row.unit.target:
        english = [[Segment(cells.fit("(no English)", columns.english), palette["absent"])]]
    if not row.unit.source:
        chinese = [[Segment(cells.fit("(no Chinese)", columns.chinese), palette["absent"])]]
    left, right = (english, chinese) if columns.english_first else (chinese, english)
    if columns.is_stacked:
        body = left + [[*_blank(INDENT, palette["english"]), *line] for line in right]
    else:
        body = _beside(left, right, columns, palette["english"])
    margin = _margin(row, palette)
    base = palette["english"]
    strips = []
    for index in range(max(len(body), len(margin))):
        segments = [_bar(index, row, palette), *(margin[index] if index < len(margin) else _blank(MARGIN - 2, base))]
        segments += body[index] if index < len(body) else []
        strips.append(line_strip(segments, width, palette["row"]))
    strips.append(Strip.blank(width, palette["ground"]))
    return strips


def line_strip(segments: list[Segment], width: int, ground: Style) -> Strip:
    """A line, filled or cut to so many cells; strips are dear, so only one is made."""
    length = Segment.get_line_length(segments)
    if length > width:
        return Line(segments, length).crop(0, width)
    if length < width:
        segments = [*segments, Segment(" " * (width - length), ground)]
    return Line(segments, width)


def paint_text(text: str, width: int, marks: Sequence[Mark], base: Style, palette: Palette) -> list[list[Segment]]:
    """The wrapped lines of a text, each filled to the width."""
    lines = []
    for start, stop in cells.wrap(text, width):
        inside = [mark for mark in marks if mark.start < stop and mark.stop > start]
        cuts = sorted({start, stop, *(min(max(edge, start), stop) for mark in inside for edge in mark[:2])})
        segments = []
        for first, last in pairwise(cuts):
            style = base
            for mark in inside:
                if mark.start <= first and last <= mark.stop:
                    style += palette[mark.style]
            segments.append(Segment(cells.shown(text[first:last]), style))
        rest = width - cells.width(text[start:stop])
        lines.append([*segments, Segment(" " * rest, base)] if rest > 0 else segments)
    return lines


def _beside(
    left: list[list[Segment]], right: list[list[Segment]], columns: Columns, base: Style
) -> list[list[Segment]]:
    """Two columns; the right one begins at the same cell in every line."""
    lines = []
    for index in range(max(len(left), len(right))):
        first = left[index] if index < len(left) else _blank(columns.second - MARGIN - 3, base)
        second = right[index] if index < len(right) else []
        lines.append([*first, Segment("   ", base), *second])
    return lines


def _margin(row: Row, palette: Palette) -> list[list[Segment]]:
    unit = row.unit
    cells_left = MARGIN - 2
    count = f"!{len(row.findings)}" if row.findings else ""
    worst = max((finding.severity for finding in row.findings), key=lambda severity: severity.rank, default=None)
    label = cells.fit(unit.label or unit.paragraph, cells_left - len(count) - 2)
    first = [
        Segment(label + " ", palette["label"]),
        Segment(count + " ", palette["error-count" if worst is Severity.ERROR else "warning-count"]),
    ]
    second = [Segment(cells.fit(unit.status.value, cells_left), palette[_status_style(unit.status)])]
    notes = [[Segment(cells.fit(text, cells_left), palette[style])] for text, style in margin_notes(unit, row.kept)]
    return [first, second, *notes]


def _status_style(status: Status) -> str:
    """Its own; what is added on purpose looks like what is omitted so, for `added` are words that came."""
    return (Status.OMITTED if status is Status.ADDED else status).value


def _bar(index: int, row: Row, palette: Palette) -> Segment:
    """The first two cells: the pair under the cursor has a sign and a bar over its whole height."""
    if not row.is_current:
        return Segment("  ", palette["english"])
    return Segment("> " if index == 0 else "  ", palette["bar"])


def _blank(width: int, style: Style) -> list[Segment]:
    return [Segment(" " * width, style)]
