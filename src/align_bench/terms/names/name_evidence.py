"""What speaks for it that two spellings are of one name: characters that both Chinese texts have and that spell it.

Owns the kinds of evidence, each a function of two texts or more that gives the characters, or nothing. How characters
are read is handed in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from align_bench.terms.names.sounds import Read, Spelt, consonants, likeness, sound_parts, spelt_best

# How well the characters have to spell either word, and the better one of both. Where CC-CEDICT spells foreign names of
# three to six consonants in such characters, nine of ten reach the second; of two that have nothing to do with each
# other, one in eight.
_SPELT = 0.45
_WELL_SPELT = 0.65
_FEWEST_CONSONANTS = 2
_SHORTEST_PINYIN = 5
_LONGEST_PINYIN = 4
_HONORIFIC = re.compile(r"([㐀-鿿·•]{2,12}?)(?:先生|女士|夫人|小姐|博士|教授)")
# Characters of a name that hardly ever end two names.
_WHOLE_NAME = 3
_HAN = re.compile(r"[㐀-鿿]+")
# Of the texts that have a word, the share that has to have what it renders; of those that do not, the share that may.
_MOST = 0.75
_FEW = 0.2
_MANY = 3


def by_sound(word: str, usual: str, text: str, other: str, read: Read) -> str:
    """The characters in both texts that spell either word, and better than any others there; empty without such."""
    if min(consonants(word), consonants(usual)) < _FEWEST_CONSONANTS or not sound_parts(text) & sound_parts(other):
        return ""
    here, there = _spelt(word, text, read), _spelt(usual, other, read)
    if here is None or there is None:
        return ""
    for name in dict.fromkeys((other[there.start : there.stop], text[here.start : here.stop])):
        if _covers(name, text, here) and _covers(name, other, there):
            ours, theirs = likeness(word, name, read), likeness(usual, name, read)
            if min(ours, theirs) >= _SPELT and max(ours, theirs) >= _WELL_SPELT:
                return name
    return ""


def by_pinyin(word: str, usual: str, text: str, other: str, read: Read) -> str:
    """The characters in both texts of which the usual spelling is the pinyin, where the other one is of none."""
    if len(usual) < _SHORTEST_PINYIN:
        return ""
    ours = frozenset(_parts(text, 2))
    names = [name for name in _pinyin(usual, other, ours, read) if name in text]
    return names[0] if names and not _pinyin(word, text, ours, read) else ""


def by_honorific(text: str, other: str) -> str:
    """The end of a name before 先生 and the like that both texts have."""
    for name in persons(text):
        for their in persons(other):
            shared = next((n for n in range(1, len(name) + 1) if name[-n:] != their[-n:]), len(name) + 1) - 1
            if shared >= _WHOLE_NAME:
                return name[-shared:]
    return ""


def by_meaning(text: str, others: Sequence[str], beside: Sequence[str]) -> str:
    """Characters of a text that most others have too, and few texts beside; empty without such.

    Two characters, or three where there are few others.
    """
    size = 2 if len(others) >= _MANY else 3
    counts = Counter(part for other in others for part in set(_parts(other, size)))
    shared = [part for part in dict.fromkeys(_parts(text, size)) if counts[part] >= _MOST * len(others)]
    elsewhere = {part: sum(part in other for other in beside) for part in shared}
    best = min(shared, key=lambda part: elsewhere[part] / (len(beside) + 1) - counts[part] / len(others), default="")
    return best if best and elsewhere[best] <= _FEW * len(beside) else ""


def persons(text: str) -> list[str]:
    """What stands before 先生 and the like."""
    return _HONORIFIC.findall(text)


def _covers(name: str, text: str, part: Spelt) -> bool:
    """Whether the name stands around a part of the text."""
    start = text.find(name, max(0, part.stop - len(name)))
    return 0 <= start <= part.start


@lru_cache(maxsize=1 << 12)
def _spelt(word: str, text: str, read: Read) -> Spelt | None:
    return spelt_best(word, text, read)


def _pinyin(word: str, text: str, begins: Collection[str], read: Read) -> list[str]:
    """The characters of a text of which a word is the pinyin; only those that begin with two of `begins`."""
    found = []
    for run in _HAN.finditer(text):
        for start in range(run.start(), run.end() - 1):
            if text[start : start + 2] not in begins:
                continue
            rests = {word}
            for stop in range(start, min(run.end(), start + _LONGEST_PINYIN)):
                rests = {rest.removeprefix(s) for s in read(text[stop]) for rest in rests if rest.startswith(s)}
                if "" in rests and stop > start:
                    found.append(text[start : stop + 1])
                if not rests:
                    break
    return found


def _parts(text: str, size: int) -> list[str]:
    runs = (run[0] for run in _HAN.finditer(text))
    return [run[i : i + size] for run in runs for i in range(len(run) - size + 1)]
