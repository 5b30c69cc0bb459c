"""The journal of a document: a record a line, on disk before the edit counts as made; the history of the review too.

Owns appending and reading; what a record means is the caller's matter. The first record is the header. A line
has a number and a checksum (`journal_lines`), so that what was changed, lost or doubled in the file is
noticed. A line counts once its line end is on disk: what stands behind the last one was never acknowledged.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from align_bench.errors import StorageError
from align_bench.storage.atomic import make_folder, storage_error, write_atomically, write_content
from align_bench.storage.journal_lines import Damage, Record, decode_lines, encode_record
from align_bench.storage.links import refuse_outside


@dataclass(frozen=True, slots=True)
class Journaled:
    """What was found in a journal."""

    records: tuple[Record, ...] = ()
    damaged: tuple[Damage, ...] = ()
    """What is not as it was written, kept as found: somebody may want to look at it."""

    length: int = 0
    """Bytes up to the end of the last whole line."""

    schema: int = 0
    """The version of the lines; 0 where there are none."""

    @property
    def next_number(self) -> int:
        """Of the record that comes next."""
        return int(self.records[-1]["n"]) + 1 if self.records else 1


def read_journal(path: Path) -> Journaled:
    """The records up to the last whole line; nothing where there is no journal. InputError where it is a newer one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Journaled()
    except OSError as error:
        raise storage_error(path, error, "read") from error
    length = content.rfind(b"\n") + 1
    records, damaged, schema = decode_lines(content, str(path))
    return Journaled(records, damaged, length, schema)


class Journal:
    """A journal open for appending. `append` returns when the record is on disk, or raises StorageError."""

    def __init__(self, path: Path, found: Journaled | None = None) -> None:
        """`found` is what was read from it just now, where that is known."""
        self._path = path
        self._descriptor = -1
        self._length = 0
        self._number = 1
        self._is_dirty = False
        """Whether a failed append may have left something behind the last record."""

        self._lock = Lock()
        self._open(found)

    @property
    def next_number(self) -> int:
        """Of the record that comes next."""
        return self._number

    def append(self, record: Record) -> None:
        """Write one record and wait for the disk; after StorageError the journal is as it was before."""
        with self._lock:
            if self._descriptor < 0:
                self._open()
            line = encode_record({"n": self._number, **record})
            try:
                self._refuse_others()
                if self._is_dirty:
                    os.ftruncate(self._descriptor, self._length)
                    self._is_dirty = False
                self._write(line)
            except OSError as error:
                raise storage_error(self._path, error) from error
            self._length += len(line)
            self._number += 1

    def restart(self, records: Sequence[Record]) -> None:
        """Begin anew with these records; after StorageError either the old or the new journal is there, whole."""
        with self._lock:
            self.close()
            try:
                write_records(self._path, records)
            finally:
                # Whichever file is there now is the one to go on with.
                with suppress(StorageError):
                    self._open()

    def close(self) -> None:
        if self._descriptor >= 0:
            # Every record is on disk already: an error here tells of nothing that could be lost.
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1

    def _open(self, found: Journaled | None = None) -> None:
        make_folder(self._path.parent)
        journaled = read_journal(self._path) if found is None else found
        try:
            self._descriptor = os.open(
                self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666
            )
            os.ftruncate(self._descriptor, journaled.length)
        except OSError as error:
            self.close()
            raise storage_error(self._path, error, "opened") from error
        self._length, self._number = journaled.length, journaled.next_number
        self._is_dirty = False

    def _write(self, line: bytes) -> None:
        try:
            _write_all(self._descriptor, line)
            os.fsync(self._descriptor)
        except OSError:
            self._is_dirty = True
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._length)
                os.fsync(self._descriptor)
                self._is_dirty = False
            raise

    def _refuse_others(self) -> None:
        """Where locks do not hold, two programs may write here: neither may cut off what the other has written."""
        here = os.fstat(self._descriptor)
        try:
            there = self._path.stat()
        except FileNotFoundError:
            self._put_back(here.st_size)
            return
        if (here.st_ino, here.st_dev) != (there.st_ino, there.st_dev) or (
            here.st_size != self._length and not self._is_dirty
        ):
            raise StorageError(
                f"{self._path}: another program writes in this journal too; the edit was not made",
                hint="close one of the two programs here, then open the document again: what each has done is kept",
            )

    def _put_back(self, size: int) -> None:
        """Somebody has deleted the file under our hands; what was in it is still there as long as it is open."""
        content = os.pread(self._descriptor, min(size, self._length), 0)

        write_content(self._path, content)
        # Not before it is written again: with the descriptor the content would go.
        self.close()
        self._open()


def write_records(path: Path, records: Sequence[Record]) -> None:
    """Replace a journal by these records, all or nothing; those without a number get the next one."""
    make_folder(path.parent)
    lines = []
    number = 0
    for record in records:
        number = int(record.get("n", number + 1))
        lines.append(encode_record({**record, "n": number}))

    def write(stream: BinaryIO) -> None:
        stream.writelines(lines)

    write_atomically(path, write)


def keep_copy(path: Path, folder: Path, stem: str) -> Path:
    """A copy of a file under the first name `STEM-0001.SUFFIX` that is free in a folder; where it is."""
    make_folder(folder)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise storage_error(path, error, "read") from error
    names = (folder / f"{stem}-{number:04}{path.suffix}" for number in count(1))
    goal = next(name for name in names if not (name.exists() or name.is_symlink()))

    write_content(goal, content)
    return goal


def append_lines(path: Path, lines: Sequence[bytes]) -> None:
    """Add whole lines to a file that only keeps them, and wait for the disk."""
    make_folder(path.parent)
    refuse_outside(path)
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
