"""Office files are zip archives with the time of writing inside: here they get a fixed one.

The same content gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

_FIXED = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def copy_with_fixed_times(packed: BinaryIO, stream: BinaryIO) -> None:
    """Copy an archive entry by entry, in its order, with a fixed time on each and in `docProps/core.xml`."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            fixed = zipfile.ZipInfo(entry.filename, _FIXED)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, content)
