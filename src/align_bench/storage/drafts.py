"""Texts that were typed and not accepted: kept beside the journal until they are, or are thrown away.

Owns one small file for each document. A kept text is no edit: the review does not know it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from align_bench.storage.atomic import make_folder, write_atomically
from align_bench.storage.project import Project


class Drafts:
    """The kept texts of a document by key; every change is on disk when it returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts = _read(path)

    @classmethod
    def of(cls, project: Project, name: str) -> Drafts:
        """The kept texts of a document of the project."""
        return cls(project.private / "drafts" / f"{name}.json")

    @property
    def texts(self) -> Mapping[str, str]:
        """Key -> text."""
        return self._texts

    def keep(self, key: str, text: str) -> None:
        """Keep a text, in place of the one that was kept under this key; StorageError where that fails."""
        if self._texts.get(key) != text:
            self._texts = {**self._texts, key: text}
            self._write()

    def drop(self, key: str) -> None:
        """Forget a kept text."""
        if key in self._texts:
            self._texts = {other: text for other, text in self._texts.items() if other != key}
            self._write()

    def _write(self) -> None:
        content = json.dumps(self._texts, ensure_ascii=True, indent=1).encode()
        make_folder(self._path.parent)

        def write(stream: BinaryIO) -> None:
            stream.write(content)

        write_atomically(self._path, write)


def _read(path: Path) -> dict[str, str]:
    """A file that is damaged is treated as empty: it is written whole or not at all, so somebody else did that."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {key: text for key, text in content.items() if isinstance(text, str)}
