"""Ids of concepts as XML takes them: names without spaces and brackets, whatever the id is.

What a name cannot hold is written `_xHHHH_`, as SQL/XML and the office formats do.
"""

from __future__ import annotations

import re

# Letters that every edition of XML and every validator takes; a name begins with one of them or `_`.
_LETTERS = "A-Za-z\u4e00-\u9fa5"
_UNFIT = re.compile(rf"_(?=x[0-9A-F]{{4,6}}_)|^[^{_LETTERS}_]|[^{_LETTERS}0-9_.-]")
_ENCODED = re.compile(r"_x([0-9A-F]{4,6})_")


def encoded_name(text: str) -> str:
    return _UNFIT.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def decoded_name(name: str) -> str:
    """What `encoded_name` was given; a name from elsewhere that only looks encoded stays as it is."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else match[0], name)
