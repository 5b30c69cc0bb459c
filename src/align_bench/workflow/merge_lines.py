"""What taking a file back or merging will do, line by line, in words that people read and fields that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align_bench.model.merging.conflicts import Conflict, Field, Settling, Taken
from align_bench.model.returned.rows import Remark
from align_bench.model.unit import Status, Unit
from align_bench.workflow.merging import Plan

_SETTLED = {
    "ours": "settled for ours",
    "theirs": "settled for theirs",
    "screen": "ours stays; theirs waits beside the pair on the screen",
}


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One thing that happens, or does not."""

    document: str
    place: str
    """In the file that came back; empty where it is not in it."""

    unit: str
    called: str
    what: str
    """`take` (theirs), `keep` (ours), `both`, `conflict`, `settled`, or the kind of a remark."""

    field: str
    base: str | None
    """None where it is not known, or does not matter."""

    ours: str | None
    theirs: str | None
    note: str = ""


def merge_lines(plan: Plan, side: Settling | None) -> Iterator[MergeLine]:
    """In the order of the document; what concerns no unit stands first."""
    order = {unit.id: place for place, unit in enumerate(plan.before.units)}
    conflicts = {id(conflict): conflict for conflict in plan.merged.conflicts}
    settled = {(conflict.field, conflict.base) for conflict in conflicts.values()} if side else set()
    lines = [
        *(_conflict_line(plan, conflict, side) for conflict in plan.merged.conflicts),
        *(_taken_line(plan, taken) for taken in plan.merged.taken if (taken.field, taken.before) not in settled),
        *(_status_lines(plan)),
        *(_remark_line(plan, remark) for remark in plan.remarks),
    ]
    yield from sorted(lines, key=lambda line: order.get(line.unit, -1))


def shown_value(field: Field, units: Sequence[Unit]) -> str:
    """A field of a unit, or the texts of a run of units."""
    if field == "pairing":
        return "\n\n".join(map(_whole, units))
    value = getattr(units[0], field)
    if isinstance(value, bool):
        return "yes" if value else ""
    return value.value if isinstance(value, Status) else str(value)


def _whole(unit: Unit) -> str:
    """The texts of a unit, and what somebody has decided or said of it."""
    status = "" if unit.status in (Status.DRAFT, Status.UNTRANSLATED) else f"[{unit.status.value}]"
    return "\n".join(filter(None, (unit.source, unit.target, status, unit.comment)))


def _conflict_line(plan: Plan, conflict: Conflict, side: Settling | None) -> MergeLine:
    unit = (*conflict.base, *conflict.ours, *conflict.theirs)[0]
    base = shown_value(conflict.field, conflict.base) if conflict.base and conflict.base_known else None
    return MergeLine(
        plan.before.name,
        plan.places.get(unit.id, ""),
        unit.id,
        unit.called,
        "settled" if side else "conflict",
        conflict.field,
        base,
        shown_value(conflict.field, conflict.ours),
        shown_value(conflict.field, conflict.theirs),
        _SETTLED[side] if side else _why(conflict),
    )


def _why(conflict: Conflict) -> str:
    if not conflict.base_known:
        return "it is not known from which state the file was made"
    if conflict.base and conflict.ours and conflict.field != "pairing" and conflict.ours[0].locked:
        return "the unit is locked"
    if conflict.field == "status" and conflict.base[0].status in (conflict.ours[0].status, conflict.theirs[0].status):
        return "one side approved an English that the other changed"
    return "changed on both sides"


def _taken_line(plan: Plan, taken: Taken) -> MergeLine:
    unit = (*taken.before, *taken.after)[0]
    before, after = (shown_value(taken.field, units) if units else "" for units in (taken.before, taken.after))
    return MergeLine(
        plan.before.name,
        plan.places.get(unit.id, ""),
        unit.id,
        unit.called,
        {"theirs": "take", "ours": "keep", "both": "both"}[taken.side],
        taken.field,
        before,
        before if taken.side == "theirs" else after,
        before if taken.side == "ours" else after,
    )


def _status_lines(plan: Plan) -> Iterator[MergeLine]:
    """Statuses that follow from the English: text that comes makes a draft, text that goes leaves it untranslated."""
    merged = {unit.id: unit for unit in plan.merged.review.units}
    for unit in plan.after.units:
        before = merged.get(unit.id, unit)
        if before.status is not unit.status:
            yield MergeLine(
                plan.before.name,
                plan.places.get(unit.id, ""),
                unit.id,
                unit.called,
                "follows",
                "status",
                None,
                before.status.value,
                unit.status.value,
                "it has English now" if unit.target else "it has no English",
            )


def _remark_line(plan: Plan, remark: Remark) -> MergeLine:
    unit = remark.unit
    return MergeLine(
        plan.before.name,
        remark.place,
        unit.id if unit else "",
        unit.called if unit else "",
        remark.kind,
        "",
        None,
        None,
        None,
        remark.message,
    )
