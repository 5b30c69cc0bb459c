"""Text as a cell of a workbook holds it (ECMA-376, ST_Xstring).

Characters that XML cannot hold are written `_xHHHH_`; text that looks like such an escape is escaped itself.
"""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""UTF-16 units that Excel holds in a cell."""

_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_IMPOSSIBLE = re.compile(r"[\ud800-\udfff\ufffe\uffff\x00]")


def escape(text: str) -> str:
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def cell_length(text: str) -> int:
    """Length as Excel counts it: a character beyond the basic plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def impossible_character(text: str) -> str:
    """The first character that no workbook can hold, as `U+FFFE at character 12`; empty where there is none."""
    found = None if text.isascii() and "\0" not in text else _IMPOSSIBLE.search(text)
    return f"U+{ord(found[0]):04X} at character {found.start() + 1}" if found else ""


def fitting(text: str) -> str:
    """What of the text a cell can hold, for what is only shown: U+FFFD for what cannot be, the end left out behind `…`.

    Never for what is stored.
    """
    if 2 * len(text) <= CELL_LIMIT and not impossible_character(text):
        return text
    text = _IMPOSSIBLE.sub("\ufffd", text)
    if cell_length(text) <= CELL_LIMIT:
        return text
    whole = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore")
    return f"{whole}…"
