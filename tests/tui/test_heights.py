from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from align_bench.tui.widgets.heights import Heights


@given(st.lists(st.integers(1, 9), min_size=1, max_size=700), st.data())
def test_sums_and_look_ups_agree_with_plain_lists(rows: list[int], data: st.DataObject) -> None:
    heights = Heights(rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    rows[place] = data.draw(st.integers(1, 30))
    heights.measure(place, rows[place])
    start = data.draw(st.integers(0, len(rows)))
    stop = data.draw(st.integers(start, len(rows)))
    new = data.draw(st.lists(st.integers(1, 9), max_size=5))
    if len(rows) - (stop - start) + len(new) == 0:
        new = [1]
    rows[start:stop] = new
    heights.splice(start, stop, new)
    assert len(heights) == len(rows)
    assert heights.total == sum(rows)
    for row in {0, len(rows) // 2, len(rows) - 1}:
        assert heights.top(row) == sum(rows[:row])
        assert heights.row_at(heights.top(row)) == row
        assert heights.row_at(heights.top(row) + rows[row] - 1) == row
    assert heights.row_at(heights.total + 5) == len(rows) - 1
