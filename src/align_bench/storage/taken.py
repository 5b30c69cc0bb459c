"""The English of a document as it was last taken from its file: what tells a change of the file from the reviewer's.

Owns one small file for each document. Where it is gone or cannot be read, nothing is known, and nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from align_bench.storage.atomic import write_content
from align_bench.storage.project import Project


def read_taken(project: Project, name: str) -> tuple[str, ...] | None:
    """The paragraphs, each with its marker; none where there was no file, None where that is not known."""
    try:
        content = json.loads(project.taken(name).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, list):
        return None
    paragraphs = tuple(text for text in content if isinstance(text, str))
    return paragraphs if len(paragraphs) == len(content) else None


def note_taken(project: Project, name: str, paragraphs: Iterable[str]) -> None:
    """Note what was taken; StorageError where that fails."""
    write_content(project.taken(name), json.dumps(list(paragraphs), ensure_ascii=True, indent=0).encode())
