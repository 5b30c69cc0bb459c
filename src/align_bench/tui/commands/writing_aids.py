"""Help with the English: what is put in by a key, and where to look things up while writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action(
    *("correct", "=", "shift+f12"),
    label="correct",
    brief="fix",
    group=Group.WRITE,
    changes=True,
    in_editor=True,
    rank=6,
    reach=(0,),
)
def correct(screen: ReviewScreen) -> None:
    """Put what a finding expects in the place of what it found; once more, for the next finding of the pair."""
    screen.correct()


@action("insert-figure", "shift+f9", "N", label="insert figure", group=Group.WRITE, changes=True, in_editor=True)
def insert_figure(screen: ReviewScreen) -> None:
    """Put the first figure that the English lacks in, as it is written there: $2.2 trillion for 2.2万亿美元."""
    screen.insert_figure()


@action(
    "insert-suggestion", "shift+f8", "M", label="insert suggestion", group=Group.WRITE, changes=True, in_editor=True
)
def insert_suggestion(screen: ReviewScreen) -> None:
    """Put the machine translation of the pair into the editor, or ask for it; only where you have switched it on."""
    screen.insert_suggestion()


@action("look-up-term", "shift+f5", "T", label="look up term", group=Group.WRITE, needs_unit=False, in_editor=True)
def look_up_term(screen: ReviewScreen) -> None:
    """Look a term up in the termbase: what is selected in the editor, or what is typed; enter puts its English in."""
    screen.ask_term()


@action(
    "add-term", "shift+f4", "D", label="add term", group=Group.WRITE, changes=True, needs_unit=False, in_editor=True
)
def add_term(screen: ReviewScreen) -> None:
    """Add a term to the termbase; the English is what is selected in the editor."""
    screen.ask_new_term()
