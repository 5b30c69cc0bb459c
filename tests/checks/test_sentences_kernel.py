"""The compiled pairing of sentences, held against the Python that defines it."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.checks import sentences
from align_bench.kernels import kernel

compiled = kernel("sentences")
pytestmark = pytest.mark.skipif(compiled is None, reason="the kernels are not compiled, or out of date")

_SIDE = st.lists(st.tuples(st.integers(1, 90), st.sets(st.sampled_from("abcde"), max_size=3)), min_size=1, max_size=7)
Side = list[tuple[int, set[str]]]


@given(source=_SIDE, target=_SIDE)
def test_paths_are_those_of_the_definition(source: Side, target: Side) -> None:
    assert compiled is not None
    ours, theirs = [concepts for _, concepts in source], [concepts for _, concepts in target]
    places = [list(pairwise(accumulate((length for length, _ in side), initial=0))) for side in (source, target)]
    shapes = [(*shape, cost) for shape, cost in sentences._SHAPES.items()]
    weights = (sentences._TERM, sentences._LENGTH, sentences._SHORTEST)
    assert compiled.path(ours, theirs, *places, shapes, *weights) == sentences._path(ours, theirs, *places)
