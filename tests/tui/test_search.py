from __future__ import annotations

from dataclasses import replace

from align_bench.tui.search import Search, find_place
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


def test_a_label_is_gone_to_before_the_number_of_a_paragraph_without_one() -> None:
    names = ["par 1", "par 2", "1", "1", "2", "par 5"]
    units = [replace(unit, label="", paragraph=name) for unit, name in zip(make_units(), names, strict=True)]
    assert [find_place(units, "1", cursor) for cursor in (0, 2, 3)] == [2, 3, 2]
    assert find_place(units, "par 1", 4) == 0
    assert find_place(units, "5", 0) == 5
    assert find_place(units, "7", 0) is None
