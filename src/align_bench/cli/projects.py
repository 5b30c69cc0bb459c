"""Which project a command works on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align_bench.errors import InputError, UsageError

if TYPE_CHECKING:
    from align_bench.config import Settings
    from align_bench.storage.project import Project


def chosen_project() -> Project:
    """The project named with --project, or the one around the current folder."""
    context = click.get_current_context(silent=True)
    folder = context.find_root().obj if context else None
    return open_project(folder)


def open_project(folder: Path | None) -> Project:
    found = look_for_project(folder)
    if found is None:
        where = "the folder you are in" if folder is None else str(folder)
        raise UsageError(
            f"{where} is no align-bench project: it has no sources/ folder",
            hint="`align-bench new DIR` makes one, `align-bench demo` shows one",
        )
    # Wrong settings are told before anything is done by them, also where a command needs none of them.
    settings_of(found)
    return found


def look_for_project(folder: Path | None) -> Project | None:
    from align_bench.storage.project import find_project

    if folder is not None and not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder", hint="name the folder that holds sources/")
    found = find_project((folder or Path.cwd()).resolve())
    # A folder named on purpose must be the project itself, not one somewhere below it.
    if found is not None and folder is not None and found.root.resolve() != folder.resolve():
        return None
    return found


def chosen_names(project: Project, names: tuple[str, ...]) -> tuple[str, ...]:
    """The documents named, or all; UsageError for one that is not there."""
    known = project.names()
    for name in names:
        if name not in known:
            listed = ", ".join(known[:8]) or "none"
            raise UsageError(
                f"{project.root}: there is no document '{name}'", hint=f"the project's documents are: {listed}"
            )
    return names or known


def settings_of(project: Project) -> Settings:
    from align_bench.config import load_settings

    return load_settings(project.root)
