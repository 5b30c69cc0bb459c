"""Where a reviewer goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.model.progress import left_off
from align_bench.model.unit import Status, Unit

UNITS = tuple(Unit(f"u{place}", "港口", "port") for place in range(6))
MORNING, NOON = "2031-04-08T09:30:00+00:00", "2031-04-08T12:00:00+00:00"
NOON_ELSEWHERE = "2031-04-08T20:00:01+08:00"


def changed(*changes: tuple[int, str, str, Status]) -> list[Unit]:
    units = list(UNITS)
    for place, reviewer, updated, status in changes:
        units[place] = replace(units[place], reviewer=reviewer, updated=updated, status=status)
    return units


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([(4, "Wang", NOON, Status.REVIEWED)], None, id="somebody else"),
        pytest.param([(2, "Li", NOON, Status.DRAFT), (4, "Li", MORNING, Status.REVIEWED)], 2, id="open"),
        pytest.param([(2, "Li", NOON, Status.REVIEWED), (4, "Wang", NOON, Status.REVIEWED)], 3, id="done"),
        pytest.param([(5, "Li", NOON, Status.FINAL)], 5, id="at the end"),
        pytest.param([(1, "Li", NOON_ELSEWHERE, Status.DRAFT), (3, "Li", NOON, Status.DRAFT)], 1, id="zones"),
        pytest.param([(place, "Li", NOON, Status.REVIEWED) for place in (0, 1, 2)], 3, id="many at once"),
    ],
)
def test_the_reviewer_goes_on_where_the_last_change_was(
    changes: list[tuple[int, str, str, Status]], place: int | None
) -> None:
    assert left_off(changed(*changes), "Li") == (None if place is None else f"u{place}")
