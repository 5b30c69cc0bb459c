"""Units: beads under review, with their texts, status and comments.

Owns what a row of the review workbook means; how it is edited is `model.edits`, how it is stored
is `formats.workbook`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain

from align_bench.model.runs import Runs

CONFIDENCE_PLACES = 4
"""More say nothing, and spreadsheet programs keep at most 15 digits of a number."""

# So many characters tell a text from others.
_WORDS = 30


class Status(StrEnum):
    """How far a unit is, in the order of the work."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REJECTED = "rejected"
    REVIEWED = "reviewed"
    FINAL = "final"
    OMITTED = "omitted"
    """A reviewer has decided that the Chinese has no English, and is to have none."""

    ADDED = "added"
    """A reviewer has decided that the English has no Chinese, and may stand so."""

    @property
    def is_open(self) -> bool:
        """Whether a reviewer still has to look at it."""
        return self in _OPEN


_OPEN = frozenset((Status.UNTRANSLATED, Status.DRAFT, Status.TRANSLATED, Status.REJECTED))


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of a review: texts that belong together, and how far they are."""

    id: str
    """Stable for the life of the unit, unique in its document; never shown by position."""

    source: str
    """The source segments of the bead, one a line, each with its marker; empty when text was added."""

    target: str
    """The target segments, one a line; empty when the unit is untranslated or left out."""

    status: Status = Status.DRAFT
    locked: bool = False
    comment: str = ""
    reviewer: str = ""
    updated: str = ""
    """When it was last changed, ISO 8601 with seconds and offset (`2026-03-01T09:30:00+00:00`); empty: never."""

    confidence: float | None = None
    """Of the alignment, 0 to 1, to `CONFIDENCE_PLACES`; None where a person paired the texts or there was nothing to
    align."""

    label: str = ""
    """The labels of the source segments, or of the target's where there is no source: `12`, `12, 13`."""

    source_numbers: tuple[int, ...] = ()
    """Paragraph numbers (see `Paragraph.number`) of the source lines."""

    target_numbers: tuple[int, ...] = ()
    """Paragraph numbers of the target lines as imported; empty where the reviewer typed the text, 0 for a line of
    it that was typed beside imported ones."""

    paragraph: str = ""
    """In a project at sentence level, the label of the paragraph it belongs to, or `par 3` where that has none."""

    @property
    def called(self) -> str:
        """What people call it: by its label, else by its first words; its id says nothing to them."""
        if self.label or self.paragraph:
            return f"pair {self.label or self.paragraph}"
        words = " ".join((self.target or self.source).split())
        return f'the pair "{words[:_WORDS].rstrip()}{"..." if len(words) > _WORDS else ""}"'

    @property
    def source_lines(self) -> tuple[str, ...]:
        return tuple(self.source.split("\n")) if self.source else ()

    @property
    def target_lines(self) -> tuple[str, ...]:
        return tuple(self.target.split("\n")) if self.target else ()

    @property
    def shape(self) -> str:
        """The usual notation: `1-1`, `2-1`, `0-1`."""
        return f"{len(self.source_lines)}-{len(self.target_lines)}"

    @property
    def intended(self) -> Status | None:
        """The status that says of a unit with one side that this is meant so; None where it has both."""
        if self.source and self.target:
            return None
        return Status.OMITTED if self.source else Status.ADDED

    def allows(self, status: Status) -> bool:
        """Whether its texts can have the status: what has no English is not reviewed, and nothing else is omitted."""
        if status in (Status.OMITTED, Status.ADDED):
            return status is self.intended
        return bool(self.target) or not self.source or status in (Status.UNTRANSLATED, Status.REJECTED)

    @property
    def fitting_status(self) -> Status:
        """Its status where its texts allow that; else that of a text nobody has looked at, or of none."""
        if self.allows(self.status) and not (self.target and self.status is Status.UNTRANSLATED):
            return self.status
        return initial_status(self.target)

    @property
    def source_hash(self) -> str:
        """Tells whether the source text is still the one that was reviewed."""
        return text_hash(self.source)


class _Run(tuple[Unit, ...]):  # noqa: SLOT001  # the places are kept in it
    """Neighbouring units, found by their ids."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Unit id -> 0-based place in the run."""
        return {unit.id: place for place, unit in enumerate(self)}


class Units(Runs[Unit]):
    """Units in order, found by place or by id: as quick to change and to look into at 100,000 as at 1,000."""

    __slots__ = ()
    _runs: tuple[_Run, ...]

    @classmethod
    def _run(cls, members: Iterable[Unit]) -> _Run:
        return _Run(members)

    def place(self, unit_id: str, near: int = 0) -> int | None:
        """0-based place of a unit; None where there is none. One that stands near a place is found first."""
        first, count = self._run_at(near), len(self._runs)
        for run in chain(range(max(0, first - 1), min(first + 2, count)), range(count)):
            place = self._runs[run].places.get(unit_id)
            if place is not None:
                return self._starts[run] + place
        return None


@dataclass(frozen=True, init=False)
class Review:
    """One document pair under review: the content of one workbook."""

    name: str
    units: Units

    def __init__(self, name: str, units: Iterable[Unit]) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "units", units if isinstance(units, Units) else Units(units))

    def with_units(self, units: Iterable[Unit]) -> Review:
        """The same document with other units."""
        return Review(self.name, units)

    def unit(self, unit_id: str) -> Unit | None:
        """The unit with an id; None where there is none."""
        place = self.units.place(unit_id)
        return None if place is None else self.units[place]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Unit id -> 0-based place, of all units: for whoever asks for many (see `Units.place`)."""
        return {unit.id: place for place, unit in enumerate(self.units)}

    def position(self, unit_id: str) -> int:
        """0-based place of a unit; KeyError where there is none."""
        place = self.units.place(unit_id)
        if place is None:
            raise KeyError(unit_id)
        return place


def initial_status(target: str) -> Status:
    """The status of English that nobody has looked at yet, or of none."""
    return Status.DRAFT if target else Status.UNTRANSLATED


def text_hash(text: str) -> str:
    """12 hexadecimal digits of SHA-256 over the UTF-8 text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def known_numbers(numbers: Iterable[int]) -> tuple[int, ...]:
    """Paragraph numbers as a unit has them: none rather than nothing but zeros."""
    found = tuple(numbers)
    return found if any(found) else ()


def assign_ids(texts: Iterable[str]) -> list[str]:
    """A stable id for each text: its hash, with a running number behind it where a text recurs.

    The same texts in the same order get the same ids, and a text keeps its id when others are added
    around it, so that a review can be carried over to a new alignment.
    """
    seen: dict[str, int] = {}
    ids = []
    for text in texts:
        digest = text_hash(text)
        seen[digest] = seen.get(digest, 0) + 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return ids
