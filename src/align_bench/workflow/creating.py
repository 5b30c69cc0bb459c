"""New projects: an empty one, and a copy of the sample."""

from __future__ import annotations

import shutil
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
"""

_TERMS = "zh,en_preferred,en_admitted,en_forbidden,note\n"

_SAMPLE = ("sources", "translations", "terms.csv", SETTINGS_FILE)


def create_project(folder: Path) -> Project:
    """UsageError where the folder holds anything already."""
    refuse_filled(folder)
    project = Project(folder)
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
    make_folder(folder)
    try:
        for name in _SAMPLE:
            origin = sample / name
            if origin.is_dir():
                shutil.copytree(origin, folder / name)
            elif origin.is_file():
                shutil.copyfile(origin, folder / name)
    except OSError as error:
        raise storage_error(folder, error) from error
    except shutil.Error as error:
        raise UsageError(
            f"{folder}: the sample cannot be copied: {error.args[0][0][2]}", hint="name another folder"
        ) from error
    return Project(folder)


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
    made = {*_SAMPLE, "review", "export", ".align-bench"}
    strange = sorted(entry.name for entry in folder.iterdir() if entry.name not in made)
    if strange or (any(folder.iterdir()) and not (folder / "sources").is_dir()):
        raise UsageError(
            f"{folder} holds more than a copy of the sample: {', '.join(strange[:5]) or 'no sources/'}",
            hint="name another folder",
        )
    for name in sorted(made):
        place = folder / name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def _write(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
