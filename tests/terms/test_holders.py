"""Which passages have a word: as sets say it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from align_bench.terms.learning.holders import has, holders, shared

_NUMBERS = st.frozensets(st.integers(0, 40)).map(sorted)


@given(wholes=st.lists(st.text("abc", max_size=5), max_size=12))
def test_each_part_has_its_wholes(wholes: list[str]) -> None:
    found = holders(wholes)
    assert {part: list(numbers) for part, numbers in found.items()} == {
        part: [number for number, whole in enumerate(wholes) if part in whole] for part in "".join(wholes)
    }
    assert list(found) == list(dict.fromkeys("".join(wholes)))


@given(one=_NUMBERS, other=_NUMBERS)
def test_what_is_shared(one: list[int], other: list[int]) -> None:
    assert shared(one, other) == shared(other, one) == len({*one} & {*other})
    assert all(has(one, number) == (number in one) for number in range(-1, 42))
