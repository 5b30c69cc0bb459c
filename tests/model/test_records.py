from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import InputError
from align_bench.model.edits import Change, Edit
from align_bench.model.records import edit_from_record, edit_record, review_digest, unit_from_record, unit_record
from align_bench.model.unit import Review, Status, Unit
from align_bench.model.waiver import Waiver

UNITS = st.builds(
    Unit,
    id=st.text(min_size=1),
    source=st.text(),
    target=st.text(),
    status=st.sampled_from(Status),
    locked=st.booleans(),
    comment=st.text(),
    reviewer=st.text(),
    updated=st.just("") | st.datetimes().map(datetime.isoformat),
    confidence=st.none() | st.floats(0, 1),
    label=st.text(),
    source_numbers=st.lists(st.integers(0, 9999), max_size=3).map(tuple),
    target_numbers=st.lists(st.integers(0, 9999), max_size=3).map(tuple),
    paragraph=st.text(),
)
CHANGES = st.builds(
    Change, st.lists(UNITS, min_size=1, max_size=2).map(tuple), st.lists(UNITS, min_size=1, max_size=2).map(tuple)
)


WAIVERS = st.lists(st.builds(Waiver, *(st.text(),) * 9), max_size=2).map(tuple)


@given(st.builds(Edit, st.text(), st.lists(CHANGES, max_size=2).map(tuple), WAIVERS, WAIVERS))
def test_an_edit_goes_through_json_unchanged(edit: Edit) -> None:
    assert edit_from_record(json.loads(json.dumps(edit_record(edit)))) == edit


def test_a_record_says_only_what_there_is() -> None:
    assert unit_record(Unit("a", "甲", "")) == {"id": "a", "source": "甲", "status": "draft"}


@pytest.mark.parametrize("record", [
    pytest.param({}, id="empty"),
    pytest.param({"id": "a", "status": "perhaps"}, id="unknown-status"),
    pytest.param({"id": 1, "status": "draft"}, id="number-for-text"),
    pytest.param({"id": "a", "status": "draft", "source_numbers": 3}, id="no-list"),
    pytest.param({"id": "a", "status": "draft", "updated": "2026-03-01T09:30:9:30"}, id="no-time"),
])  # fmt: skip
def test_a_bad_record_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InputError):
        unit_from_record(record)


@pytest.mark.parametrize("record", [
    pytest.param({}, id="empty"),
    pytest.param({"action": "edit"}, id="no-changes"),
    pytest.param({"action": "edit", "changes": [{"before": []}]}, id="half-a-change"),
    pytest.param({"action": "waive", "changes": [], "waived": [{"finding": "a1"}]}, id="half-a-waiver"),
])  # fmt: skip
def test_a_bad_edit_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InputError):
        edit_from_record(record)


def test_the_digest_names_the_state_and_not_the_document() -> None:
    unit = Unit("a", "甲", "A")
    assert review_digest(Review("x", (unit,))) == review_digest(Review("y", (unit,)))
    assert review_digest(Review("x", (unit,))) != review_digest(Review("x", (replace(unit, comment="!"),)))
