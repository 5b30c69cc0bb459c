"""The comments of a pair, in words."""

from __future__ import annotations

from align_bench.model.threads import Entry as Said
from align_bench.model.threads import is_resolved, parse_thread
from align_bench.text.wording import counted
from align_bench.tui.widgets.pane import Content, Entry


def thread_content(comment: str) -> Content:
    """Who said what, and when, the first first."""
    said = parse_thread(comment)
    return Content(counted(len(said), "comment"), tuple(Entry(_head(each), "note", each.text) for each in said))


def thread_entries(comment: str) -> tuple[Entry, ...]:
    """The comments beside findings; those that are resolved in a line."""
    said = parse_thread(comment)
    if is_resolved(comment):
        last = said[-1]
        who = " ".join(filter(None, (last.who, last.when)))
        others = counted(len(said) - 1, "comment")
        return (Entry("resolved", "quiet", f"{others}, resolved{f' by {who}' if who else ''}"),)
    return tuple(Entry("comment", "note", f"{_head(each)}: {each.text}" if each.who else each.text) for each in said)


def _head(said: Said) -> str:
    return " ".join(filter(None, (said.who, said.when))) or "by hand"
