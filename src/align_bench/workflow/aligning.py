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
from align_bench.model.bitext import Bead, Bitext, check_beads
from align_bench.model.document import Document, Kind, Language, Level, Paragraph, Segment
from align_bench.model.finding import Finding
from align_bench.model.termbase import Termbase
from align_bench.model.unit import CONFIDENCE_PLACES, Review, Status, Unit, assign_ids
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.text.labels import split_marker
from align_bench.workflow.checking import check_project, check_review, project_termbase
from align_bench.workflow.importing import load_document
from align_bench.workflow.workbooks import current_review, readable_reviews, write_new_workbook

UNRELATED = 0.8
"""An `agreement` below says that the texts hardly belong together. Measured on seven documents with their translations
(.97 at least) and on the 42 pairs of a document with another one's translation (.65 at most)."""

# Lines count as paragraphs where at least a tenth, and three, of them are numbered; above some thousands, looking for
# what changed places costs more than the alignment.
_SHARE_OF_LABELS = 0.1
_FEWEST_LABELS = 3
_MOST_LINES = 3000


@dataclass(frozen=True, slots=True)
class Aligned:
    """A document that was aligned just now, its workbook written."""

    review: Review
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be aligned, and why."""

    name: str
    error: InputError


def align_documents(
    source: Document,
    target: Document | None,
    *,
    level: Level = "paragraph",
    terms: Sequence[tuple[str, str]] = (),
) -> Bitext:
    """Pair the two; without a target every source segment stands alone."""
    targets = target.body if target else ()
    pairs = align_paragraphs(source.body, targets, terms=terms)
    if level == "sentence":
        return _whole(Bitext(pairs.source_sentences, pairs.target_sentences, pairs.sentences))
    return _whole(Bitext(_segments(source.body), _segments(targets), pairs.paragraphs))


def align_lines(source: Sequence[Segment], target: Sequence[Segment]) -> Bitext:
    """Pair segments that were made elsewhere, as they are.

    Where both sides are bare lines of which many are numbered, each line counts as a paragraph: so lines that changed
    places, were left out or added are found, which no single ordered path through the sentences shows.
    """
    ours, theirs = _numbered_lines(source, "zh"), _numbered_lines(target, "en")
    beads = align_paragraphs(ours, theirs).paragraphs if ours and theirs else align_segments(source, target)
    return _whole(Bitext(tuple(source), tuple(target), beads))


def _numbered_lines(segments: Sequence[Segment], language: Language) -> list[Paragraph]:
    """The segments as paragraphs; none where they have paragraphs of their own or hardly any labels."""
    if len(segments) > _MOST_LINES or any(segment.paragraph for segment in segments):
        return []
    lines = [split_marker(segment.text, language) for segment in segments]
    labels = sum(label is not None for _, label, _ in lines)
    if labels < max(_FEWEST_LABELS, _SHARE_OF_LABELS * len(lines)):
        return []
    return [
        Paragraph(number, Kind.PARAGRAPH if label is None else Kind.NUMBERED, text, marker, label)
        for number, (marker, label, text) in enumerate(lines, start=1)
    ]


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
    """The units of an alignment; lines get the numbers of the paragraphs that they come from."""
    numbers = [p.number for p in source.body], [p.number for p in target.body] if target else []
    return Review(source.name, _units(bitext, *numbers, level=level))


def review_of_lines(name: str, bitext: Bitext) -> Review:
    """The units of an alignment of lines; paragraphs are what stands between blank lines."""
    numbers = ([*range(1, 2 + max((s.paragraph for s in side), default=0))] for side in (bitext.source, bitext.target))
    return Review(name, _units(bitext, *numbers, level="sentence"))


def _units(
    bitext: Bitext, source_numbers: Sequence[int], target_numbers: Sequence[int], *, level: Level
) -> tuple[Unit, ...]:
    texts = [_texts(bitext, bead) for bead in bitext.beads]
    ids = assign_ids(chinese or english for chinese, english in texts)
    return tuple(
        _unit(bitext, bead, identifier, (source_numbers, target_numbers), level)
        for bead, identifier in zip(bitext.beads, ids, strict=True)
    )


def align_project(
    project: Project,
    settings: Settings,
    *,
    names: Iterable[str] | None = None,
    clock: Callable[[], datetime],
) -> Iterator[Aligned | Refused]:
    """Align every document that has no workbook yet; its workbook is written before it is handed out.

    A document that cannot be read, or that no workbook can hold, does not stop the others. Nothing is locked where
    nothing is new.
    """
    new = new_names(project, names)
    if not new:
        return
    with ProjectLock(project.private, name=settings.reviewer, time=clock().isoformat(timespec="seconds")):
        termbase = project_termbase(project)
        terms = term_pairs(termbase)
        for name in new:
            try:
                source, target = load_pair(project, name, settings)
                review = make_review(source, target, level=settings.level, terms=terms)
                findings = check_review(review, termbase)
                write_new_workbook(project.workbook(name), review, findings)
            except InputError as error:
                yield Refused(name, error)
            else:
                yield Aligned(review, findings)


def check_whole_project(
    project: Project, settings: Settings, done: Sequence[Aligned], *, clock: Callable[[], datetime]
) -> tuple[Aligned, ...]:
    """The same with the findings that the whole project gives, written into the workbooks that were made just now.

    Some checks look over all documents: while they are aligned one after the other, they cannot see everything.
    Workbooks that were there before, or that somebody has worked in already, are not touched.
    """
    if not done:
        return ()
    with ProjectLock(project.private, name=settings.reviewer, time=clock().isoformat(timespec="seconds")):
        reviews = {**readable_reviews(project), **{aligned.review.name: aligned.review for aligned in done}}
        ordered = {name: reviews[name] for name in sorted(reviews)}
        found = check_project(project, reviews=ordered)
        whole = []
        for aligned in done:
            findings = tuple(finding for finding in found if finding.document == aligned.review.name)
            if findings != aligned.findings and current_review(project, aligned.review.name) == aligned.review:
                write_new_workbook(project.workbook(aligned.review.name), aligned.review, findings)
            whole.append(Aligned(aligned.review, findings))
    return tuple(whole)


def agreement(review: Review) -> float | None:
    """How sure the pairs are on average, by the lines that they hold; None where there is no English.

    Low where the two texts are not of the same document (see `UNRELATED`).
    """
    lines = [(len(unit.source_lines) + len(unit.target_lines), unit) for unit in review.units]
    if not any(unit.target for _, unit in lines):
        return None
    pairs = [(count, unit.confidence or 0.0) for count, unit in lines if unit.source and unit.target]
    return sum(count * confidence for count, confidence in pairs) / max(sum(count for count, _ in pairs), 1)


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


def _whole(bitext: Bitext) -> Bitext:
    """The same, no text of either side lost or twice: a review could not tell."""
    check_beads(bitext.beads, len(bitext.source), len(bitext.target))
    return bitext


def _segments(paragraphs: Sequence[Paragraph]) -> tuple[Segment, ...]:
    return tuple(Segment(paragraph.line, place, paragraph.label) for place, paragraph in enumerate(paragraphs))


def _texts(bitext: Bitext, bead: Bead) -> tuple[str, str]:
    return (
        "\n".join(bitext.source[place].text for place in bead.source),
        "\n".join(bitext.target[place].text for place in bead.target),
    )


def _unit(
    bitext: Bitext, bead: Bead, identifier: str, numbers: tuple[Sequence[int], Sequence[int]], level: Level
) -> Unit:
    source, target = _texts(bitext, bead)
    source_segments = [bitext.source[place] for place in bead.source]
    target_segments = [bitext.target[place] for place in bead.target]
    source_numbers = tuple(numbers[0][segment.paragraph] for segment in source_segments)
    target_numbers = tuple(numbers[1][segment.paragraph] for segment in target_segments)
    labels = [segment.label for segment in source_segments or target_segments if segment.label]
    return Unit(
        id=identifier,
        source=source,
        target=target,
        status=Status.DRAFT if target else Status.UNTRANSLATED,
        # Without a translation there was nothing to align.
        confidence=round(bead.confidence, CONFIDENCE_PLACES) if bitext.target else None,
        label=", ".join(labels),
        source_numbers=source_numbers,
        target_numbers=target_numbers,
        paragraph=_paragraph_name(bitext, bead, numbers) if level == "sentence" else "",
    )


def _paragraph_name(bitext: Bitext, bead: Bead, numbers: tuple[Sequence[int], Sequence[int]]) -> str:
    """The label of the paragraph that a bead of sentences begins in, or its number where it has none."""
    side = 0 if bead.source else 1
    segments = (bitext.source, bitext.target)[side]
    place = segments[(bead.source or bead.target)[0]].paragraph
    label = next((segment.label for segment in segments if segment.paragraph == place and segment.label), None)
    return label or str(numbers[side][place])
