"""The one registry of actions: keys, key line, help screen and command palette are all made from it.

Owns what an action is and when it may be done; what it does stands in `commands`, a function for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from align_bench.tui.screens.review import ReviewScreen

Run = Callable[["ReviewScreen"], None]


class Group(StrEnum):
    """The headings of the help screen, in its order."""

    MOVE = "Moving"
    WRITE = "English and comments"
    STATUS = "Status"
    PAIR = "Pairing"
    FIND = "Finding"
    DOCUMENT = "Document and screen"


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether an action makes sense now."""

    is_loaded: bool = False
    has_unit: bool = False
    is_read_only: bool = False
    is_writing: bool = False
    """The editor is open."""

    is_saving: bool = False
    is_changing: bool = False
    """Very many pairs are being changed."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reviewer can do."""

    id: str
    keys: tuple[str, ...]
    label: str
    """A word or two for the key line."""

    description: str
    """A sentence for help and palette."""

    group: Group
    run: Run
    changes: bool
    """Whether it needs the right to change the review."""

    needs_unit: bool
    in_editor: bool
    """Whether it can be done while the editor is open."""

    rank: int
    """Place in the key line, 1 first; 0 for those that are only in the help."""

    brief: str
    """The label where room is short."""

    reach: tuple[int, ...]
    """Which pairs, counted from the current one, it treats as done with: what is kept for them is settled first."""

    @property
    def key_names(self) -> str:
        """The keys as a person reads them: `ctrl+s, F12`."""
        return ", ".join(key_name(key) for key in self.keys)

    def refusal(self, now: Situation) -> str:
        """Why it cannot be done now; empty where it can."""
        if not now.is_loaded and (self.changes or self.needs_unit or self.group is not Group.DOCUMENT):
            return "the document is still being read"
        if self.changes and now.is_read_only:
            return "read-only: nothing can be changed"
        if now.is_writing and not self.in_editor:
            return "first accept the text (ctrl+s, F2) or leave it (escape)"
        if self.changes and now.is_changing:
            return "many pairs are being changed, one moment"
        if self.changes and now.is_saving:
            return "the workbook is being saved, one moment"
        if self.needs_unit and not now.has_unit:
            return "there is no pair here"
        return ""


ACTIONS: dict[str, Action] = {}


def action(
    action_id: str,
    *keys: str,
    label: str,
    group: Group,
    changes: bool = False,
    needs_unit: bool = True,
    in_editor: bool = False,
    rank: int = 0,
    brief: str = "",
    reach: tuple[int, ...] = (),
) -> Callable[[Run], Run]:
    """Register a function as an action; its docstring is the description."""

    def register(run: Run) -> Run:
        if action_id in ACTIONS:
            raise ValueError(f"two actions are called {action_id!r}")
        description = " ".join((run.__doc__ or "").split()).rstrip(".")
        ACTIONS[action_id] = Action(
            *(action_id, keys, label, description, group, run, changes, needs_unit, in_editor, rank),
            brief=brief or label,
            reach=reach,
        )
        return run

    return register


def bindings() -> list[Binding]:
    """A binding for each action, by whose id a keymap finds it; all go through `do`, which asks for refusals."""
    return [
        Binding(joined(each.keys), f"do('{each.id}')", each.label, id=each.id, show=False) for each in ACTIONS.values()
    ]


def joined(keys: Sequence[str]) -> str:
    """Keys as Textual takes them: with commas between, so that the comma itself goes by its name."""
    return ",".join("comma" if key == "," else key for key in keys)


def key_line(actions: Mapping[str, Action] = ACTIONS) -> list[Action]:
    """The actions of the key line, in its order; one without a key has no place there."""
    return sorted((each for each in actions.values() if each.rank and each.keys), key=lambda each: each.rank)


def by_group(actions: Mapping[str, Action] = ACTIONS) -> dict[Group, list[Action]]:
    """All actions under the headings of the help screen."""
    return {group: [each for each in actions.values() if each.group is group] for group in Group}


_NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
    "colon": ":",
    "percent_sign": "%",
    "pageup": "page up",
    "pagedown": "page down",
    "escape": "esc",
}


def key_name(key: str) -> str:
    """A key as it is printed: `F1`, `ctrl+s`, `[`."""
    parts = [_NAMES.get(part, part) for part in key.split("+")]
    last = parts[-1]
    if len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        parts[-1] = last.upper()
    return "+".join(parts)
