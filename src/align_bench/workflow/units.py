"""From a bitext to the units of a review, as they stand before anybody has looked at them.

Owns ids, labels, numbers and statuses of new units, and how sure a new review is as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.align.reading.readers import Terms
from align_bench.model.bitext import Bead, Bitext
from align_bench.model.document import Document, Level
from align_bench.model.unit import CONFIDENCE_PLACES, Review, Unit, assign_ids, initial_status
from align_bench.workflow.bitexts import align_documents

UNRELATED = 0.7
"""An `agreement` below says that the texts hardly belong together. Measured, as paragraphs and as sentences, on seven
documents with their translations (.95 at least) and on 63 pairs of a document with another one's translation (.44 at
most); on the lines of six literary chapters it is .94 at least, and .61 at most with the next chapter."""

_Numbers = tuple[Sequence[int], Sequence[int]]

_Names = tuple[Sequence[str], Sequence[str]]
"""What the paragraphs of either side are called."""


def make_review(
    source: Document,
    target: Document | None,
    *,
    level: Level = "paragraph",
    terms: Terms = (),
) -> Review:
    """Two documents aligned, as units."""
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
    numbers = (source_numbers, target_numbers)
    names = _paragraph_names(bitext, numbers) if level == "sentence" else None
    return tuple(
        _unit(bitext, bead, identifier, numbers, names) for bead, identifier in zip(bitext.beads, ids, strict=True)
    )


def agreement(review: Review) -> float | None:
    """How much of the shorter text surely has a partner, by lines, from 0 to 1; None where there is no English.

    Low where the two texts are not of the same document (see `UNRELATED`): what one of them has more than the other
    does not count against it.
    """
    units = review.units
    shorter = min(sum(len(unit.source_lines) for unit in units), sum(len(unit.target_lines) for unit in units))
    if not any(unit.target for unit in units):
        return None
    pairs = [unit for unit in units if unit.source and unit.target]
    sure = sum((len(unit.source_lines) + len(unit.target_lines)) * (unit.confidence or 0.0) for unit in pairs)
    return min(1.0, sure / (2 * max(shorter, 1)))


def _texts(bitext: Bitext, bead: Bead) -> tuple[str, str]:
    return (
        "\n".join(bitext.source[place].text for place in bead.source),
        "\n".join(bitext.target[place].text for place in bead.target),
    )


def _unit(bitext: Bitext, bead: Bead, identifier: str, numbers: _Numbers, names: _Names | None) -> Unit:
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
        status=initial_status(target),
        # Without a translation there was nothing to align.
        confidence=round(bead.confidence, CONFIDENCE_PLACES) if bitext.target else None,
        label=", ".join(labels),
        source_numbers=source_numbers,
        target_numbers=target_numbers,
        # Of the paragraph that a bead of sentences begins in.
        paragraph=names[not bead.source][(source_segments or target_segments)[0].paragraph] if names else "",
    )


def unlabelled(number: int) -> str:
    """What a paragraph without label is called, by its number; no label looks so."""
    return f"par {number}"


def _paragraph_names(bitext: Bitext, numbers: _Numbers) -> _Names:
    """The label of each paragraph of either side, or what it is called where it has none."""
    names: list[list[str]] = []
    for segments, own in zip((bitext.source, bitext.target), numbers, strict=True):
        labels: dict[int, str] = {}
        for segment in segments:
            if segment.label:
                labels.setdefault(segment.paragraph, segment.label)
        names.append([labels.get(place, unlabelled(number)) for place, number in enumerate(own)])
    return names[0], names[1]
