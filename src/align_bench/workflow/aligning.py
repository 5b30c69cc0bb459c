"""From two documents to a review: alignment, and what a unit is made of.

Owns how beads become units; how beads are found is `align`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from align_bench.align.aligner import align_segments
from align_bench.align.paragraphs import align_paragraphs
from align_bench.config import Settings
from align_bench.errors import InputError
from align_bench.model.bitext import Bead, Bitext
from align_bench.model.document import Document, Level, Paragraph, Segment
from align_bench.model.finding import Finding
from align_bench.model.termbase import Termbase
from align_bench.model.unit import Review, Status, Unit, assign_ids
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.text.sentences import sentence_spans
from align_bench.workflow.checking import check_review, project_termbase
from align_bench.workflow.importing import load_document
from align_bench.workflow.workbooks import write_new_workbook


@dataclass(frozen=True, slots=True)
class Aligned:
    """A document that was aligned just now, its workbook written."""

    review: Review
    findings: tuple[Finding, ...]


def align_documents(
    source: Document,
    target: Document | None,
    *,
    level: Level = "paragraph",
    terms: Sequence[tuple[str, str]] = (),
    presegmented: bool = False,
) -> Bitext:
    """Pair the two; without a target every source segment stands alone.

    `presegmented`: the paragraphs of the documents are the segments, whatever they are.
    """
    sources = source.body
    targets = target.body if target else ()
    if presegmented or not targets:
        segments = [*_segments(sources, "paragraph" if presegmented else level)]
        others = [*_segments(targets, "paragraph")]
        beads = align_segments(segments, others) if others else tuple(Bead((i,), ()) for i in range(len(segments)))
        return Bitext(tuple(segments), tuple(others), beads)
    pairs = align_paragraphs(sources, targets, terms=terms)
    if level == "sentence":
        return Bitext(pairs.source_sentences, pairs.target_sentences, pairs.sentences)
    return Bitext(tuple(_segments(sources, "paragraph")), tuple(_segments(targets, "paragraph")), pairs.paragraphs)


def make_review(
    source: Document,
    target: Document | None,
    *,
    level: Level = "paragraph",
    terms: Sequence[tuple[str, str]] = (),
) -> Review:
    """The units of a document pair as they stand before anybody has looked at them."""
    bitext = align_documents(source, target, level=level, terms=terms)
    return review_of(bitext, source, target, level=level)


def review_of(bitext: Bitext, source: Document, target: Document | None, *, level: Level) -> Review:
    texts = [_texts(bitext, bead) for bead in bitext.beads]
    ids = assign_ids(chinese or english for chinese, english in texts)
    sources = source.body
    targets = target.body if target else ()
    units = tuple(
        _unit(bitext, bead, sources, targets, identifier=identifier, level=level)
        for bead, identifier in zip(bitext.beads, ids, strict=True)
    )
    return Review(source.name, units)


def align_project(
    project: Project,
    settings: Settings,
    *,
    names: Iterable[str] | None = None,
    clock: Callable[[], datetime],
) -> Iterator[Aligned]:
    """Align every document that has no workbook yet; its workbook is written before it is handed out.

    Nothing is locked where nothing is new.
    """
    new = new_names(project, names)
    if not new:
        return
    with ProjectLock(project.private, name=settings.reviewer, time=clock().isoformat(timespec="seconds")):
        termbase = project_termbase(project)
        terms = term_pairs(termbase)
        for name in new:
            source, target = load_pair(project, name, settings)
            review = make_review(source, target, level=settings.level, terms=terms)
            findings = check_review(review, termbase)
            write_new_workbook(project.workbook(name), review, findings)
            yield Aligned(review, findings)


def new_names(project: Project, names: Iterable[str] | None = None) -> tuple[str, ...]:
    """The documents that have a source text and no workbook yet."""
    chosen = project.names() if names is None else tuple(names)
    return tuple(name for name in chosen if project.source(name) and not project.workbook(name).exists())


def load_pair(project: Project, name: str, settings: Settings) -> tuple[Document, Document | None]:
    """A document and its translation, where it has one."""
    path = project.source(name)
    if path is None:
        raise InputError(
            f"{project.sources}: there is no {name}.zh.txt", hint="put the Chinese text there under this name"
        )
    source = load_document(path, "zh", name=name, encoding=settings.encoding)
    translation = project.translation(name)
    if translation is None:
        return source, None
    return source, load_document(translation, "en", name=name, encoding=settings.encoding)


def term_pairs(termbase: Termbase) -> tuple[tuple[str, str], ...]:
    """Chinese and English terms that stand for each other, as evidence for the alignment."""
    return tuple(
        (chinese, english)
        for concept in termbase.concepts
        for chinese in concept.source_terms
        for english in concept.allowed
    )


def _segments(paragraphs: Sequence[Paragraph], level: Level) -> Iterator[Segment]:
    for place, paragraph in enumerate(paragraphs):
        if level == "paragraph":
            yield Segment(paragraph.line, place, paragraph.label)
            continue
        prefix, label = (f"{paragraph.marker} " if paragraph.marker else ""), paragraph.label
        for start, stop in sentence_spans(paragraph.text, "zh"):
            yield Segment(prefix + paragraph.text[start:stop], place, label)
            prefix, label = "", None


def _texts(bitext: Bitext, bead: Bead) -> tuple[str, str]:
    return (
        "\n".join(bitext.source[place].text for place in bead.source),
        "\n".join(bitext.target[place].text for place in bead.target),
    )


def _unit(
    bitext: Bitext,
    bead: Bead,
    sources: Sequence[Paragraph],
    targets: Sequence[Paragraph],
    *,
    identifier: str,
    level: Level,
) -> Unit:
    source, target = _texts(bitext, bead)
    source_segments = [bitext.source[place] for place in bead.source]
    target_segments = [bitext.target[place] for place in bead.target]
    first = sources[source_segments[0].paragraph] if source_segments else targets[target_segments[0].paragraph]
    return Unit(
        id=identifier,
        source=source,
        target=target,
        status=Status.DRAFT if target else Status.UNTRANSLATED,
        # A unit with one side empty in a document without translation was not aligned by anybody.
        confidence=bead.confidence if targets else None,
        label=", ".join(segment.label for segment in source_segments or target_segments if segment.label),
        source_numbers=tuple(sources[segment.paragraph].number for segment in source_segments),
        target_numbers=tuple(targets[segment.paragraph].number for segment in target_segments),
        paragraph=(first.label or str(first.number)) if level == "sentence" else "",
    )
