"""Spreadsheets are zip archives with the time of writing inside: here they get a fixed one.

The same content gives the same bytes.
"""

from __future__ import annotations

import errno
import re
import tempfile
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from openpyxl import Workbook

_FIXED = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


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


def write_parts(parts: Mapping[str, bytes], stream: BinaryIO) -> None:
    """Write an archive of these parts, in their order."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            fixed = zipfile.ZipInfo(name, _FIXED)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            archive.writestr(fixed, content)
