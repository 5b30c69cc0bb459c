"""Moving from pair to pair, and bookmarks."""

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


@action("next-doubtful", "l", label="least sure", group=Group.MOVE)
def next_doubtful(screen: ReviewScreen) -> None:
    """To the pair whose pairing is the least sure, then to the next less sure, among those still to be reviewed."""
    screen.next_doubtful()


@action("previous-doubtful", "h", label="less sure before", group=Group.MOVE)
def previous_doubtful(screen: ReviewScreen) -> None:
    """Back to the doubtful pair that was gone to before."""
    screen.previous_doubtful()


@action("order", "O", label="order", group=Group.MOVE, needs_unit=False)
def order(screen: ReviewScreen) -> None:
    """Show the pairs with the least sure first; once more, in the order of the document."""
    screen.toggle_order()


@action("kind", "G", label="kind", group=Group.MOVE)
def kind(screen: ReviewScreen) -> None:
    """Choose what > and < go to: pairs in doubt, with a comment, changed, bookmarked, or what any query finds."""
    screen.ask_kind()


@action("next-of-kind", ">", label="next of kind", group=Group.MOVE)
def next_of_kind(screen: ReviewScreen) -> None:
    """To the next pair of the kind that was chosen."""
    screen.next_of_kind(1)


@action("previous-of-kind", "<", label="previous of kind", group=Group.MOVE)
def previous_of_kind(screen: ReviewScreen) -> None:
    """To the previous pair of the kind that was chosen."""
    screen.next_of_kind(-1)


@action("go-to", "g", "f5", label="go to", group=Group.MOVE)
def go_to(screen: ReviewScreen) -> None:
    """To the paragraph with a label (12, (a), 一), or to a pair by its place (#40)."""
    screen.ask_place()


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
