"""Moving from pair to pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("down", "down", "j", label="next", group=Group.MOVE)
def down(screen: ReviewScreen) -> None:
    """To the next pair; a pair higher than the screen is read to its end first."""
    screen.view.step(1)


@action("up", "up", "k", label="previous", group=Group.MOVE)
def up(screen: ReviewScreen) -> None:
    """To the previous pair."""
    screen.view.step(-1)


@action("page-down", "pagedown", "space", label="page down", group=Group.MOVE)
def page_down(screen: ReviewScreen) -> None:
    """A screen further down."""
    screen.view.page(1)


@action("page-up", "pageup", "b", label="page up", group=Group.MOVE)
def page_up(screen: ReviewScreen) -> None:
    """A screen further up."""
    screen.view.page(-1)


@action("first", "home", label="first", group=Group.MOVE)
def first(screen: ReviewScreen) -> None:
    """To the first pair."""
    screen.view.move_to(0)


@action("last", "end", label="last", group=Group.MOVE)
def last(screen: ReviewScreen) -> None:
    """To the last pair."""
    screen.view.move_to(len(screen.view.units) - 1)


@action("next-open", "n", "f6", label="next open", group=Group.MOVE, rank=4, brief="next")
def next_open(screen: ReviewScreen) -> None:
    """To the next pair that still has to be reviewed."""
    screen.seek(lambda unit: unit.status.is_open, 1, "nothing is open below")


@action("previous-open", "p", "shift+f6", label="previous open", group=Group.MOVE)
def previous_open(screen: ReviewScreen) -> None:
    """To the previous pair that still has to be reviewed."""
    screen.seek(lambda unit: unit.status.is_open, -1, "nothing is open above")


@action("next-finding", "f", "f7", label="finding", group=Group.MOVE, rank=5)
def next_finding(screen: ReviewScreen) -> None:
    """To the next pair with findings."""
    screen.seek_finding(1)


@action("previous-finding", "F", "shift+f7", label="previous finding", group=Group.MOVE)
def previous_finding(screen: ReviewScreen) -> None:
    """To the previous pair with findings."""
    screen.seek_finding(-1)


@action("go-to", "g", "f5", label="go to", group=Group.MOVE)
def go_to(screen: ReviewScreen) -> None:
    """To the paragraph with a label (12, (a), 一), or to a pair by its place (#40)."""
    screen.ask_place()
