"""Edits that move lines and sentences from a unit to its neighbour.

Owns what goes along: labels and paragraph numbers stay with their lines, and pieces of a paragraph that meet are one
line again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

from align_bench.errors import AlignmentError
from align_bench.model.edits import Change, Edit, Stamp, refuse_locked
from align_bench.model.pairing import joined, labelled, padded, reopened
from align_bench.model.unit import Unit, known_numbers
from align_bench.text.labels import split_marker
from align_bench.text.scripts import Language
from align_bench.text.sentences import sentence_spans

Side = Literal["source", "target"]


def move_target(giver: Unit, taker: Unit, stamp: Stamp, *, down: bool) -> Edit:
    """Move the outermost target line of `giver` to its neighbour `taker`, which stands below (`down`) or above."""
    return _move("target", giver, taker, stamp, down=down)


def move_source(giver: Unit, taker: Unit, stamp: Stamp, *, down: bool) -> Edit:
    """The same with the outermost source line, whose label goes with it."""
    return _move("source", giver, taker, stamp, down=down)


def shift_boundary(side: Side, giver: Unit, taker: Unit, stamp: Stamp, *, down: bool) -> Edit:
    """Move the outermost sentence of one side of `giver` to its neighbour; of a paragraph with one, all of it.

    It becomes a line of its own there, unless it meets a piece of the paragraph that it is of.
    """
    return _move(side, giver, taker, stamp, down=down, by_sentence=True)


def _move(side: Side, giver: Unit, taker: Unit, stamp: Stamp, *, down: bool, by_sentence: bool = False) -> Edit:
    refuse_locked([giver, taker], "move text between")
    lines, taken = (_side(unit, side) for unit in (giver, taker))
    if by_sentence and lines:
        lines = _outermost_cut(lines, side, down=down)
    if not lines:
        language = "Chinese" if side == "source" else "English"
        raise AlignmentError(f"{giver.called} has no {language} to move", hint="move text from a pair that has some")
    if down:
        kept, taken = lines[:-1], lines[-1:] + taken
    else:
        kept, taken = lines[1:], taken + lines[:1]
    if by_sentence:
        taken = _made_whole(taken, side, 0 if down else len(taken) - 2)
    new_giver, new_taker = _with_side(giver, side, kept), _with_side(taker, side, taken)
    if not (new_giver.source or new_giver.target):
        # A unit that gave its last text away has nothing left; its comment stays.
        new_taker = replace(new_taker, comment=joined(taker.comment, giver.comment))
    after = [stamp.on(reopened(new_giver)), stamp.on(reopened(new_taker))]
    before = [giver, taker]
    if not down:
        before.reverse()
        after.reverse()
    return Edit("move", (Change(tuple(before), tuple(unit for unit in after if unit.source or unit.target)),))


class _Line(NamedTuple):
    """A line of one side with what goes where it goes."""

    text: str
    number: int
    label: str


def _outermost_cut(lines: list[_Line], side: Side, *, down: bool) -> list[_Line]:
    """The lines with the last sentence of the last one, or the first of the first, as a line of its own."""
    language: Language = "zh" if side == "source" else "en"
    line = lines[-1 if down else 0]
    rest = split_marker(line.text, language)[2]
    spans = sentence_spans(rest, language)
    if len(spans) < 2:
        return lines
    cut = len(line.text) - len(rest) + spans[-1 if down else 1][0]
    before, after = line.text[:cut].rstrip(), line.text[cut:].lstrip()
    pieces = [line._replace(text=before), line._replace(text=after, label="")]
    return [*lines[:-1], *pieces] if down else [*pieces, *lines[1:]]


def _made_whole(lines: list[_Line], side: Side, place: int) -> list[_Line]:
    """The lines with two that are pieces of one paragraph made one again."""
    pair = lines[place : place + 2] if place >= 0 else []
    if len(pair) < 2 or not pair[0].number or pair[0].number != pair[1].number:
        return lines
    first, second = pair
    between = "" if side == "source" and not second.text[:1].isascii() else " "
    whole = first._replace(text=f"{first.text}{between}{second.text}", label=first.label or second.label)
    return [*lines[:place], whole, *lines[place + 2 :]]


def _side(unit: Unit, side: Side) -> list[_Line]:
    lines = unit.source_lines if side == "source" else unit.target_lines
    numbers = padded(unit.source_numbers if side == "source" else unit.target_numbers, len(lines))
    labels = unit.label.split(", ") if unit.label else []
    if len(labels) != len(lines):
        # Then nobody knows which label is of which line but the lines themselves.
        labels = [split_marker(line, "zh")[1] or "" for line in lines]
    return list(map(_Line, lines, numbers, labels))


def _with_side(unit: Unit, side: Side, lines: list[_Line]) -> Unit:
    text, numbers = "\n".join(line.text for line in lines), known_numbers(line.number for line in lines)
    if side == "target":
        return replace(unit, target=text, target_numbers=numbers, confidence=None)
    label = ", ".join(line.label for line in lines if line.label)
    return labelled(replace(unit, source=text, source_numbers=numbers, label=label, confidence=None))
