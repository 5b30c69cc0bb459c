"""An earlier text laid over the parts of a later one."""

from __future__ import annotations

import pytest

from align_bench.text.apportion import apportioned


@pytest.mark.parametrize(
    ("text", "parts", "found"),
    [
        pytest.param("one two three four", ["one two", "three four"], ["one two", "three four"], id="same words"),
        pytest.param("one two three four", ["one two three four"], ["one two three four"], id="one part"),
        pytest.param("a b\nc d", ["a b c d"], ["a b\nc d"], id="lines joined"),
        pytest.param("one two three four", ["one 2", "three four"], ["one two", "three four"], id="changed at the cut"),
        pytest.param("one two three four", ["", "one two three four"], ["", "one two three four"], id="empty part"),
        pytest.param("", ["one", "two"], ["", ""], id="nothing before"),
        pytest.param("one two", ["", ""], ["one", "two"], id="nothing left"),
        pytest.param("甲乙丙丁", ["甲乙", "丙丁"], ["甲乙", "丙丁"], id="Chinese"),
    ],
)
def test_words_go_where_they_stand_now(text: str, parts: list[str], found: list[str]) -> None:
    assert apportioned(text, parts) == found


def test_no_word_is_lost() -> None:
    text = "The Parties agree to meet again next year in the same place"
    parts = ["The Parties have agreed", "to meet", "in another place next year"]
    assert " ".join(apportioned(text, parts)).split() == text.split()
