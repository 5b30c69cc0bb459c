"""The compiled folding, held against the Python that defines it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.kernels import kernel
from align_bench.terms import chinese

compiled = kernel("chinese")
pytestmark = pytest.mark.skipif(compiled is None, reason="the kernels are not compiled, or out of date")

# Traditional characters within and beyond 16 bits, full-width letters and spaces, marks, what is no space by its look.
_CHARACTERS = st.sampled_from("核武機構條約（Ａ１）「」〈・ \u3000\n\u200b\u00ad\x1c\x85中\U0002a533\U00020000")


@given(text=st.text(_CHARACTERS, max_size=30) | st.text(max_size=30))
def test_folded_text_is_that_of_the_definition(text: str) -> None:
    assert compiled is not None
    assert chinese._folder(compiled).fold(text) == chinese._folded(text)
