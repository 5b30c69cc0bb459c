"""The document and the screen: saving, leaving, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align_bench.tui.actions import Group, action

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen


@action("help", "f1", "?", label="help", group=Group.DOCUMENT, needs_unit=False, in_editor=True, rank=1)
def show_help(screen: ReviewScreen) -> None:
    """All keys and what they do; those of the place where you are come first."""
    screen.bench.action_help()


@action(
    "palette", "f9", label="all actions", group=Group.DOCUMENT, needs_unit=False, in_editor=True, rank=10, brief="more"
)
def palette(screen: ReviewScreen) -> None:
    """Choose any action by its name."""
    screen.app.action_command_palette()


@action("save", "ctrl+s", "f12", label="save", group=Group.DOCUMENT, needs_unit=False, in_editor=True, rank=8)
def save(screen: ReviewScreen) -> None:
    """Write the workbook; in the editor, accept the text."""
    if screen.is_writing:
        screen.accept_text()
    else:
        screen.save()


@action("resume", "!", label="check all", group=Group.DOCUMENT, needs_unit=False)
def resume(screen: ReviewScreen) -> None:
    """Run all checks anew, and do what was stopped: read the termbase, the memory, the history."""
    screen.resume()


@action("swap-sides", "o", label="swap sides", group=Group.DOCUMENT, needs_unit=False)
def swap_sides(screen: ReviewScreen) -> None:
    """English on the left or on the right, or above or below; remembered."""
    screen.bench.prefer("left_side", "chinese" if screen.view.columns.english_first else "english")
    screen.bench.settings_changed()


@action("stack-sides", ";", label="stack", group=Group.DOCUMENT, needs_unit=False)
def stack_sides(screen: ReviewScreen) -> None:
    """One text above the other, or beside each other where there is room; remembered."""
    stacked = not screen.view.columns.stacked
    screen.bench.prefer("stacked", stacked)
    screen.bench.settings_changed()
    if screen.view.columns.is_narrow:
        screen.say(f"{'always' if stacked else 'no longer'} one above the other on wide screens")


@action("switch-theme", "f11", label="colours", group=Group.DOCUMENT, needs_unit=False, in_editor=True)
def switch_theme(screen: ReviewScreen) -> None:
    """Other colours: dark, light, high contrast, colour-blind safe; remembered."""
    screen.say(f"colours: {screen.bench.turn_theme()}")


@action("settings", ",", label="settings", group=Group.DOCUMENT, needs_unit=False)
def settings(screen: ReviewScreen) -> None:
    """The settings of the project and your own, each with what it means."""
    screen.bench.ask_settings()


@action("pace", "P", label="pace", group=Group.DOCUMENT, needs_unit=False)
def pace(screen: ReviewScreen) -> None:
    """How much was reviewed in this session and before, how fast, what is left, and how long that takes."""
    screen.show_pace()


@action("documents", "ctrl+o", label="documents", group=Group.DOCUMENT, needs_unit=False, rank=16)
def documents(screen: ReviewScreen) -> None:
    """Save the workbook and choose another document."""
    screen.leave("documents")


@action("quit", "q", "ctrl+q", label="quit", group=Group.DOCUMENT, needs_unit=False, in_editor=True, rank=9)
def leave(screen: ReviewScreen) -> None:
    """Save the workbook and leave; every edit is on disk already, and what is typed is kept."""
    screen.leave("quit")
