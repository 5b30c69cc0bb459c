"""Writing a file so that at every moment either the old or the new one is there, whole.

Owns the order of the steps: temporary file in the same folder, fsync, verification, backup, replacement,
fsync of the folder. What is written, and what proves that it was written right, comes in as functions.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

from align_bench.errors import StorageError

_HINTS = {
    errno.ENOSPC: "free some space on the disk and repeat",
    errno.EDQUOT: "your share of the disk is used up: free some space and repeat",
    errno.EROFS: "the folder is read-only: copy the project to a place where you may write",
    errno.EACCES: "you may not write here: change the rights of the folder, or copy the project",
    errno.EPERM: "you may not write here: change the rights of the folder, or copy the project",
    errno.ENOENT: "the folder does not exist: create it",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EISDIR: "a folder has this name: move it away",
}


def write_atomically(
    path: Path,
    write: Callable[[BinaryIO], None],
    *,
    verify: Callable[[Path], None] | None = None,
    backup: bool = False,
) -> None:
    """Replace `path` by what `write` writes; with `backup`, the old file stays as `NAME.bak`.

    `verify` gets the finished temporary file and raises where it is not what it should be. After any
    error the old file is whole and no temporary file is left. A device or pipe is never replaced, but written to.
    """
    if _is_device(path):
        _write_through(path, write)
        return
    # A link keeps pointing where it points: its goal is replaced, not the link.
    goal = path.resolve()
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{goal.name[:100]}.", suffix=".tmp", dir=goal.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(goal))
        if verify is not None:
            verify(temporary)
        if backup and goal.exists():
            _keep(goal)
        temporary.replace(goal)
        temporary = None
        sync_folder(goal.parent)
    except OSError as error:
        raise storage_error(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def write_content(path: Path, content: bytes, *, backup: bool = False) -> None:
    """The same for bytes that are there already; the folder is made where there is none."""
    make_folder(path.parent)

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    write_atomically(path, write, backup=backup)


def storage_error(path: Path, error: OSError, doing: str = "written") -> StorageError:
    """The error that tells a user what the system's error means for this file."""
    reason = error.strerror or str(error)
    hint = _HINTS.get(error.errno or 0, "check the disk and the rights of the folder, then repeat")
    return StorageError(f"{path}: cannot be {doing}: {reason}", hint=hint)


def may_not_write(error: StorageError) -> bool:
    """Whether it says that the folder is there to be read only, and not that writing went wrong."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (errno.EROFS, errno.EACCES, errno.EPERM)


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(folder, error, "created") from error


def sync_folder(folder: Path) -> None:
    """Make a renamed file survive a power cut; some systems cannot, and say so with EINVAL or EACCES."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise
    finally:
        os.close(descriptor)


def sweep(path: Path) -> None:
    """Remove the temporary files that a writer of `path` left behind who was killed; only for who holds the lock."""
    goal = path.resolve()
    for left in goal.parent.glob(f".{escape(goal.name[:100])}.*.tmp"):
        with suppress(OSError):
            left.unlink()


def _is_device(path: Path) -> bool:
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:
        return False


def _write_through(path: Path, write: Callable[[BinaryIO], None]) -> None:
    try:
        with path.open("wb") as stream:
            write(stream)
    except OSError as error:
        raise storage_error(path, error) from error


def _keep(goal: Path) -> None:
    """Give the old file its second name, `NAME.bak`, without a moment in which it has none."""
    kept = goal.with_name(f"{goal.name}.bak")
    step = goal.with_name(f".{goal.name}.bak.tmp")
    try:
        step.unlink(missing_ok=True)
        try:
            os.link(goal, step)
        except OSError:
            # File systems without hard links.
            shutil.copy2(goal, step)
            _sync(step)
        step.replace(kept)
    finally:
        with suppress(OSError):
            step.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mode(goal: Path) -> int:
    """The rights of the old file, or those that a new file gets."""
    try:
        return goal.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
