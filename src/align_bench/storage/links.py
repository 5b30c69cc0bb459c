"""Links out of a project: a project that somebody sent must not write over other files.

Links of whole folders are followed: workbooks may be kept on a share.
"""

from __future__ import annotations

from pathlib import Path

from align_bench.errors import StorageError
from align_bench.storage.atomic import storage_error

WAY_OUT = "put the file itself here, or make a link of the whole folder"


def link_goal(path: Path) -> Path | None:
    """Where a file is that is a link out of its folder; None where it is no such link."""
    if path.is_symlink() and not (goal := path.resolve()).is_relative_to(path.parent.resolve()):
        return goal
    return None


def refuse_outside(path: Path) -> Path:
    """The path of a file that is written; StorageError where it is a link out of its folder, or cannot be looked at."""
    try:
        goal = link_goal(path)
    except OSError as error:
        raise storage_error(path, error, "looked at") from error
    if goal:
        raise StorageError(f"{path}: is a link to {goal}, outside its folder", hint=WAY_OUT)
    return path
