"""Comments as a thread: who said what about a unit, and when, kept as the plain text of one cell.

An entry is `name (2031-04-08 09:30): text`; its further lines are set in. Lines that are neither, as people type them
in a spreadsheet, are an entry of nobody known, and so is every comment that is older than this form. Entries are only
added behind what stands there, so that two people's can be joined. A thread is resolved while its last entry says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align_bench.model.edits import Edit, Stamp, set_comment
from align_bench.model.unit import Unit

RESOLVED = "[resolved]"

_HEAD = re.compile(r"(?P<who>\S.*?) \((?P<when>\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)\):(?: (?P<text>.*)|$)")
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person said."""

    who: str
    """Empty where that is not known."""

    when: str
    """`2031-04-08 09:30` or `2031-04-08`, by that person's clock; empty where that is not known."""

    text: str

    @property
    def resolves(self) -> bool:
        return self.text.strip().lower().startswith(RESOLVED)


def parse_thread(comment: str) -> tuple[Entry, ...]:
    """The entries of a comment, in its order; every text is a thread, the empty one of no entries."""
    return tuple(map(_entry, _pieces(comment)))


def is_resolved(comment: str) -> bool:
    """Whether the last entry says that nothing is left to do."""
    pieces = _pieces(comment)
    return bool(pieces) and _entry(pieces[-1]).resolves


def with_entry(comment: str, entry: Entry) -> str:
    """The comment with one more entry behind it."""
    who = " ".join(entry.who.split()) or "?"
    first, *rest = entry.text.strip().split("\n")
    added = "\n".join([f"{who} ({entry.when}): {first}", *(f"{_INDENT}{line}".rstrip() for line in rest)])
    return "\n".join(filter(None, (comment.rstrip("\n"), added)))


def add_comment(unit: Unit, text: str, stamp: Stamp) -> Edit:
    """Add an entry to the thread of a unit."""
    when = stamp.time[:16].replace("T", " ")
    return set_comment(unit, with_entry(unit.comment, Entry(stamp.reviewer, when, text)), stamp)


def joined_threads(base: str, ours: str, theirs: str) -> str | None:
    """A comment with what both sides have added to it; None where one did something else.

    Which side is which makes no difference. What was typed by hand stands last: behind other text by hand, it
    would be taken for a part of that. Where both have typed by hand, it is one entry with the lines of both.
    """
    if not (_extends(ours, base) and _extends(theirs, base)):
        return None
    added = [_pieces(side[len(base) :]) for side in (ours, theirs)]
    named = {piece for pieces in added for piece in pieces if _entry(piece).when}
    by_hand = ["\n".join(piece for piece in pieces if piece not in named) for pieces in added]
    ordered = sorted(named, key=lambda piece: (_entry(piece).when, piece))
    return "\n".join(filter(None, (base.rstrip("\n"), *ordered, *_without_parts(by_hand))))


def _without_parts(texts: Iterable[str]) -> Sequence[str]:
    """Texts in an order that does not depend on theirs, without what stands in another one line by line."""
    longest: list[str] = []
    for text in sorted(set(texts), key=lambda text: (-len(text), text)):
        if not any(f"\n{text}\n" in f"\n{other}\n" for other in longest):
            longest.append(text)
    return sorted(longest)


def _extends(text: str, base: str) -> bool:
    return text != base and text.startswith(base) and (not base or text[len(base)] == "\n")


def _pieces(comment: str) -> list[str]:
    """The text of each entry, with its head and indents."""
    pieces: list[list[str]] = []
    for line in comment.strip("\n").split("\n") if comment.strip() else ():
        last = pieces[-1] if pieces else None
        is_further = last is not None and (
            line.startswith(_INDENT) or not line.strip() or not (_HEAD.match(line) or _HEAD.match(last[0]))
        )
        if last is not None and is_further:
            last.append(line)
        else:
            pieces.append([line])
    return ["\n".join(lines).rstrip() for lines in pieces]


def _entry(piece: str) -> Entry:
    first, *rest = piece.split("\n")
    head = _HEAD.match(first)
    lines = _without_indent(rest)
    if head is None:
        return Entry("", "", "\n".join([first, *rest]))
    return Entry(head["who"], head["when"], "\n".join([head["text"] or "", *lines]).strip())


def _without_indent(lines: Iterable[str]) -> Sequence[str]:
    return [line.removeprefix(_INDENT) for line in lines]
