"""Cutting by the kernel is cutting by `longest_words`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.align.dictionary import Dictionary, dictionary
from align_bench.kernels import kernel
from align_bench.text.tokens import longest_words

pytestmark = pytest.mark.skipif(kernel("words") is None, reason="the kernels are not compiled, or out of date")

# Few characters, so that words overlap in every way.
RUNS = st.text("一二三四", max_size=30)
WORDS = st.sets(st.text("一二三四", min_size=1, max_size=8), max_size=60)


@given(run=RUNS, words=WORDS, longest=st.integers(1, 9))
def test_any_run_by_any_words(run: str, words: set[str], longest: int) -> None:
    small = Dictionary(iter(f"{word} {word} [x] /x/" for word in sorted(words)))
    assert small.cut(run, longest) == longest_words(run, words, longest)


def test_a_run_of_a_whole_book() -> None:
    run = "无核武器世界是中亚会议与会者共同的愿望" * 500
    found = dictionary().cut(run)
    assert found == longest_words(run, dictionary())
    assert "核武器" in found


def test_a_word_that_is_longer_than_any() -> None:
    long = "一" * 300
    small = Dictionary(iter([f"{long} {long} [x] /x/"]))
    assert small.cut(long, 12) == ["一"] * 300
