"""Sequences in runs, held against plain lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from align_bench.model.runs import Runs
from align_bench.model.unit import Unit, Units

# Enough for several runs, and for a change to part one.
MOST = 1_500


class Member:
    """Equal to itself only."""


@st.composite
def changed_sequences(draw: st.DrawFn) -> tuple[list[Runs[Member]], list[list[Member]]]:
    """A sequence and what was made of it by and by, in runs and as lists."""
    plain = [[Member() for _ in range(draw(st.integers(0, MOST)))]]
    held = [Runs(plain[0])]
    for _ in range(draw(st.integers(1, 6))):
        if plain[-1] and not draw(st.integers(0, 2)):
            others = {place: Member() for place in draw(st.sets(st.integers(0, len(plain[-1]) - 1), max_size=9))}
            plain.append([others.get(place, member) for place, member in enumerate(plain[-1])])
            held.append(held[-1].replaced(others))
            continue
        start, stop = sorted(draw(st.integers(0, len(plain[-1]))) for _ in range(2))
        if draw(st.integers(0, 1)):
            stop = min(stop, start + 3)
        new = [Member() for _ in range(draw(st.sampled_from((0, 1, 2, 3, 700))))]
        plain.append([*plain[-1][:start], *new, *plain[-1][stop:]])
        held.append(held[-1].spliced(start, stop, new))
    return held, plain


@given(changed_sequences(), st.data())
def test_runs_are_read_as_a_list_is(
    changed: tuple[list[Runs[Member]], list[list[Member]]], data: st.DataObject
) -> None:
    for runs, members in zip(*changed, strict=True):
        assert len(runs) == len(members)
        assert list(runs) == members
        assert list(reversed(runs)) == members[::-1]
        assert runs == tuple(members) == runs
        edges = st.none() | st.integers(-MOST, MOST)
        part = slice(data.draw(edges), data.draw(edges), data.draw(st.sampled_from((None, 1, 2, -1))))
        assert runs[part] == tuple(members[part])
        if members:
            place = data.draw(st.integers(-len(members), len(members) - 1))
            assert runs[place] is members[place]


@given(changed_sequences(), st.data())
def test_where_two_sequences_differ(
    changed: tuple[list[Runs[Member]], list[list[Member]]], data: st.DataObject
) -> None:
    places = st.integers(0, len(changed[0]) - 1)
    one, other = data.draw(places), data.draw(places)
    before, after = changed[1][one], changed[1][other]
    for there in (changed[0][other], Runs(after)):
        start, stop, other_stop = changed[0][one].changed(there)
        assert before[:start] == after[:start]
        assert before[stop:] == after[other_stop:]
        assert start <= min(stop, other_stop)
        if start < min(stop, other_stop):
            assert before[start] is not after[start]
            assert before[stop - 1] is not after[other_stop - 1]


def _units(count: int) -> Sequence[Unit]:
    return [Unit(f"u{number}", f"{number}", "") for number in range(count)]


@given(st.integers(0, MOST), st.data())
def test_units_are_found_by_their_ids(count: int, data: st.DataObject) -> None:
    plain = _units(count)
    units = Units(plain)
    if plain:
        start = data.draw(st.integers(0, count - 1))
        stop = data.draw(st.integers(start, min(count, start + 3)))
        new = [replace(unit, comment="seen") for unit in plain[start:stop]] + [Unit("new", "", "New")]
        units = units.spliced(start, stop, new)
        plain = [*plain[:start], *new, *plain[stop:]]
    near = data.draw(st.integers(0, len(plain)))
    assert [units.place(unit.id, near) for unit in plain] == list(range(len(plain)))
    assert units.place("none", near) is None
