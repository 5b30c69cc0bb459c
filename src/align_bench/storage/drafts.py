"""Texts that were typed and not accepted: kept beside the journal until they are, or are thrown away.

Owns one small file for each document. A kept text is no edit: the review does not know it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from align_bench.storage.atomic import write_content
from align_bench.storage.json_file import read_object
from align_bench.storage.project import Project

COMMENT, REPLY = "#comment", "#reply"
"""Behind the id of a unit, under which its English is kept: the whole of its comments, an entry for its thread."""


class Drafts:
    """The kept texts of a document by key; every change is on disk when it returns.

    A text that could not be written, which StorageError tells, stays in here and is written with the next change.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts, self._is_readable = _read(path)
        self.is_written = True
        """Whether all of it is on disk."""

    @classmethod
    def of(cls, project: Project, name: str) -> Drafts:
        """The kept texts of a document of the project."""
        return cls(project.drafts(name))

    @property
    def texts(self) -> Mapping[str, str]:
        """Key -> text."""
        return self._texts

    def keep(self, key: str, text: str) -> None:
        """Keep a text, in place of the one that was kept under this key; StorageError where that fails."""
        if self._texts.get(key) != text:
            self._texts = {**self._texts, key: text}
            self.is_written = False
        self.write()

    def drop(self, key: str) -> None:
        """Forget a kept text."""
        if key in self._texts:
            self._texts = {other: text for other, text in self._texts.items() if other != key}
            self.is_written = False
        self.write()

    def write(self) -> None:
        """Write what is not on disk yet; StorageError where that fails."""
        if self.is_written:
            return
        content = json.dumps(self._texts, ensure_ascii=True, indent=1).encode()
        # What could not be read is no reason to lose it: it stays as `NAME.json.bak`.
        write_content(self._path, content, backup=not self._is_readable)
        self.is_written = self._is_readable = True


def _read(path: Path) -> tuple[Mapping[str, str], bool]:
    """The texts, and whether the file could be read: it is written whole or not at all, but others may write to it."""
    content, is_readable = read_object(path)
    texts = {key: text for key, text in content.items() if isinstance(text, str)}
    return texts, is_readable and texts == content
