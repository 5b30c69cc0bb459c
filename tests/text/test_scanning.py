"""Long patterns are found where they are found one place after the other."""

from __future__ import annotations

import re

import pytest

from align_bench.text.scanning import matches_from, matches_near, places_of


@pytest.mark.parametrize("text", ["", "no figures", "12 and 3.5, 1,000 or 7", "3..4", "12"])
def test_the_matches_are_those_of_finditer(text: str) -> None:
    pattern = re.compile(r"(?<![\d.])\d+(?:[.,]\d+)*(?!\.)")
    found = [match.span() for match in matches_from(re.compile(r"\d"), pattern, text)]
    assert found == [match.span() for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    "text", ["", "a pair", "half a dozen of six", "six sixes, one dozen and two-dozen", "a one dozen"]
)
def test_matches_near_words_are_those_of_finditer(text: str) -> None:
    pattern = re.compile(r"\b(?:(?:a|one|two)[ -]dozen|six)")
    found = [match.span() for match in matches_near(places_of(("dozen", "six"), text), 4, pattern, text)]
    assert found == [match.span() for match in pattern.finditer(text)]
