from __future__ import annotations

import pytest

from align_bench.text.scripts import Language, han_share, line_width, without_space


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", None),
        ("12 %", None),
        ("中文", 1.0),
        ("English words", 0.0),
        ("联合国 UN", 0.75),
        ("国际 Organization", 2 / 3),
    ],
)
def test_han_share(text: str, share: float | None) -> None:
    assert han_share(text) == share


@pytest.mark.parametrize(
    ("text", "language", "cells"),
    [
        ("ab 1", "zh", 4),
        ("中文，", "zh", 6),
        ("“中”", "zh", 6),
        ("“a”", "en", 3),
        ("é\u0301", "en", 1),
        ("a\u200b", "en", 1),
    ],
)
def test_line_width(text: str, language: Language, cells: int) -> None:
    assert line_width(text, language) == cells


def test_white_space_of_every_kind_goes() -> None:
    assert without_space("a\u3000b\u00a0c\td\u2009e\x0cf\n") == "abcdef"
