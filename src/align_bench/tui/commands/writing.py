"""Writing: the English, comments, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("edit", "e", "enter", "f2", label="edit", group=Group.WRITE, changes=True, in_editor=True, rank=2)
def edit(screen: ReviewScreen) -> None:
    """Open the English in the editor; in the editor, F2 accepts the text."""
    if screen.is_writing:
        screen.accept_text()
    else:
        screen.open_editor()


@action("comment", "c", label="comment", group=Group.WRITE, rank=15)
def comment(screen: ReviewScreen) -> None:
    """Write a comment on the pair, or answer those that are there; read-only, read them."""
    screen.ask_comment()


@action("edit-comments", "C", label="edit comments", group=Group.WRITE, changes=True)
def edit_comments(screen: ReviewScreen) -> None:
    """Change or delete the comments of the pair, as they stand in the workbook."""
    screen.ask_comments()


@action("resolve", "Q", label="resolve", group=Group.WRITE, changes=True)
def resolve(screen: ReviewScreen) -> None:
    """Say that the comments of the pair are resolved; another comment opens them again."""
    screen.resolve()


@action("undo", "u", label="undo", group=Group.WRITE, changes=True, needs_unit=False, rank=7)
def undo(screen: ReviewScreen) -> None:
    """Take the last edit back."""
    screen.undo()


@action("redo", "U", "ctrl+r", label="redo", group=Group.WRITE, changes=True, needs_unit=False)
def redo(screen: ReviewScreen) -> None:
    """Make the edit again that was taken back."""
    screen.redo()


@action("insert-match", "f10", "i", label="insert match", group=Group.WRITE, changes=True, in_editor=True)
def insert_match(screen: ReviewScreen) -> None:
    """Put the likest match of the memory into the editor."""
    screen.insert_match()


@action("insert-term", "shift+f10", "I", label="insert term", group=Group.WRITE, changes=True, in_editor=True)
def insert_term(screen: ReviewScreen) -> None:
    """Put the approved English of the first term without one into the editor."""
    screen.insert_term()


@action("drop-text", "f4", label="drop kept text", group=Group.WRITE, changes=True, in_editor=True)
def drop_text(screen: ReviewScreen) -> None:
    """Throw away what was typed and not accepted."""
    screen.drop_text()
