"""What realigning would change: the pairs as they are, and as they would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align_bench.model.edits import Change, Edit
from align_bench.model.unit import Unit
from align_bench.text.wording import counted
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry

# So much of each text tells which one it is.
_SHOWN = 70


def realigned_content(edit: Edit) -> Content:
    """Each run of pairs that changes: struck out what goes, underlined what comes."""
    entries: list[Entry] = []
    count = 0
    for change in edit.changes:
        gone = _gone(change)
        count += len(gone)
        entries += _entries(gone, "cut", "now")
        entries += _entries([unit for unit in change.after if unit not in change.before], "added", "then")
    return Content(f"{counted(count, 'pair')} would be paired anew", tuple(entries))


def is_paired_anew(edit: Edit) -> bool:
    """Whether other texts would be pairs; the same ones in another order are none."""
    return any(_gone(change) for change in edit.changes)


def _gone(change: Change) -> list[Unit]:
    return [unit for unit in change.before if unit not in change.after]


def _entries(units: Sequence[Unit], style: str, word: str) -> Iterator[Entry]:
    for unit in units:
        text = f"{_begin(unit.source) or '(no Chinese)'}  |  {_begin(unit.target) or '(no English)'}"
        yield Entry(f"{word} {unit.label or unit.paragraph or unit.shape}", "quiet", text, (Mark(0, len(text), style),))


def _begin(text: str) -> str:
    parts = [f"{line[:_SHOWN]}{'...' if len(line) > _SHOWN else ''}" for line in text.split("\n")]
    return " / ".join(filter(None, parts))
