"""The compiled marks of texts, held against the Python that defines them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.checks.consistency import repetitions
from align_bench.kernels import kernel

compiled = kernel("repetitions")
pytestmark = pytest.mark.skipif(compiled is None, reason="the kernels are not compiled, or out of date")


@given(run=st.text(st.sampled_from("一七丁\U00020000"), min_size=15, max_size=60))
def test_marks_are_those_of_the_definition(run: str) -> None:
    assert compiled is not None
    assert compiled.marks(run, repetitions._PART, repetitions._WINDOW) == repetitions._least_parts(run)
