"""A text in one language: an ordered list of paragraphs, and the segments that are aligned.

Owns what a paragraph is; knows nothing of files, and how paragraphs are found is `text.unwrap`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from align_bench.text import scripts

Language = scripts.Language
Level = Literal["paragraph", "sentence"]


class Kind(StrEnum):
    """What a paragraph is. `numbered` is anything with a label: `1.`, `(a)`, `一、`."""

    TITLE = "title"
    HEADING = "heading"
    DATE = "date"
    PARAGRAPH = "paragraph"
    NUMBERED = "numbered"
    NOTE = "note"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with its label apart."""

    number: int
    """1-based place in the document, noise counted: the id that `segment` prints and findings name."""

    kind: Kind
    text: str
    """Without the marker; one line, no leading or trailing white space."""

    marker: str = ""
    """The label as printed (`1.`, `(a)`, `一、`), without the space behind it; empty where there is none."""

    label: str | None = None
    """The label without its punctuation (`1`, `(a)`, `一`); None where there is none."""

    @property
    def line(self) -> str:
        """The paragraph as it stands in the document, on one line: marker, space, text."""
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language."""

    name: str
    language: Language
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs that can be aligned: all but noise."""
        return tuple(p for p in self.paragraphs if p.kind is not Kind.NOISE)


@dataclass(frozen=True, slots=True)
class Segment:
    """What is aligned: a paragraph, or a sentence of one."""

    text: str
    """With the marker in front, as the document prints it."""

    paragraph: int
    """0-based place of its paragraph among the aligned paragraphs (noise left out)."""

    label: str | None = None
    """The label of its paragraph, on the paragraph's first segment only."""
