"""The sentences inside one unit, paired by the aligner: derived when they are asked for, and never stored.

Owns where they stand in the texts of the unit. The same texts and terms give the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from align_bench.align.aligner import align_segments
from align_bench.align.reading.readers import Terms
from align_bench.model.document import Language, Segment
from align_bench.model.unit import Unit
from align_bench.text.labels import split_marker
from align_bench.text.sentences import sentence_spans

Place = tuple[int, int]
"""Half-open offsets in a text of the unit."""

Cut = tuple[int, int]
"""Offsets in the Chinese and in the English."""


class SentencePair(NamedTuple):
    """Sentences that stand for each other; one side may be empty."""

    source: Place | None
    target: Place | None
    confidence: float


def sentence_pairs(unit: Unit, terms: Terms = ()) -> tuple[SentencePair, ...]:
    """The pairs in order; every sentence of the unit stands in one. `terms` are Chinese terms with their English."""
    source, target = list(_sentences(unit.source, "zh")), list(_sentences(unit.target, "en"))
    beads = align_segments([each for _, each in source], [each for _, each in target], terms=terms)
    return tuple(
        SentencePair(
            _place([source[i][0] for i in bead.source]), _place([target[j][0] for j in bead.target]), bead.confidence
        )
        for bead in beads
    )


def cut_before(pairs: Sequence[SentencePair], place: int) -> Cut | None:
    """Where both texts can be cut in front of a pair; None for the first one.

    Beside a sentence without counterpart there is none either: it is not known to which half that belongs.
    """
    if not 0 < place < len(pairs):
        return None
    before, after = pairs[place - 1], pairs[place]
    if not (before.source and before.target and after.source and after.target):
        return None
    return after.source[0], after.target[0]


def cuts(pairs: Sequence[SentencePair]) -> tuple[Cut, ...]:
    """All places where both texts can be cut."""
    return tuple(cut for place in range(len(pairs)) if (cut := cut_before(pairs, place)) is not None)


def _sentences(text: str, language: Language) -> Iterator[tuple[Place, Segment]]:
    """Place and segment of each sentence. The marker of a paragraph belongs to its first sentence, but says nothing."""
    position = 0
    for number, line in enumerate(text.split("\n")):
        _, label, rest = split_marker(line, language)
        body = len(line) - len(rest) if line.endswith(rest) else 0
        for place, (start, stop) in enumerate(sentence_spans(rest, language)):
            begin = position if place == 0 else position + body + start
            segment = Segment(rest[start:stop], number, label if place == 0 else None)
            yield (begin, position + body + stop), segment
        position += len(line) + 1


def _place(places: Sequence[Place]) -> Place | None:
    return (places[0][0], places[-1][1]) if places else None
