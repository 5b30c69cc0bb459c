"""Names by their pinyin: which English names the characters of a Chinese text spell, and where."""

from __future__ import annotations

from align_bench.align.dictionary import Dictionary
from align_bench.text.tokens import HAN_RUN

_LONGEST_NAME = 4
"""Characters."""

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

    def names_in(self, text: str) -> list[tuple[str, int, int]]:
        """English names that are the pinyin of neighbouring characters, in lower case, and the range of these."""
        if not self._names:
            return []
        found: list[tuple[str, int, int]] = []
        steps = self._steps
        for run in HAN_RUN.finditer(text):
            readings = [self._dictionary.readings(character) for character in run[0]]
            for start in range(len(readings)):
                begun = _START
                for stop, syllables in enumerate(readings[start : start + _LONGEST_NAME], start=start + 1):
                    names, begun = steps.get((begun, syllables)) or self._step(begun, syllables)
                    if names:
                        found += [(name, run.start() + start, run.start() + stop) for name in names]
                    if not begun:
                        break
        return found

    def _step(self, begun: frozenset[str], syllables: frozenset[str]) -> _Step:
        longer = self._prefixes.intersection(b + s for b in begun for s in syllables)
        step = tuple(sorted(longer & self._names)), longer
        self._steps[begun, syllables] = step
        return step
