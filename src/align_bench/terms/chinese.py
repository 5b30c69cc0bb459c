"""Chinese text as terms are looked up in it: no white space, one width, one kind of title marks, simplified characters.

Owns the folding and the map back to the text; knows no termbase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Protocol

from align_bench.kernels import lasting
from align_bench.text.traditional import simplified_characters

# Wrapped lines leave white space anywhere in Chinese, and it never tells two terms apart.
_MARKS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(ord("！"), ord("～") + 1) if chr(code) not in "，：；！？"}
    | dict.fromkeys("\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}", " ")
    | {
        "〈": "《",
        "〉": "》",
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
        "（": "(",
        "）": ")",
        "・": "·",
        "•": "·",
        "‧": "·",
    }
)
_NO_SPACE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back."""

    text: str
    starts: Sequence[int]
    """Where each folded character stands in the original; one more at the end: the original's length."""

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """A half-open span of the folded text, in the original."""
        return self.starts[start], self.starts[stop - 1] + 1 if stop > start else self.starts[start]

    def without(self, spans: Sequence[tuple[int, int]]) -> Folded:
        """The same with some half-open spans of the folded text, in order, taken out."""
        kept = ""
        starts: list[int] = []
        last = 0
        for start, stop in (*spans, (len(self.text), len(self.starts))):
            kept += self.text[last:start]
            starts += self.starts[last:start]
            last = stop
        return Folded(kept, [*starts, self.starts[-1]])


class Folder(Protocol):
    """Of the kernel `chinese`."""

    def fold(self, text: str) -> tuple[str, list[int] | None]:
        """As `_folded` does."""


@cache
def _same() -> dict[int, int | str]:
    return {**simplified_characters(), **_MARKS}


@cache
def _folded_otherwise() -> re.Pattern[str]:
    """The characters that do not stay what they are: most texts have none, and to look for them is quick."""
    return re.compile(f"[{re.escape(''.join(map(chr, _same())))}]")


# The checks of one unit ask for the same text one after the other.
@lru_cache(maxsize=16)
def fold(text: str) -> Folded:
    """One character for one: full-width letters become plain, traditional characters simplified; white space goes."""
    compiled = lasting("chinese")
    bare, starts = _folded(text) if compiled is None else _folder(compiled).fold(text)
    return Folded(bare, range(len(text) + 1) if starts is None else starts)


@cache
def _folder(compiled: ModuleType) -> Folder:
    folder: Folder = compiled.Folder({old: ord(new) if isinstance(new, str) else new for old, new in _same().items()})
    return folder


def _folded(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and the places of its characters where it is not as long as it was."""
    plain = text.translate(_same()) if _folded_otherwise().search(text) else text
    bare = "".join(plain.split())
    if len(bare) == len(plain):
        return bare, None
    starts: list[int] = []
    for match in _NO_SPACE.finditer(plain):
        starts += range(*match.span())
    starts.append(len(text))
    return bare, starts


def fold_term(term: str) -> str:
    return fold(term).text
