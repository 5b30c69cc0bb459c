"""Three-way merge of reviews: what two people made of one state, joined unit by unit and field by field.

Pure. Where both changed the same field in different ways, or one approved a text that the other changed, that is a
conflict: it is reported, and settled only as the caller says. Units that were paired anew (merged, split, their lines
moved) are merged as whole runs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from align_bench.model.merging.conflicts import Conflict, Field, Merged, Side, Taken
from align_bench.model.merging.hunks import Units, bound, difference, is_paired_as, regions
from align_bench.model.merging.stamps import moment, unsigned, with_later_stamps, without_remarks
from align_bench.model.threads import joined_threads
from align_bench.model.unit import Review, Unit

FIELDS: tuple[Field, ...] = ("target", "status", "comment", "locked")
"""What is decided of a unit, each for itself."""

_REMARKS: tuple[Field, ...] = ("comment", "locked")
"""What can be said of a unit whatever stands in it."""

_FOLLOWING = ("source_numbers", "target_numbers", "label", "paragraph", "confidence")
"""What nobody decides: it follows from the texts and the files they came from."""

_SIDES: tuple[Side, Side] = ("ours", "theirs")


Settle = Callable[[Conflict], Side | None]


def merge(
    base: Review,
    ours: Review,
    theirs: Review,
    settle: Settle | None = None,
    *,
    unknown: Collection[tuple[str, str]] = (),
    respect_locks: bool = False,
) -> Merged:
    """Both sides' changes since `base`. Every change is in the result or in a conflict.

    `unknown` are fields, as unit id and name, of which `base` does not say how they were: there, any difference between
    the sides is a conflict. With `respect_locks`, so is what they did to the text or status of a unit that we locked.
    """
    merging = _Merging(
        base.units,
        ours.units,
        theirs.units,
        settle or _leave_open,
        unknown=frozenset(unknown),
        respect_locks=respect_locks,
    )
    return merging.merged(ours.name)


class _Merging:
    def __init__(
        self,
        base: Units,
        ours: Units,
        theirs: Units,
        settle: Settle,
        *,
        unknown: frozenset[tuple[str, str]],
        respect_locks: bool,
    ) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._settle = settle
        self._unknown = unknown
        self._doubtful = {unit_id for unit_id, _ in unknown}
        self._respect_locks = respect_locks
        self._units: list[Unit] = []
        self._taken: list[Taken] = []
        self._conflicts: list[Conflict] = []
        self._open: list[Conflict] = []

    def merged(self, name: str) -> Merged:
        to_ours, to_theirs = difference(self._base, self._ours), difference(self._base, self._theirs)
        place = 0
        spans = list(regions(to_ours, to_theirs))
        sides = ((self._ours, to_ours), (self._theirs, to_theirs))
        for start, stop in (*bound(spans, self._base, sides), (len(self._base), None)):
            for k in range(place, start):
                ours, theirs = self._ours[to_ours.upper[k]], self._theirs[to_theirs.upper[k]]
                self._units.append(self._unit(self._base[k], ours, theirs))
            if stop is not None:
                self._units += self._run(
                    tuple(self._base[start:stop]),
                    tuple(self._ours[to_ours.lower[start] : to_ours.upper[stop]]),
                    tuple(self._theirs[to_theirs.lower[start] : to_theirs.upper[stop]]),
                )
                place = stop
        review = Review(name, tuple(_with_unique_ids(self._units)))
        return Merged(review, tuple(self._taken), tuple(self._conflicts), tuple(self._open))

    def _unit(self, base: Unit, ours: Unit, theirs: Unit) -> Unit:
        """Field by field; the stamp is that of the later change."""
        ours, theirs = self._with_threads(base, ours, theirs)
        values: dict[str, Any] = {}
        decided = self._approval(base, ours, theirs)
        for field in FIELDS:
            side = decided.get(field) or self._side(field, base, ours, theirs)
            values[field] = getattr(theirs if side == "theirs" else ours, field)
            if field == "target" and ours.target != theirs.target:
                # The numbers of its paragraphs belong to the text.
                values["target_numbers"] = (theirs if side == "theirs" else ours).target_numbers
        for name in _FOLLOWING:
            if name not in values and getattr(ours, name) == getattr(base, name):
                values[name] = getattr(theirs, name)
        values["reviewer"], values["updated"] = self._stamp(base, ours, theirs)
        return replace(ours, **values)

    def _with_threads(self, base: Unit, ours: Unit, theirs: Unit) -> tuple[Unit, Unit]:
        """Both with the comments of both, where these only went on."""
        both = joined_threads(base.comment, ours.comment, theirs.comment)
        if both is None or (base.id, "comment") in self._unknown:
            return ours, theirs
        return replace(ours, comment=both), replace(theirs, comment=both)

    def _side(self, field: Field, base: Unit, ours: Unit, theirs: Unit) -> Side:
        was, our, their = (getattr(unit, field) for unit in (base, ours, theirs))
        known = (base.id, field) not in self._unknown
        if our == their:
            if known and our != was:
                self._taken.append(Taken(field, "both", (base,), (ours,)))
            return "ours"
        opened = base.locked and not theirs.locked
        shut = self._respect_locks and ours.locked and not opened and field in ("target", "status")
        if known and our == was and not shut:
            self._taken.append(Taken(field, "theirs", (base,), (theirs,)))
            return "theirs"
        if known and their == was:
            self._taken.append(Taken(field, "ours", (base,), (ours,)))
            return "ours"
        return self._settled(Conflict(field, (base,), (ours,), (theirs,), known))

    def _approval(self, base: Unit, ours: Unit, theirs: Unit) -> dict[Field, Side]:
        """Where one side approved a text that the other changed: whoever wins, the text goes with its status."""
        known = (base.id, "status") not in self._unknown
        if not known or not (_approves_other(base, ours, theirs) or _approves_other(base, theirs, ours)):
            return {}
        conflict = Conflict("status", (base,), (ours,), (theirs,))
        side = self._settled(conflict)
        if conflict in self._open[-1:]:
            return {"status": side}
        self._conflicts.append(replace(conflict, field="target"))
        self._taken.append(Taken("target", side, (base,), conflict.ours if side == "ours" else conflict.theirs))
        return {"status": side, "target": side}

    def _settled(self, conflict: Conflict) -> Side:
        self._conflicts.append(conflict)
        side = self._settle(conflict)
        if side is None:
            self._open.append(conflict)
        else:
            after = conflict.ours if side == "ours" else conflict.theirs
            self._taken.append(Taken(conflict.field, side, conflict.base, after))
        return side or "ours"

    def _stamp(self, base: Unit, ours: Unit, theirs: Unit) -> tuple[str, str]:
        """Who changed the unit last, and when."""
        was, our, their = ((unit.reviewer, unit.updated) for unit in (base, ours, theirs))
        known = (base.id, "reviewer") not in self._unknown
        if our == their or (known and was in (our, their)):
            side: Side = "ours" if their in (our, was) else "theirs"
            signed = ours if side == "ours" else theirs
            if signed.reviewer != base.reviewer and all(getattr(signed, f) == getattr(base, f) for f in FIELDS):
                self._taken.append(Taken("reviewer", side, (base,), (signed,)))
            return signed.reviewer, signed.updated
        first, second = moment(ours.updated), moment(theirs.updated)
        if first != second:
            return our if first > second else their
        if ours.reviewer == theirs.reviewer:
            return max(our, their)
        side = self._settled(Conflict("reviewer", (base,), (ours,), (theirs,), known))
        return our if side == "ours" else their

    def _run(self, base: tuple[Unit, ...], ours: tuple[Unit, ...], theirs: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """A run that was paired anew on one side at least."""
        if ours == theirs:
            self._taken.append(Taken("pairing", "both", base, ours))
            return ours
        if (run := with_later_stamps(ours, theirs)) is not None:
            self._taken.append(Taken("pairing", "both", base, run))
            return run
        if any(unit.id in self._doubtful for unit in base):
            return self._settled_run(Conflict("pairing", base, ours, theirs, base_known=False))
        if theirs == base:
            self._taken.append(Taken("pairing", "ours", base, ours))
            return ours
        if ours == base:
            self._taken.append(Taken("pairing", "theirs", base, theirs))
            return theirs
        for side in _SIDES:
            if (run := self._with_remarks(base, ours, theirs, side)) is not None:
                self._taken.append(Taken("pairing", side, base, run))
                return run
        return self._settled_run(Conflict("pairing", base, ours, theirs))

    def _settled_run(self, conflict: Conflict) -> tuple[Unit, ...]:
        """One side's run, in which the other's comments, locks and what it did to units in their old pairing stay."""
        side = self._settled(conflict)
        won, lost = (conflict.ours, conflict.theirs) if side == "ours" else (conflict.theirs, conflict.ours)
        if not conflict.base_known:
            return won
        before, other = ({unit.id: unit for unit in units} for units in (conflict.base, lost))
        both = before.keys() & other.keys()
        return tuple(
            self._in_run(unit, before[unit.id], other[unit.id], side) if unit.id in both else unit for unit in won
        )

    def _in_run(self, paired: Unit, base: Unit, other: Unit, side: Side) -> Unit:
        """A unit of the side whose pairing it is."""
        if is_paired_as(base, paired) and is_paired_as(base, other):
            made = self._unit(base, *((paired, other) if side == "ours" else (other, paired)))
        else:
            made = self._remarked(paired, base, other, side)
        # Nothing of the other's is in it: nor is its stamp.
        return paired if unsigned(made) == unsigned(paired) else made

    def _with_remarks(
        self, base: tuple[Unit, ...], ours: tuple[Unit, ...], theirs: tuple[Unit, ...], side: Side
    ) -> tuple[Unit, ...] | None:
        """What `side` paired anew, with comments and locks of the other; None where the other did more than these."""
        paired, other = (ours, theirs) if side == "ours" else (theirs, ours)
        if [unit.id for unit in base] != [unit.id for unit in other]:
            return None
        remarked = {b.id: (b, o) for b, o in zip(base, other, strict=True) if b != o}
        if not remarked.keys() <= {unit.id for unit in paired}:
            return None
        if any(without_remarks(before) != without_remarks(after) for before, after in remarked.values()):
            return None
        return tuple(self._remarked(unit, *remarked[unit.id], side) if unit.id in remarked else unit for unit in paired)

    def _remarked(self, paired: Unit, base: Unit, other: Unit, side: Side) -> Unit:
        ours, theirs = self._with_threads(base, *((paired, other) if side == "ours" else (other, paired)))
        values: dict[str, Any] = {}
        for field in _REMARKS:
            chosen = theirs if self._side(field, base, ours, theirs) == "theirs" else ours
            values[field] = getattr(chosen, field)
        values["reviewer"], values["updated"] = self._stamp(base, ours, theirs)
        return replace(paired, **values)


def _with_unique_ids(units: Sequence[Unit]) -> Iterator[Unit]:
    """Both sides may have made different units with one id."""
    seen: set[str] = set()
    for unit in units:
        name, number = unit.id, 1
        while name in seen:
            number += 1
            name = f"{unit.id}-{number}"
        seen.add(name)
        yield unit if name == unit.id else replace(unit, id=name)


def _approves_other(base: Unit, approved: Unit, reworded: Unit) -> bool:
    """Whether the one says done with the unit, and the other has given it another text: nobody has approved that."""
    is_done = approved.status is not base.status and not approved.status.is_open
    return is_done and reworded.target not in (base.target, approved.target)


def _leave_open(conflict: Conflict) -> None:
    del conflict
