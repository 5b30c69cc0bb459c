"""The two kinds of texts that files hold for the aligner: documents, and lines that were segmented elsewhere.

Owns what differs between them: reading, aligning, the ids of segments and the units of a review.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from align_bench.align.reading.readers import Terms
from align_bench.align.together import FurtherEvidence
from align_bench.model.bitext import Bitext
from align_bench.model.document import Document, Language, Level, Segment
from align_bench.model.unit import Review
from align_bench.workflow.bitexts import align_all_documents, align_all_lines
from align_bench.workflow.importing import load_document, load_segments, segment_ids
from align_bench.workflow.units import review_of, review_of_lines

T = TypeVar("T")
Segments = tuple[Segment, ...]


class TextKind(Protocol[T]):
    """How texts of one kind are treated."""

    def load(self, path: Path, language: Language, encoding: str | None) -> T:
        """InputError where the file holds no such text."""

    def size(self, text: T) -> int:
        """In characters."""

    def align(
        self, pairs: Sequence[tuple[T, T]], *, terms: Terms, evidence: FurtherEvidence | None, shared: bool
    ) -> Iterator[Mapping[Level, Bitext]]:
        """Each Chinese text with its English, by level, in their order."""

    def ids(self, text: T, level: Level) -> Sequence[int]:
        """The ids of the segments, as `segment` prints them."""

    def review(self, name: str, bitext: Bitext, source: T, target: T, level: Level) -> Review: ...


class Documents:
    """Texts whose paragraphs and sentences are found out."""

    def load(self, path: Path, language: Language, encoding: str | None) -> Document:
        return load_document(path, language, encoding=encoding)

    def size(self, text: Document) -> int:
        return sum(len(paragraph.text) for paragraph in text.body)

    def align(
        self,
        pairs: Sequence[tuple[Document, Document]],
        *,
        terms: Terms,
        evidence: FurtherEvidence | None,
        shared: bool,
    ) -> Iterator[Mapping[Level, Bitext]]:
        for found in align_all_documents(pairs, terms=terms, evidence=evidence, shared=shared):
            yield {"paragraph": found.paragraphs, "sentence": found.sentences}

    def ids(self, text: Document, level: Level) -> Sequence[int]:
        return segment_ids(text, level)

    def review(self, name: str, bitext: Bitext, source: Document, target: Document, level: Level) -> Review:
        return replace(review_of(bitext, source, target, level=level), name=name)


class Lines:
    """Texts whose lines are the segments; of whatever level these are."""

    def load(self, path: Path, language: Language, encoding: str | None) -> Segments:
        return load_segments(path, language, encoding=encoding)

    def size(self, text: Segments) -> int:
        return sum(len(segment.text) for segment in text)

    def align(
        self,
        pairs: Sequence[tuple[Segments, Segments]],
        *,
        terms: Terms,
        evidence: FurtherEvidence | None,
        shared: bool,
    ) -> Iterator[Mapping[Level, Bitext]]:
        for bitext in align_all_lines(pairs, terms=terms, evidence=evidence, shared=shared):
            yield {"paragraph": bitext, "sentence": bitext}

    def ids(self, text: Segments, level: Level) -> Sequence[int]:  # noqa: ARG002 (lines have one level)
        return range(1, 1 + len(text))

    def review(self, name: str, bitext: Bitext, source: Segments, target: Segments, level: Level) -> Review:
        del source, target, level
        return review_of_lines(name, bitext)
