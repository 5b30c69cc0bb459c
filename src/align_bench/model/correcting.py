"""Correcting: what a finding expects, put into the English in the place of what it found.

Owns which findings can be corrected so, and in which form. A finding without a place in the English, or whose
expectation is no text for that place (the number of a paragraph, a currency), cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align_bench.model.edits import Change, Edit, Stamp, refuse_locked
from align_bench.model.finding import Finding, Span
from align_bench.model.unit import Unit
from align_bench.text.agreement import agreeing, article_before
from align_bench.text.labels import split_marker
from align_bench.text.scripts import Language

# What these expect is told in words, or stands before the text.
_TOLD = frozenset(("label-mismatch", "unit-mismatch"))
# A figure of these kinds is expected as a value; in a text it is written otherwise.
_WRITTEN = frozenset(("fraction", "decade", "century", "multiple", "time"))
_PARTING = frozenset(",;:.?!)")


@dataclass(frozen=True, slots=True)
class Correction:
    """A place in the English of a unit, half-open offsets, and what may stand there; one form at least."""

    start: int
    stop: int
    forms: tuple[str, ...]


def correction(unit: Unit, finding: Finding, forms: Sequence[str] = ()) -> Correction | None:
    """How a finding of the unit is corrected; None where that cannot be told. `forms` are those expected, if several.

    The texts of the unit must be those that were checked.
    """
    place = place_of(finding.target_span, unit.target_lines, unit.target_numbers, "en")
    if place is None or not finding.expected or finding.check in _TOLD:
        return None
    found = unit.target[slice(*place)]
    # An end of a sentence is expected behind its last word, not in the place of it.
    if found != finding.found or (found[-1:].isalnum() and not any(map(str.isalnum, finding.expected))):
        return None
    wanted = tuple(forms) or (_as_written(unit, finding) or finding.expected,)
    behind = unit.target[place[1] : place[1] + 1]
    fitting = tuple(dict.fromkeys(form for form in (_fitting(form, found, behind) for form in wanted) if form != found))
    return Correction(*place, fitting) if fitting else None


def corrected(text: str, what: Correction, form: str) -> str:
    """The English with a form in its place; the article before it follows."""
    before = article_before(text[: what.start], form, text[what.start : what.stop])
    return before + form + text[what.stop :]


def correct_unit(unit: Unit, what: Correction, form: str, stamp: Stamp) -> Edit:
    """The correction as an edit; AlignmentError where the unit is locked."""
    refuse_locked([unit], "correct")
    after = replace(unit, target=corrected(unit.target, what, form))
    return Edit("correct", (Change((unit,), (stamp.on(after),)),))


def place_of(
    span: Span | None, lines: Sequence[str], numbers: Sequence[int], language: Language
) -> tuple[int, int] | None:
    """Where a span stands in the text of these lines, half-open; None where it stands nowhere.

    It counts from behind the marker of its paragraph; lines that a reviewer added belong to the last one.
    """
    if span is None or not lines:
        return None
    padded = (tuple(numbers) + (numbers[-1] if numbers else 0,) * len(lines))[: len(lines)]
    position = 0
    for line, number in zip(lines, padded, strict=True):
        rest = split_marker(line, language)[2]
        if number == span.paragraph and span.stop <= len(rest):
            start = position + (len(line) - len(rest) if line.endswith(rest) else 0)
            return start + span.start, start + span.stop
        position += len(line) + 1
    return None


def _as_written(unit: Unit, finding: Finding) -> str:
    """A figure in the form of English documents; empty where the expected value is written as it is."""
    if finding.family != "figures" or finding.found[:1].isdigit():
        return _grouped(finding)
    from align_bench.text.figures import find_figures
    from align_bench.text.figures.writing import write_figure

    place = place_of(finding.source_span, unit.source_lines, unit.source_numbers, "zh")
    if place is None:
        return ""
    figure = next((each for each in find_figures(unit.source, "zh") if each.start == place[0]), None)
    return write_figure(figure, unit.source) if figure is not None and figure.kind in _WRITTEN else ""


def _grouped(finding: Finding) -> str:
    """`1,500` where what was found has its thousands parted so."""
    digits = finding.expected
    return f"{int(digits):,}" if "," in finding.found and digits.isdecimal() else ""


def _fitting(form: str, found: str, behind: str) -> str:
    """A form as its place needs it: words agree with those that go; behind a mark that was wide comes a blank."""
    if form[:1].isalpha():
        return agreeing(form, found)
    return f"{form} " if not found.isascii() and form in _PARTING and behind.isalnum() else form
