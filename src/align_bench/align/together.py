"""Several document pairs aligned together: what one of them teaches about words serves all.

Owns the vocabulary and the tables that the pairs share, and further evidence that is laid over the scores; how one pair
is searched is `aligner`, how paragraphs are put together is `paragraphs`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from align_bench.align.aligner import (
    Aligned,
    Prepared,
    Rescored,
    Tables,
    first_pass,
    one_sided,
    ordered_beads,
    second_pass,
    spans,
)
from align_bench.align.learning import learn
from align_bench.align.paragraphs import PairedParagraphs, paired, sentences
from align_bench.align.reading.bags import Bags, make_bags
from align_bench.align.reading.phrases import SET_PHRASES
from align_bench.align.reading.readers import Terms
from align_bench.align.search.search import Step
from align_bench.align.weights import Model, Weights, shipped
from align_bench.model.bitext import Bead
from align_bench.model.document import Paragraph, Segment
from align_bench.model.task import Task

FurtherEvidence = Callable[[Sequence[str], Sequence[str]], Rescored]
"""What is to be added to the scores of a pair of lists of segments (see `embeddings`)."""


@dataclass(frozen=True, slots=True)
class _Document:
    """One document pair as it is searched."""

    source: Sequence[Segment]
    target: Sequence[Segment]
    source_texts: Sequence[str]
    """What is compared: the segments, without the markers of their paragraphs where these are known."""

    target_texts: Sequence[str]

    @property
    def is_one_sided(self) -> bool:
        return not (self.source and self.target)


def align_together(
    pairs: Sequence[tuple[Sequence[Segment], Sequence[Segment]]],
    *,
    terms: Terms = (),
    evidence: FurtherEvidence | None = None,
) -> Iterator[tuple[Bead, ...]]:
    """`aligner.align_segments` for several pairs with shared tables: the beads of each, in their order."""
    documents = [_Document(s, t, [x.text for x in s], [x.text for x in t]) for s, t in pairs]
    found = _searched(documents, shipped(), terms, evidence)
    for document in documents:
        if document.is_one_sided:
            yield one_sided(len(document.source), len(document.target))
        else:
            yield ordered_beads(*next(found))


def align_paragraphs_together(
    pairs: Sequence[tuple[Sequence[Paragraph], Sequence[Paragraph]]],
    *,
    terms: Terms = (),
    evidence: FurtherEvidence | None = None,
    task: Task | None = None,
) -> Iterator[PairedParagraphs]:
    """`paragraphs.align_paragraphs` for several pairs with shared tables, in their order."""
    model, task = shipped(), task or Task()
    documents = [_sentences(*pair) for pair in task.over(pairs, "parting the sentences", len(pairs))]
    found = _searched(documents, model, (*SET_PHRASES, *terms), evidence, paragraphs=True, task=task)
    for (source, target), document in zip(pairs, documents, strict=True):
        ours, theirs = tuple(document.source), tuple(document.target)
        if document.is_one_sided:
            alone = one_sided(len(ours), len(theirs)), one_sided(len(source), len(target))
            yield PairedParagraphs(ours, theirs, *alone)
        else:
            yield paired(model, *next(found), (ours, theirs))


def _sentences(source: Sequence[Paragraph], target: Sequence[Paragraph]) -> _Document:
    ours, our_texts = sentences(source, "zh")
    theirs, their_texts = sentences(target, "en")
    return _Document(ours, theirs, our_texts, their_texts)


@dataclass(frozen=True, slots=True)
class _Part:
    """One pair of the whole, with what its scores are made of."""

    pair: Prepared
    weights: tuple[Weights, Weights]
    """Of the two passes."""

    rescored: Rescored | None
    offsets: tuple[int, int]
    """Segments of the whole that stand before its own."""

    def first_pass(self) -> list[Step]:
        return first_pass(self.pair, self.weights[0], self.rescored)

    def second_pass(self, path: Sequence[Step], tables: Tables) -> Aligned:
        return second_pass(self.pair, path, tables, self.weights[1], self.rescored)

    def spans_in_whole(self, path: Sequence[Step]) -> Iterator[tuple[range, range]]:
        source, target = self.offsets
        for ours, theirs in map(spans, path):
            yield range(ours.start + source, ours.stop + source), range(theirs.start + target, theirs.stop + target)


def _searched(
    documents: Sequence[_Document],
    model: Model,
    terms: Terms,
    evidence: FurtherEvidence | None,
    *,
    paragraphs: bool = False,
    task: Task | None = None,
) -> Iterator[tuple[Prepared, Aligned]]:
    """First pass of each, tables of all, second pass of each; documents with an empty side are left out."""
    task = task or Task()
    filled = [document for document in documents if not document.is_one_sided]
    if not filled:
        return
    whole = make_bags(
        [text for document in filled for text in document.source_texts],
        [text for document in filled for text in document.target_texts],
        terms,
        task,
    )
    parts = [
        _part(whole, document, offsets, model, evidence, paragraphs=paragraphs)
        for document, offsets in zip(filled, _offsets(filled), strict=False)
    ]
    paths = [part.first_pass() for part in task.over(parts, "pairing by the dictionary", len(parts))]
    task.begin("learning from all of them")
    spans_of_all = (part.spans_in_whole(path) for part, path in zip(parts, paths, strict=True))
    tables = learn(whole, list(chain.from_iterable(spans_of_all)), task)
    for part, path in zip(task.over(parts, "pairing", len(parts)), paths, strict=True):
        yield part.pair, part.second_pass(path, tables)


def _offsets(documents: Sequence[_Document]) -> Iterator[tuple[int, int]]:
    """How many segments of either side stand before each document, and last all of them."""
    sources = accumulate((len(document.source) for document in documents), initial=0)
    return zip(sources, accumulate((len(document.target) for document in documents), initial=0), strict=True)


def _part(
    whole: Bags,
    document: _Document,
    offsets: tuple[int, int],
    model: Model,
    evidence: FurtherEvidence | None,
    *,
    paragraphs: bool,
) -> _Part:
    source, target = offsets
    bags = whole.pick(range(source, source + len(document.source)), range(target, target + len(document.target)))
    pair = Prepared.of(bags, document.source, document.target)
    return _Part(
        pair,
        model.passes(paragraphs=paragraphs or pair.has_paragraphs),
        evidence(document.source_texts, document.target_texts) if evidence else None,
        offsets,
    )
