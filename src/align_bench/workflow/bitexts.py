"""From documents or lines to bitexts: one pair, or several that share what they teach about words.

Owns the choice of how texts are aligned (paragraphs with their sentences, or lines as they are) and how many at once;
reads no files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import TypeVar

from align_bench.align.aligner import align_segments, in_order
from align_bench.align.paragraphs import PairedParagraphs, align_paragraphs
from align_bench.align.reading.readers import Terms
from align_bench.align.together import FurtherEvidence, align_paragraphs_together, align_together
from align_bench.model.bitext import Bead, Bitext, check_beads
from align_bench.model.document import Document, Kind, Language, Level, Paragraph, Segment
from align_bench.model.task import Task
from align_bench.text.labels import split_marker

T = TypeVar("T")

_BATCH = 600_000
"""Characters of Chinese that are aligned together: some 20,000 sentences, which take about 400 MB."""

# Lines count as paragraphs where at least a tenth, and three, of them are numbered.
_SHARE_OF_LABELS = 0.1
_FEWEST_LABELS = 3

_MOST_LINES = 3000
"""More are aligned as they are: what changed places is looked for among some hundred doubtful ones (`exchange`)."""

Lines = Sequence[Segment]


@dataclass(frozen=True, slots=True)
class AlignedDocuments:
    """Both levels of one document pair; no sentence bead leaves its paragraph bead."""

    paragraphs: Bitext
    sentences: Bitext

    def at(self, level: Level) -> Bitext:
        return self.paragraphs if level == "paragraph" else self.sentences


def align_documents(
    source: Document, target: Document | None, *, level: Level = "paragraph", terms: Terms = ()
) -> Bitext:
    """Pair the two; without a target every source segment stands alone."""
    (found,) = align_all_documents([(source, target)], terms=terms)
    return found.at(level)


def align_all_documents(
    pairs: Sequence[tuple[Document, Document | None]],
    *,
    terms: Terms = (),
    evidence: FurtherEvidence | None = None,
    shared: bool = True,
    task: Task | None = None,
) -> Iterator[AlignedDocuments]:
    """Each Chinese document with its English, in their order; tables are `shared` unless that is switched off."""
    bodies = [(source.body, target.body if target else ()) for source, target in pairs]
    for (ours, theirs), found in zip(bodies, _paragraphs(bodies, terms, evidence, task, shared=shared), strict=True):
        yield AlignedDocuments(
            _whole(Bitext(_segments(ours), _segments(theirs), found.paragraphs)),
            _whole(Bitext(found.source_sentences, found.target_sentences, found.sentences)),
        )


def align_all_lines(
    pairs: Sequence[tuple[Lines, Lines]],
    *,
    terms: Terms = (),
    evidence: FurtherEvidence | None = None,
    shared: bool = True,
) -> Iterator[Bitext]:
    """Each list of Chinese lines, segmented elsewhere, with its English ones, in their order.

    Where both sides are bare lines of which many are numbered, each line counts as a paragraph: so lines that changed
    places, were left out or added are found, which no single ordered path through the sentences shows.
    """
    numbered = [(_numbered_lines(source, "zh"), _numbered_lines(target, "en")) for source, target in pairs]
    plain = [pair for pair, lines in zip(pairs, numbered, strict=True) if not all(lines)]
    as_paragraphs = _paragraphs([lines for lines in numbered if all(lines)], terms, evidence, None, shared=shared)
    as_segments = _lines(plain, terms, evidence, shared=shared)
    for (source, target), lines in zip(pairs, numbered, strict=True):
        beads = next(as_paragraphs).paragraphs if all(lines) else next(as_segments)
        yield _whole(Bitext(tuple(source), tuple(target), beads))


def turned(bitext: Bitext) -> Bitext:
    """The same with its sides exchanged: English to Chinese."""
    beads = [Bead(bead.target, bead.source, bead.confidence) for bead in bitext.beads]
    return Bitext(bitext.target, bitext.source, in_order(beads))


def batches(texts: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Runs of texts that are aligned together; `size` is a text's number of Chinese characters."""
    batch: list[T] = []
    held = 0
    for text in texts:
        length = size(text)
        if batch and held + length > _BATCH:
            yield batch
            batch, held = [], 0
        batch.append(text)
        held += length
    if batch:
        yield batch


def _paragraphs(
    pairs: Sequence[tuple[Sequence[Paragraph], Sequence[Paragraph]]],
    terms: Terms,
    evidence: FurtherEvidence | None,
    task: Task | None,
    *,
    shared: bool,
) -> Iterator[PairedParagraphs]:
    if evidence is None and (len(pairs) == 1 or not shared):
        return (align_paragraphs(source, target, terms=terms, task=task) for source, target in pairs)
    groups = [pairs] if shared else [[pair] for pair in pairs]
    return (
        found
        for group in groups
        for found in align_paragraphs_together(group, terms=terms, evidence=evidence, task=task)
    )


def _lines(
    pairs: Sequence[tuple[Lines, Lines]], terms: Terms, evidence: FurtherEvidence | None, *, shared: bool
) -> Iterator[tuple[Bead, ...]]:
    if evidence is None and (len(pairs) == 1 or not shared):
        return (align_segments(source, target, terms=terms) for source, target in pairs)
    groups = [pairs] if shared else [[pair] for pair in pairs]
    return (found for group in groups for found in align_together(group, terms=terms, evidence=evidence))


def _numbered_lines(segments: Lines, language: Language) -> list[Paragraph]:
    """The segments as paragraphs; none where they have paragraphs of their own or hardly any labels."""
    if len(segments) > _MOST_LINES or any(segment.paragraph for segment in segments):
        return []
    lines = [split_marker(segment.text, language) for segment in segments]
    labels = sum(label is not None for _, label, _ in lines)
    if labels < max(_FEWEST_LABELS, _SHARE_OF_LABELS * len(lines)):
        return []
    return list(starmap(_numbered_line, enumerate(lines, start=1)))


def _numbered_line(number: int, parts: tuple[str, str | None, str]) -> Paragraph:
    marker, label, text = parts
    return Paragraph(number, Kind.PARAGRAPH if label is None else Kind.NUMBERED, text, marker, label)


def _whole(bitext: Bitext) -> Bitext:
    """The same, no text of either side lost or twice: a review could not tell."""
    check_beads(bitext.beads, len(bitext.source), len(bitext.target))
    return bitext


def _segments(paragraphs: Sequence[Paragraph]) -> tuple[Segment, ...]:
    return tuple(Segment(paragraph.line, place, paragraph.label) for place, paragraph in enumerate(paragraphs))
