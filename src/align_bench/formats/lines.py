"""The lines of a file as editors count them: LF, CR LF or CR ends one, and nothing else does.

Python's `splitlines` also ends them at form feeds, separators and U+2028, which may stand inside a segment or a JSON
string.
"""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r\n|[\r\n]")


def split_lines(text: str) -> list[str]:
    """Lines without their ends; blank ones as well, and an empty one behind the last end."""
    return _LINE_END.split(text)
