"""What a file that came back means for a review: which unit each row is, and the state that it was made from.

Pure. A row is known by its id and its Chinese. Nothing is obeyed that cannot be meant (Chinese that was changed, rows
that were deleted or added): it is remarked on, row by row. The result goes into a three-way merge (`model.merging`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from align_bench.model.merging.deletions import stands_in, texts_of
from align_bench.model.merging.hunks import difference
from align_bench.model.returned.claims import Versions, claim_rows
from align_bench.model.returned.handwork import parted
from align_bench.model.returned.rows import Kind, Remark, ReturnedFile, ReturnedUnit, is_sound, quoted
from align_bench.model.unit import Review, Status, Unit
from align_bench.text.scripts import without_space

MERGED_FIELDS = ("target", "status", "comment", "locked", "reviewer")

_HIDDEN = ("label", "paragraph", "source_numbers", "target_numbers")
"""What only this program writes, with the Chinese that it belongs to."""

_EXCHANGED = 3
"""So many rows with the English of other units are no accident of editing."""

_PART = 0.8
"""A row that holds at most so much of the Chinese of its unit, and nothing else, was parted; more may be a slip."""


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


def fit(file: ReturnedFile, ours: Review, versions: Versions) -> Fitted:
    """`versions` hold those of `ours` as well."""
    return _Fitting(file, ours, versions).fitted()


class _Fitting:
    def __init__(self, file: ReturnedFile, ours: Review, versions: Versions) -> None:
        self._file = file
        self._ours = ours
        self._own = {unit.id: unit for unit in ours.units}
        self._versions = versions
        self._remarks: list[Remark] = []
        self._unknown: set[tuple[str, str]] = set()
        self._places: dict[str, str] = {}

    def fitted(self) -> Fitted:
        base: list[Unit] = []
        theirs: list[Unit] = []
        claimed, self._remarks = claim_rows(self._file, self._ours, self._versions)
        for name, rows in claimed:
            before, after = self._unit(name, rows)
            base += before
            theirs += after
        self._add_missing(base, theirs)
        theirs = self._with_our_source(base, theirs)
        self._doubt_exchanged(base, theirs)
        return Fitted(
            Review(self._ours.name, tuple(base)),
            Review(self._ours.name, tuple(theirs)),
            frozenset(self._unknown),
            tuple(self._remarks),
            self._places,
        )

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
        if not parts and first.source and _is_part(first.source, theirs.source) and versions:
            self._say("unclear", first, theirs, "holds only a part of the Chinese of its unit: was the row parted?")
        elif not parts and first.source and not _same(first.source, theirs.source):
            self._say("source", first, theirs, "the Chinese was changed: not taken, as source texts stay as they are")
        for row in [row for row in rows if row.id][: None if parts else 1]:
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
                self._say("unclear", row, unit, f"seems to be a part of the unit of {rows[0].place}{quoted(row)}")
            elif state == states[0] and row.source == rows[0].source:
                self._say("duplicate", row, unit, f"the same as {rows[0].place}: counted once")
            else:
                self._say("unclear", row, unit, f"is the unit of {rows[0].place} again, with other contents")

    def _state(self, name: str, row: ReturnedUnit, versions: Sequence[Unit]) -> Unit:
        """The unit as the row has it; what the row says nothing of is as it was when the file went out."""
        values = dict(row.values)
        if "updated" in values and not _is_time(values["updated"]):
            del values["updated"]
        if versions and not (is_sound(row) and name == row.id):
            # Its hidden cells may be another unit's.
            values = {field: value for field, value in values.items() if field not in _HIDDEN}
        if not versions:
            return Unit(name, row.source, values.pop("target", ""), **values)
        same = [unit for unit in versions if unit.updated == values.get("updated", "")] or list(versions)
        template = next((unit for unit in same if _same(unit.source, row.source)), same[0])
        # Units are merged and split with this program only, which notes the new Chinese.
        unit = replace(template, **values, source=row.source if is_sound(row) else template.source)
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
        paired = [unit for unit in same if unit.source == theirs.source] or same
        paired = [unit for unit in paired if _numbered_alike(unit, theirs)] or paired
        unknown = {f for f in MERGED_FIELDS if len({getattr(unit, f) for unit in same}) > 1}
        return paired[0], frozenset(unknown)

    def _add_missing(self, base: list[Unit], theirs: list[Unit]) -> None:
        """Units of ours that no row is of: taken out of the file, or paired otherwise on one of the sides."""
        in_base, in_theirs = {unit.id: unit for unit in base}, {unit.id: unit for unit in theirs}
        # Texts are looked for where units were paired anew: elsewhere they only recur.
        was = texts_of(unit for unit in base if not _paired_alike(unit, self._own.get(unit.id)))
        held = texts_of(unit for unit in theirs if not _paired_alike(unit, in_base.get(unit.id)))
        for place, unit in enumerate(self._ours.units):
            if unit.id in in_base or unit.id in in_theirs or stands_in(unit, was):
                continue
            known = self._versions[unit.id]
            before = next((version for version in reversed(known) if not version.updated), known[0])
            _insert(base, before, self._ours.units[:place])
            if stands_in(unit, held):
                continue
            _insert(theirs, before, self._ours.units[:place])
            if self._file.is_whole:
                message = "is in no row of the file (deleted there, or made here since): the unit stays"
                self._remarks.append(Remark("deleted", "", unit, message))

    def _with_our_source(self, base: Sequence[Unit], theirs: Sequence[Unit]) -> list[Unit]:
        """Where units were paired anew, their Chinese must be the same all together: else they stay as they were."""
        sound: list[Unit] = []
        place = 0
        for hunk in difference(base, theirs).hunks:
            before, after = base[hunk.start : hunk.stop], theirs[hunk.other_start : hunk.other_stop]
            sound += theirs[place : hunk.other_start]
            place = hunk.other_stop
            if _characters(before) == _characters(after):
                sound += after
                continue
            same = {unit.id: unit for unit in after}
            kept = [same[u.id] if u.id in same and same[u.id].source == u.source else u for u in before]
            sound += kept
            for unit in (unit for unit in after if unit not in kept):
                message = (
                    "its Chinese does not go with that of its neighbours: is it of another document, or there twice?"
                )
                self._remarks.append(Remark("unclear", self._places.get(unit.id, ""), unit, message))
        return [*sound, *theirs[place:]]

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


def _insert(units: list[Unit], unit: Unit, predecessors: Sequence[Unit]) -> None:
    """Behind the nearest of its predecessors that is there."""
    places = {other.id: place for place, other in enumerate(units)}
    units.insert(next((places[p.id] + 1 for p in reversed(predecessors) if p.id in places), 0), unit)


def _characters(units: Iterable[Unit]) -> Counter[str]:
    return Counter(character for unit in units for character in without_space(unit.source))


def _numbered_alike(unit: Unit, other: Unit) -> bool:
    return (unit.source_numbers, unit.target_numbers) == (other.source_numbers, other.target_numbers)


def _paired_alike(unit: Unit, other: Unit | None) -> bool:
    return other is not None and (unit.source, unit.target_numbers) == (other.source, other.target_numbers)


def _same(text: str, other: str) -> bool:
    return without_space(text) == without_space(other)


def _is_part(text: str, whole: str) -> bool:
    """Whether the text is so much of the whole, and no more, that it cannot be a slip."""
    part, all_ = without_space(text), without_space(whole)
    return part != all_ and part in all_ and len(part) <= _PART * len(all_)


def _is_time(text: Any) -> bool:
    try:
        return not text or datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        return False
