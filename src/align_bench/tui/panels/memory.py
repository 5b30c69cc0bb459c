"""What was translated before and is like the current pair, with what differs in the Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry

if TYPE_CHECKING:
    from align_bench.memory.matches import Change, Match


class Suggested(NamedTuple):
    """What is known of the suggestion of a machine."""

    host: str
    """Where the Chinese goes, or went."""

    english: str = ""
    """Empty while there is none."""

    note: str = ""
    """Why there is none."""


_NOTHING = "nothing like it in the memory"
_SIGNS = {"context": "101 %", "exact": "100 %"}


def memory_content(
    matches: Sequence[Match] | None, suggested: Suggested | None = None, unread: str = "reading the memory ..."
) -> Content:
    """The likest first; None while nobody knows them, for the reason `unread`.

    Below them what a machine suggests, marked as such.
    """
    if matches is None:
        return Content("memory", (), unread)
    entries = tuple(entry for match in matches for entry in _entries(match))
    title = f"memory: {len(matches)}" if matches else "memory"
    if suggested is not None:
        title += f", machine: {suggested.host}"
        if not entries:
            entries = (Entry("", "quiet", _NOTHING, (Mark(0, len(_NOTHING), "quiet"),)),)
        entries += tuple(_suggestion(suggested))
    return Content(title, entries, _NOTHING)


def _suggestion(suggested: Suggested) -> Iterator[Entry]:
    if suggested.english:
        yield Entry("machine", "warning", " ".join(suggested.english.split("\n")))
        told = f"machine translation by {suggested.host}, read by nobody"
    else:
        told = suggested.note
    if told:
        yield Entry("" if suggested.english else "machine", "quiet", told, (Mark(0, len(told), "quiet"),))


def _entries(match: Match) -> Iterator[Entry]:
    """The English as it would be put in, then the Chinese of the memory where it is another, then where it is from."""
    sign = _SIGNS.get(match.kind.value) or f"{int(100 * match.similarity)} %"
    yield Entry(sign, "term", " ".join(match.entry.target.split("\n")))
    if match.kind.value == "fuzzy":
        yield Entry("", "quiet", *_differences(match.changes))
    entry = match.entry
    words = " ".join(filter(None, (entry.origin, entry.label, entry.updated[:10], entry.reviewer)))
    yield Entry("", "quiet", words, (Mark(0, len(words), "quiet"),))


def _differences(changes: Sequence[Change]) -> tuple[str, tuple[Mark, ...]]:
    """The Chinese of both in one: what only the memory has, what only this pair has, each marked."""
    text = ""
    marks = []
    for change in changes:
        if change.kind == "equal":
            text += change.text
            continue
        for piece, style in ((change.memory, "cut"), (change.text, "added")):
            if piece:
                marks.append(Mark(len(text), len(text) + len(piece), style))
                text += piece
    return text, tuple(marks)
