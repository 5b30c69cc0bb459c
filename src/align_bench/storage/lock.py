"""One writer a project: a lock of the operating system, and a file that names its holder.

The lock ends with the process that holds it, however it ends; the file beside it only informs. Some network
folders have no such locks, or locks that do not reach other machines: then a file is the lock, and who opens the
project is told that it cannot be relied on. What is written there is guarded by hashes of its content as well.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import warnings
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from align_bench.errors import LockedError
from align_bench.storage.atomic import make_folder, storage_error, write_atomically
from align_bench.storage.links import link_goal, refuse_outside

_FILES = ("lock", "lock.soft", "lock.json")
_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open, and since when."""

    name: str
    pid: int
    host: str
    time: str

    account: str = ""
    """Of the machine, as two people may call themselves by one name."""

    def __str__(self) -> str:
        account = f" ({self.account})" if self.account and self.account != self.name else ""
        return f"{self.name or 'somebody'}{account} on {self.host} since {_local(self.time)} (process {self.pid})"


class ProjectLock:
    """Held from construction to `release`; LockedError where somebody else holds it."""

    def __init__(self, folder: Path, *, name: str, time: str) -> None:
        make_folder(folder)
        for file in _FILES:
            refuse_outside(folder / file)
        self.warning = ""
        """Why the lock may not keep others out; empty where it does."""

        self._lock = self._acquired(folder)
        self._holder = folder / "lock.json"
        host = socket.gethostname()
        left = read_holder(folder)
        if left is not None and left.host != host and not self.warning:
            self.warning = (
                f"{left} has not closed the project: if it is still open there, the locks of this folder do not"
                " reach that machine: close it here or there"
            )
        entry = json.dumps(asdict(Holder(name, os.getpid(), host, time, _account())), ensure_ascii=False)
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

    def _acquired(self, folder: Path) -> BaseFileLock:
        """The system's lock, or a file in its place where the folder has no locks."""
        try:
            # A session may be opened in one thread and closed in another.
            lock: BaseFileLock = FileLock(folder / "lock", timeout=0, thread_local=False)
            with warnings.catch_warnings():
                # Some versions fall back to a file on their own and warn of it; we tell it ourselves.
                warnings.simplefilter("ignore")
                lock.acquire()
        except Timeout as error:
            raise _locked(folder, "wait until it is closed; the review screen opens it read-only meanwhile") from error
        except (NotImplementedError, OSError) as error:
            if isinstance(error, OSError) and error.errno not in _NO_LOCKS:
                raise storage_error(folder / "lock", error, "locked") from error
            lock = _soft_lock(folder)
        if isinstance(lock, SoftFileLock):
            self.warning = (
                f"{folder.parent}: this folder has no locks of the system, as some network folders have not: nothing"
                " surely keeps others from opening it too; a workbook or journal that they change is not overwritten"
            )
        return lock


def current_holder(folder: Path) -> Holder | None:
    """Who has the project open for writing now; None where nobody has. Takes nothing and changes nothing."""
    path = folder / "lock"
    unknown = Holder("", 0, "an unknown machine", "an unknown time")
    if (folder / "lock.soft").is_file():
        return read_holder(folder) or unknown
    if not path.is_file() or link_goal(path):
        return None
    probe = FileLock(path, timeout=0)
    try:
        probe.acquire()
    except Timeout:
        return read_holder(folder) or unknown
    except (NotImplementedError, OSError):
        # A folder that we may not even lock in cannot be written by us: who holds it is only a courtesy.
        return None
    probe.release()
    return None


def read_holder(folder: Path) -> Holder | None:
    """What the holder's file says; None where it is missing or unreadable."""
    try:
        entry = json.loads((folder / "lock.json").read_text(encoding="utf-8"))
        names = (str(entry["name"]), int(entry["pid"]), str(entry["host"]), str(entry["time"]))
        # Older versions write no account.
        return Holder(*names, str(entry.get("account", "")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _account() -> str:
    """Of who runs the program; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return ""


def _local(time: str) -> str:
    """The time of a holder in that of this machine, to the minute; as it stands where it is none."""
    try:
        return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return time


def _soft_lock(folder: Path) -> SoftFileLock:
    path = folder / "lock.soft"
    lock = SoftFileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise _locked(folder, f"wait until it is closed; where nobody has it open any more, delete {path}") from error
    except OSError as error:
        raise storage_error(path, error, "locked") from error
    return lock


def _locked(folder: Path, hint: str) -> LockedError:
    holder = read_holder(folder)
    return LockedError(f"{folder.parent}: the project is open: {holder or 'the holder has left no name'}", hint=hint)


def _write(stream: BinaryIO, entry: str) -> None:
    stream.write(entry.encode() + b"\n")
