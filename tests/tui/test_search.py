from __future__ import annotations

from align_bench.tui.search import Search
from tui.desk import make_units


def test_a_text_that_grows_finds_what_a_new_search_would() -> None:
    units = make_units()
    grown = Search()
    for end in range(len("sustainable") + 1):
        grown.look_for("sustainable"[:end])
        fresh = Search()
        fresh.look_for("sustainable"[:end])
        assert grown.rows(units) == fresh.rows(units)
    grown.look_for("s")
    assert grown.rows(units) == [row for row, unit in enumerate(units) if "s" in unit.target.lower()]
    assert grown.rows(units[:2]) == [0, 1]
