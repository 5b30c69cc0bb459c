"""Whether a file is still the one that was read or written: by its content, whatever its time says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from align_bench.storage.atomic import storage_error


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What the system says of a file: while it stays the same, the content is mostly the same too."""

    modified: int
    size: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileStamp:
        """StorageError where the file is not there."""
        try:
            found = path.stat()
        except OSError as error:
            raise storage_error(path, error, "read") from error
        return cls(found.st_mtime_ns, found.st_size, found.st_ino)


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes: whether anybody wrote to it."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise storage_error(path, error, "read") from error
