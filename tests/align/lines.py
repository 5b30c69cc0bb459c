"""Printed lines as paragraphs, their markers apart."""

from __future__ import annotations

from collections.abc import Sequence

from align_bench.model.document import Kind, Language, Paragraph
from align_bench.text.labels import split_marker


def lines(texts: Sequence[str], language: Language) -> tuple[Paragraph, ...]:
    found = []
    for number, line in enumerate(texts, 1):
        marker, label, text = split_marker(line, language)
        found.append(Paragraph(number, Kind.PARAGRAPH, text, marker, label))
    return tuple(found)
