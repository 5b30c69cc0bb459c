"""Single Chinese characters: whether one is a word where it stands, or part of one (会 in 不会)."""

from __future__ import annotations

from functools import lru_cache

from align_bench.text.tokens import HAN_RUN

# Words reach no farther than so many characters.
_REACH = 8


def lies_in_word(text: str, at: int) -> bool:
    """Whether the dictionary's words take the character with the ones beside it."""
    start = max(0, at - _REACH)
    for run in HAN_RUN.finditer(text, start, at + _REACH + 1):
        if run.start() <= at < run.end():
            place = run.start()
            for word in _cut(run.group()):
                if place <= at < place + len(word):
                    return len(word) > 1
                place += len(word)
    return False


@lru_cache(maxsize=1 << 12)
def _cut(run: str) -> tuple[str, ...]:
    from align_bench.align.dictionary import dictionary

    return tuple(dictionary().cut(run))
