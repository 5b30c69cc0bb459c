"""The journal of a document: one JSON object a line, on disk before the edit counts as made.

Owns appending and reading records; what a record means is the caller's matter. The first record is the
header. A line counts once its line end is on disk: whatever stands behind the last line end was never
acknowledged and is left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from align_bench.errors import StorageError
from align_bench.storage.atomic import make_folder, storage_error, write_atomically

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Journaled:
    """What was found in a journal."""

    records: tuple[Record, ...] = ()
    damaged: tuple[bytes, ...] = field(default=())
    """Whole lines that are no JSON objects, as found: kept, for somebody may want to look at them."""

    length: int = 0
    """Bytes up to the end of the last whole line."""


def read_journal(path: Path) -> Journaled:
    """The records up to the last whole line; nothing where there is no journal."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Journaled()
    except OSError as error:
        raise storage_error(path, error, "read") from error
    length = content.rfind(b"\n") + 1
    records: list[Record] = []
    damaged: list[bytes] = []
    for line in content[:length].split(b"\n")[:-1]:
        try:
            record = json.loads(line.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            records.append(record)
        else:
            damaged.append(line)
    return Journaled(tuple(records), tuple(damaged), length)


class Journal:
    """A journal open for appending. `append` returns when the record is on disk, or raises StorageError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1
        self._length = 0
        self._open()

    def append(self, record: Record) -> None:
        """Write one record and wait for the disk; after StorageError the journal is as it was before."""
        if self._descriptor < 0:
            self._open()
        line = encode_record(record)
        try:
            # What an earlier failed append may have left behind goes first.
            if os.fstat(self._descriptor).st_size != self._length:
                os.ftruncate(self._descriptor, self._length)
            _write_all(self._descriptor, line)
            os.fsync(self._descriptor)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._length)
                os.fsync(self._descriptor)
            raise storage_error(self._path, error) from error
        self._length += len(line)

    def restart(self, records: Sequence[Record]) -> None:
        """Begin anew with these records; after StorageError either the old or the new journal is there, whole."""
        self.close()
        try:
            write_records(self._path, records)
        finally:
            # Whichever file is there now is the one to go on with.
            with suppress(StorageError):
                self._open()

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> None:
        make_folder(self._path.parent)
        length = read_journal(self._path).length
        try:
            self._descriptor = os.open(
                self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666
            )
            os.ftruncate(self._descriptor, length)
        except OSError as error:
            self.close()
            raise storage_error(self._path, error, "opened") from error
        self._length = length


def write_records(path: Path, records: Sequence[Record]) -> None:
    """Replace a journal by these records, all or nothing."""
    make_folder(path.parent)

    def write(stream: BinaryIO) -> None:
        stream.writelines(encode_record(record) for record in records)

    write_atomically(path, write)


def encode_record(record: Record) -> bytes:
    """One line of JSON; lone surrogates pass, so that a journal can hold whatever a string can."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def append_lines(path: Path, lines: Sequence[bytes]) -> None:
    """Add whole lines to a file that only keeps them, and wait for the disk."""
    make_folder(path.parent)
    try:
        with path.open("ab") as stream:
            for line in lines:
                stream.write(line.rstrip(b"\n") + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise storage_error(path, error) from error


def _write_all(descriptor: int, line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[os.write(descriptor, view) :]
