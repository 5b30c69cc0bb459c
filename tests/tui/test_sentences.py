"""The sentences of a pair beside each other."""

from __future__ import annotations

from textual.widgets import Static

from align_bench.tui.screens.sentences import SentencesScreen
from tui.desk import OpenDesk


async def test_the_sentences_of_a_pair_are_shown_and_the_pair_is_split_between_them(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "S")
        assert isinstance(desk.app.screen, SentencesScreen)
        row = next(line for line in desk.lines if "We welcome" in line)
        assert "我们欢迎潮汐观测网的建立。" in row
        assert "可靠" not in row
        await desk.press("down", "enter")
        assert [unit.target for unit in desk.units[2:4]] == [
            "2. We welcome the setting up of the Tide Network.",
            "It will give all cities reliable data.",
        ]
        assert desk.units[2].source == "2. 我们欢迎潮汐观测网的建立。"
        await desk.press("u")
        assert len(desk.units) == 6


async def test_in_front_of_the_first_sentence_there_is_no_place(open_desk: OpenDesk) -> None:
    async with open_desk((80, 24)) as desk:
        await desk.press("g", "2", "enter", "S", "enter")
        assert isinstance(desk.app.screen, SentencesScreen)
        assert "no sure place" in str(desk.app.screen.query_one("#sentences-title", Static).render())
        await desk.press("escape")
        assert desk.app.screen_stack[-1] is desk.screen
        assert len(desk.units) == 6


async def test_a_pair_with_one_side_has_none(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "4", "enter", "S")
        assert desk.app.screen is desk.screen
        assert "one side is empty: there are no pairs of sentences" in desk.notices


async def test_a_locked_pair_is_shown_and_not_split(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "x", "S")
        assert "enter split" not in "\n".join(desk.lines)
        await desk.press("down", "enter")
        assert len(desk.units) == 6
