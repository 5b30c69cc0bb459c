"""Names by their pinyin: which English names the characters of a Chinese text spell."""

from __future__ import annotations

from align_bench.align.dictionary import Dictionary
from align_bench.text.tokens import HAN_RUN

_LONGEST_NAME = 4

_Read = tuple[tuple[str, ...], frozenset[str]]
"""The names that some characters spell, and the beginnings of names."""

_NOTHING: _Read = ((), frozenset())


class Spelling:
    """Looks the same characters up only once."""

    def __init__(self, names: frozenset[str], dictionary: Dictionary) -> None:
        self._names = names
        self._prefixes = frozenset(name[:k] for name in names for k in range(1, len(name) + 1))
        self._dictionary = dictionary
        self._known: dict[str, _Read] = {}

    def names_in(self, text: str) -> list[str]:
        """English names that are the pinyin of one to four characters of the text, in lower case."""
        if not self._names:
            return []
        found: list[str] = []
        known = self._known
        for run in HAN_RUN.findall(text):
            for start in range(len(run)):
                for stop in range(start + 1, min(start + _LONGEST_NAME, len(run)) + 1):
                    characters = run[start:stop]
                    names, begun = known.get(characters) or self._read(characters)
                    found += names
                    if not begun:
                        break
        return found

    def _read(self, characters: str) -> _Read:
        before = self._read(characters[:-1])[1] if len(characters) > 1 else ("",)
        syllables = self._dictionary.readings(characters[-1])
        begun = self._prefixes.intersection(s + y for s in before for y in syllables)
        self._known[characters] = (tuple(sorted(begun & self._names)), begun) if begun else _NOTHING
        return self._known[characters]
