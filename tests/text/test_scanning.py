"""Long patterns are found where they are found one place after the other."""

from __future__ import annotations

import re

import pytest

from align_bench.text.scanning import matches_from


@pytest.mark.parametrize("text", ["", "no figures", "12 and 3.5, 1,000 or 7", "3..4", "12"])
def test_the_matches_are_those_of_finditer(text: str) -> None:
    pattern = re.compile(r"(?<![\d.])\d+(?:[.,]\d+)*(?!\.)")
    found = [match.span() for match in matches_from(re.compile(r"\d"), pattern, text)]
    assert found == [match.span() for match in pattern.finditer(text)]
