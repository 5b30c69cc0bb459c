"""Bags of tokens: both sides of a document pair as sparse counts, with the dictionary's translation tables.

Owns the vocabulary of one document pair; knows no beads. Tables are rows of probabilities: `forward` from Chinese
tokens to English ones, `backward` the other way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align_bench.align.arrays import Floats, Sparse, sparse
from align_bench.align.dictionary import Dictionary, dictionary
from align_bench.align.numerals import number_tokens
from align_bench.text.tokens import HAN_RUN, chinese_tokens, english_stems, english_words, stem

# How much of a known word's evidence comes from its parts, and of an unknown word's (the rest is nothing).
_PARTS_OF_KNOWN = 0.25
_PARTS_OF_UNKNOWN = 0.7

_LONGEST_NAME = 4
_TERM_COUNT = 2.0
_MARKS: dict[str, dict[str, float]] = {
    "?": {"?": 0.9},
    "!": {"!": 0.8},
    ";": {";": 0.4},
    ":": {":": 0.4},
    '"': {'"': 0.8},
    "(": {"(": 0.9},
    ")": {")": 0.9},
    "…": {"…": 0.6},
    "—": {"—": 0.6},
    "%": {"percent": 0.4, "%": 0.4, "per": 0.1, "cent": 0.1},
}


@dataclass(frozen=True, slots=True)
class Bags:
    """The tokens of a document pair and what the dictionary says of them."""

    source: Sparse
    """Segments by Chinese tokens: counts."""

    target: Sparse
    source_frequency: Floats
    """Smoothed relative frequency of each token of the document."""

    target_frequency: Floats
    forward: Sparse
    """Chinese tokens by English tokens: t(e|z) from the dictionary; a row sums to 1 or less."""

    backward: Sparse
    source_vocabulary: dict[str, int]
    """The column of each Chinese token; `#` stands before numbers, `=` before spelled names, `*` before terms."""

    target_vocabulary: dict[str, int]


def make_bags(source: Sequence[str], target: Sequence[str], terms: Sequence[tuple[str, str]] = ()) -> Bags:
    """Count the tokens of a Chinese and an English list of segments and look up what they may mean."""
    english, target_bags, names = _english(target)
    chinese = _Chinese(english, names, terms)
    source_bags, rows = chinese.read(source)
    source_total = np.bincount(source_bags.columns, source_bags.values, minlength=len(rows))
    target_total = np.bincount(target_bags.columns, target_bags.values, minlength=len(english))
    forward = _table(rows, len(english))
    return Bags(
        source=source_bags,
        target=target_bags,
        source_frequency=_smoothed(source_total),
        target_frequency=_smoothed(target_total),
        forward=forward,
        backward=_reverse(forward, source_total),
        source_vocabulary=chinese.vocabulary,
        target_vocabulary=english,
    )


def _english(target: Sequence[str]) -> tuple[dict[str, int], Sparse, frozenset[str]]:
    vocabulary: dict[str, int] = {}
    segments: list[int] = []
    tokens: list[int] = []
    printed: Counter[str] = Counter()
    for index, text in enumerate(target):
        words = english_words(text)
        printed.update(words)
        for word in words:
            for token in english_stems(word):
                segments.append(index)
                tokens.append(vocabulary.setdefault(token, len(vocabulary)))
    bags = sparse(segments, tokens, np.ones(len(tokens)), len(target), max(1, len(vocabulary)))
    return vocabulary, bags, _names(printed)


def _names(printed: Counter[str]) -> frozenset[str]:
    """Words that are nearly always written with a capital, in lower case."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for word, count in printed.items():
        head = re.split("['’]", word)[0]
        if head[:1].isalpha():
            (upper if head[0].isupper() else lower)[head.lower()] += count
    return frozenset(w for w, count in upper.items() if count > 4 * lower[w] and len(w) > 1 and w.isascii())


class _Chinese:
    """Reads the Chinese side: each token gets a number and, once, its row of English tokens."""

    def __init__(self, english: dict[str, int], names: frozenset[str], terms: Sequence[tuple[str, str]]) -> None:
        self._english = english
        self._names = names
        self._prefixes = frozenset(name[:k] for name in names for k in range(1, len(name) + 1))
        self._dictionary: Dictionary = dictionary()
        self.vocabulary: dict[str, int] = {}
        self._rows: list[dict[int, float]] = []
        self._terms = [(self._dictionary.simplified(zh), row) for zh, en in terms if zh and (row := self._term_row(en))]

    def read(self, source: Sequence[str]) -> tuple[Sparse, list[dict[int, float]]]:
        segments: list[int] = []
        tokens: list[int] = []
        counts: list[float] = []
        for index, text in enumerate(source):
            found = self._tokens(self._dictionary.simplified(text))
            segments += [index] * len(found)
            tokens += [token for token, _ in found]
            counts += [count for _, count in found]
        return sparse(segments, tokens, np.asarray(counts), len(source), max(1, len(self._rows))), self._rows

    def _tokens(self, text: str) -> list[tuple[int, float]]:
        found = [(self._word(word), 1.0) for word in chinese_tokens(text, self._dictionary)]
        for key, forms in number_tokens(text):
            row = self._known(forms)
            if row:
                found.append((self._number(f"#{key}", row), 1.0))
        found += [(self._number(f"={name}", self._known({stem(name): 1.0})), 1.0) for name in self._spelled(text)]
        found += [(self._number(f"*{zh}", row), _TERM_COUNT) for zh, row in self._terms if zh in text]
        return found

    def _word(self, word: str) -> int:
        known = self.vocabulary.get(word)
        return self._number(word, self._known(self._meanings(word))) if known is None else known

    def _number(self, token: str, row: dict[int, float]) -> int:
        if token not in self.vocabulary:
            self.vocabulary[token] = len(self._rows)
            self._rows.append(row)
        return self.vocabulary[token]

    def _known(self, meanings: dict[str, float]) -> dict[int, float]:
        return {self._english[t]: weight for t, weight in meanings.items() if t in self._english}

    def _meanings(self, word: str) -> dict[str, float]:
        if word in _MARKS:
            return _MARKS[word]
        if not HAN_RUN.match(word):
            return dict.fromkeys(english_stems(word), 1.0)
        own = self._dictionary.glosses(word)
        if len(word) == 1:
            return own
        share = _PARTS_OF_KNOWN if own else _PARTS_OF_UNKNOWN
        mixed = {token: (1 - share) * weight for token, weight in own.items()}
        parts = self._dictionary.parts(word)
        for part in parts:
            for token, weight in self._dictionary.glosses(part).items():
                mixed[token] = mixed.get(token, 0.0) + share * weight / len(parts)
        return mixed

    def _spelled(self, text: str) -> list[str]:
        """English names that are the pinyin of one to four characters of the text."""
        if not self._names:
            return []
        found = []
        for run in HAN_RUN.findall(text):
            readings = [self._dictionary.readings(character) for character in run]
            for start in range(len(run)):
                spellings = {""}
                for syllables in readings[start : start + _LONGEST_NAME]:
                    spellings = {s + y for s in spellings for y in syllables} & self._prefixes
                    if not spellings:
                        break
                    found += sorted(spellings & self._names)
        return found

    def _term_row(self, english: str) -> dict[int, float]:
        tokens = [token for word in english_words(english) for token in english_stems(word) if token.isalnum()]
        return {self._english[t]: 1 / len(tokens) for t in tokens if t in self._english}


def _table(rows: Sequence[dict[int, float]], columns: int) -> Sparse:
    lengths = [len(row) for row in rows]
    return sparse(
        np.repeat(np.arange(len(rows)), lengths),
        np.fromiter((c for row in rows for c in row), np.int64, sum(lengths)),
        np.fromiter((v for row in rows for v in row.values()), np.float64, sum(lengths)),
        max(1, len(rows)),
        max(1, columns),
    )


def _reverse(forward: Sparse, source_total: Floats) -> Sparse:
    """t(z|e), proportional to the root of z's count times t(e|z)."""
    rows = forward.row_numbers()
    weights = np.sqrt(source_total)[rows] * forward.values
    sums = np.bincount(forward.columns, weights, minlength=forward.width)
    return sparse(
        forward.columns, rows, weights / np.maximum(sums[forward.columns], 1e-9), forward.width, forward.height
    )


def _smoothed(total: Floats) -> Floats:
    return np.asarray((total + 0.5) / (total.sum() + 0.5 * max(1, len(total))), np.float32)
