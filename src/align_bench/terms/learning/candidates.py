"""Expressions that may be terms: those that recur, and do not recur as part of one longer expression alone.

Owns what is counted as one expression in either language. How a run of Chinese characters is cut into words is handed
in; how often expressions stand and what that is worth is `cvalue`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from align_bench.terms.chinese import fold
from align_bench.terms.learning.chinese_words import NO_ENDS, STOP_WORDS, VERBS
from align_bench.terms.learning.cvalue import c_values, recurring
from align_bench.terms.learning.passages import Passage

Cut = Callable[[str], Sequence[str]]
"""The words of a run of characters."""

_LONGEST = 16
_MOST_WORDS = 8
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
    runs: list[list[str]] = []
    for text in texts:
        folded = fold(text).text
        titles.update(_TITLE.findall(folded))
        names.update(_NAME.findall(folded))
        runs.extend(_runs(folded, cut))
    found = {
        text: Candidate(text, kind, count, count * log2(1 + len(text)))
        for counts, kind in ((titles, CandidateKind.TITLE), (names, CandidateKind.NAME))
        for text, count in counts.items()
        if count >= min_count
    }
    counts = recurring(runs, min_count, _MOST_WORDS)
    for words, value in c_values(counts).items():
        text, count = "".join(words), counts[words]
        is_long = 1 < len(text) <= _LONGEST
        if value > 0 and is_long and titles[f"《{text}》"] < count and _is_term_like(words) and text not in found:
            found[text] = Candidate(text, CandidateKind.PHRASE, count, value)
    return tuple(sorted(found.values(), key=lambda candidate: (-candidate.c_value, candidate.text)))


def find_english_candidates(passages: Iterable[Passage], *, min_count: int = 2) -> tuple[Candidate, ...]:
    """Recurring English expressions of several words, by their stems (see `Passage`)."""
    runs = [[stem for stem in run if stem] for passage in passages for _, run in passage.runs]
    counts = recurring(runs, min_count, _MOST_WORDS)
    found = [
        Candidate(" ".join(words), CandidateKind.PHRASE, counts[words], value)
        for words, value in c_values(counts).items()
        if value > 0 and len(words) > 1 and not all(word.isdigit() for word in words)
    ]
    return tuple(sorted(found, key=lambda candidate: (-candidate.c_value, candidate.text)))


def _is_term_like(words: Sequence[str]) -> bool:
    """Whether a phrase begins and ends like a term: no verb with its object."""
    return words[0] not in VERBS and words[-1] not in NO_ENDS


def _runs(folded: str, cut: Cut) -> Iterator[list[str]]:
    """The words between those that belong to no term."""
    for match in _RUN.finditer(folded):
        words = list(cut(match.group()))
        if folded[match.end() : match.end() + 1] == "·":
            words = _without_name(words)
        run: list[str] = []
        for word in words:
            if word not in STOP_WORDS:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _without_name(words: list[str]) -> list[str]:
    """The words before a dot without the name that it divides: its characters, or the last word."""
    kept = list(words)
    while kept and len(kept[-1]) == 1:
        kept.pop()
    return kept if len(kept) < len(words) else kept[:-1]
