"""Chinese expressions that may be terms: those that recur and do not recur as part of a longer one alone.

Owns what is counted as one expression, and the C-value that orders them (Frantzi, Ananiadou and Mima 2000). How a run
of characters is cut into words is handed in; nothing is known of English.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from align_bench.terms.chinese import fold
from align_bench.terms.chinese_words import NO_ENDS, STOP_WORDS, VERBS

Cut = Callable[[str], Sequence[str]]
"""The words of a run of characters."""

_LONGEST = 16
_MOST_WORDS = 8
# Of a phrase's places, the share inside of one longer phrase from which on it is but a piece of that.
_PIECE = 0.8
_TITLE = re.compile(r"《[^《》]{2,40}》")
_NAME = re.compile(r"[㐀-鿿]{1,10}(?:·[㐀-鿿]{1,10})+")
_RUN = re.compile(r"[㐀-鿿]+")


class CandidateKind(StrEnum):
    """By what an expression is known to be one."""

    TITLE = "title"
    """《…》"""

    NAME = "name"
    """A name of several parts, a dot between them."""

    PHRASE = "phrase"
    """Words that recur together."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Chinese expression that may be a term."""

    text: str
    """Folded (see `terms.chinese`)."""

    kind: CandidateKind
    count: int
    """Its places, those inside of longer candidates among them."""

    c_value: float
    """Higher for what is longer, more frequent, and more often met outside of longer candidates."""


def find_candidates(texts: Iterable[str], cut: Cut, *, min_count: int = 2) -> tuple[Candidate, ...]:
    """Titles, names and recurring phrases; those of the highest C-value first."""
    titles: Counter[str] = Counter()
    names: Counter[str] = Counter()
    words: dict[str, tuple[str, ...]] = {}
    phrases: Counter[str] = Counter()
    for text in texts:
        folded = fold(text).text
        titles.update(_TITLE.findall(folded))
        names.update(_NAME.findall(folded))
        for phrase in _phrases(folded, cut):
            joined = "".join(phrase)
            words.setdefault(joined, phrase)
            phrases[joined] += 1
    frequent = {text: count for text, count in phrases.items() if count >= min_count}
    found = [
        Candidate(text, kind, count, count * log2(1 + len(text)))
        for counts, kind in ((titles, CandidateKind.TITLE), (names, CandidateKind.NAME))
        for text, count in counts.items()
        if count >= min_count
    ]
    values = _c_values(frequent, words)
    found += [
        Candidate(text, CandidateKind.PHRASE, frequent[text], value)
        for text, value in values.items()
        if value > 0 and titles[f"《{text}》"] < frequent[text] and _is_term_like(words[text])
    ]
    return tuple(sorted(found, key=lambda candidate: (-candidate.c_value, candidate.text)))


def _is_term_like(words: Sequence[str]) -> bool:
    """Whether a phrase begins and ends like a term: no verb with its object."""
    return words[0] not in VERBS and words[-1] not in NO_ENDS


def _phrases(folded: str, cut: Cut) -> Iterator[tuple[str, ...]]:
    for match in _RUN.finditer(folded):
        part: list[str] = []
        words = list(cut(match.group()))
        if folded[match.end() : match.end() + 1] == "·":
            words = _without_name(words)
        for word in (*words, "的"):
            if word not in STOP_WORDS:
                part.append(word)
                continue
            for start in range(len(part)):
                length = 0
                for stop in range(start, min(len(part), start + _MOST_WORDS)):
                    length += len(part[stop])
                    if length > _LONGEST:
                        break
                    if length > 1:
                        yield tuple(part[start : stop + 1])
            part = []


def _without_name(words: list[str]) -> list[str]:
    """The words before a dot without the name that it divides: its characters, or the last word."""
    kept = list(words)
    while kept and len(kept[-1]) == 1:
        kept.pop()
    return kept if len(kept) < len(words) else kept[:-1]


def _c_values(counts: dict[str, int], words: dict[str, tuple[str, ...]]) -> dict[str, float]:
    """The C-value of each phrase, with one word more than it has, so that single words have a value at all.

    Phrases of several words that hardly stand outside of one longer phrase have none: they are pieces of it.
    """
    around: dict[str, list[int]] = defaultdict(list)
    for text, count in counts.items():
        whole = words[text]
        size = len(whole)
        parts = {"".join(whole[i:j]) for i in range(size) for j in range(i + 1, size + 1) if j - i < size}
        for part in parts & counts.keys():
            around[part].append(count)
    values = {}
    for text, count in counts.items():
        longer = around.get(text, [0])
        if len(words[text]) == 1 or max(longer) < _PIECE * count:
            values[text] = log2(1 + len(words[text])) * (count - sum(longer) / len(longer))
    return values
