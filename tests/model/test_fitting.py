"""Files that came back, whatever was done to their rows: nothing is lost, and what cannot be meant is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from align_bench.model.merging.conflicts import Merged
from align_bench.model.merging.merge import FIELDS, merge
from align_bench.model.returned.fitting import Fitted, fit
from align_bench.model.returned.rows import ReturnedFile, ReturnedUnit
from align_bench.model.unit import Review, Status, Unit
from model.states import BASE, UNITS, Steps, made, steps

TYPED = st.fixed_dictionaries(
    {},
    optional={
        "target": st.sampled_from(["Typed", "Typed too", ""]),
        "status": st.sampled_from([Status.REVIEWED, Status.FINAL, Status.DRAFT]),
        "comment": st.sampled_from(["typed", ""]),
        "locked": st.booleans(),
    },
)
"""What somebody types into a row."""


def row(number: int, unit: Unit, **values: object) -> ReturnedUnit:
    said = {f.name: getattr(unit, f.name) for f in fields(Unit) if f.name not in ("id", "source")}
    return ReturnedUnit(f"row {number}", unit.id, unit.source, {**said, **values}, unit.source_hash, number)


def returned(rows: Sequence[ReturnedUnit]) -> ReturnedFile:
    return ReturnedFile("note", tuple(rows))


def versions(*reviews: Review) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for review in reviews:
        for unit in review.units:
            known = found.setdefault(unit.id, [])
            if unit not in known:
                known.append(unit)
    return found


def fitted_and_merged(rows: Sequence[ReturnedUnit], ours: Review) -> tuple[Fitted, Merged]:
    fitted = fit(returned(rows), ours, versions(ours, BASE))
    return fitted, merge(fitted.base, ours, fitted.theirs, unknown=fitted.unknown)


@given(steps(), st.randoms(use_true_random=False), st.sets(st.integers(0, 5)))
def test_a_file_in_which_nothing_was_typed_changes_nothing(done: Steps, randomness: Random, deleted: set[int]) -> None:
    ours = made(BASE, done, "Li")
    rows = [row(n, unit) for n, unit in enumerate(UNITS) if n not in deleted]
    randomness.shuffle(rows)
    fitted, merged = fitted_and_merged(rows, ours)
    assert merged.conflicts == ()
    assert merged.review == ours
    assert {remark.kind for remark in fitted.remarks} <= {"deleted"}


def holds(unit: Unit, field: str, value: object) -> bool:
    """A comment may have what the other side has typed as well."""
    if field == "comment" and value:
        return str(value) in unit.comment.split("\n")
    return bool(getattr(unit, field) == value)


@given(steps(), st.lists(TYPED, min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_what_was_typed_is_taken_or_in_conflict(
    done: Steps, typed: list[dict[str, object]], randomness: Random
) -> None:
    ours = made(BASE, done, "Li")
    rows = [row(n, unit, **values) for n, (unit, values) in enumerate(zip(UNITS, typed, strict=True))]
    randomness.shuffle(rows)
    _, merged = fitted_and_merged(rows, ours)
    result = {unit.id: unit for unit in merged.review.units}
    for unit, values in zip(UNITS, typed, strict=True):
        for field, value in values.items():
            if value == getattr(unit, field):
                continue
            held = unit.id in result and holds(result[unit.id], field, value)
            assert held or any(
                conflict.field in (field, "pairing") and unit.id in {u.id for u in conflict.theirs}
                for conflict in merged.conflicts
            )


@given(steps(), st.lists(TYPED, min_size=6, max_size=6))
def test_what_was_done_here_is_kept_or_in_conflict(done: Steps, typed: list[dict[str, object]]) -> None:
    ours = made(BASE, done, "Li")
    rows = [row(n, unit, **values) for n, (unit, values) in enumerate(zip(UNITS, typed, strict=True))]
    _, merged = fitted_and_merged(rows, ours)
    before = {unit.id: unit for unit in UNITS}
    result = {unit.id: unit for unit in merged.review.units}
    for unit in ours.units:
        for field in FIELDS:
            if unit.id in before and getattr(before[unit.id], field) == getattr(unit, field):
                continue
            held = unit.id in result and holds(result[unit.id], field, getattr(unit, field))
            assert held or any(unit in conflict.ours for conflict in merged.conflicts)


@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=10), st.integers(0, 5))
def test_every_row_is_a_unit_or_in_a_remark(units: list[Unit], changed: int) -> None:
    rows = [row(n, unit, **({"comment": "x"} if n == changed else {})) for n, unit in enumerate(units)]
    rows.append(ReturnedUnit("row 99", "", "", {"target": "An added line"}))
    fitted, merged = fitted_and_merged(rows, BASE)
    kinds = Counter(remark.kind for remark in fitted.remarks)
    assert kinds["added"] == 1
    assert kinds["duplicate"] + kinds["unclear"] == len(units) - len(set(units))
    assert kinds["deleted"] == len(UNITS) - len(set(units))
    assert [unit.id for unit in merged.review.units] == [unit.id for unit in UNITS]


@given(st.binary(max_size=12), st.sampled_from(["", "u1", "u9"]), st.text(max_size=6))
def test_rows_of_any_kind_are_told_of(hash_: bytes, identifier: str, text: str) -> None:
    strange = ReturnedUnit("row 9", identifier, text, {"target": text, "updated": text}, hash_.hex(), None)
    fitted, merged = fitted_and_merged([*(row(n, unit) for n, unit in enumerate(UNITS)), strange], BASE)
    assert any(remark.place == "row 9" for remark in fitted.remarks)
    assert [replace(unit, updated="") for unit in merged.review.units] == list(UNITS)
