"""Searching, filtering, and looking things up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("search", "/", label="search", group=Group.FIND, needs_unit=False, rank=13)
def search(screen: ReviewScreen) -> None:
    """Search both texts as you type; enter stays at the match, esc goes back."""
    screen.open_search()


@action("next-match", "f3", "ctrl+n", label="next match", group=Group.FIND)
def next_match(screen: ReviewScreen) -> None:
    """To the next pair that holds what was searched for."""
    screen.next_match(1)


@action("previous-match", "shift+f3", label="previous match", group=Group.FIND)
def previous_match(screen: ReviewScreen) -> None:
    """To the previous pair that holds what was searched for."""
    screen.next_match(-1)


@action("filter", ":", "ctrl+f", label="filter", group=Group.FIND, needs_unit=False, rank=14)
def choose_filter(screen: ReviewScreen) -> None:
    """Show only the pairs that a query holds for: by status, findings, texts, confidence, changes ..."""
    screen.ask_filter()


@action("replace", "%", label="replace", group=Group.FIND, changes=True)
def replace_text(screen: ReviewScreen) -> None:
    """Find and replace in the English of all pairs shown; every place is in view before, and can be left out."""
    screen.ask_replace()


@action("list-findings", "L", label="all findings", group=Group.FIND, needs_unit=False)
def list_findings(screen: ReviewScreen) -> None:
    """All findings of the document in one list; enter goes to the pair."""
    screen.ask_finding()


@action("waive", "W", label="waive", group=Group.FIND, changes=True)
def waive(screen: ReviewScreen) -> None:
    """Let a finding of the pair stand, with a reason, until its text changes; or have one that may stand reported."""
    screen.ask_waive()


@action("history", "H", label="history", group=Group.FIND)
def history(screen: ReviewScreen) -> None:
    """Who changed what in this pair, and when."""
    screen.show_history()


@action("changes", "V", label="changes", group=Group.FIND)
def changes(screen: ReviewScreen) -> None:
    """What has changed in the English of the pair since it was reviewed or, where it never was, since the beginning."""
    screen.look_at_changes()


@action("show-changes", "v", label="show changes", group=Group.FIND, needs_unit=False)
def show_changes(screen: ReviewScreen) -> None:
    """Show in all pairs which words went and came since they were reviewed; once more, the texts as they are."""
    screen.toggle_changes()


@action("concordance", "K", label="concordance", group=Group.FIND, needs_unit=False)
def concordance(screen: ReviewScreen) -> None:
    """Every place of a word or phrase in the project and its memories, with the other language."""
    screen.ask_concordance()


@action("clear", "escape", label="back", group=Group.DOCUMENT, needs_unit=False, in_editor=True)
def clear(screen: ReviewScreen) -> None:
    """Back: leave the editor (what was typed is kept), end the search, stop what takes long, show all pairs again."""
    screen.back()
