"""Settings: those of a project in `align-bench.toml`, those of a person in a file of their own.

Owns names, types, defaults and meaning of the settings; what they do is said where they are used. Every setting has a
default, so each file may be missing. Nothing is written here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from align_bench.errors import SettingsError
from align_bench.model.document import Level

SETTINGS_FILE = "align-bench.toml"

CheckLevel = Literal["off", "hint", "warning", "error"]
"""What a project may say of a check: not to run it, or how bad its findings are."""

ThemeName = Literal["dark", "light", "high-contrast", "colour-blind"]

LeftSide = Literal["project", "english", "chinese"]

Value = str | bool
"""Of a single setting."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project may set; the names are those of the file."""

    level: Level = field(
        default="paragraph", metadata={"meaning": "What a row of the workbook is: `paragraph` or `sentence`."}
    )
    reviewer: str = field(
        default="", metadata={"meaning": "The name that stands beside an edit; empty: the name of the account."}
    )
    english_first: bool = field(default=True, metadata={"meaning": "Whether English stands left in the review screen."})
    encoding: str = field(default="", metadata={"meaning": "Of the text files; empty: found out for each."})
    shared_tables: bool = field(
        default=True,
        metadata={"meaning": "Whether documents that are aligned in one go share what they teach about words."},
    )
    checks: Mapping[str, CheckLevel] = field(
        default_factory=dict,
        metadata={
            "meaning": "The checks, by id, that are off or have another severity than usual: a table `[checks]`."
        },
    )
    """Which checks there are is not known here."""

    owners: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"meaning": "Who looks after which document: a table `[owners]`."},
    )


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person may set, for all projects; it goes before what a project says of the same."""

    reviewer: str = field(
        default="",
        metadata={"meaning": "Your name beside your edits; empty: as the project says, or the name of the account."},
    )
    theme: ThemeName = field(
        default="dark", metadata={"meaning": "The colours: `dark`, `light`, `high-contrast` or `colour-blind`."}
    )
    left_side: LeftSide = field(
        default="project", metadata={"meaning": "What stands left: `english`, `chinese`, or as the `project` says."}
    )
    stacked: bool = field(
        default=False, metadata={"meaning": "Whether one text stands above the other where both had room side by side."}
    )
    advance: bool = field(default=True, metadata={"meaning": "Whether approving a pair goes on to the next one."})
    keymap: str = field(
        default="keymap.toml",
        metadata={"meaning": "The file with your own keys; a name without folder is beside this file."},
    )
    suggester: str = field(
        default="",
        metadata={
            "meaning": "The machine-translation service that the Chinese of pairs is sent to, such as `libretranslate`;"
            " empty: none, and no text is sent anywhere."
        },
    )
    suggester_url: str = field(default="", metadata={"meaning": "The address of that service, `https://...`."})


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """A setting as it is shown and written."""

    name: str
    default: Any
    meaning: str
    choices: tuple[str, ...]
    """The values that it takes, where they are few and known."""

    is_table: bool


def settings_of_kind(kind: type[Settings | Preferences]) -> tuple[SettingInfo, ...]:
    """Every setting of a file, in its order."""
    types = get_type_hints(kind)
    found = []
    for each in fields(kind):
        wanted = types[each.name]
        is_table = get_origin(wanted) is Mapping
        choices = () if is_table else get_args(wanted)
        default = {} if each.default is MISSING else each.default
        found.append(SettingInfo(each.name, default, each.metadata["meaning"], choices, is_table))
    return tuple(found)


def load_settings(root: Path) -> Settings:
    """The settings of the project in `root`; SettingsError names file, key and value."""
    path = root / SETTINGS_FILE
    return parse_settings(read_settings_file(path), path, Settings)


def load_preferences(path: Path) -> Preferences:
    """The settings of a person in the file `path`; SettingsError names file, key and value."""
    return parse_settings(read_settings_file(path), path, Preferences)


def read_settings_file(path: Path) -> str:
    """The text of a settings file; empty where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}", hint="check the file's rights") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 at byte {error.start}", hint="save the file as UTF-8") from error


K = TypeVar("K", bound=Settings | Preferences)


def parse_settings(text: str, path: Path, kind: type[K]) -> K:
    """The settings that a text sets; `path` is only named in errors."""
    table = parse_table(text, path)
    types = get_type_hints(kind)
    known = [each.name for each in fields(kind)]
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
            raise SettingsError(f"{path}: unknown setting {key!r} (value {value!r})", hint=hint)
        _check_value(path, key, value, types[key])
    return kind(**table)


def parse_table(text: str, path: Path) -> dict[str, Any]:
    """What a TOML text says; SettingsError names the file and the place."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}", hint="write each setting as `key = value`") from error


def _check_value(path: Path, key: str, value: object, wanted: object) -> None:
    if get_origin(wanted) is Mapping:
        _check_table(path, key, value, get_args(get_args(wanted)[1]))
        return
    choices = get_args(wanted)
    if choices and value not in choices:
        raise SettingsError(f"{path}: {key} = {value!r} is unknown", hint=f"use one of {', '.join(choices)}")
    if wanted is bool and not isinstance(value, bool):
        raise SettingsError(f"{path}: {key} = {value!r} is neither true nor false", hint="use true or false")
    if wanted is str and not isinstance(value, str):
        raise SettingsError(f"{path}: {key} = {value!r} is no text", hint="put the value in quotes")
    if key == "encoding" and value and not _is_encoding(str(value)):
        raise SettingsError(
            f"{path}: {key} = {value!r} is no encoding that is known",
            hint="name one such as utf-8, gb18030 or big5, or leave the setting out: it is then found out",
        )


def _check_table(path: Path, key: str, value: object, choices: tuple[str, ...]) -> None:
    """A table of texts; `choices` are the values where they are few and known."""
    if not isinstance(value, dict):
        raise SettingsError(
            f"{path}: {key} = {value!r} is no table",
            hint=f'write [{key}], then lines: NAME = "{choices[0] if choices else "..."}"',
        )
    for name, each in value.items():
        if choices and each not in choices:
            raise SettingsError(
                f"{path}: [{key}]: {name} = {each!r} is unknown", hint=f"use one of {', '.join(choices)}"
            )
        if not isinstance(each, str):
            raise SettingsError(f"{path}: [{key}]: {name} = {each!r} is no text", hint="put the value in quotes")


def _is_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True
