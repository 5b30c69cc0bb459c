"""Status and lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.model.edits import set_locked
from align_bench.model.unit import Status
from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action(*("approve", "a", "f8"), label="approve", group=Group.STATUS, changes=True, in_editor=True, reach=(0,), rank=3)
def approve(screen: ReviewScreen) -> None:
    """Mark the pair as reviewed and, unless your settings say otherwise, go on; in the editor, accept it first."""
    if (written := screen.editor.unit) is not None:
        if not screen.accept_text():
            return
        screen.go_to_unit(written.id)
    if screen.give_status(Status.REVIEWED) and screen.bench.personal.preferences.advance:
        screen.view.move_to(screen.view.cursor + 1)


@action("approve-above", "A", label="approve above", group=Group.STATUS, changes=True)
def approve_above(screen: ReviewScreen) -> None:
    """Mark this pair and all open ones above it as reviewed, among those that are shown."""
    screen.ask_approve_above()


@action("status-of-all", "B", label="status of all", group=Group.STATUS, changes=True)
def status_of_all(screen: ReviewScreen) -> None:
    """Give all pairs that are shown a status; with a filter, those that it lets through."""
    screen.ask_status_of_all()


@action("reject", "r", label="reject", group=Group.STATUS, changes=True, reach=(0,))
def reject(screen: ReviewScreen) -> None:
    """Mark the pair as rejected: it has to be translated again."""
    screen.give_status(Status.REJECTED)


@action("translated", "t", label="translated", group=Group.STATUS, changes=True, reach=(0,))
def translated(screen: ReviewScreen) -> None:
    """Mark the pair as translated: ready for review."""
    screen.give_status(Status.TRANSLATED)


@action("draft", "d", label="draft", group=Group.STATUS, changes=True, reach=(0,))
def draft(screen: ReviewScreen) -> None:
    """Mark the pair as a draft."""
    screen.give_status(Status.DRAFT)


@action("final", "z", label="final", group=Group.STATUS, changes=True, reach=(0,))
def final(screen: ReviewScreen) -> None:
    """Mark the pair as final: signed off."""
    screen.give_status(Status.FINAL)


@action("lock", "x", label="lock", group=Group.STATUS, changes=True, reach=(0,))
def lock(screen: ReviewScreen) -> None:
    """Lock the pair against edits, or open it again."""
    screen.change(lambda unit, stamp: set_locked(unit, not unit.locked, stamp))
