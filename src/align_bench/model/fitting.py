"""What a file that came back means for a review: which unit each row is, and the state that it was made from.

Pure. A row is known by its id and its Chinese. Nothing is obeyed that cannot be meant (Chinese that was changed, rows
that were deleted or added): it is remarked on, row by row. The result goes into a three-way merge (`model.merging`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from align_bench.model.handwork import parted
from align_bench.model.returned import ReturnedFile, ReturnedUnit
from align_bench.model.unit import Review, Status, Unit, text_hash

MERGED_FIELDS = ("target", "status", "comment", "locked", "reviewer")

Kind = Literal["deleted", "added", "source", "duplicate", "split", "moved", "unread", "emptied", "unclear"]

_EXCHANGED = 3
"""So many rows with the English of other units are no accident of editing."""

_BLOCKING: tuple[Kind, ...] = ("unread", "unclear")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the file that is not, or not as it stands, taken over."""

    kind: Kind
    place: str
    """In the file; empty for what is missing there."""

    unit: Unit | None
    """The unit that it is about; None where there is none."""

    message: str

    @property
    def is_blocking(self) -> bool:
        """Whether somebody has to decide before anything is taken over."""
        return self.kind in _BLOCKING


@dataclass(frozen=True, slots=True)
class Fitted:
    """A file as a state of the review, beside the state that it was made from."""

    base: Review
    theirs: Review
    unknown: frozenset[tuple[str, str]]
    """Unit id and field where nobody knows how it was before."""

    remarks: tuple[Remark, ...]
    places: Mapping[str, str]
    """Unit id -> where it stands in the file."""


Versions = Mapping[str, Sequence[Unit]]
"""Unit id -> what the unit was in the states that went out or could have; the latest first."""


def fit(file: ReturnedFile, ours: Review, versions: Versions) -> Fitted:
    """`versions` hold those of `ours` as well."""
    return _Fitting(file, ours, versions).fitted()


class _Fitting:
    def __init__(self, file: ReturnedFile, ours: Review, versions: Versions) -> None:
        self._file = file
        self._ours = ours
        self._own = {unit.id: unit for unit in ours.units}
        self._versions = versions
        self._written = {written_id(name): name for name in versions}
        self._by_source: dict[str, list[str]] = {}
        for name, units in versions.items():
            for source in {_bare(unit.source) for unit in units if unit.source}:
                self._by_source.setdefault(source, []).append(name)
        self._remarks: list[Remark] = []
        self._unknown: set[tuple[str, str]] = set()
        self._places: dict[str, str] = {}

    def fitted(self) -> Fitted:
        base: list[Unit] = []
        theirs: list[Unit] = []
        for rows in self._in_order(self._claimed()):
            before, after = self._unit(*rows)
            base += before
            theirs += after
        self._add_missing(base, theirs)
        self._doubt_exchanged(base, theirs)
        name = self._ours.name
        return Fitted(
            Review(name, tuple(base)),
            Review(name, tuple(theirs)),
            frozenset(self._unknown),
            tuple(self._remarks),
            self._places,
        )

    def _claimed(self) -> dict[str, list[ReturnedUnit]]:
        """The rows of each unit; a row that is no unit's is remarked on."""
        found: dict[str, list[ReturnedUnit]] = {}
        last = ""
        waiting = {row.place: name for row in self._file.units if (name := self._name(row))}
        named = set(waiting.values())
        for row in self._file.units:
            name = waiting.get(row.place, "")
            if not name:
                by_text = [n for n in self._by_source.get(_bare(row.source), ()) if n not in named]
                name = by_text[0] if len(by_text) == 1 and row.source else ""
            if not name and last and not row.id:
                # Perhaps the rest of the row above, which somebody parted.
                found[last].append(row)
                continue
            if not name:
                self._say("added", row, None, f"is no unit of the review: not taken{_quoted(row)}")
                continue
            found.setdefault(name, []).append(row)
            last = name
        return found

    def _name(self, row: ReturnedUnit) -> str:
        """The unit that a row is of, by its id and its Chinese; empty where it has no id of ours."""
        name = row.id if row.id in self._versions else self._written.get(row.id, "")
        if not name:
            return row.id if row.id and _is_sound(row) else ""
        if _is_sound(row) or self._has_source(name, row.source):
            return name
        others = [n for n in self._by_source.get(_bare(row.source), ()) if n != name] if row.source else []
        target = row.values.get("target")
        if len(others) == 1 and target and self._has_target(others[0], target) and not self._has_target(name, target):
            # Its hidden cells did not go with it when the rows were sorted.
            return others[0]
        if others and not (target is not None and self._has_target(name, target)):
            unit = self._versions[name][0]
            self._say("unclear", row, unit, f"its id is that of {unit.called}, its Chinese is another unit's")
        return name

    def _has_source(self, name: str, source: str) -> bool:
        return any(_bare(unit.source) == _bare(source) for unit in self._versions[name])

    def _has_target(self, name: str, target: str) -> bool:
        return any(unit.target == target for unit in self._versions[name])

    def _in_order(self, claimed: dict[str, list[ReturnedUnit]]) -> list[tuple[str, list[ReturnedUnit]]]:
        """By the numbers of the rows where these still say something, else in the order that we have."""
        rows = list(claimed.items())
        numbers = [group[0].number for _, group in rows]
        if None not in numbers and len(set(numbers)) == len(numbers):
            return sorted(rows, key=lambda entry: entry[1][0].number or 0)
        order = {unit.id: place for place, unit in enumerate(self._ours.units)}
        last = -1
        keyed = []
        for name, group in rows:
            last = order.get(name, last)
            keyed.append((last, name not in order, name, group))
        return [(name, group) for _, _, name, group in sorted(keyed, key=lambda entry: entry[:2])]

    def _unit(self, name: str, rows: list[ReturnedUnit]) -> tuple[list[Unit], list[Unit]]:
        """The unit before and after; several after, where somebody parted its row."""
        versions = self._versions.get(name, ())
        first = rows[0]
        self._places[name] = first.place
        states = [self._state(name, row, versions) for row in rows]
        theirs = states[0]
        parts: tuple[Unit, ...] = ()
        if len(rows) > 1:
            parts = parted(theirs, [(row.source, row.values.get("target", "")) for row in rows], versions)
            if parts:
                self._say("split", first, theirs, f"was parted into {len(rows)} rows: its unit is split")
            else:
                self._several(theirs, rows, states)
        if not parts and first.source and not _same(first.source, theirs.source):
            self._say("source", first, theirs, "the Chinese was changed: not taken, as source texts stay as they are")
        for row in rows[: 1 if not parts else None]:
            for field, message in row.unread:
                self._say("unread", row, theirs, f"{field}: {message}")
        if not versions:
            return [], [theirs]
        base, unknown = self._base(theirs, versions)
        self._unknown |= {(name, field) for field in unknown}
        return [base], [*parts] or [theirs]

    def _several(self, unit: Unit, rows: list[ReturnedUnit], states: list[Unit]) -> None:
        """Rows that are all of one unit, and not its parts."""
        for row, state in zip(rows[1:], states[1:], strict=True):
            if not row.id:
                self._say("added", row, None, f"is no unit of the review: not taken{_quoted(row)}")
            elif state == states[0] and row.source == rows[0].source:
                self._say("duplicate", row, unit, f"the same as {rows[0].place}: counted once")
            else:
                self._say("unclear", row, unit, f"is the unit of {rows[0].place} again, with other contents")

    def _state(self, name: str, row: ReturnedUnit, versions: Sequence[Unit]) -> Unit:
        """The unit as the row has it; what the row says nothing of is as it was when the file went out."""
        values = dict(row.values)
        if "updated" in values and not _is_time(values["updated"]):
            del values["updated"]
        if not versions:
            return Unit(name, row.source, values.pop("target", ""), **values)
        same = [unit for unit in versions if unit.updated == values.get("updated", "")] or list(versions)
        template = next((unit for unit in same if _same(unit.source, row.source)), same[0])
        # Units are merged and split with this program only, which notes the new Chinese.
        unit = replace(template, **values, source=row.source if _is_sound(row) else template.source)
        if "status" not in values and unit.target and unit.status is Status.UNTRANSLATED:
            unit = replace(unit, status=Status.DRAFT)
        if not (unit.source or unit.target):
            self._say("emptied", row, template, "has no Chinese, and its English was taken out: the unit stays")
            unit = replace(unit, target=template.target)
        return unit

    def _base(self, theirs: Unit, versions: Sequence[Unit]) -> tuple[Unit, frozenset[str]]:
        """What the unit was when the file went out: spreadsheet programs do not touch the time of its last change.

        Where that time is not known here, somebody changed it with this program elsewhere: then it was made from the
        state of ours that nobody had touched, if there is no other. All else is not known.
        """
        same = [unit for unit in versions if unit.updated == theirs.updated]
        own = self._own.get(theirs.id, versions[0])
        if not same and not own.updated:
            same = [unit for unit in versions if not unit.updated]
        if theirs in same:
            return theirs, frozenset()
        if not same:
            return replace(versions[0], target_numbers=theirs.target_numbers), frozenset(MERGED_FIELDS)
        paired = next((unit for unit in same if unit.source == theirs.source), same[0])
        unknown = {f for f in MERGED_FIELDS if len({getattr(unit, f) for unit in same}) > 1}
        return paired, frozenset(unknown)

    def _add_missing(self, base: list[Unit], theirs: list[Unit]) -> None:
        """Units of ours that no row is of: taken out of the file, or paired otherwise on one of the sides."""
        in_base, in_theirs = {unit.id: unit for unit in base}, {unit.id: unit for unit in theirs}
        # Texts are looked for where units were paired anew: elsewhere they only recur.
        was = _texts(unit for unit in base if not _paired_alike(unit, self._own.get(unit.id)))
        held = _texts(unit for unit in theirs if not _paired_alike(unit, in_base.get(unit.id)))
        for place, unit in enumerate(self._ours.units):
            if unit.id in in_base or unit.id in in_theirs or _stands_in(unit, was):
                continue
            known = self._versions[unit.id]
            before = next((version for version in reversed(known) if not version.updated), known[0])
            _insert(base, before, self._ours.units[:place])
            if _stands_in(unit, held):
                continue
            _insert(theirs, before, self._ours.units[:place])
            if self._file.is_whole:
                self._remarks.append(Remark("deleted", "", unit, "is in no row of the file: the unit stays"))

    def _doubt_exchanged(self, base: Sequence[Unit], theirs: Sequence[Unit]) -> None:
        """Where the English of several rows is that of other units, a column was sorted without the others."""
        owners = {unit.target: unit for unit in base if unit.target}
        before = {unit.id: unit for unit in base}
        exchanged = [
            unit
            for unit in theirs
            if unit.id in before
            and unit.target != before[unit.id].target
            and owners.get(unit.target, unit).id != unit.id
        ]
        if len(exchanged) >= _EXCHANGED:
            for unit in exchanged:
                owner = owners[unit.target].called
                message = f"its English is that of {owner}: was a column sorted without the others?"
                self._remarks.append(Remark("unclear", self._places[unit.id], before[unit.id], message))

    def _say(self, kind: Kind, row: ReturnedUnit, unit: Unit | None, message: str) -> None:
        self._remarks.append(Remark(kind, row.place, unit, message))


def written_id(name: str) -> str:
    """An id as XLIFF can hold it."""
    return "".join(c if c.isalnum() or c in "_.:-" else "_" for c in name)


def _is_sound(row: ReturnedUnit) -> bool:
    """Whether its Chinese is the one that was noted."""
    return bool(row.source_hash) and text_hash(row.source) == row.source_hash


def _insert(units: list[Unit], unit: Unit, predecessors: Sequence[Unit]) -> None:
    """Behind the nearest of its predecessors that is there."""
    places = {other.id: place for place, other in enumerate(units)}
    units.insert(next((places[p.id] + 1 for p in reversed(predecessors) if p.id in places), 0), unit)


def _texts(units: Iterable[Unit]) -> tuple[str, str]:
    return "\0".join(_bare(unit.source) for unit in units), "\0".join(_bare(unit.target) for unit in units)


def _paired_alike(unit: Unit, other: Unit | None) -> bool:
    return other is not None and (unit.source, unit.target_numbers) == (other.source, other.target_numbers)


def _stands_in(unit: Unit, texts: tuple[str, str]) -> bool:
    """Whether the text that makes the unit what it is stands in others."""
    source, target = texts
    return _bare(unit.source) in source if unit.source else _bare(unit.target) in target


def _same(text: str, other: str) -> bool:
    return _bare(text) == _bare(other)


def _bare(text: str) -> str:
    return "".join(text.split())


def _quoted(row: ReturnedUnit) -> str:
    text = " ".join(str(row.values.get("target") or row.source).split())
    return f": {text[:60]}{'...' if len(text) > 60 else ''}" if text else ""


def _is_time(text: Any) -> bool:
    try:
        return not text or datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        return False
