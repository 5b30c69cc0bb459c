"""The pairs that are shown follow an edit as if they were looked for anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from align_bench.model.doubt import ranks
from align_bench.model.edits import Change, Edit, Stamp, apply, set_status
from align_bench.model.query import parse_query
from align_bench.model.query_fields import Knowledge
from align_bench.model.unit import Review, Status, Unit, Units
from align_bench.tui.filters import READY, Order, after_edit, select

COUNT = 12
NOW = datetime(2031, 4, 8, 9, 30, tzinfo=UTC)


def review() -> Review:
    return Review("d", [Unit(f"u{n}", f"{n}", f"{n}", confidence=(n * 5 % 7) / 10) for n in range(COUNT)])


@st.composite
def edits(draw: st.DrawFn, before: Review, step: int) -> Edit:
    """Neighbours become fewer, more, or others; as a merge, a split or a new pairing does it."""
    start = draw(st.integers(0, len(before.units) - 1))
    run = before.units[start : start + draw(st.integers(1, 3))]
    kept = draw(st.integers(1, len(run)))
    after = [replace(unit, comment="seen") for unit in run[:kept]]
    if draw(st.integers(0, 1)):
        after.append(replace(run[-1], id=f"new{step}"))
    return Edit("edit", (Change(run, tuple(after)),))


def by_rank(ranked: dict[str, int], state: Review) -> Order:
    return lambda unit: (ranked[unit.id], state.units.place(unit.id) or 0)


@given(st.data(), st.sets(st.integers(0, COUNT - 1), min_size=1), st.booleans())
def test_what_comes_of_a_pair_that_is_shown_is_shown(data: st.DataObject, places: set[int], is_ordered: bool) -> None:
    state = review()
    ids = {unit.id for place, unit in enumerate(state.units) if place in places}
    order = ranks(state.units) if is_ordered else None

    def anew() -> list[Unit]:
        found = [unit for unit in state.units if unit.id in ids]
        return found if order is None else sorted(found, key=lambda unit: order[unit.id])

    shown: Units | None = Units(anew())
    done: list[Edit] = []
    for step in range(data.draw(st.integers(1, 5))):
        undoes = done and not data.draw(st.integers(0, 2))
        edit = done.pop().inverse() if undoes else data.draw(edits(state, step))
        if not undoes:
            done.append(edit)
        state = apply(edit, state)
        for change in edit.changes:
            if any(unit.id in ids for unit in change.before):
                ids.update(unit.id for unit in change.after)
            if order is not None:
                rank = min(order[unit.id] for unit in change.before)
                for unit in change.after:
                    order.setdefault(unit.id, rank)
        assert shown is not None
        shown = after_edit(shown, edit, None if order is None else by_rank(order, state))
        assert shown == tuple(anew())


def test_after_an_edit_of_very_many_pairs_they_are_looked_for_anew() -> None:
    units = [Unit(f"u{n}", "一", "One") for n in range(60)]
    edit = set_status(units, Status.REVIEWED, Stamp("Li", "2031-04-08T09:30:00+00:00"))
    assert after_edit(Units(units), edit) is None


def test_conditions_hold_together() -> None:
    units = [Unit("a", "一", "One"), Unit("b", "二", "Two", Status.REVIEWED), Unit("c", "三", "Two")]
    query = parse_query("is:open Two", Knowledge(NOW, []))
    assert [unit.id for unit in select(query, units, {})] == ["c"]
    assert select(parse_query(READY[0].text, Knowledge(NOW, [])), units, {}) == units
