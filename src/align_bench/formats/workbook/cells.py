"""How a sheet's XML writes one cell: its kind, its text, the letters of its column. Rows are `notation`."""

from __future__ import annotations

import re
from functools import lru_cache

from align_bench.formats.workbook.columns import Value
from align_bench.formats.workbook.escapes import escape, unescape

_CHANGED = re.compile(rb'\s(?:t|cm|vm)="[^"]*"')
_KIND = re.compile(rb'\st="([^"]*)"')
_STYLE = re.compile(rb'\ss="[0-9]+"')
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_READING = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TO_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TO_REWRITE = re.compile("[\x00-\x08\x0b-\x1f&<>_]")
"""What an escape or an entity may have to stand for: most texts hold none of it."""

_MARKUP = re.compile("[&<>]")


class Cell:
    """One cell: the attributes of its start tag (but for its reference) and what stands inside, as written."""

    __slots__ = ("attributes", "body")

    def __init__(self, attributes: bytes, body: bytes) -> None:
        self.attributes = attributes
        self.body = body

    @property
    def kind(self) -> str:
        """`n` number, `s` shared string, `inlineStr`, `str` result of a formula, `b`, `e`, `d`."""
        found = _KIND.search(self.attributes)
        return found[1].decode() if found else "n"

    @property
    def style(self) -> bytes:
        """The attribute that names its style; empty where there is none."""
        found = _STYLE.search(self.attributes)
        return found[0] if found else b""

    @property
    def value(self) -> str:
        """What stands in its `v`, as text."""
        found = _VALUE.search(self.body)
        return decoded(found[1]) if found else ""

    @property
    def inline(self) -> str:
        """The text of an inline string, rich text as plain text, without readings in ruby."""
        return unescape("".join(map(decoded, _TEXT.findall(_READING.sub(b"", self.body)))))

    def set(self, value: Value) -> None:
        kind, self.body = written(value)
        self.attributes = _CHANGED.sub(b"", self.attributes) + kind


def written(value: Value) -> tuple[bytes, bytes]:
    """A cell's attribute of kind and its body."""
    if value is None or value == "":
        return b"", b""
    if isinstance(value, str):
        content = encoded(escape(value)) if _TO_REWRITE.search(value) else value.encode()
        return b' t="inlineStr"', b'<is><t xml:space="preserve">%b</t></is>' % content
    return b"", b"<v>%b</v>" % repr(value).encode()


def encoded(text: str) -> bytes:
    """As XML holds it; UnicodeEncodeError for half a character."""
    if _MARKUP.search(text):
        text = _MARKUP.sub(lambda match: _TO_ENTITIES[match[0]], text)
    return text.encode()


def decoded(content: bytes) -> str:
    """The characters that XML stands for; ValueError where it is damaged."""
    text = content.decode()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, text) if "&" in text else text


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_bytes(number: int) -> bytes:
    return column_letters(number).encode()


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    return chr(int(match[1], 16) if match[1] else int(match[2]))
