"""The pairs that are shown follow edits as if they were looked for anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from align_bench.model.doubt import ranks
from align_bench.model.edits import Change, Edit, Stamp, apply, set_status
from align_bench.model.query import parse_query
from align_bench.model.query_fields import Knowledge
from align_bench.model.unit import Review, Status, Unit
from align_bench.tui.shown import Shown

COUNT = 12
QUERY = parse_query("is:open", Knowledge(datetime(2031, 4, 8, 9, 30, tzinfo=UTC), []))
STAMP = Stamp("Li", "2031-04-08T09:30:00+00:00")


def review(count: int = COUNT) -> Review:
    return Review("d", [Unit(f"u{n}", f"{n}", f"{n}", confidence=(n * 5 % 7) / 10) for n in range(count)])


@st.composite
def changes(draw: st.DrawFn, units: tuple[Unit, ...], new: str) -> Change:
    """Neighbours become fewer, more, or others; as a merge, a split or a new pairing does it."""
    start = draw(st.integers(0, len(units) - 1))
    run = units[start : start + draw(st.integers(1, 3))]
    kept = draw(st.integers(1, len(run)))
    after = [replace(unit, comment="seen") for unit in run[:kept]]
    if draw(st.integers(0, 1)):
        after.append(replace(run[-1], id=f"{run[-1].id}.{new}"))
    return Change(run, tuple(after))


@st.composite
def edits(draw: st.DrawFn, before: Review, number: int) -> Edit:
    """In one place, or in two that are apart."""
    half = len(before.units) // 2
    parts = [before.units[:half], before.units[half:]] if draw(st.booleans()) else [before.units[:]]
    return Edit("edit", tuple(draw(changes(part, f"{number}-{n}")) for n, part in enumerate(parts)))


@given(st.data(), st.none() | st.sets(st.integers(0, COUNT - 1), min_size=1), st.booleans())
def test_what_comes_of_a_pair_that_is_shown_is_shown(
    data: st.DataObject, places: set[int] | None, is_ranked: bool
) -> None:
    state = review()
    ids = {unit.id for place, unit in enumerate(state.units) if places is None or place in places}
    order = ranks(state.units) if is_ranked else None
    shown = Shown()
    if places is not None:
        shown.only(QUERY, [unit for unit in state.units if unit.id in ids])
    if order is not None:
        shown.rank(dict(order))
    assert (shown.is_filtered, shown.is_ranked) == (places is not None, is_ranked)

    def anew() -> list[Unit]:
        found = [unit for unit in state.units if unit.id in ids]
        return found if order is None else sorted(found, key=lambda unit: order[unit.id])

    done: list[Edit] = []
    for number in range(data.draw(st.integers(1, 5))):
        assert list(shown.of(state.units)) == anew()
        undoes = done and not data.draw(st.integers(0, 2))
        edit = done.pop().inverse() if undoes else data.draw(edits(state, number))
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
        shown.follow(edit, state.units)
    assert list(shown.of(state.units)) == anew()


def test_all_pairs_are_those_of_the_document_itself() -> None:
    units = review().units
    shown = Shown()
    assert shown.of(units) is units
    shown.only(QUERY, units[:3])
    assert len(shown.of(units)) == 3
    shown.only(parse_query("", Knowledge(datetime(2031, 4, 8, tzinfo=UTC), [])), units)
    assert shown.of(units) is units


def test_a_pair_that_is_wanted_is_shown_in_its_place() -> None:
    units = review().units
    shown = Shown()
    shown.only(QUERY, (units[1], units[4]))
    assert [unit.id for unit in shown.of(units, "u2")] == ["u1", "u2", "u4"]
    assert shown.of(units) is shown.of(units), "nothing is looked for twice"


def test_after_an_edit_of_very_many_pairs_those_that_are_shown_follow() -> None:
    state = review(60)
    shown = Shown()
    shown.only(QUERY, state.units[::2])
    edit = set_status(state.units[:], Status.REVIEWED, STAMP)
    after = apply(edit, state).units
    shown.follow(edit, after)
    assert list(shown.of(after)) == list(after[::2])


def test_what_another_program_has_changed_is_looked_for() -> None:
    units = review().units
    shown = Shown()
    shown.only(QUERY, units[2:4])
    theirs = units.replaced({3: replace(units[3], comment="theirs")})
    shown.look_anew()
    assert list(shown.of(theirs)) == list(theirs[2:4])
