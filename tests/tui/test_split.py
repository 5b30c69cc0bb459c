"""Where the split dialog proposes to cut."""

from __future__ import annotations

from textual.widgets import Static

from align_bench.tui.screens.split import SplitScreen, SplitSide
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
