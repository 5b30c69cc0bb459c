"""Writing a result where the user wants it: whole or not at all, and never over something without being told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import StorageError, UsageError
from align_bench.storage.atomic import write_atomically


def write_file(path: Path, write: Callable[[BinaryIO], None], *, force: bool = False) -> None:
    """Write a new file; an existing one only with `force`."""
    refuse_existing(path, force=force)
    if not path.parent.is_dir():
        raise StorageError(f"{path}: there is no folder {path.parent}", hint="make the folder first, or name another")
    write_atomically(path, write)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise before any work is done for a file that could not be written in the end; devices and pipes always can."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", hint="name a file in it")
    if path.is_file() and not force:
        raise UsageError(f"{path} exists already", hint="name another file, or overwrite it with --force")
