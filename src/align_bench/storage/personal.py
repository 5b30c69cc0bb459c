"""What belongs to a person and not to a project: settings, keys, and which projects were open last.

Owns the places of these files, by the customs of the system. A list of projects that cannot be read or written is only
shorter; settings that are wrong are an error.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from align_bench.config import Preferences, load_preferences
from align_bench.errors import StorageError
from align_bench.storage.atomic import write_content

KEPT = 20
"""So many projects are remembered."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was open."""

    root: Path
    time: str
    """When it was opened last, in ISO 8601."""


def preferences_path() -> Path:
    """The file of the person's settings; it need not be there."""
    from platformdirs import user_config_path

    return user_config_path("align-bench", appauthor=False) / "settings.toml"


def preferences() -> Preferences:
    """The person's settings; SettingsError names file and key."""
    return load_preferences(preferences_path())


def keymap_path(chosen: Preferences) -> Path:
    """The file with the person's keys; it need not be there."""
    return preferences_path().parent / Path(chosen.keymap).expanduser()


def recent_projects() -> tuple[Recent, ...]:
    """The projects that were open and are still there, the last one first."""
    try:
        entries = json.loads(_recent_path().read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    found = []
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("root"), str) and isinstance(entry.get("time"), str):
            root = Path(entry["root"])
            with suppress(OSError, ValueError):
                if root.is_dir():
                    found.append(Recent(root, entry["time"]))
    return tuple(found)


def remember_project(root: Path, time: str) -> None:
    """Put a project first among those that were open."""
    root = root.resolve()
    others = [each for each in recent_projects() if each.root != root]
    entries = [{**asdict(each), "root": str(each.root)} for each in [Recent(root, time), *others][:KEPT]]
    content = json.dumps(entries, ensure_ascii=True, indent=1).encode()

    with suppress(StorageError):
        write_content(_recent_path(), content)


def _recent_path() -> Path:
    from platformdirs import user_state_path

    return user_state_path("align-bench", appauthor=False) / "recent.json"
