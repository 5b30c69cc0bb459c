"""Paragraphs and the sentences inside them, aligned together.

Sentences are aligned first, with the beginnings of paragraphs and the labels as further evidence; paragraphs belong
together when their sentences do. Then what one ordered path cannot show is repaired (`repair`), and the sentences of
every pair that changed are aligned anew, so that both levels always agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align_bench.align.aligner import Aligned, Prepared, align, in_order, one_sided
from align_bench.align.reading.bags import make_bags
from align_bench.align.reading.phrases import SET_PHRASES
from align_bench.align.reading.readers import Terms
from align_bench.align.repair.groups import Owners, linked
from align_bench.align.repair.repair import Repairer
from align_bench.align.weights import Model, shipped
from align_bench.model.bitext import Bead
from align_bench.model.document import Language, Paragraph, Segment
from align_bench.model.task import Task
from align_bench.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class PairedParagraphs:
    """Both levels of one document pair; no sentence bead leaves its paragraph bead."""

    source_sentences: tuple[Segment, ...]
    target_sentences: tuple[Segment, ...]
    sentences: tuple[Bead, ...]
    paragraphs: tuple[Bead, ...]
    """Indices into the given paragraphs."""


def align_paragraphs(
    source: Sequence[Paragraph], target: Sequence[Paragraph], *, terms: Terms = (), task: Task | None = None
) -> PairedParagraphs:
    """Pair paragraphs (noise left out by the caller) and their sentences; every one stands in exactly one bead.

    `terms` are Chinese terms with an English rendering each, taken as strong evidence.
    """
    ours, our_texts = sentences(source, "zh")
    theirs, their_texts = sentences(target, "en")
    if not ours or not theirs:
        return PairedParagraphs(ours, theirs, one_sided(len(ours), len(theirs)), one_sided(len(source), len(target)))
    bags = make_bags(our_texts, their_texts, (*SET_PHRASES, *terms), task)
    pair = Prepared.of(bags, ours, theirs)
    model = shipped()
    return paired(model, pair, align(pair, *model.passes(paragraphs=True), task), (ours, theirs))


def paired(
    model: Model, pair: Prepared, aligned: Aligned, segments: tuple[tuple[Segment, ...], tuple[Segment, ...]]
) -> PairedParagraphs:
    """The paragraphs that a path through their sentences (`segments`, neither side empty) ties together, repaired."""
    ours, theirs = segments
    owners = Owners([segment.paragraph for segment in ours], [segment.paragraph for segment in theirs])
    groups = Repairer(pair, aligned, owners, model).repair(linked(aligned, owners))
    return PairedParagraphs(
        ours,
        theirs,
        in_order([bead for group in groups for bead in group.sentences]),
        in_order([group.bead for group in groups]),
    )


def sentences(paragraphs: Sequence[Paragraph], language: Language) -> tuple[tuple[Segment, ...], list[str]]:
    """The sentences with the markers in front, and their texts without: a marker may be wrong, so it is no evidence."""
    segments, texts = [], []
    for index, paragraph in enumerate(paragraphs):
        parts = split_sentences(paragraph.text, language) or (paragraph.text,)
        for number, part in enumerate(parts):
            marked = f"{paragraph.marker} {part}".strip() if number == 0 and paragraph.marker else part
            segments.append(Segment(marked, index, paragraph.label if number == 0 else None))
            texts.append(part)
    return tuple(segments), texts
