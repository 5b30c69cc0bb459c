"""Where the reviewer is, and which keys matter there: what help tells first.

Owns the words for the keys of the small screens; those of the registry come from there, as the keymap has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from align_bench.tui.actions import Action, key_line, key_name

if TYPE_CHECKING:
    from textual.screen import Screen

Line = tuple[str, str]
"""Keys, and what they do."""


@dataclass(frozen=True, slots=True)
class Context:
    """A place with keys of its own."""

    title: str
    lines: tuple[Line, ...] = ()
    actions: tuple[str, ...] = ()
    """Of the registry, told after the lines."""


_BACK = ("esc", "Go back; nothing is changed")
_READ = ("up, down, page up, page down", "Read on, or back")

PAIRS = Context("Among the pairs")
EDITOR = Context(
    "In the editor",
    (
        ("ctrl+s, F2", "Accept the text"),
        ("esc", "Back to the pairs; what was typed is kept"),
        ("F4", "Throw away what was typed"),
        ("ctrl+z, ctrl+y", "Take back what was typed, and do it again"),
        ("shift+arrows, ctrl+c, ctrl+v", "Select, copy, paste"),
    ),
    (
        "approve",
        "correct",
        "insert-match",
        "insert-term",
        "insert-figure",
        "insert-suggestion",
        "look-up-term",
        "add-term",
    ),
)
SEARCH = Context(
    "While searching",
    (
        ("any text", "Goes to the first pair below that holds it, in either language"),
        ("enter", "Stay at the match"),
        ("esc", "Back to where the search began"),
    ),
    ("next-match", "previous-match"),
)
_TO_A_FINDING = (("up, down", "To another one"), ("enter", "Go to its pair"))
FINDINGS = Context(
    "The findings",
    (
        *_TO_A_FINDING,
        ("=, F2", "Put what is expected in the place of what was found"),
        ("W", "Let it stand, with a reason, until its text changes"),
        _BACK,
    ),
)
FINDINGS_READ = Context("The findings", (*_TO_A_FINDING, _BACK))

CONTEXTS: Mapping[str, Context] = {
    "QueryScreen": Context(
        "Choosing which pairs are shown",
        (
            ("any text", "A query: words, or fields such as status:draft; - in front turns a condition round"),
            ("enter", "Show the pairs that it holds for"),
            ("down", "To the usual ones and those asked before"),
            _BACK,
        ),
    ),
    "ConcordanceScreen": Context(
        "The concordance",
        (
            ("any text", "Chinese or English; * stands for the rest of a word"),
            ("down", "To the places"),
            ("enter", "Go to the pair; where it is in another document, open that"),
            ("F6", "Sort by what follows, by what stands before, or as they stand"),
            _BACK,
        ),
    ),
    "ReplaceScreen": Context(
        "Find and replace",
        (
            ("ctrl+s, F2", "Replace what is marked with x; one undo takes it back"),
            ("tab, shift+tab", "To the next field, or the one before"),
            ("down", "To the places"),
            (
                "space, enter",
                "Among the places, leave one out or take it in again; at match case, whole words and regex, switch",
            ),
            ("regex", r"What is searched for is a regular expression; \1, \2 in what replaces it are its groups"),
            _BACK,
        ),
    ),
    "SplitScreen": Context(
        "Splitting a pair",
        (
            ("up, down", "Cut at the previous or next end of a sentence or line"),
            ("left, right", "Cut a character further left or right"),
            ("home, end", "Leave the whole text to the second or the first pair"),
            ("n, p", "Cut both texts between two pairs of sentences, the next ones or those before"),
            ("tab", "Choose the place in the other text"),
            ("enter, F2", "Split the pair there"),
            _BACK,
        ),
    ),
    "AskText": Context(
        "Writing a comment",
        (
            ("ctrl+s, F2", "Accept the text; your name and the time stand in front of it"),
            ("page up, page down", "Read what was said before"),
            ("esc", "Back; what was typed is kept"),
            ("F4", "Throw it away"),
        ),
    ),
    "AskLine": Context("A line to type", (("enter, ctrl+s, F2", "Take it"), _BACK)),
    "Choose": Context("Choosing", (("up, down", "To another one"), ("enter, ctrl+s, F2", "Take it"), _BACK)),
    "Look": Context("Reading", (_READ, ("enter", "Do what is offered, where something is"), _BACK)),
    "LookUpScreen": Context(
        "The termbase",
        (
            ("any text", "Chinese or English; terms that are like it are found too"),
            ("down", "To the terms"),
            ("enter", "Put the English of the term under the cursor in"),
            ("F2, ctrl+s", "Add what is typed as a term"),
            _BACK,
        ),
    ),
    "AddTermScreen": Context(
        "Adding a term",
        (
            ("enter", "To the English, then add the term"),
            ("F2, ctrl+s", "Add it"),
            ("tab, shift+tab", "To the texts of the pair and back"),
            ("shift+arrows, the mouse", "In a text, select the term of its language"),
            _BACK,
        ),
    ),
    "JumpScreen": Context("Jumping", (("a letter", "Go to the pair, or read the pane, that shows it"), _BACK)),
    "DocumentsScreen": Context(
        "The documents",
        (
            ("up, down, page up, page down, home, end", "To another document"),
            ("enter", "Review it"),
            ("/", "Show only documents whose name or owner holds a text; esc shows all"),
            ("w, F7", "Say who looks after it"),
            ("s", "Sort by name, by what is left, by findings, by the last change"),
            (",", "Settings"),
            ("F11", "Other colours"),
            ("ctrl+o", "To another project"),
            ("esc", "Stop the reading, or close what was told; where there is neither, quit"),
            ("!", "Read on what was not read yet"),
            ("q", "Quit"),
        ),
    ),
    "AligningScreen": Context(
        "Aligning",
        (("esc", "Stop; what is done stays, and no document is done by half"), ("ctrl+q", "Quit")),
    ),
    "StartScreen": Context(
        "The beginning",
        (
            ("up, down", "To another line"),
            ("enter", "Open it"),
            (",", "Settings"),
            ("esc", "Close what was told; where nothing was, quit"),
            ("q", "Quit"),
        ),
    ),
    "SettingsScreen": Context(
        "The settings",
        (
            ("up, down", "To another setting"),
            ("enter", "Change it"),
            ("delete, backspace", "Give it its default again"),
            ("esc", "Back; what was changed is on disk"),
        ),
    ),
}
"""By the name of the screen's class."""


def context_of(screen: Screen[Any]) -> Context:
    """Where the reviewer is; a screen without words of its own tells what its keys are called."""
    mode = getattr(screen, "help_context", None)
    if isinstance(mode, Context):
        return mode
    known = CONTEXTS.get(type(screen).__name__)
    if known is not None:
        return known
    lines = {
        binding.id or binding.key: (binding.key_display or binding.key, binding.description.capitalize())
        for _, binding in screen._bindings  # noqa: SLF001  # Textual names no other way to list them
        if binding.description and binding.show
    }
    return Context("Here", tuple(lines.values()))


def context_lines(context: Context, actions: Mapping[str, Action]) -> tuple[Line, ...]:
    """All that is told of a place."""
    own = [actions[name] for name in context.actions] if context is not PAIRS else key_line(actions)
    named = ((_keys(each, context), each.description) for each in own)
    return (*context.lines, *((keys, description) for keys, description in named if keys))


def _keys(each: Action, context: Context) -> str:
    """The keys of an action at a place; in the editor, characters are text."""
    return ", ".join(key_name(key) for key in each.keys if context is not EDITOR or len(key) > 1)
