"""Marks: places in the texts of a unit that are painted differently, and why.

Owns the way from findings, terms and matches to offsets in the text of a unit; knows no colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from align_bench.model.correcting import place_of
from align_bench.model.document import Language
from align_bench.model.finding import Finding, Severity, Span
from align_bench.model.termbase import Concept
from align_bench.model.unit import Unit
from align_bench.text.labels import split_marker

if TYPE_CHECKING:
    from align_bench.terms.hits import TermHit
    from align_bench.text.figures import Figure


class Mark(NamedTuple):
    """Half-open offsets in the text, and the name of a style."""

    start: int
    stop: int
    style: str


class UnitMarks(NamedTuple):
    """The marks of both sides, what is painted on top last."""

    source: tuple[Mark, ...] = ()
    target: tuple[Mark, ...] = ()


class Matcher(Protocol):
    """What the screen needs of `terms.matching.matcher.TermMatcher`."""

    def source_hits(self, text: str) -> tuple[TermHit, ...]: ...
    def target_hits(self, text: str, concepts: Iterable[Concept] | None = None) -> tuple[TermHit, ...]: ...


def unit_marks(
    unit: Unit, findings: Sequence[Finding], matcher: Matcher | None, query: re.Pattern[str] | None
) -> UnitMarks:
    """Figures and terms, then findings over them, then what is searched for."""
    source = [
        Mark(start + figure.start, start + figure.stop, "figure") for start, figure in figures_of(unit.source, "zh")
    ]
    target = [
        Mark(start + figure.start, start + figure.stop, "figure") for start, figure in figures_of(unit.target, "en")
    ]
    if matcher is not None:
        hits = matcher.source_hits(unit.source)
        source += (term_mark(hit) for hit in hits)
        target += (term_mark(hit) for hit in matcher.target_hits(unit.target, [hit.concept for hit in hits]))
    found = finding_marks(unit, findings)
    source += found.source
    target += found.target
    if query is not None:
        source += (Mark(*match.span(), "match") for match in query.finditer(unit.source))
        target += (Mark(*match.span(), "match") for match in query.finditer(unit.target))
    return UnitMarks(tuple(source), tuple(target))


def finding_marks(unit: Unit, findings: Sequence[Finding]) -> UnitMarks:
    """Where the findings of a unit stand in its texts."""
    source: list[Mark] = []
    target: list[Mark] = []
    for finding in findings:
        style = "warning" if finding.severity is Severity.HINT else str(finding.severity)
        source += _finding_marks(finding.source_span, unit.source_lines, unit.source_numbers, "zh", style)
        target += _finding_marks(finding.target_span, unit.target_lines, unit.target_numbers, "en", style)
    return UnitMarks(tuple(source), tuple(target))


def moved_marks(marks: Sequence[Mark], before: str, text: str) -> Sequence[Mark]:
    """The marks of a text in what it became by typing at one place; those that were typed into are left out."""
    if before == text:
        return marks
    shorter = min(len(before), len(text))
    head = next((k for k in range(shorter) if before[k] != text[k]), shorter)
    tail = next((k for k in range(shorter - head) if before[-1 - k] != text[-1 - k]), shorter - head)
    by, edge = len(text) - len(before), len(before) - tail
    return [
        mark if mark.stop <= head else Mark(mark.start + by, mark.stop + by, mark.style)
        for mark in marks
        if mark.stop <= head or mark.start >= edge
    ]


def term_mark(hit: TermHit) -> Mark:
    """Whether the form may be used shows."""
    return Mark(hit.start, hit.stop, "term" if hit.status.is_allowed else "bad-term")


def figures_of(text: str, language: Language) -> Iterator[tuple[int, Figure]]:
    """Numbers, dates and the like, each with the offset that it counts from; the marker of a paragraph is none."""
    # Its patterns take a while to be made; the first frame does without.
    from align_bench.text.figures import find_figures

    position = 0
    for line in text.split("\n"):
        rest = split_marker(line, language)[2]
        if line.endswith(rest):
            start = position + len(line) - len(rest)
            yield from ((start, figure) for figure in find_figures(rest, language))
        position += len(line) + 1


def _finding_marks(
    span: Span | None, lines: Sequence[str], numbers: Sequence[int], language: Language, style: str
) -> Iterator[Mark]:
    place = place_of(span, lines, numbers, language)
    if place is not None:
        yield Mark(place[0], max(place[1], place[0] + 1), style)
