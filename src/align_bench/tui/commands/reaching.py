"""Reaching what is in sight: jumping, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("jump", "'", label="jump", group=Group.MOVE, needs_unit=False)
def jump(screen: ReviewScreen) -> None:
    """Show a letter at every pair and pane in sight; typing it goes to the pair, or opens the pane to be read."""
    screen.ask_jump()


@action("read-panes", "E", label="read panes", group=Group.MOVE)
def read_panes(screen: ReviewScreen) -> None:
    """Read all that the panes know of the pair, the memory too, for which narrow screens have no room."""
    screen.read_panes()


@action("copy-english", "y", label="copy English", group=Group.WRITE)
def copy_english(screen: ReviewScreen) -> None:
    """Copy the English of the pair to the clipboard; in the editor ctrl+c copies what is selected."""
    screen.copy("English")


@action("copy-chinese", "Y", label="copy Chinese", group=Group.WRITE)
def copy_chinese(screen: ReviewScreen) -> None:
    """Copy the Chinese of the pair to the clipboard."""
    screen.copy("Chinese")
