"""Edits of the pairing: units merged and split.

Owns what becomes of the labels and paragraph numbers, which stay with their lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from align_bench.errors import AlignmentError
from align_bench.model.edits import Change, Edit, Stamp, refuse_locked
from align_bench.model.unit import Unit, initial_status, known_numbers, text_hash
from align_bench.text.labels import split_marker


def merge_units(first: Unit, second: Unit, stamp: Stamp) -> Edit:
    """Make one unit of two neighbours; it keeps the first one's id and goes back to draft."""
    refuse_locked([first, second], "merge")
    merged = replace(
        first,
        source=joined(first.source, second.source),
        target=joined(first.target, second.target),
        comment=joined(first.comment, second.comment),
        label=", ".join(label for label in (first.label, second.label) if label),
        source_numbers=_joined_numbers(
            (first.source_numbers, first.source_lines), (second.source_numbers, second.source_lines)
        ),
        target_numbers=_joined_numbers(
            (first.target_numbers, first.target_lines), (second.target_numbers, second.target_lines)
        ),
        confidence=None,
    )
    return Edit("merge", (Change((first, second), (stamp.on(reopened(merged)),)),))


def split_unit(unit: Unit, source_lines: int, target_lines: int, stamp: Stamp) -> Edit:
    """Make two units of one: the first takes so many source and target lines, the second the rest."""
    refuse_locked([unit], "split")
    source, target = unit.source_lines, unit.target_lines
    if not (0 <= source_lines <= len(source) and 0 <= target_lines <= len(target)):
        raise AlignmentError(
            f"{unit.called} has {len(source)} source and {len(target)} target lines:"
            f" it cannot be split behind {source_lines} and {target_lines}",
            hint="choose a place inside one of its texts",
        )
    halves = [
        _part(unit, 0, source_lines, 0, target_lines),
        _part(unit, source_lines, len(source), target_lines, len(target)),
    ]
    if not all(half.source or half.target for half in halves):
        raise AlignmentError(
            f"{unit.called}: one half of the split would be empty",
            hint="choose a place inside one of its texts",
        )
    first = replace(halves[0], id=unit.id)
    second = replace(halves[1], id=f"{unit.id}.{_split_id(*halves)}", comment="")
    return Edit("split", (Change((unit,), (stamp.on(reopened(first)), stamp.on(reopened(second)))),))


def split_unit_at(unit: Unit, source_offset: int, target_offset: int, stamp: Stamp) -> Edit:
    """Make two units of one, cut at offsets into its texts, which may lie inside a line; blanks at the cut go."""
    refuse_locked([unit], "split")
    if not (0 <= source_offset <= len(unit.source) and 0 <= target_offset <= len(unit.target)):
        raise AlignmentError(
            f"{unit.called} has {len(unit.source)} characters of source and {len(unit.target)} of"
            f" target: it cannot be split at {source_offset} and {target_offset}",
            hint="choose a place inside one of its texts",
        )
    source, source_cut = _cut(unit.source, source_offset)
    target, target_cut = _cut(unit.target, target_offset)
    # The paragraph that is cut belongs to both halves: its number and its label stand in each.
    whole = replace(
        unit,
        source=source,
        target=target,
        label=_labels_of_cut(unit, source_cut),
        source_numbers=_numbers_of_cut(unit.source_numbers, len(unit.source_lines), source_cut),
        target_numbers=_numbers_of_cut(unit.target_numbers, len(unit.target_lines), target_cut),
    )
    halves = split_unit(whole, source_cut.before, target_cut.before, stamp).changes[0].after
    return Edit("split", (Change((unit,), halves),))


@dataclass(frozen=True, slots=True)
class _Cut:
    before: int
    """Lines before the cut."""

    inside: bool
    """Whether it went through a line, so that there is one more than before."""


def _cut(text: str, offset: int) -> tuple[str, _Cut]:
    """The text with a line feed at the offset (and no blanks around it), and how many lines stand before it."""
    before, after = text[:offset].rstrip(), text[offset:].lstrip()
    inside = bool(before and after) and "\n" not in text[len(before) : len(text) - len(after)]
    return joined(before, after), _Cut(before.count("\n") + 1 if before else 0, inside)


def _numbers_of_cut(numbers: tuple[int, ...], lines: int, cut: _Cut) -> tuple[int, ...]:
    if not (cut.inside and numbers):
        return numbers
    numbers = padded(numbers, lines)
    return numbers[: cut.before] + numbers[cut.before - 1 :]


def _labels_of_cut(unit: Unit, cut: _Cut) -> str:
    labels = unit.label.split(", ") if unit.label else []
    if cut.inside and len(labels) == len(unit.source_lines):
        labels = labels[: cut.before] + labels[cut.before - 1 :]
    return ", ".join(labels)


def _split_id(first: Unit, second: Unit) -> str:
    """What tells the second half of a split from the first: a hash of the texts of both, for halves may recur."""
    return text_hash(f"{first.source}\n\n{first.target}\n\n{second.source}\n\n{second.target}")[:6]


def _part(unit: Unit, source_start: int, source_stop: int, target_start: int, target_stop: int) -> Unit:
    source = unit.source_lines[source_start:source_stop]
    labels = unit.label.split(", ") if unit.label else []
    # Labels belong to lines only where there is one for each; otherwise the first half keeps them.
    if len(labels) == len(unit.source_lines):
        labels = labels[source_start:source_stop]
    elif source_start > 0:
        labels = []
    part = replace(
        unit,
        source="\n".join(source),
        target="\n".join(unit.target_lines[target_start:target_stop]),
        label=", ".join(labels),
        source_numbers=known_numbers(padded(unit.source_numbers, len(unit.source_lines))[source_start:source_stop]),
        target_numbers=known_numbers(padded(unit.target_numbers, len(unit.target_lines))[target_start:target_stop]),
        confidence=None,
    )
    return labelled(part)


def labelled(unit: Unit) -> Unit:
    """With the labels of its English, where it has no Chinese that would give it others."""
    if unit.source:
        return unit
    labels = (split_marker(line, "en")[1] for line in unit.target_lines)
    return replace(unit, label=", ".join(label for label in labels if label))


def reopened(unit: Unit) -> Unit:
    """A unit whose pairing changed has to be reviewed again."""
    return replace(unit, status=initial_status(unit.target))


def padded(numbers: tuple[int, ...], length: int) -> tuple[int, ...]:
    """One number a line: lines that a reviewer added belong to the last known paragraph."""
    last = numbers[-1] if numbers else 0
    return (numbers + (last,) * length)[:length]


def _joined_numbers(*sides: tuple[tuple[int, ...], tuple[str, ...]]) -> tuple[int, ...]:
    """The numbers of texts that are joined, one a line."""
    return known_numbers(number for numbers, lines in sides for number in padded(numbers, len(lines)))


def joined(first: str, second: str) -> str:
    """Two texts, each on lines of its own."""
    return "\n".join(text for text in (first, second) if text)
