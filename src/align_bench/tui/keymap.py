"""A person's own keys: a TOML file with a line for each action that gets other keys, `approve = ["a", "f8"]`.

Owns what a key may be called, and that no key means two things. Which actions there are is the registry's matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from align_bench.config import parse_table, read_settings_file
from align_bench.errors import SettingsError
from align_bench.tui.actions import ACTIONS, Action, joined

Keys = tuple[str, ...]

_MODIFIERS = ("ctrl", "alt", "shift")
_NAMED = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace"),
        *("enter", "escape", "tab", "space", *(f"f{number}" for number in range(1, 25))),
    )
)
# Without these there is no way out, or no way to find one.
_NEEDED = ("quit", "clear", "help")


def load_keymap(path: Path) -> Mapping[str, Keys]:
    """Action -> its keys, as the file says; SettingsError names file, action and key. Without a file there are none."""
    found = {}
    for action, value in parse_table(read_settings_file(path), path).items():
        if action not in ACTIONS:
            near = get_close_matches(action, ACTIONS, 1)
            hint = f"did you mean {near[0]}?" if near else "docs/review.md lists the actions"
            raise SettingsError(f"{path}: there is no action {action!r}", hint=hint)
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise SettingsError(f"{path}: {action} = {value!r} is no list of keys", hint=f'write {action} = ["f8"]')
        found[action] = tuple(_key(path, action, name) for name in names)
    _refuse_doubles(path, found)
    return found


def with_keymap(keymap: Mapping[str, Keys], actions: Mapping[str, Action] = ACTIONS) -> dict[str, Action]:
    """The actions with other keys."""
    return {name: replace(each, keys=keymap.get(name, each.keys)) for name, each in actions.items()}


def textual_keymap(keymap: Mapping[str, Keys]) -> dict[str, str]:
    """The same as Textual takes it: the id of a binding -> its keys with commas between.

    What is empty would leave the usual keys there: an action without keys gets one that no terminal sends.
    """
    return {action: joined(keys) or f"unbound-{action}" for action, keys in keymap.items()}


def _key(path: Path, action: str, name: str) -> str:
    """A key as the registry writes it: a character, or a name with modifiers in one order."""
    *modifiers, last = name.split("+") if len(name) > 1 else [name]
    is_known = last.lower() in _NAMED or (len(last) == 1 and last.isprintable())
    if not is_known or any(modifier not in _MODIFIERS for modifier in modifiers):
        near = get_close_matches(last.lower(), sorted(_NAMED), 1)
        meant = f"did you mean {near[0]}? " if near else ""
        raise SettingsError(
            f"{path}: {action}: {name!r} is no key",
            hint=f"{meant}write a character, or {', '.join(sorted(_NAMED)[:6])} ..., with ctrl+, alt+ or shift+ before",
        )
    ordered = [modifier for modifier in _MODIFIERS if modifier in modifiers]
    return "+".join([*ordered, last if len(last) == 1 else last.lower()])


def _refuse_doubles(path: Path, keymap: Mapping[str, Keys]) -> None:
    owners: dict[str, str] = {}
    for name, each in with_keymap(keymap).items():
        if name in _NEEDED and not each.keys:
            raise SettingsError(f"{path}: {name} has no key", hint="give it one: there is no way out without it")
        for key in dict.fromkeys(each.keys):
            if key in owners:
                first, second = _in_file_first(keymap, name, owners[key])
                raise SettingsError(
                    f"{path}: {first}: {key!r} is a key of {second} too",
                    hint=f"give {second} another key in this file as well",
                )
            owners[key] = name


def _in_file_first(keymap: Mapping[str, Keys], *names: str) -> Sequence[str]:
    return sorted(names, key=lambda name: name not in keymap)
