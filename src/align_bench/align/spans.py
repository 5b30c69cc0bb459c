"""Spans: where in a segment the tokens stand that its bag counts.

Bags hold no places, for they are needed for whole documents; here the tokens of a few segments are read once more with
theirs. The names of the tokens are those of the vocabularies of `bags`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from align_bench.align.dictionary import Dictionary, dictionary
from align_bench.align.numerals import number_tokens
from align_bench.text.tokens import HAN_RUN, chinese_tokens, english_stems, english_words

_LONGEST_NAME = 4
"""Characters, as in `bags`."""

Range = tuple[int, int]
"""Code points from the first up to, and without, the second."""


@dataclass(frozen=True)
class Vocabulary:
    """The Chinese tokens of a document pair, as `bags` names them."""

    tokens: Container[str]
    names: frozenset[str]
    """The English names that some of its characters spell."""

    prefixes: frozenset[str]
    terms: tuple[str, ...]

    @classmethod
    def of(cls, tokens: dict[str, int]) -> Vocabulary:
        names = frozenset(token[1:] for token in tokens if token[0] == "=")
        prefixes = frozenset(name[:k] for name in names for k in range(1, len(name) + 1))
        return cls(tokens, names, prefixes, tuple(token[1:] for token in tokens if token[0] == "*"))


def source_tokens(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Range]]:
    """The Chinese tokens of a text that the vocabulary holds, with every place where they stand."""
    words = dictionary()
    found = [*_words(text, words), *_numbers(text), *_spelled(text, vocabulary, words)]
    found += [
        (f"*{term}", (match.start(), match.end()))
        for term in vocabulary.terms
        for match in re.finditer(re.escape(term), text)
    ]
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


def _numbers(text: str) -> Iterator[tuple[str, Range]]:
    place = 0
    for key, _ in number_tokens(text):
        bare = key.removeprefix("第").rstrip("月年")
        start = text.index(bare, place)
        place = start + len(bare)
        yield f"#{key}", (start, place)


def _spelled(text: str, vocabulary: Vocabulary, words: Dictionary) -> Iterator[tuple[str, Range]]:
    """English names whose pinyin some neighbouring characters are."""
    if not vocabulary.names:
        return
    for run in HAN_RUN.finditer(text):
        readings = [words.readings(character) for character in run[0]]
        for start in range(len(readings)):
            spellings = {""}
            for stop, syllables in enumerate(readings[start : start + _LONGEST_NAME], start=start + 1):
                spellings = {s + y for s in spellings for y in syllables} & vocabulary.prefixes
                if not spellings:
                    break
                for name in sorted(spellings & vocabulary.names):
                    yield f"={name}", (run.start() + start, run.start() + stop)
