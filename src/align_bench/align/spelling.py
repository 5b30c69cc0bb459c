"""Names by their pinyin: which English names the characters of a Chinese text spell."""

from __future__ import annotations

from align_bench.align.dictionary import Dictionary
from align_bench.text.tokens import HAN_RUN

_LONGEST_NAME = 4

_Step = tuple[tuple[str, ...], frozenset[str]]
"""The names that are spelled so far, and all beginnings of names that are."""

_START = frozenset({""})


class Spelling:
    """What follows a beginning is worked out once for each set of syllables."""

    def __init__(self, names: frozenset[str], dictionary: Dictionary) -> None:
        self._names = names
        self._prefixes = frozenset(name[:k] for name in names for k in range(1, len(name) + 1))
        self._dictionary = dictionary
        self._steps: dict[tuple[frozenset[str], frozenset[str]], _Step] = {}

    def names_in(self, text: str) -> list[str]:
        """English names that are the pinyin of one to four characters of the text, in lower case."""
        if not self._names:
            return []
        found: list[str] = []
        steps = self._steps
        for run in HAN_RUN.findall(text):
            readings = [self._dictionary.readings(character) for character in run]
            for start in range(len(run)):
                begun = _START
                for syllables in readings[start : start + _LONGEST_NAME]:
                    names, begun = steps.get((begun, syllables)) or self._step(begun, syllables)
                    found += names
                    if not begun:
                        break
        return found

    def _step(self, begun: frozenset[str], syllables: frozenset[str]) -> _Step:
        longer = self._prefixes.intersection(b + s for b in begun for s in syllables)
        step = tuple(sorted(longer & self._names)), longer
        self._steps[begun, syllables] = step
        return step
