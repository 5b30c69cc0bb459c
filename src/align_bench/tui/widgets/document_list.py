"""The documents of a project, one a line, with how far each is; as fast with 1,000 of them as with five.

Owns what stands in a line at which width. Which documents there are and in what order is the screen's matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from align_bench.text import cells
from align_bench.text.wording import counted
from align_bench.tui.widgets.paint import palette_of
from align_bench.tui.widgets.progress_line import bar
from align_bench.tui.widgets.row_list import RowList
from align_bench.workflow.overview import Figures

_BAR = 10
_LEAST_NAME = 14
_STYLES = ("name", "current")
# Columns after the name with their cells, and the width from which on each is shown.
_BAR_CELLS, _DONE, _FINDINGS, _WORDS, _LAST = _BAR + 2, 22, 15, 14, 26
_FROM = ((_BAR_CELLS, 0), (_DONE, 0), (_FINDINGS, 66), (_WORDS, 90), (_LAST, 120))
# With owners, who take the room of a word beside the bar.
_BRIEF, _OWNER = 14, 12
_FROM_OWNED = ((_BAR_CELLS, 0), (_BRIEF, 0), (_FINDINGS, 64), (_OWNER, 74), (_WORDS, 96), (_LAST, 124))


class DocumentList(RowList):
    """One line a document."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"documents--{name}" for name in _STYLES}

    class Chosen(Message):
        """A document was chosen with the mouse."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.names: Sequence[str] = ()
        self._figures: Mapping[str, Figures] = {}
        self._owners: Mapping[str, str] = {}

    @property
    def current(self) -> str | None:
        """The document under the cursor."""
        return self.names[self.cursor] if self.cursor < len(self.names) else None

    def show(
        self, names: Sequence[str], figures: Mapping[str, Figures], owners: Mapping[str, str], current: str | None
    ) -> None:
        """Show these documents in this order; the cursor is on `current` where that is among them."""
        self._figures, self._owners = figures, owners
        if names != self.names:
            self.names = names
            self.replace_rows(0, len(self._heights), [1] * len(names), names.index(current) if current in names else 0)
        self.refresh()

    def row_height(self, row: int) -> int:  # noqa: ARG002  # every line is one
        return 1

    def cursor_moved(self) -> None:
        """Nothing else shows which document is the current one."""

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset(self)
        if line is None or self.scroll_offset.y + line.y >= len(self.names):
            return
        row = self.row_at(line.y)
        if row == self.cursor:
            self.post_message(self.Chosen())
        self.move_to(row)

    def render_line(self, y: int) -> Strip:
        row, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if row >= len(self.names):
            return Strip.blank(self.size.width, self.rich_style)
        palette = palette_of(self, "documents", _STYLES, with_background=("current",))
        name = self.names[row]
        sign = ">" if row == self.cursor else " "
        owner = self._owners.get(name, "") if self._owners else None
        text = document_line(name, self._figures.get(name), width - 3, owner)
        strip = Strip([Segment(f"{sign} {text}", palette["name"])]).adjust_cell_length(width, palette["name"])
        if row == self.cursor:
            strip = strip.apply_style(palette["current"])
        return strip.apply_style(palette["ground"]).adjust_cell_length(self.size.width, palette["ground"])


def document_line(name: str, figures: Figures | None, width: int, owner: str | None = None) -> str:
    """The line of a document in so many cells; without figures where these are not known yet.

    `owner` is None in a project that names none for any document.
    """
    shown = [cells_ for cells_, least in (_FROM if owner is None else _FROM_OWNED) if width >= least]
    room = max(_LEAST_NAME, min(48, width - sum(shown) - len(shown)))
    start = cells.fit(name, room)
    if figures is None:
        return f"{start} ..."
    if figures.note:
        return cells.fit(f"{start} {cells.shown(figures.note)}", width)
    columns = [
        bar(figures.done, figures.units, _BAR),
        f"{figures.done} of {figures.units}{'' if owner is not None else ' reviewed'}",
        _findings(figures),
        *([] if owner is None else [owner or "-"]),
        _words(figures),
        _last(figures),
    ]
    parts = [cells.fit(text, cells_) for text, cells_ in zip(columns, shown, strict=False)]
    return cells.fit(" ".join([start, *parts]), width)


def _findings(figures: Figures) -> str:
    return "" if figures.findings is None else counted(figures.findings, "finding")


def _words(figures: Figures) -> str:
    return counted(figures.words, "word") if figures.words or not figures.units else "no English yet"


def _last(figures: Figures) -> str:
    """When and by whom the last change was made, in the time of this machine."""
    try:
        time = f"{datetime.fromisoformat(figures.changed).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        time = figures.changed
    return f"{time} {cells.shown(figures.reviewer)}".strip()
