"""Which service suggests translations, and what it is sent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align_bench.config import Preferences
from align_bench.errors import SettingsError
from align_bench.workflow.suggesting import Suggestions, suggestions_of

TWO = "1. 会议开幕。\n(a) 会议闭幕。"


class Echo:
    """Gives back what it is sent."""

    host = "nowhere"

    def __init__(self) -> None:
        self.sent: list[tuple[str, ...]] = []

    async def suggest(self, lines: Sequence[str]) -> tuple[str, ...]:
        self.sent.append(tuple(lines))
        return tuple(f"<{line}>" for line in lines)

    async def close(self) -> None:
        self.sent.clear()


async def test_markers_are_not_sent_and_a_text_is_sent_once() -> None:
    echo = Echo()
    suggestions = Suggestions(echo)
    assert suggestions.known(TWO) is None
    assert await suggestions.suggest(TWO) == "<会议开幕。>\n<会议闭幕。>"
    assert await suggestions.suggest(TWO) == suggestions.known(TWO)
    assert echo.sent == [("会议开幕。", "会议闭幕。")]


async def test_only_the_last_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align_bench.workflow.suggesting._MOST_KEPT", 2)
    suggestions = Suggestions(Echo())
    for text in "甲乙丙":
        await suggestions.suggest(text)
    assert [suggestions.known(text) for text in "甲乙丙"] == [None, "<乙>", "<丙>"]


def test_nobody_is_asked_at_first() -> None:
    assert suggestions_of(Preferences()) is None


def test_the_service_is_found_by_its_entry_point() -> None:
    found = suggestions_of(Preferences(suggester="libretranslate", suggester_url="https://example.org/mt"), {})
    assert found is not None
    assert found.host == "example.org"


def test_an_unknown_service_is_told_with_those_that_there_are() -> None:
    with pytest.raises(SettingsError) as caught:
        suggestions_of(Preferences(suggester="babel"))
    assert "libretranslate" in caught.value.hint
