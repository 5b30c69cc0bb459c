from __future__ import annotations

import pytest

from align_bench.text.clauses import outer_clauses
from align_bench.text.scripts import Language


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("zh", "会议在北京举行。", ("", "会议在北京举行。", ""), id="one"),
        pytest.param("zh", "会议在北京举行，各国都参加了。", ("会议在北京举行，", "", "各国都参加了。"), id="two"),
        pytest.param(
            "zh",
            "会议在北京举行，讨论了预算；各国都参加了。",
            ("会议在北京举行，", "讨论了预算；", "各国都参加了。"),
            id="three",
        ),
        pytest.param("zh", "他说：我们就这样办。", ("", "他说：我们就这样办。", ""), id="too-short"),
        pytest.param(
            "en", "He met 1,200 people at 10:30 there.", ("", "He met 1,200 people at 10:30 there.", ""), id="figures"
        ),
        pytest.param(
            "en",
            "'It is late,' he said to them, and left.",
            ("'It is late,'", " he said to them,", " and left."),
            id="quotation",
        ),
        pytest.param("en", "", ("", "", ""), id="empty"),
    ],
)
def test_outer_clauses(language: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert outer_clauses(text, language) == expected
    assert "".join(expected) == text
