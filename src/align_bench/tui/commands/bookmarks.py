"""Bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("bookmark", "*", label="bookmark", group=Group.MOVE, changes=True)
def bookmark(screen: ReviewScreen) -> None:
    """Set a bookmark of yours at the pair, or clear it; it is kept with the project and not in the workbook."""
    screen.toggle_bookmark()


@action("next-bookmark", ")", label="next bookmark", group=Group.MOVE)
def next_bookmark(screen: ReviewScreen) -> None:
    """To the next pair with a bookmark of yours."""
    screen.next_bookmark(1)


@action("previous-bookmark", "(", label="previous bookmark", group=Group.MOVE)
def previous_bookmark(screen: ReviewScreen) -> None:
    """To the previous pair with a bookmark of yours."""
    screen.next_bookmark(-1)


@action("list-bookmarks", "&", label="bookmarks", group=Group.MOVE, needs_unit=False)
def list_bookmarks(screen: ReviewScreen) -> None:
    """All bookmarks of yours in the document in one list; enter goes to the pair."""
    screen.ask_bookmark()
