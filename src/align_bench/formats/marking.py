"""Where a finding lies in the lines of its unit, so that the place can be shown.

A finding names a paragraph and offsets behind its marker; here that becomes a line of the unit and offsets in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align_bench.model.document import Language
from align_bench.model.finding import Span
from align_bench.model.report import Entry
from align_bench.text.labels import split_marker


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in one line of a unit: half-open code-point offsets, the paragraph's marker counted."""

    line: int
    """0-based, among the lines of its side."""

    start: int
    stop: int


def source_mark(entry: Entry) -> Mark | None:
    unit, finding = entry.unit, entry.finding
    return _mark(finding.source_span, unit.source_lines, unit.source_numbers, "zh", finding.zh_term)


def target_mark(entry: Entry) -> Mark | None:
    unit, finding = entry.unit, entry.finding
    return _mark(finding.target_span, unit.target_lines, unit.target_numbers, "en", finding.found)


def _mark(
    span: Span | None, lines: Sequence[str], numbers: Sequence[int], language: Language, words: str
) -> Mark | None:
    if span is None:
        return None
    # As for the checks: lines that a reviewer added belong to the last known paragraph.
    padded = (*numbers, *[numbers[-1] if numbers else 0] * len(lines))
    marks = []
    for index, line in enumerate(lines):
        marker, _, text = split_marker(line, language)
        if padded[index] == span.paragraph and span.stop <= len(text):
            behind = line.index(text, line.index(marker) + len(marker))
            mark = Mark(index, behind + span.start, behind + span.stop)
            # Several lines may be of one paragraph: then the words tell which is meant.
            if line[mark.start : mark.stop] == words:
                return mark
            marks.append(mark)
    return marks[0] if marks else None
