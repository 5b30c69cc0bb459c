"""The compiled expressions of passages, held against the Python that defines them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.kernels import kernel
from align_bench.terms.english import tokens
from align_bench.terms.learning import passages, standing
from align_bench.terms.learning.passages import LONGEST, Place
from align_bench.terms.learning.rendered import Rendering

compiled = kernel("passages")
pytestmark = pytest.mark.skipif(compiled is None, reason="the kernels are not compiled, or out of date")

_WORDS = (
    "State",
    "states",
    "Party",
    "parties",
    "of",
    "to",
    "on",
    "the",
    "is",
    "Non-Proliferation",
    "zone’s",
    "e\u0301tat",
)
_GAPS = (" ", "  ", "-", ", ", ". ", "\n", "/", "’ ", "'s ", " (", " “", "\u2003", "_", "‘s", "s")
_TEXTS = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=30).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
_STEMS = ("state", "parti", "non", "prolifer", "zone", "absent", "état")
_EXPRESSIONS = st.lists(st.sampled_from(_STEMS), min_size=1, max_size=4)
_KEYS = st.lists(_EXPRESSIONS.map(" ".join), max_size=6)


@given(text=_TEXTS | st.text(max_size=40))
def test_runs_are_those_of_the_definition(text: str) -> None:
    assert compiled is not None
    words = tokens(text)
    assert compiled.Reader(passages._part).read(text, words) == passages._defined(text, words)


@given(text=_TEXTS, stems=_EXPRESSIONS)
def test_expressions_stand_where_the_definition_finds_them(text: str, stems: list[str]) -> None:
    assert compiled is not None
    runs = passages.Passage("", text).runs
    spots = standing.spots_of(runs)
    assert compiled.spots(runs) == spots
    found = passages.find_in(runs, stems)
    assert compiled.find_in(runs, stems, LONGEST) == found
    assert compiled.find_at(spots, stems, LONGEST) == standing.find_at(spots, stems) == found


@given(text=_TEXTS, keys=_KEYS)
def test_renderings_stand_as_in_the_definition(text: str, keys: list[str]) -> None:
    assert compiled is not None
    passage = passages.Passage("", text)
    renderings = [Rendering(key, key, ()) for key in keys]
    spots = standing.spots_of(passage.runs)
    places, covered, alone = standing.standing(spots, renderings, passage.length)
    assert compiled.standing(spots, renderings, passage.length, LONGEST) == (places, covered, alone)
    for key in [*keys, ""]:
        assert compiled.claimed(places, key) == standing.claimed_words(places, key)


@given(
    text=_TEXTS,
    usual=_EXPRESSIONS,
    openings=st.frozensets(st.sampled_from(_STEMS)),
    capitals=st.frozensets(st.integers(0, 30)),
    most=st.integers(1, 4),
)
def test_what_is_like_a_rendering_is_so_in_the_definition(
    text: str, usual: list[str], openings: frozenset[str], capitals: frozenset[int], most: int
) -> None:
    assert compiled is not None
    runs = passages.Passage("", text).runs
    expected: dict[tuple[str, ...], list[Place]] = passages.expressions_like(runs, usual, openings, capitals, most)
    found = compiled.like(runs, usual, openings, capitals, LONGEST, most)
    assert found == expected
    assert list(found) == list(expected)


def test_more_words_than_are_remembered() -> None:
    assert compiled is not None
    text = " ".join(f"w{number}" for number in range(70_000))
    runs, starts, stops = compiled.Reader(passages._part).read(text, tokens(text))
    assert len(starts) == len(stops) == 70_000
    assert runs[0][1][1] == "w1"
