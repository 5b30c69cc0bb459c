"""What evidence is made of: the tokens of some lines, what kind each is, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from align_bench.align.lexicon import Lexicon
from align_bench.align.reading.phrases import SET_PHRASES
from align_bench.align.reading.readers import TERM_COUNT
from align_bench.align.reading.spans import Range, source_tokens, target_tokens
from align_bench.model.document import Paragraph

_PHRASES = frozenset(chinese for chinese, _ in SET_PHRASES)

_KNOWN = 0.2
"""A name has a counterpart in the document where some word gives it this probability."""


class Kind(StrEnum):
    """What an item of evidence is; the earlier ones stand for what lies inside them."""

    TERM = "term"
    PHRASE = "phrase"
    NAME = "name"
    FIGURE = "figure"
    LABEL = "label"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in one of the lines of a side."""

    line: int
    """Its place among the lines that were asked about."""

    start: int
    """Code points from the beginning of the line, marker included."""

    stop: int

    def covers(self, other: Span) -> bool:
        return self.line == other.line and self.start <= other.start and other.stop <= self.stop


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a side."""

    column: int
    """In the vocabulary of its side."""

    kind: Kind
    spans: tuple[Span, ...]
    count: float
    """How often it counts: once for each place, terms twice for each line."""

    is_known_name: bool = False
    """Whether it is a name that has a counterpart somewhere in the document, so that its absence tells something."""


def read_source(lexicon: Lexicon, lines: Sequence[Paragraph]) -> list[Token]:
    """The Chinese tokens of the lines."""
    places = _places(lines, lambda text: source_tokens(text, lexicon.vocabulary))
    return [_source_token(lexicon, token, spans) for token, spans in places.items()]


def read_target(lexicon: Lexicon, lines: Sequence[Paragraph]) -> list[Token]:
    """The English tokens of the lines; words that the document did not have when it was learnt are left out."""
    known = lexicon.bags.target_vocabulary
    tokens = []
    for token, spans in _places(lines, target_tokens).items():
        if token in known:
            printed = [lines[span.line].line for span in spans]
            is_name = all(_is_name(line, span) for line, span in zip(printed, spans, strict=True))
            is_known = is_name and bool(lexicon.surest[1][known[token]] >= _KNOWN)
            tokens.append(Token(known[token], _kind(token, is_name=is_name), spans, len(spans), is_known))
    return tokens


def _source_token(lexicon: Lexicon, token: str, spans: tuple[Span, ...]) -> Token:
    column = lexicon.bags.source_vocabulary[token]
    if token[0] == "*":
        kind = Kind.PHRASE if token[1:] in _PHRASES else Kind.TERM
        return Token(column, kind, spans, TERM_COUNT * len({span.line for span in spans}))
    if token[0] == "#":
        return Token(column, Kind.FIGURE, spans, len(spans))
    if token[0] == "=":
        return Token(column, Kind.NAME, spans, len(spans), all(span.stop - span.start > 1 for span in spans))
    is_name = token[0].isascii() and token[0].isupper()
    is_known = is_name and bool(lexicon.surest[0][column] >= _KNOWN)
    return Token(column, _kind(token, is_name=is_name), spans, len(spans), is_known)


def _kind(token: str, *, is_name: bool) -> Kind:
    if token[0].isdigit():
        return Kind.FIGURE
    if not token[0].isalpha():
        return Kind.MARK
    return Kind.NAME if is_name else Kind.WORD


def _is_name(line: str, span: Span) -> bool:
    """Whether an English word has a capital where a sentence does not begin."""
    before = line[: span.start].rstrip(" \"'“‘(")
    return line[span.start].isupper() and span.stop - span.start > 1 and bool(before) and before[-1] not in ".:;!?"


def _places(
    lines: Sequence[Paragraph], read: Callable[[str], Iterable[tuple[str, Range]]]
) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for number, line in enumerate(lines):
        shift = len(line.line) - len(line.text)
        for token, (start, stop) in read(line.text):
            found.setdefault(token, []).append(Span(number, start + shift, stop + shift))
    return {token: tuple(spans) for token, spans in found.items()}
