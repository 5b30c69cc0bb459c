"""Spans: where in a segment the tokens stand that its bag counts.

Bags hold no places, for they are needed for whole documents; here the tokens of a few segments are read once more with
theirs. The names of the tokens are those of the vocabularies of `bags`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from align_bench.align.dictionary import Dictionary, dictionary
from align_bench.align.reading.numerals import number_tokens
from align_bench.align.reading.spelling import Spelling
from align_bench.text.tokens import chinese_tokens, english_stems, english_words

Range = tuple[int, int]
"""Code points from the first up to, and without, the second."""


@dataclass(frozen=True)
class Vocabulary:
    """The Chinese tokens of a document pair, as `bags` names them."""

    tokens: Container[str]
    spelling: Spelling
    """Of the English names that some of its characters spell."""

    terms: tuple[str, ...]
    """In simplified characters."""

    @classmethod
    def of(cls, tokens: dict[str, int]) -> Vocabulary:
        names = frozenset(token[1:] for token in tokens if token[0] == "=")
        return cls(tokens, Spelling(names, dictionary()), tuple(token[1:] for token in tokens if token[0] == "*"))


def source_tokens(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Range]]:
    """The Chinese tokens of a text that the vocabulary holds, with every place where they stand."""
    words = dictionary()
    # One for one, so that places stay.
    text = words.simplified(text)
    found = [*_words(text, words)]
    found += [(f"#{key}", place) for key, _, place in number_tokens(text)]
    found += [(f"={name}", (start, stop)) for name, start, stop in vocabulary.spelling.names_in(text)]
    found += [(f"*{term}", place) for term in vocabulary.terms for place in _every(term, text)]
    return ((token, place) for token, place in found if token in vocabulary.tokens)


def target_tokens(text: str) -> Iterator[tuple[str, Range]]:
    """The English tokens of a text; `don't` is two of them at one place."""
    place = 0
    for word in english_words(text):
        start = text.index(word, place)
        place = start + len(word)
        for token in english_stems(word):
            yield token, (start, place)


def _words(text: str, words: Dictionary) -> Iterator[tuple[str, Range]]:
    place = 0
    for token in chinese_tokens(text, words.cut):
        start, place = _found(text, token, place)
        yield token, (start, place)


def _found(text: str, token: str, place: int) -> Range:
    """The next place of a token: figures lose their commas as tokens, and marks have one name for both languages."""
    if token[0].isdigit():
        match = re.compile(",?".join(map(re.escape, token))).search(text, place)
        return match.span() if match else (place, place)
    if token[0].isalnum():
        start = text.index(token, place)
        return start, start + len(token)
    while text[place].isalnum() or token not in english_stems(text[place]):
        place += 1
    return place, place + 1


def _every(term: str, text: str) -> Iterator[Range]:
    start = text.find(term)
    while start >= 0:
        yield start, start + len(term)
        start = text.find(term, start + len(term))
