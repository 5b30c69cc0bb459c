"""Spreadsheets are zip archives: read within limits, and written with a fixed time in place of the hour.

The same content gives the same bytes. Archives that unpack to more than any memory, or say two things of one part, are
refused before a part is unpacked.
"""

from __future__ import annotations

import errno
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from openpyxl import Workbook

_FIXED = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""

LEVEL = 4
MOST_UNPACKED = 512 << 20
"""Bytes of all parts together: a review of 300,000 units, or 100,000 and as much again in pictures."""

_MOST_PARTS = 10_000
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


class TooLargeError(Exception):
    """An archive that is not unpacked: its message says how much it would be, and how much may be."""


def read_parts(source: Path | BinaryIO) -> dict[str, bytes]:
    """The parts of an archive by name, in its order; TooLargeError, or BadZipFile for two parts of one name."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(source) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        if size > MOST_UNPACKED:
            raise TooLargeError(f"unpacks to {size >> 20:,} MB; up to {MOST_UNPACKED >> 20:,} MB are read")
        if len(entries) > _MOST_PARTS:
            raise TooLargeError(f"has {len(entries):,} parts; up to {_MOST_PARTS:,} are read")
        for entry in entries:
            if entry.filename in parts:
                raise zipfile.BadZipFile(f"two parts are called {entry.filename!r}")
            # Never gives more than the size that was summed up above.
            parts[entry.filename] = archive.read(entry)
    return parts


def save_book(book: Workbook, stream: BinaryIO) -> None:
    """Save an openpyxl workbook; OSError where the disk is full.

    openpyxl writes each sheet to a temporary file first, and its XML library has an error of its own for a full disk.
    """
    from lxml.etree import SerialisationError

    try:
        book.save(stream)
    except SerialisationError as error:
        raise OSError(errno.ENOSPC, f"no space for temporary files: {error}", tempfile.gettempdir()) from error


def copy_with_fixed_times(packed: BinaryIO, stream: BinaryIO) -> None:
    """Copy an archive entry by entry, in its order, with a fixed time on each and in `docProps/core.xml`."""
    with zipfile.ZipFile(packed) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts["docProps/core.xml"] = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", parts["docProps/core.xml"])
    write_parts(parts, stream)


def write_parts(parts: Mapping[str, bytes], stream: BinaryIO, *, level: int = LEVEL) -> None:
    """Write an archive of these parts, in their order; level 0 leaves them unpacked."""
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            fixed = zipfile.ZipInfo(name, _FIXED)
            fixed.external_attr = 0o600 << 16
            archive.writestr(fixed, content, zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED, level)
