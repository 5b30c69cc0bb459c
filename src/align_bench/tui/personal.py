"""What the person at the screen prefers: settings and keys, and where a change of them is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from align_bench.config import Preferences, Value, settings_of_kind
from align_bench.storage.settings_file import write_setting
from align_bench.tui.keymap import Keys


@dataclass(frozen=True, slots=True)
class Personal:
    """Without a path nothing is written: for tests, and for who only tries the program."""

    path: Path | None = None
    preferences: Preferences = field(default_factory=Preferences)
    keymap: Mapping[str, Keys] = field(default_factory=dict)

    def changed(self, key: str, value: Value | None) -> Personal:
        """Another value, None the default, on disk first; SettingsError or StorageError leaves all as it was."""
        if self.path is not None:
            write_setting(self.path, Preferences, key, value)
        default = next(each.default for each in settings_of_kind(Preferences) if each.name == key)
        changed: dict[str, Any] = {key: default if value is None else value}
        return replace(self, preferences=replace(self.preferences, **changed))


def load_personal() -> Personal:
    """Settings and keys of the person who runs the program; SettingsError names the file."""
    from align_bench.storage.personal import keymap_path, preferences, preferences_path
    from align_bench.tui.keymap import load_keymap

    chosen = preferences()
    return Personal(preferences_path(), chosen, load_keymap(keymap_path(chosen)))
