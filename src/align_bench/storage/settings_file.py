"""Changing one setting in a settings file: every other line, comments included, stays as it is.

Owns where the line goes. What is written is read again first: a file that this cannot change rightly is refused.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import BinaryIO

from align_bench.config import Preferences, Settings, Value, parse_settings, parse_table, read_settings_file
from align_bench.errors import SettingsError
from align_bench.storage.atomic import make_folder, write_atomically

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TABLE = re.compile(r"[ \t]*\[")


def write_setting(path: Path, kind: type[Settings | Preferences], key: str, value: Value | None) -> None:
    """Give a setting another value, None: its default. `checks.ID` is the level of a check, `owners.NAME` an owner.

    SettingsError where the file holds something it should not, or writes the setting in a form that is not
    understood here; StorageError where it cannot be written. After either the file is what it was.
    """
    before = read_settings_file(path)
    parse_settings(before, path, kind)
    after = with_setting(before, key, value)
    table, name = key.split(".", 1) if "." in key else ("", key)
    wanted = parse_table(before, path)
    place = wanted.setdefault(table, {}) if table else wanted
    place.pop(name, None)
    if value is not None:
        place[name] = value
    if table and not place and f"[{table}]" not in after:
        del wanted[table]
    try:
        is_right = parse_table(after, path) == wanted
    except SettingsError:
        is_right = False
    if not is_right:
        raise SettingsError(f"{path}: {key} cannot be changed from here", hint="change it in a text editor")
    parse_settings(after, path, kind)
    make_folder(path.parent)

    def write(stream: BinaryIO) -> None:
        stream.write(after.encode())

    write_atomically(path, write)


def with_setting(text: str, key: str, value: Value | None) -> str:
    """The text with one line changed, added or left out."""
    table, name = key.split(".", 1) if "." in key else ("", key)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    start, stop = _table(lines, table)
    if start is None:
        if value is None:
            return text
        lines += ["\n"] * bool(lines) + [f"[{table}]\n"]
        start = stop = len(lines)
    line = [] if value is None else [f"{_key(name)} = {_written(value)}\n"]
    place = next((place for place in range(start, stop) if _sets(lines[place], name)), None)
    if place is not None:
        lines[place : place + 1] = line
    else:
        told = next((place + 1 for place in range(start, stop) if _sets(lines[place].lstrip("# \t"), name)), None)
        end = stop
        while end > start and not lines[end - 1].strip():
            end -= 1
        place = end if told is None else told
        lines[place:place] = line
    return "".join(lines)


def _table(lines: list[str], table: str) -> tuple[int | None, int]:
    """The lines of a table without its head, half-open; None where it is not there. The first one has no name."""
    heads = [place for place, line in enumerate(lines) if _TABLE.match(line)]
    if not table:
        return 0, heads[0] if heads else len(lines)
    for head in heads:
        if lines[head].split("#")[0].strip() == f"[{table}]":
            return head + 1, next((other for other in heads if other > head), len(lines))
    return None, 0


def _key(name: str) -> str:
    """A key in TOML, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else _written(name)


def _sets(line: str, name: str) -> bool:
    plain, quoted = re.escape(name), re.escape(_key(name))
    return re.match(rf"""[ \t]*(?:["']?{plain}["']?|{quoted})[ \t]*=""", line) is not None


def _written(value: Value) -> str:
    """A value in TOML; what JSON escapes in a text means the same there, and DEL has to be as well."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
