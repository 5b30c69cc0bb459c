"""Concordance: every place of a word or phrase in either language, in its context, with the other language beside it.

Owns what a search pattern means and the order of the lines. Text is searched folded: width, case, quotes and dashes
make no difference, and neither does how much white space there is.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align_bench.model.document import Language
from align_bench.model.memory import MemoryEntry
from align_bench.model.task import Task
from align_bench.text.folding import fold
from align_bench.text.scripts import han_count

_SOME = r"[^\n ,.;:!?。、]{0,10}?"
_END = "\n"
"""Between texts: nothing that is looked for goes over it."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one text: code-point offsets in the entry's Chinese or English."""

    entry: MemoryEntry
    language: Language
    start: int
    stop: int

    @property
    def text(self) -> str:
        """The text it stands in."""
        return self.entry.source if self.language == "zh" else self.entry.target

    @property
    def keyword(self) -> str:
        return self.text[self.start : self.stop]

    @property
    def before(self) -> str:
        return self.text[: self.start]

    @property
    def after(self) -> str:
        return self.text[self.stop :]

    @property
    def counterpart(self) -> str:
        """The text in the other language."""
        return self.entry.target if self.language == "zh" else self.entry.source


class Concordance:
    """The texts of many entries, each side as one string that is searched at once."""

    def __init__(self, entries: Sequence[MemoryEntry], task: Task | None = None) -> None:
        task = task or Task()
        self._entries = entries
        count = len(entries)
        self._sides = {
            "zh": _Side([fold(entry.source) for entry in task.over(entries, "the Chinese", count)]),
            "en": _Side([fold(entry.target) for entry in task.over(entries, "the English", count)]),
        }

    def find(self, text: str, *, language: Language | None = None) -> Iterator[Place]:
        """Every place, in the order of the entries; in Chinese where `text` holds Chinese, else in English.

        White space stands for any, `*` for the rest of an English word or up to ten Chinese characters. An English
        text is found only as whole words. Nothing is found for a text that has nothing but these.
        """
        chosen = language or language_of(text)
        pattern = _pattern(text, chosen)
        if pattern is None:
            return
        for number, start, stop in self._sides[chosen].search(pattern, whole_words=chosen == "en"):
            yield Place(self._entries[number], chosen, start, stop)


class _Side:
    def __init__(self, texts: Sequence[str]) -> None:
        self._text = _END.join(texts)
        self._starts = array("Q")
        start = 0
        for text in texts:
            self._starts.append(start)
            start += len(text) + len(_END)

    def search(self, pattern: re.Pattern[str], *, whole_words: bool) -> Iterator[tuple[int, int, int]]:
        """Number of the text, and the place in it."""
        for match in pattern.finditer(self._text):
            # Asked here, not in the pattern: one that begins with letters alone is searched twenty times as fast.
            if whole_words and match.start() and self._text[match.start() - 1].isalnum() and match[0][0].isalnum():
                continue
            number = bisect_right(self._starts, match.start()) - 1
            start = self._starts[number]
            yield number, match.start() - start, match.end() - start


def language_of(text: str) -> Language:
    return "zh" if han_count(text) else "en"


def _pattern(text: str, language: Language) -> re.Pattern[str] | None:
    pieces = re.findall(r" +|\*+|[^ *]+", fold(text).strip())
    if all(piece[0] in " *" for piece in pieces):
        return None
    return re.compile(_chinese(pieces) if language == "zh" else _english(pieces))


def _english(pieces: Sequence[str]) -> str:
    words = "".join({" ": " +", "*": r"\w*"}.get(piece[0], re.escape(piece)) for piece in pieces)
    return rf"{words}(?!\w)" if pieces[-1][-1].isalnum() else words


def _chinese(pieces: Sequence[str]) -> str:
    """White space between Chinese characters is an accident of line ends, in the texts as in what is looked for."""
    characters = (character for piece in pieces for character in (piece.strip() if piece[0] != "*" else "*"))
    return " *".join(_SOME if character == "*" else re.escape(character) for character in characters)
