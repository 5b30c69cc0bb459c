"""Readers: the segments of either side as counted tokens, and what the dictionary says of each Chinese one.

Owns what is a token: words, figures, names by their pinyin and terms; knows nothing of beads.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align_bench.align.arrays import Booleans, Integers, Sparse, sparse
from align_bench.align.dictionary import dictionary
from align_bench.align.reading.numerals import number_tokens
from align_bench.align.reading.spelling import Spelling
from align_bench.model.task import Task
from align_bench.text.clauses import outer_clauses
from align_bench.text.tokens import HAN_RUN, chinese_tokens, english_stems, english_words, stem

# How much of a known word's evidence comes from its parts, and of an unknown word's (the rest is nothing); set by hand.
_PARTS_OF_KNOWN = 0.25
_PARTS_OF_UNKNOWN = 0.7

Terms = Sequence[tuple[str, str]]
"""Chinese terms with an English rendering each; a term may stand there several times."""

TERM_COUNT = 2.0
"""How often a term counts in a segment that has it; set by hand: a term is surer than a word of the dictionary."""

# How sure a mark has a counterpart, set by hand.
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
class Ends:
    """The tokens of the first and the last clause of each segment; none where it has a single clause."""

    first: Sparse
    last: Sparse

    def pick(self, chosen: Integers) -> Ends:
        return Ends(self.first.pick(chosen), self.last.pick(chosen))


class _TokenCounts:
    """Collects the tokens of segments, clause by clause."""

    def __init__(self) -> None:
        self._tokens = array("q")
        self._clauses: list[tuple[int, int, int, float]] = []

    def add(self, segment: int, part: int, tokens: Sequence[int], count: float = 1.0) -> None:
        """`part`: 0 for the first clause, 2 for the last, 1 for what stands between; each token counts `count`."""
        self._tokens.extend(tokens)
        self._clauses.append((segment, part, len(tokens), count))

    def bags(self, height: int, width: int) -> tuple[Sparse, Ends]:
        tokens = np.array(self._tokens, np.int32)
        clauses = np.array(self._clauses).reshape(-1, 4)
        segments, parts, lengths = clauses[:, :3].astype(np.int32).T
        owner = np.repeat(np.arange(len(clauses), dtype=np.int32), lengths)

        def of(chosen: Booleans | slice) -> Sparse:
            which = owner[chosen]
            return sparse(segments[which], tokens[chosen], clauses[which, 3], height, max(1, width))

        first, last = (parts[owner] == part for part in (0, 2))
        return of(slice(None)), Ends(of(first), of(last))


def read_english(target: Sequence[str], task: Task) -> tuple[dict[str, int], Sparse, Ends, frozenset[str]]:
    """The vocabulary, the counts, those of the outer clauses, and the words that are names."""
    vocabulary: dict[str, int] = {}
    numbers: dict[str, list[int]] = {}
    counter = _TokenCounts()
    printed: Counter[str] = Counter()
    for index, text in enumerate(task.over(target, "reading the English", len(target))):
        for part, piece in enumerate(outer_clauses(text, "en")):
            words = english_words(piece)
            printed.update(words)
            tokens: list[int] = []
            for word in words:
                if word not in numbers:
                    numbers[word] = [vocabulary.setdefault(token, len(vocabulary)) for token in english_stems(word)]
                tokens += numbers[word]
            counter.add(index, part, tokens)
    return vocabulary, *counter.bags(len(target), len(vocabulary)), _names(printed)


def _names(printed: Counter[str]) -> frozenset[str]:
    """Words that are nearly always written with a capital, in lower case."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for word, count in printed.items():
        head = re.split("['’]", word)[0]
        if head[:1].isalpha():
            (upper if head[0].isupper() else lower)[head.lower()] += count
    return frozenset(w for w, count in upper.items() if count > 4 * lower[w] and len(w) > 1 and w.isascii())


class ChineseReader:
    """Reads the Chinese side: each token gets a number and, once, its row of English tokens."""

    def __init__(self, english: dict[str, int], names: frozenset[str], terms: Terms) -> None:
        self._english = english
        self._dictionary = dictionary()
        self._spelling = Spelling(names, self._dictionary)
        self.vocabulary: dict[str, int] = {}
        self.rows: list[dict[int, float]] = []
        self._term_rows = self._renderings(terms)
        self._terms_by_first: dict[str, list[tuple[int, str]]] = {}
        for order, term in enumerate(self._term_rows):
            self._terms_by_first.setdefault(term[0], []).append((order, term))

    def read(self, source: Sequence[str], task: Task) -> tuple[Sparse, Ends]:
        """The counts, and those of the outer clauses; what the tokens are is in `vocabulary` and `rows` then."""
        counter = _TokenCounts()
        for index, text in enumerate(task.over(source, "reading the Chinese", len(source))):
            simplified = self._dictionary.simplified(text)
            for part, piece in enumerate(outer_clauses(simplified, "zh")):
                counter.add(index, part, self._tokens(piece))
            if self._term_rows:
                counter.add(index, 1, self._terms_of(simplified), TERM_COUNT)
        return counter.bags(len(source), len(self.rows))

    def _tokens(self, text: str) -> list[int]:
        known = self.vocabulary
        words = chinese_tokens(text, self._dictionary.cut)
        found = [known[word] if word in known else self._word(word) for word in words]
        for key, forms, _ in number_tokens(text):
            number = known.get(f"#{key}")
            if number is not None:
                found.append(number)
            elif row := self._known(forms):
                found.append(self._number(f"#{key}", row))
        for name, _, _ in self._spelling.names_in(text):
            number = known.get(f"={name}")
            found.append(self._number(f"={name}", self._known({stem(name): 1.0})) if number is None else number)
        return found

    def _terms_of(self, text: str) -> list[int]:
        # A termbase has thousands of terms: only those are looked for whose first character is there.
        firsts = self._terms_by_first.keys() & set(text)
        terms = sorted(entry for first in firsts for entry in self._terms_by_first[first] if entry[1] in text)
        return [self._number(f"*{term}", self._term_rows[term]) for _, term in terms]

    def _word(self, word: str) -> int:
        return self._number(word, self._known(self._meanings(word)))

    def _number(self, token: str, row: dict[int, float]) -> int:
        if token not in self.vocabulary:
            self.vocabulary[token] = len(self.rows)
            self.rows.append(row)
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

    def _renderings(self, terms: Terms) -> dict[str, dict[int, float]]:
        """The row of each term: any of its renderings may stand for it, as far as the English has them."""
        found: dict[str, list[dict[int, float]]] = {}
        for chinese, english in terms:
            if chinese and (row := self._term_row(english)):
                found.setdefault(self._dictionary.simplified(chinese), []).append(row)
        return {term: _any_of(rows) for term, rows in found.items()}

    def _term_row(self, english: str) -> dict[int, float]:
        tokens = [token for word in english_words(english) for token in english_stems(word) if token.isalnum()]
        return {self._english[t]: 1 / len(tokens) for t in tokens if t in self._english}


def _any_of(rows: Sequence[dict[int, float]]) -> dict[int, float]:
    """The highest weight that a token has in any row, all of them together 1 at most."""
    highest: dict[int, float] = {}
    for row in rows:
        for token, weight in row.items():
            highest[token] = max(weight, highest.get(token, 0.0))
    total = max(1.0, sum(highest.values()))
    return {token: weight / total for token, weight in highest.items()}
