"""Evidence: why two groups of lines belong together, as far as the aligner knows.

Shows what counted: the weights are the shares that pairs of tokens have in the overlap of the two (see `overlap`), by
the tables of the document itself. A weight is a natural logarithm: how many times likelier a token is beside its
counterpart than alone, the mean of both directions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align_bench.align.evidence.items import Evidence, lone_figures, lone_names, matches
from align_bench.align.evidence.shares import token_shares
from align_bench.align.evidence.tokens import Kind, Span, read_source, read_target
from align_bench.align.lexicon import Lexicon
from align_bench.align.measures.cues import plain_label
from align_bench.align.measures.lengths import deviations, text_length
from align_bench.model.document import Paragraph


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long both sides are."""

    source: float
    """As `lengths` counts."""

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
    found = [*matches(ours, theirs, shares), *(item for item in labels if item.weight > 0)]
    against = [
        *lone_figures(ours, theirs, shares, (source, target)),
        *lone_names(ours, theirs, shares),
        *(item for item in labels if item.weight < 0),
    ]
    return Explanation(
        tuple(sorted(found, key=lambda item: (-item.weight, item.source, item.target))),
        tuple(sorted(against, key=lambda item: (item.weight, item.source, item.target))),
        _lengths(lexicon, source, target),
    )


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
    ours, theirs = (sum((text_length(line.text) for line in lines), 0.0) for lines in (source, target))
    expected = ours * lexicon.ratio
    return Lengths(ours, theirs, expected, float(deviations(np.array(expected), np.array(theirs))))
