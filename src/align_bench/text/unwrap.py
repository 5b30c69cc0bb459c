"""Unwrapping: printed lines become paragraphs again, and every decision is explained.

Owns the order of the work (noise, then each pair of lines, then labels and kinds); what speaks for a new paragraph is
`text.evidence`.  No character is lost or invented: with white space removed, a paragraph is its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from align_bench.text.evidence import (
    Progress,
    Sign,
    hanging_column,
    is_bare_marker,
    marker_of,
    signs,
    standing,
    take_place,
)
from align_bench.text.kinds import classify
from align_bench.text.labels import label_places, split_marker
from align_bench.text.lines import Layout, Line, measure, read_lines
from align_bench.text.noise import find_noise
from align_bench.text.scripts import Language, is_latin


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph before `formats.plain` makes it a value of the model."""

    kind: str
    """As `model.document.Kind` spells it."""

    marker: str
    label: str | None
    text: str
    """Without the marker, on one line."""

    lines: tuple[int, ...] = ()
    """The 1-based numbers of the lines it was printed on. Noise that stood among them follows as its own entry."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided between two lines of text, or about one line of noise, and why."""

    above: int
    """1-based line number; for noise the line itself."""

    below: int
    action: Literal["join", "break", "noise"]
    reason: str

    def __str__(self) -> str:
        place = f"line {self.above}" if self.action == "noise" else f"lines {self.above}-{self.below}"
        return f"{place}: {self.action}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text as paragraphs, with the account of how it became that."""

    paragraphs: tuple[RawParagraph, ...]
    decisions: tuple[Decision, ...]


def unwrap(text: str, language: Language) -> Unwrapped:
    """The paragraphs of a text, in order of their first lines, and what was decided at every line."""
    lines = read_lines(text, language)
    noise = find_noise(lines, language)
    body = [index for index in range(len(lines)) if index not in noise]
    layout = measure([lines[index] for index in body], language)
    groups, decisions = _group(lines, body, layout)
    decisions += [Decision(lines[i].number, lines[i].number, "noise", reason) for i, reason in noise.items()]
    placed = [(i, RawParagraph("noise", "", None, _one_line(lines[i].text), (lines[i].number,))) for i in noise]
    placed += zip((group[0] for group in groups), _paragraphs(lines, groups, language), strict=True)
    return Unwrapped(
        tuple(paragraph for _, paragraph in sorted(placed, key=lambda pair: pair[0])),
        tuple(sorted(decisions, key=lambda decision: (decision.above, decision.below))),
    )


def _group(lines: Sequence[Line], body: Sequence[int], layout: Layout) -> tuple[list[list[int]], list[Decision]]:
    """The indices of the lines of each paragraph, and a decision for each pair of neighbours."""
    groups: list[list[int]] = []
    decisions: list[Decision] = []
    progress = Progress(layout)
    for position, index in enumerate(body):
        below = lines[index]
        if position == 0:
            _begin(groups, index, below, progress)
            continue
        above = lines[body[position - 1]]
        at_page_edge = below.begins_page or index - body[position - 1] > 1 or below.blank_before < layout.blank_lines
        found = list(signs(above, below, progress, at_page_edge=at_page_edge))
        is_break = sum(sign.weight for sign in found) > 0
        decisions.append(
            Decision(above.number, below.number, "break" if is_break else "join", _reason(found, is_break=is_break))
        )
        if is_break:
            _begin(groups, index, below, progress)
        else:
            groups[-1].append(index)
            progress.text = (progress.text + below.text)[-200:]
            progress.is_first_line = False
            progress.indent = below.indent if progress.indent is None else progress.indent
    return groups, decisions


def _begin(groups: list[list[int]], index: int, line: Line, progress: Progress) -> None:
    groups.append([index])
    marker = marker_of(line.text, progress.layout.language)
    if marker:
        take_place(marker, progress.series)
    progress.text = line.text
    progress.indent = None
    progress.is_first_line = True
    progress.hanging = hanging_column(line, progress.layout.language)


def _reason(found: Sequence[Sign], *, is_break: bool) -> str:
    """The signs that speak for the decision, strongest first, then what spoke against it."""
    direction = 1 if is_break else -1
    ordered = sorted(found, key=lambda sign: -abs(sign.weight))
    agreeing = [sign.reason for sign in ordered if sign.weight * direction > 0]
    against = [sign.reason for sign in ordered if sign.weight * direction < 0]
    reason = "; ".join(agreeing) or "nothing speaks for a new paragraph"
    return f"{reason} (although: {'; '.join(against)})" if against else reason


def _paragraphs(lines: Sequence[Line], groups: Sequence[Sequence[int]], language: Language) -> list[RawParagraph]:
    parted = []
    series: dict[str, int] = {}
    for group in groups:
        joined = _join([lines[i].text for i in group], language)
        marker, label, text = split_marker(joined, language)
        if marker and _is_initial(marker, series, language):
            marker, label, text = "", None, joined
        if marker:
            take_place(marker, series)
        parted.append((marker, label, text))
    kinds = classify(parted, language)
    numbers = [tuple(lines[i].number for i in group) for group in groups]
    return [
        RawParagraph(kind, marker, label, text, lines_of)
        for kind, (marker, label, text), lines_of in zip(kinds, parted, numbers, strict=True)
    ]


def _is_initial(marker: str, series: dict[str, int], language: Language) -> bool:
    """Whether `J.` is an initial: a capital letter that neither begins nor continues a series."""
    if not re.fullmatch(r"[A-Z]\.", marker):
        return False
    return language == "en" and standing(label_places(marker), series) not in {"begins", "continues", "jumps"}


def _join(texts: Sequence[str], language: Language) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined += _between(joined, text, language) + text
    return _one_line(joined)


def _between(above: str, below: str, language: Language) -> str:
    """What stood between two lines before they were wrapped: nothing or a space."""
    last, first = above[-1], below[0]
    if is_bare_marker(above, language):
        return " "
    # A hyphen or stroke at a line's end parts a word or a symbol: co-/operation, A/70/818-/S/2016/317. The hyphen
    # stays: whether it belongs to the word cannot be told. With a space before it, it is a dash.
    if last in "-\u2010\u00ad/" and above[-2:-1].strip():
        return ""
    if last == "–" and above[-2:-1].isdigit() and first.isdigit():
        return ""
    if language == "en":
        return "" if last == "—" or first == "—" else " "
    # Chinese is printed without spaces; where the wrap swallowed one beside a figure nothing is put in.
    latin = (is_latin(last) or last in ".,;:)") and (is_latin(first) or first == "(")
    return " " if latin or (is_latin(last) and first.isdigit()) or (last.isdigit() and is_latin(first)) else ""


def _one_line(text: str) -> str:
    return text.replace("\t", " ")
