"""Evidence: why two groups of lines belong together, as far as the aligner knows.

Shows what counted: the weights are the shares that pairs of tokens have in the overlap of the two (see `overlap`), by
the tables of the document itself. A weight is a natural logarithm: how many times likelier a token is beside its
counterpart than alone, the mean of both directions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from align_bench.align.arrays import Floats, Integers, Sparse
from align_bench.align.cues import plain_label, side
from align_bench.align.evidence_tokens import Kind, Span, Token, read_source, read_target
from align_bench.align.lexicon import Lexicon
from align_bench.align.overlap import FLOOR
from align_bench.model.document import Language, Paragraph, Segment
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


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long both sides are."""

    source: float
    """In characters, Han characters counted twice in the mean of characters and Han characters."""

    target: float
    expected: float
    """What the target would be by the proportion of the whole document."""

    deviation: float
    """From that, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two groups of lines belong together, and why not."""

    found: tuple[Evidence, ...]
    """What speaks for it, the strongest first."""

    against: tuple[Evidence, ...]
    """Figures and names without counterpart and labels that differ, the strongest first."""

    lengths: Lengths


def explain(lexicon: Lexicon, source: Sequence[Paragraph], target: Sequence[Paragraph]) -> Explanation:
    """The evidence for a bead, or for any two groups of lines of the document (a sentence is a line of its own)."""
    ours, theirs = read_source(lexicon, source), read_target(lexicon, target)
    shares = token_shares(lexicon, ours, theirs, (len(source), len(target)))
    labels = list(_labels(lexicon, source, target))
    found = [*_matches(ours, theirs, shares), *(item for item in labels if item.weight > 0)]
    against = [
        *_lone_figures(ours, theirs, shares, (source, target)),
        *_lone_names(ours, theirs, shares),
        *(item for item in labels if item.weight < 0),
    ]
    return Explanation(
        tuple(sorted(found, key=lambda item: (-item.weight, item.source, item.target))),
        tuple(sorted(against, key=lambda item: (item.weight, item.source, item.target))),
        _lengths(lexicon, source, target),
    )


def token_shares(lexicon: Lexicon, source: Sequence[Token], target: Sequence[Token], lines: tuple[int, int]) -> Floats:
    """[a, b]: what source token a and target token b gain by each other; their sum is the overlap above its floor."""
    if not source or not target:
        return np.zeros((len(source), len(target)))
    ours, theirs = (np.array([token.column for token in side]) for side in (source, target))
    counts, their_counts = (np.array([token.count for token in side]) for side in (source, target))
    bags = lexicon.bags
    forward = _gains(
        _dense(lexicon.forward, ours, theirs), (counts, their_counts), bags.target_frequency[theirs], lines[0]
    )
    backward = _gains(
        _dense(lexicon.backward, theirs, ours), (their_counts, counts), bags.source_frequency[ours], lines[1]
    )
    return (forward + backward.T) / 2


def _gains(table: Floats, counts: tuple[Floats, Floats], frequency: Floats, lines: int) -> Floats:
    """[a, b]: the share of token a in what the score of token b is above that of a token which nothing explains."""
    by, explained = counts
    rest = math.exp(FLOOR)
    mass = by[:, None] * table
    sums = mass.sum(axis=0)
    gain = explained * np.log1p((1 - rest) / rest * sums / ((by.sum() + lines) * frequency))
    return np.asarray(mass * (gain / np.maximum(sums, 1e-12)))


def _dense(table: Sparse, rows: Integers, columns: Integers) -> Floats:
    """Some rows and columns of a table."""
    place = np.full(table.width, -1, np.int64)
    place[columns] = np.arange(len(columns))
    which, entries = table.expand(rows)
    wanted = place[table.columns[entries]]
    kept = wanted >= 0
    dense = np.zeros((len(rows), len(columns)))
    dense[which[kept], wanted[kept]] = table.values[entries[kept]]
    return dense


def _matches(source: Sequence[Token], target: Sequence[Token], shares: Floats) -> list[Evidence]:
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


def _lone_figures(
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
    """Whether some token of the figure that begins with a digit, or with a capital like a month, has no counterpart."""
    inside = [(part, known) for part, known in explained if span.covers(part)]
    known = [part for part, is_known in inside if is_known]
    return figure.in_digits and not all(
        any(other.covers(part) or part.covers(other) for other in known) for part, _ in inside
    )


def _lone_names(source: Sequence[Token], target: Sequence[Token], shares: Floats) -> Iterator[Evidence]:
    """Names that have a counterpart elsewhere in the document and none here."""
    for token, gain in zip(source, shares.sum(axis=1), strict=True):
        if token.is_known_name and gain < _LEAST:
            yield Evidence(token.kind, token.spans, (), token.count * FLOOR / 2)
    for token, gain in zip(target, shares.sum(axis=0), strict=True):
        if token.is_known_name and gain < _LEAST:
            yield Evidence(token.kind, (), token.spans, token.count * FLOOR / 2)


def _labels(lexicon: Lexicon, source: Sequence[Paragraph], target: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Labels of the lines that agree; where none does, the first ones of both sides differ."""
    ours, theirs = _labelled(source), _labelled(target)
    both = [label for label in ours if label in theirs]
    weights = lexicon.model.likeness
    for label in both:
        yield Evidence(Kind.LABEL, (ours[label],), (theirs[label],), weights["label agrees"])
    if ours and theirs and not both:
        first, other = next(iter(ours.values())), next(iter(theirs.values()))
        yield Evidence(Kind.LABEL, (first,), (other,), weights["label differs"])


def _labelled(lines: Sequence[Paragraph]) -> dict[str, Span]:
    labels: dict[str, Span] = {}
    for number, line in enumerate(lines):
        if label := plain_label(line.label):
            labels.setdefault(label, Span(number, 0, len(line.marker)))
    return labels


def _lengths(lexicon: Lexicon, source: Sequence[Paragraph], target: Sequence[Paragraph]) -> Lengths:
    ours, theirs = (
        float(side([Segment(line.text, 0) for line in lines], np.zeros(len(lines))).length.sum())
        for lines in (source, target)
    )
    expected = ours * lexicon.ratio
    # As in `features`: 10 a character for the variance, 16 for rounding.
    return Lengths(ours, theirs, expected, (theirs - expected) / math.sqrt(5.0 * (theirs + expected) + 16.0))
