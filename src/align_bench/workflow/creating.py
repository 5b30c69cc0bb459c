"""New projects: an empty one, and a copy of the sample."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from align_bench.config import SETTINGS_FILE
from align_bench.errors import InputError, UsageError
from align_bench.storage.atomic import make_folder, storage_error, write_atomically
from align_bench.storage.project import Project

_SETTINGS = """\
# Settings of this align-bench project. Everything has a default: lines that begin with # change nothing.

# level = "paragraph"      # what a row of the workbook is: "paragraph" or "sentence"
# reviewer = ""            # the name beside your edits; empty: the name of your account
# english_first = true     # which side stands left on the review screen
# encoding = ""            # of the text files; empty: found out for each
# shared_tables = true     # documents aligned in one go share what they teach about words

# [checks]                 # of single checks: "off", "hint", "warning" or "error"
# length-outlier = "off"

# [owners]                 # who looks after which document
# NAME = "Li"
"""

_TERMS = "zh,en_preferred,en_admitted,en_forbidden,note\n"

_SAMPLE = ("sources", "translations", "terms.csv", SETTINGS_FILE)
_MADE = {*_SAMPLE, "review", "export", ".align-bench", "waivers.toml"}


def create_project(folder: Path) -> Project:
    """UsageError where the folder holds anything already."""
    refuse_filled(folder)
    project = Project(folder)
    with nothing_left_behind(folder):
        for place in (project.sources, project.translations, project.reviews):
            make_folder(place)
        for name, text in ((SETTINGS_FILE, _SETTINGS), ("terms.csv", _TERMS)):
            write_atomically(folder / name, partial(_write, text.encode()))
    return project


def copy_sample(folder: Path, *, force: bool = False) -> Project:
    """A copy of the sample project; with `force` over an earlier copy, whose reviews are made anew."""
    sample = sample_folder()
    if force:
        _clear_earlier_copy(folder)
    refuse_filled(folder, hint="name another folder, or make the copy anew with --force (its reviews are lost)")
    with nothing_left_behind(folder):
        make_folder(folder)
        for name in _SAMPLE:
            for origin in sorted((sample / name).rglob("*")) or [sample / name]:
                if origin.is_file():
                    _copy(origin, folder / origin.relative_to(sample))
    return Project(folder)


@contextmanager
def nothing_left_behind(folder: Path) -> Iterator[None]:
    """Where making a project in a folder that was empty or missing fails, leave the folder as it was."""
    was_empty = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        yield
    except BaseException:
        if was_empty and folder.is_dir():
            for place in folder.iterdir():
                _remove(place)
        for place in missing:
            with suppress(OSError):
                place.rmdir()
        raise


def is_sample_copy(folder: Path) -> bool:
    """Whether the folder holds what `copy_sample` makes, and perhaps what was made of it since."""
    return all((folder / name).exists() for name in _SAMPLE)


def sample_folder() -> Path:
    """Where the sample project is: inside the installed package, or the checkout that it runs from."""
    package = Path(str(files("align_bench")))
    for candidate in (package / "sample", package.parent.parent):
        if (candidate / "sources").is_dir() and (candidate / "terms.csv").is_file():
            return candidate
    raise InputError("the sample project is missing from this installation", hint="install align-bench again")


def refuse_filled(folder: Path, *, hint: str = "name a new folder, or an empty one") -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", hint="name a folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder} exists already and is not empty", hint=hint)


def _clear_earlier_copy(folder: Path) -> None:
    """Remove what the demo made, and nothing else."""
    if not folder.is_dir():
        return
    strange = _strange(folder)
    if strange or (any(folder.iterdir()) and not (folder / "sources").is_dir()):
        raise UsageError(
            f"{folder} holds more than a copy of the sample: {', '.join(strange[:5]) or 'no sources/'}",
            hint="name another folder",
        )
    for name in sorted(_MADE):
        place = folder / name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def _strange(folder: Path) -> list[str]:
    """What in the folder the demo did not make."""
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in _MADE)


def _copy(origin: Path, goal: Path) -> None:
    make_folder(goal.parent)
    try:
        shutil.copyfile(origin, goal)
    except OSError as error:
        raise storage_error(goal, error) from error


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        with suppress(OSError):
            place.unlink()


def _write(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
