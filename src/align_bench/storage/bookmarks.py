"""Bookmarks of reviewers in a document: kept beside the journal, and no part of the review.

Owns one small file for each document, with the ids of the marked units by reviewer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from align_bench.storage.atomic import write_content
from align_bench.storage.json_file import read_object
from align_bench.storage.project import Project


class Bookmarks:
    """The bookmarks of a document; every change is on disk when it returns, or StorageError leaves all as it was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._marked, self._is_readable = _read(path)

    @classmethod
    def of(cls, project: Project, name: str) -> Bookmarks:
        """Those of a document of the project."""
        return cls(project.bookmarks(name))

    @property
    def marked(self) -> Mapping[str, tuple[str, ...]]:
        """Reviewer -> the ids of the marked units."""
        return self._marked

    def change(self, reviewer: str, *, marked: tuple[str, ...] = (), cleared: tuple[str, ...] = ()) -> None:
        """Mark units for a reviewer, and clear the marks of others; StorageError where that cannot be written."""
        before = self._marked.get(reviewer, ())
        kept = tuple(unit_id for unit_id in before if unit_id not in cleared)
        after = (*kept, *(unit_id for unit_id in marked if unit_id not in kept))
        if after == before:
            return
        others = {name: ids for name, ids in self._marked.items() if name != reviewer}
        everything = {**others, reviewer: after} if after else others
        self._write(everything)
        self._marked = everything

    def _write(self, marked: Mapping[str, tuple[str, ...]]) -> None:
        content = json.dumps(marked, ensure_ascii=True, indent=1, sort_keys=True).encode()
        # What could not be read is no reason to lose it: it stays as `NAME.json.bak`.
        write_content(self._path, content, backup=not self._is_readable)
        self._is_readable = True


def _read(path: Path) -> tuple[Mapping[str, tuple[str, ...]], bool]:
    """The bookmarks, and whether all of the file could be read."""
    content, is_readable = read_object(path)
    marked = {
        name: tuple(unit_id for unit_id in ids if isinstance(unit_id, str))
        for name, ids in content.items()
        if isinstance(ids, list)
    }
    return marked, is_readable and {name: list(ids) for name, ids in marked.items()} == content
