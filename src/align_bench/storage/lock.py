"""One writer a project: a lock of the operating system, and a file that names its holder.

The lock ends with the process that holds it, however it ends; the file beside it only informs.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from filelock import FileLock, Timeout

from align_bench.errors import LockedError
from align_bench.storage.atomic import make_folder, storage_error, write_atomically


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open, and since when."""

    name: str
    pid: int
    host: str
    time: str

    def __str__(self) -> str:
        return f"{self.name or 'somebody'} on {self.host} since {self.time} (process {self.pid})"


class ProjectLock:
    """Held from construction to `release`; LockedError where somebody else holds it."""

    def __init__(self, folder: Path, *, name: str, time: str) -> None:
        make_folder(folder)
        # A session may be opened in one thread and closed in another.
        self._lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            holder = read_holder(folder)
            raise LockedError(
                f"{folder.parent}: the project is open: {holder or 'the holder has left no name'}",
                hint="wait until it is closed; the review screen opens it read-only meanwhile",
            ) from error
        except OSError as error:
            raise storage_error(folder / "lock", error, "locked") from error
        self._holder = folder / "lock.json"
        entry = json.dumps(asdict(Holder(name, os.getpid(), socket.gethostname(), time)), ensure_ascii=False)
        try:
            write_atomically(self._holder, lambda stream: _write(stream, entry))
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def current_holder(folder: Path) -> Holder | None:
    """Who has the project open for writing now; None where nobody has. Takes nothing and changes nothing."""
    path = folder / "lock"
    if not path.is_file():
        return None
    probe = FileLock(path, timeout=0)
    try:
        probe.acquire()
    except Timeout:
        return read_holder(folder) or Holder("", 0, "an unknown machine", "an unknown time")
    except OSError:
        # A folder that we may not even lock in cannot be written by us: who holds it is only a courtesy.
        return None
    probe.release()
    return None


def read_holder(folder: Path) -> Holder | None:
    """What the holder's file says; None where it is missing or unreadable."""
    try:
        entry = json.loads((folder / "lock.json").read_text(encoding="utf-8"))
        return Holder(str(entry["name"]), int(entry["pid"]), str(entry["host"]), str(entry["time"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(stream: BinaryIO, entry: str) -> None:
    stream.write(entry.encode() + b"\n")
