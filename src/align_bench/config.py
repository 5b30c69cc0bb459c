"""Settings of a project: `align-bench.toml`. Every setting has a default, so the file may be missing.

Owns names, types and defaults of the settings; what they do is said where they are used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

from align_bench.errors import SettingsError
from align_bench.model.document import Level

SETTINGS_FILE = "align-bench.toml"

CheckLevel = Literal["off", "hint", "warning", "error"]
"""What a project may say of a check: not to run it, or how bad its findings are."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project may set; the names are those of the file."""

    level: Level = "paragraph"
    """What a row of the workbook is: `paragraph` or `sentence`."""

    reviewer: str = ""
    """The name that stands beside an edit; empty: the name of the account."""

    english_first: bool = True
    """Which side stands left in the review screen."""

    encoding: str = ""
    """Of the text files; empty: found out for each."""

    shared_tables: bool = True
    """Whether documents that are aligned in one go share what they teach about words."""

    checks: Mapping[str, CheckLevel] = field(default_factory=dict)
    """The checks, by id, that are off or have another severity than usual. Which checks there are is not known here."""


def load_settings(root: Path) -> Settings:
    """The settings of the project in `root`; SettingsError names file, key and value."""
    path = root / SETTINGS_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}", hint="check the file's rights") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 at byte {error.start}", hint="save the file as UTF-8") from error
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}", hint="write each setting as `key = value`") from error
    return _settings(table, path)


def _settings(table: Mapping[str, object], path: Path) -> Settings:
    types = get_type_hints(Settings)
    known = [setting.name for setting in fields(Settings)]
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
            raise SettingsError(f"{path}: unknown setting {key!r} (value {value!r})", hint=hint)
        _check_value(path, key, value, types[key])
    return Settings(**table)  # type: ignore[arg-type]  # each value was checked against its field


def _check_value(path: Path, key: str, value: object, wanted: object) -> None:
    if get_origin(wanted) is Mapping:
        _check_levels(path, key, value)
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


def _check_levels(path: Path, key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: {key} = {value!r} is no table", hint=f'write [{key}], then lines: CHECK = "off"')
    for check, level in value.items():
        if level not in get_args(CheckLevel):
            raise SettingsError(
                f"{path}: [{key}]: {check} = {level!r} is unknown", hint=f"use one of {', '.join(get_args(CheckLevel))}"
            )


def _is_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True
