"""What became of a pair: who changed what, when, the last change first, texts as differences."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from align_bench.model.history import HistoryEntry
from align_bench.text.tokens import word_runs
from align_bench.text.wording import counted
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry

_TEXTS = ("source", "target", "comment")


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
    return Entry(time, "quiet", head + text, moved)


def difference(before: str, after: str) -> tuple[str, tuple[Mark, ...]]:
    """Both texts in one, word by word: what goes is marked `cut`, what comes `added`."""
    old, new = word_runs(before), word_runs(after)
    text = ""
    marks = []
    for step in Levenshtein.opcodes(old, new):
        if step.tag == "equal":
            text += "".join(new[step.dest_start : step.dest_end])
            continue
        pieces = (("cut", old[step.src_start : step.src_end]), ("added", new[step.dest_start : step.dest_end]))
        for style, words in pieces:
            piece = "".join(words)
            if piece:
                marks.append(Mark(len(text), len(text) + len(piece), style))
                text += piece
    return text.replace("\n", " "), tuple(marks)
