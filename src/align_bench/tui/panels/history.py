"""What became of a pair: who changed what, when, the last change first, texts as differences."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.history import HistoryEntry
from align_bench.text.wording import counted
from align_bench.tui.widgets.differences import difference
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry

_TEXTS = ("source", "target", "comment", "waiver")


def history_content(called: str, entries: Sequence[HistoryEntry]) -> Content:
    """Every change of one pair."""
    shown = tuple(_entry(each) for each in reversed(entries))
    title = f"{called}: {counted(len(entries), 'change')}" if entries else called
    return Content(title, shown, "nothing was changed here since it was aligned")


def _entry(entry: HistoryEntry) -> Entry:
    time = entry.time[:16].replace("T", " ")
    who = f"{entry.reviewer or '?'} {entry.action if entry.move == 'do' else f'{entry.move} {entry.action}'}: "
    if entry.field not in _TEXTS:
        return Entry(time, "quiet", f"{who}{entry.field} {entry.before or '-'} to {entry.after or '-'}")
    text, marks = difference(entry.before, entry.after)
    head = f"{who}{entry.field} "
    moved = tuple(Mark(len(head) + mark.start, len(head) + mark.stop, mark.style) for mark in marks)
    return Entry(time, "quiet", (head + text).replace("\n", " "), moved)
