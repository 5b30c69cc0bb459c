"""The lines of a review as the aligner takes them, and units made of lines again.

Owns the order that the lines have in the two documents: units may cross and hold lines that a reviewer typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, overload

from align_bench.model.bitext import Bead
from align_bench.model.document import Kind, Language, Level, Paragraph
from align_bench.model.unit import CONFIDENCE_PLACES, Review, Unit, initial_status, known_numbers
from align_bench.text.labels import split_marker


class Line(NamedTuple):
    """One line of a unit, as it is printed."""

    text: str
    number: int
    """Of its paragraph; 0 where a reviewer typed it."""


@dataclass(frozen=True, slots=True)
class ReviewLines:
    """All lines of a review in the order of the documents."""

    source: tuple[Line, ...]
    target: tuple[Line, ...]
    beads: tuple[Bead, ...]
    """One for each unit, in the order of the units."""

    names: dict[int, str]
    """What the units of each source paragraph say that it is called, at sentence level."""


def review_lines(review: Review) -> ReviewLines:
    units = review.units
    sides = [unit_lines(unit) for unit in units]
    source, ours = _ordered([source for source, _ in sides])
    target, theirs = _ordered([target for _, target in sides])
    confidences = [1.0 if unit.confidence is None else unit.confidence for unit in units]
    names: dict[int, str] = {}
    for unit in units:
        for number in unit.source_numbers[:1]:
            names.setdefault(number, unit.paragraph)
    return ReviewLines(source, target, tuple(map(Bead, ours, theirs, confidences)), names)


def unit_lines(unit: Unit) -> tuple[list[Line], list[Line]]:
    """The lines of one unit, as they stand in its texts."""
    return _numbered(unit.source_lines, unit.source_numbers), _numbered(unit.target_lines, unit.target_numbers)


class Paragraphs(Sequence[Paragraph]):
    """The lines with their markers apart, which are looked for when a line is asked for.

    At sentence level only the first line of a paragraph can have one.
    """

    def __init__(self, lines: Sequence[Line], language: Language, level: Level) -> None:
        self._lines = lines
        self._language = language
        self._level = level

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> Paragraph: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Paragraph]: ...
    def __getitem__(self, place: int | slice) -> Paragraph | Sequence[Paragraph]:
        if isinstance(place, slice):
            return [self[k] for k in range(*place.indices(len(self)))]
        line = self._lines[place]
        if self._level == "sentence" and place and self._lines[place - 1].number == line.number:
            return Paragraph(line.number, Kind.PARAGRAPH, line.text)
        return _marked(line, self._language)


def unit_of(lines: ReviewLines, bead: Bead, identifier: str, level: Level) -> Unit:
    """A unit that nobody has looked at yet, of the lines of a bead."""
    source, target = [lines.source[i] for i in bead.source], [lines.target[j] for j in bead.target]
    labels = [_marked(line, "zh" if source else "en").label for line in source or target]
    numbers = tuple(line.number for line in source)
    english = "\n".join(line.text for line in target)
    return Unit(
        id=identifier,
        source="\n".join(line.text for line in source),
        target=english,
        status=initial_status(english),
        confidence=round(bead.confidence, CONFIDENCE_PLACES),
        label=", ".join(label for label in labels if label),
        source_numbers=known_numbers(numbers),
        target_numbers=known_numbers(line.number for line in target),
        paragraph=lines.names.get(numbers[0], "") if numbers and level == "sentence" else "",
    )


@lru_cache(maxsize=1 << 16)
def _marked(line: Line, language: Language) -> Paragraph:
    marker, label, text = split_marker(line.text, language)
    return Paragraph(line.number, Kind.PARAGRAPH if label is None else Kind.NUMBERED, text, marker, label)


def _numbered(lines: Sequence[str], numbers: Sequence[int]) -> list[Line]:
    """Lines without a number of their own get 0."""
    return [Line(text, numbers[k] if k < len(numbers) else 0) for k, text in enumerate(lines)]


def _ordered(units: Sequence[list[Line]]) -> tuple[tuple[Line, ...], list[tuple[int, ...]]]:
    """The lines of all units in the order of their numbers, and the places of each unit's lines.

    What was typed stands behind the line that it follows in its unit, or in front of the first line there.
    """
    keyed: list[tuple[int, int, Line]] = []
    last = 0
    for owner, lines in enumerate(units):
        last = next((line.number for line in lines if line.number), last)
        for line in lines:
            last = line.number or last
            keyed.append((last, owner, line))
    keyed.sort(key=lambda entry: entry[0])
    places: dict[int, list[int]] = {}
    for place, (_, owner, _) in enumerate(keyed):
        places.setdefault(owner, []).append(place)
    return tuple(line for _, _, line in keyed), [tuple(places.get(owner, ())) for owner in range(len(units))]
