"""Which documents of a project have no workbook yet: asked before a screen is shown, and cheap."""

from __future__ import annotations

from collections.abc import Iterable

from align_bench.errors import StorageError
from align_bench.storage.project import Project


def new_names(project: Project, names: Iterable[str] | None = None) -> tuple[str, ...]:
    """The documents that have a source text and no workbook yet."""
    chosen = project.names() if names is None else tuple(names)
    return tuple(name for name in chosen if project.source(name) and not _has_workbook(project, name))


def _has_workbook(project: Project, name: str) -> bool:
    """One that may not be written has to be told of when its turn comes, and stops no other."""
    try:
        return project.workbook(name).exists()
    except StorageError:
        return False
