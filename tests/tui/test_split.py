"""Where the split dialog proposes to cut."""

from __future__ import annotations

from threading import Event

from textual.widgets import Static

from align_bench.tui.screens.split import SplitScreen, SplitSide
from align_bench.workflow.sentence_pairs import SentencePair
from tui.desk import OpenDesk


def test_a_single_sentence_is_cut_behind_a_clause() -> None:
    side = SplitSide("We note, with pride, that all States have submitted their reports; 1,000 pages.", "en")
    assert [side.text[place:][:5] for place in side.places] == ["with ", "that ", "1,000"]
    assert side.text[side.place :].startswith("that")
    chinese = SplitSide("我们指出，四个缔约国均已提交报告。", "zh")
    assert chinese.text[chinese.place :].startswith("四个")


async def test_a_split_that_would_leave_nothing_is_told_in_the_dialog(open_desk: OpenDesk) -> None:
    async with open_desk((80, 24)) as desk:
        await desk.press("down", "down", "s", "end", "tab", "end", "enter")
        assert isinstance(desk.app.screen, SplitScreen)
        assert "would be empty" in str(desk.app.screen.query_one("#split-title", Static).render())
        await desk.press("up", "enter")
        assert len(desk.units) == 7


async def test_both_cuts_are_proposed_between_sentences_that_belong_together(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "s")
        screen = desk.app.screen
        assert isinstance(screen, SplitScreen)
        assert "stand for each other" in str(screen.query_one("#split-title", Static).render())
        assert screen.chinese.text[screen.chinese.place :].startswith("它将")
        assert screen.english.text[screen.english.place :].startswith("It will")
        await desk.press("left")
        assert str(screen.query_one("#split-title", Static).render()) == "Split this pair"
        await desk.press("home", "tab", "home", "n", "enter")
        assert desk.units[3].target == "It will give all cities reliable data."


async def test_a_cut_that_was_moved_stays_when_the_sentences_come(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter")
        unit = desk.screen.view.unit
        assert unit is not None
        waiting = Event()

        def pairs() -> tuple[SentencePair, ...]:
            waiting.wait(10)
            return (SentencePair((0, 3), (0, 3), 1.0), SentencePair((3, 9), (3, 9), 1.0))

        screen = SplitScreen(unit, english_first=True, pairs=pairs)
        await desk.app.push_screen(screen)
        await desk.pilot.press("end")
        waiting.set()
        await desk.settle()
        assert screen.english.place == len(unit.target)
        await desk.press("p")
        assert (screen.chinese.place, screen.english.place) == (3, 3)
