"""Documents with known faults of structure: what they are made of, and the beads that have to be found.

Owns how pairs of paragraphs become two texts with their gold; which faults they have is `disturb`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench_data import GoldBitext

from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Paragraph, Segment


@dataclass
class Text:
    """One paragraph of one side: its sentences by their place in the bitext, or foreign ones."""

    sentences: list[tuple[str, int]]
    label: int = 0
    foreign: bool = False


@dataclass
class Pair:
    """Paragraphs of both sides that belong together, or of one side alone."""

    source: list[Text]
    target: list[Text]
    fault: str = ""
    heading: bool = False


@dataclass(frozen=True)
class Disturbed:
    """A document pair with known faults."""

    name: str
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    gold: tuple[Bead, ...]
    """Sentence beads."""

    paragraphs: tuple[Bead, ...]
    faults: dict[str, list[Bead]] = field(default_factory=dict)
    """By kind of fault, the paragraph beads that have to be found."""

    @property
    def source_paragraphs(self) -> list[Paragraph]:
        return _as_paragraphs(self.source)

    @property
    def target_paragraphs(self) -> list[Paragraph]:
        return _as_paragraphs(self.target)


def document_of(bitext: GoldBitext, pairs: Sequence[Pair]) -> Disturbed:
    """The two texts, and the beads of the bitext as far as their sentences are there."""
    sources = [text for pair in pairs for text in pair.source]
    # The order of the English: that of the pairs, where swaps have already changed the texts' places.
    targets = [text for pair in pairs for text in pair.target]
    source, source_place = _segments(sources)
    target, target_place = _segments(targets)
    beads, seen_source, seen_target = [], set[int](), set[int]()
    for bead in bitext.gold:
        ours = tuple(sorted(source_place[i] for i in bead.source if i in source_place))
        theirs = tuple(sorted(target_place[j] for j in bead.target if j in target_place))
        for filled in (
            [Bead(ours, theirs)]
            if ours and theirs
            else [Bead((i,), ()) for i in ours] + [Bead((), (j,)) for j in theirs]
        ):
            beads.append(filled)
            seen_source.update(filled.source)
            seen_target.update(filled.target)
    beads += [Bead((), (j,)) for j in range(len(target)) if j not in seen_target]
    beads.sort(key=lambda bead: (bead.source or (10**9,), bead.target))
    paragraphs = _components(source, target, beads)
    return Disturbed(
        bitext.name, source, target, tuple(beads), paragraphs, _faults(pairs, sources, targets, paragraphs)
    )


def _segments(texts: Sequence[Text]) -> tuple[tuple[Segment, ...], dict[int, int]]:
    segments: list[Segment] = []
    places: dict[int, int] = {}
    for paragraph, text in enumerate(texts):
        for number, (sentence, place) in enumerate(text.sentences):
            if place >= 0:
                places[place] = len(segments)
            label = str(text.label) if text.label and not number else None
            segments.append(Segment(sentence, paragraph, label))
    return tuple(segments), places


def _components(source: Sequence[Segment], target: Sequence[Segment], beads: Sequence[Bead]) -> tuple[Bead, ...]:
    links = [({source[i].paragraph for i in b.source}, {target[j].paragraph for j in b.target}) for b in beads]
    groups: list[tuple[set[int], set[int]]] = []
    for ours, theirs in (link for link in links if link[0] and link[1]):
        joined = [group for group in groups if group[0] & ours or group[1] & theirs]
        groups = [group for group in groups if group not in joined]
        groups.append((ours.union(*(g[0] for g in joined)), theirs.union(*(g[1] for g in joined))))
    found = [Bead(tuple(sorted(ours)), tuple(sorted(theirs))) for ours, theirs in groups]
    for side, count in ((0, source[-1].paragraph + 1), (1, target[-1].paragraph + 1)):
        linked = {p for group in groups for p in group[side]}
        found += [Bead((p,), ()) if side == 0 else Bead((), (p,)) for p in range(count) if p not in linked]
    return tuple(found)


def _faults(
    pairs: Sequence[Pair], sources: Sequence[Text], targets: Sequence[Text], paragraphs: Sequence[Bead]
) -> dict[str, list[Bead]]:
    faults: dict[str, list[Bead]] = {}
    source_place = {id(text): k for k, text in enumerate(sources)}
    target_place = {id(text): k for k, text in enumerate(targets)}
    for pair in (pair for pair in pairs if pair.fault):
        ours = {source_place[id(text)] for text in pair.source}
        theirs = {target_place[id(text)] for text in pair.target}
        touched = [b for b in paragraphs if ours & set(b.source) or (not ours and theirs & set(b.target))]
        faults.setdefault(pair.fault, []).extend(touched)
    return faults


def _as_paragraphs(segments: Sequence[Segment]) -> list[Paragraph]:
    """Sentences of a paragraph joined as its language does; to be split again by whoever reads it."""
    texts: dict[int, list[str]] = {}
    labels: dict[int, str | None] = {}
    for segment in segments:
        texts.setdefault(segment.paragraph, []).append(segment.text.strip())
        labels.setdefault(segment.paragraph, segment.label)
    return [
        Paragraph(
            k + 1,
            Kind.NUMBERED if (label := labels[k]) else Kind.PARAGRAPH,
            " ".join(parts),
            f"{label}." if label else "",
            label,
        )
        for k, parts in texts.items()
    ]
