"""Items of evidence: which tokens match, and which figures and names stand alone.

Each item adds up the shares of its tokens (`shares`); what lies inside another item is counted there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from align_bench.align.arrays import Floats
from align_bench.align.evidence.tokens import Kind, Span, Token
from align_bench.align.measures.overlap import FLOOR
from align_bench.model.document import Language, Paragraph
from align_bench.text.figures import Figure, find_figures

_LEAST = 0.3
"""Pairs of tokens below this are not shown: nearly any two lines share some."""

_LEAST_SHARE = 0.2
"""Nor those below this part of the token's strongest one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a pair, or against it."""

    kind: Kind
    source: tuple[Span, ...]
    """In the order of the text; empty where only the English has it."""

    target: tuple[Span, ...]
    weight: float
    """Above 0 where it speaks for the pair, below where against."""


def matches(source: Sequence[Token], target: Sequence[Token], shares: Floats) -> list[Evidence]:
    """One for each source token with its counterparts; what lies inside another one is counted there."""
    found = []
    for token, row in zip(source, shares, strict=True):
        partners = np.flatnonzero(row >= max(_LEAST, _LEAST_SHARE * row.max(initial=0.0))).tolist()
        if token.kind is Kind.MARK:
            # A mark by chance goes with whatever is frequent.
            partners = [b for b in partners if target[b].kind is Kind.MARK]
        if partners:
            spans = sorted({span for b in partners for span in target[b].spans})
            kind = token.kind
            if kind is Kind.WORD and all(target[b].kind in (Kind.NAME, Kind.FIGURE) for b in partners):
                kind = target[partners[0]].kind
            found.append(Evidence(kind, token.spans, tuple(spans), float(row[partners].sum())))
    ranks = list(Kind)
    shown: list[Evidence] = []
    for item in sorted(found, key=lambda item: (ranks.index(item.kind), -_extent(item))):
        around = next((k for k, other in enumerate(shown) if _inside(item, other)), None)
        if around is None:
            shown.append(item)
        else:
            shown[around] = replace(shown[around], weight=shown[around].weight + item.weight)
    return shown


def _extent(item: Evidence) -> int:
    return max(span.stop - span.start for span in item.source)


def _inside(item: Evidence, other: Evidence) -> bool:
    return _covered(item.source, other.source) and _covered(item.target, other.target)


def _covered(spans: Sequence[Span], by: Sequence[Span]) -> bool:
    return all(any(other.covers(span) for other in by) for span in spans)


def lone_figures(
    source: Sequence[Token],
    target: Sequence[Token],
    shares: Floats,
    lines: tuple[Sequence[Paragraph], Sequence[Paragraph]],
) -> Iterator[Evidence]:
    """Figures in digits whose value the other side does not have, unless the tables explain them.

    Each costs half the floor, for one direction.
    """
    ours, theirs = _figures(lines[0], "zh"), _figures(lines[1], "en")
    explained = _explained(source, shares.sum(axis=1)), _explained(target, shares.sum(axis=0))
    for figure, span in ours:
        if figure.value not in (other.value for other, _ in theirs) and _is_unexplained(figure, span, explained[0]):
            yield Evidence(Kind.FIGURE, (span,), (), FLOOR / 2)
    for figure, span in theirs:
        if figure.value not in (other.value for other, _ in ours) and _is_unexplained(figure, span, explained[1]):
            yield Evidence(Kind.FIGURE, (), (span,), FLOOR / 2)


def _figures(lines: Sequence[Paragraph], language: Language) -> list[tuple[Figure, Span]]:
    return [
        (figure, Span(number, figure.start + shift, figure.stop + shift))
        for number, line in enumerate(lines)
        for shift in [len(line.line) - len(line.text)]
        for figure in find_figures(line.text, language)
    ]


def _explained(tokens: Sequence[Token], gains: Floats) -> list[tuple[Span, bool]]:
    """The places of figures and of words in them, and whether something explains what stands there."""
    return [(span, gain >= _LEAST) for token, gain in zip(tokens, gains, strict=True) for span in token.spans]


def _is_unexplained(figure: Figure, span: Span, explained: Sequence[tuple[Span, bool]]) -> bool:
    """Whether the figure is written in digits and some token of it has no counterpart."""
    inside = [(part, known) for part, known in explained if span.covers(part)]
    known = [part for part, is_known in inside if is_known]
    return figure.in_digits and not all(
        any(other.covers(part) or part.covers(other) for other in known) for part, _ in inside
    )


def lone_names(source: Sequence[Token], target: Sequence[Token], shares: Floats) -> Iterator[Evidence]:
    """Names that have a counterpart elsewhere in the document and none here."""
    for token, gain in zip(source, shares.sum(axis=1), strict=True):
        if token.is_known_name and gain < _LEAST:
            yield Evidence(token.kind, token.spans, (), token.count * FLOOR / 2)
    for token, gain in zip(target, shares.sum(axis=0), strict=True):
        if token.is_known_name and gain < _LEAST:
            yield Evidence(token.kind, (), token.spans, token.count * FLOOR / 2)
