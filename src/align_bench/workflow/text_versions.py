"""One side of a review against its file: what became of the paragraphs that its units hold, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from align_bench.align.anchoring import Passage, match_passages
from align_bench.model.document import Document, Language
from align_bench.text.labels import split_marker
from align_bench.workflow.review_lines import Line


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the review against its file."""

    numbers: Mapping[int, int]
    """Number of an old paragraph -> its number now."""

    changed: Mapping[int, tuple[str, ...]]
    """Number of an old paragraph whose text is another now -> the new texts of its pieces."""

    added: frozenset[int]
    """Numbers of the file's paragraphs that are in no unit."""


def side_of(
    units: Sequence[Sequence[Line]], document: Document | None, language: Language, reworded: frozenset[int]
) -> Side:
    """The paragraphs that the units hold, piece by piece, against those of the file."""
    pieces: dict[int, list[str]] = {}
    for line in (line for lines in units for line in lines if line.number):
        pieces.setdefault(line.number, []).append(line.text)
    if document is None:
        return Side({number: number for number in pieces}, {}, frozenset())
    numbers = sorted(pieces)
    old = [
        Passage("".join(pieces[number]), split_marker(pieces[number][0], language)[1], number in reworded)
        for number in numbers
    ]
    paragraphs = document.body
    found = match_passages(old, [Passage(paragraph.line, paragraph.label) for paragraph in paragraphs])
    now = {numbers[match.old]: paragraphs[match.new] for match in found}
    return Side(
        {number: paragraph.number for number, paragraph in now.items()},
        {
            numbers[match.old]: _pieces(pieces[numbers[match.old]], paragraphs[match.new].line)
            for match in found
            if match.likeness < 1
        },
        frozenset(p.number for p in paragraphs) - {paragraph.number for paragraph in now.values()},
    )


def _pieces(texts: Sequence[str], line: str) -> tuple[str, ...]:
    """A paragraph's new text, parted where the old one was."""
    blocks = Indel.opcodes("".join(texts), line)
    cuts, end = [0], 0
    for text in texts[:-1]:
        end += len(text)
        block = next(block for block in blocks if block.src_end >= end)
        cuts.append(min(block.dest_start + max(end - block.src_start, 0), block.dest_end))
    return tuple(line[start:stop].strip() for start, stop in zip(cuts, [*cuts[1:], len(line)], strict=True))
