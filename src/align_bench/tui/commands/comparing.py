"""Comparing texts with what they were when they were reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("changes", "V", label="changes", group=Group.FIND)
def changes(screen: ReviewScreen) -> None:
    """What has changed in the English of the pair since it was reviewed or, where it never was, since the beginning."""
    screen.look_at_changes()


@action("show-changes", "v", label="show changes", group=Group.FIND, needs_unit=False)
def show_changes(screen: ReviewScreen) -> None:
    """Show in all pairs which words went and came since they were reviewed; once more, the texts as they are."""
    screen.toggle_changes()
