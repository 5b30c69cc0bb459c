"""Filters: the units that a query finds."""

from __future__ import annotations

from datetime import UTC, datetime

from align_bench.model.query import parse_query
from align_bench.model.query_fields import Knowledge
from align_bench.model.unit import Status, Unit
from align_bench.tui.filters import READY, select

NOW = datetime(2031, 4, 8, 9, 30, tzinfo=UTC)


def test_conditions_hold_together() -> None:
    units = [Unit("a", "一", "One"), Unit("b", "二", "Two", Status.REVIEWED), Unit("c", "三", "Two")]
    query = parse_query("is:open Two", Knowledge(NOW, []))
    assert [unit.id for unit in select(query, units, {})] == ["c"]
    assert select(parse_query(READY[0].text, Knowledge(NOW, [])), units, {}) == units
