"""The memory beside the pairs: what is like the current one, and what of it is put in."""

from __future__ import annotations

import pytest
from textual.widgets import TextArea

from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.storage.project import Project
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.tui.panels.figures import missing_figure
from align_bench.tui.widgets.pane import Pane
from tui.desk import Desk, OpenDesk

MEMORY = """<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh"><seg>我们感谢灯塔湾市政府的盛情款待。</seg></tuv>
<tuv xml:lang="en"><seg>We thank the City of Lighthouse Bay for its hospitality.</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>我们欢迎潮汐观测网的建立。它将为各城市提供可靠的数据。</seg></tuv>
<tuv xml:lang="en"><seg>We welcome the Tidal Observation Network.</seg></tuv></tu></body></tmx>"""


def with_memory(project: Project) -> None:
    project.memories.mkdir()
    (project.memories / "old.tmx").write_text(MEMORY, encoding="utf-8")


def memory_text(desk: Desk) -> str:
    return desk.screen.query_one("#memory", Pane).text


async def shown(desk: Desk) -> str:
    """What the pane says when the cursor has come to rest."""
    await desk.pilot.pause(0.1)
    await desk.settle()
    return memory_text(desk)


async def test_what_is_like_the_pair_is_shown_with_what_differs(project: Project, open_desk: OpenDesk) -> None:
    with_memory(project)
    async with open_desk() as desk:
        assert "nothing like it" in await shown(desk)
        await desk.press("g", "4", "enter")
        text = await shown(desk)
        assert "81 % We thank the City of" in text
        assert "灯塔湾白鹭港" in "".join(text.split())
        assert "old.tmx" in text
        await desk.press("g", "2", "enter")
        assert "100 % We welcome" in await shown(desk)


async def test_the_match_is_put_into_the_editor_and_can_be_taken_back(project: Project, open_desk: OpenDesk) -> None:
    with_memory(project)
    async with open_desk() as desk:
        await desk.press("g", "4", "enter")
        await shown(desk)
        await desk.press("i")
        assert desk.screen.is_writing
        assert desk.screen.editor.text == "4. We thank the City of Lighthouse Bay for its hospitality."
        await desk.press("ctrl+z")
        assert desk.screen.editor.text == ""
        await desk.press("f10", "ctrl+s")
        assert desk.units[4].target == "4. We thank the City of Lighthouse Bay for its hospitality."


async def test_what_is_approved_here_is_remembered_at_once(project: Project, open_desk: OpenDesk) -> None:
    with_memory(project)
    async with open_desk() as desk:
        await desk.press("g", "4", "enter")
        await shown(desk)
        assert desk.screen.memory is not None
        before = len(desk.screen.memory)
        await desk.press("f10", "ctrl+s", "up", "down", "a")
        assert len(desk.screen.memory) == before + 1
        await desk.press("u")
        assert len(desk.screen.memory) == before


async def test_the_term_that_is_missing_is_put_in_at_the_cursor(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "I")
        assert desk.screen.editor.text.endswith("reliable data. Tidal Observation Network")
        assert desk.screen.query_one(TextArea).has_focus
        await desk.press("shift+f10")
        assert "every term of this pair has its English" in desk.notices


async def test_the_figure_that_is_missing_is_put_in_as_english_writes_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter", "N")
        assert desk.screen.editor.text.endswith("(see annex). 12")
        await desk.press("shift+f9")
        assert "every figure of this pair stands in the English" in desk.notices
        await desk.press("ctrl+z")
        assert desk.screen.editor.text.endswith("(see annex).")


@pytest.mark.parametrize(
    ("source", "target", "figure"),
    [
        pytest.param("12. 我们欢迎42万人参加", "12. We welcome", "420,000", id="the-marker-is-none"),
        pytest.param("三个国家于2024年2月19日开会", "", "19 February 2024", id="words-come-last"),
        pytest.param("三个国家于2024年2月19日开会", "On 19 February 2024", "three", id="then-words"),
        pytest.param("第七十四屆會議", "", "seventy-fourth", id="traditional"),
        pytest.param("增长5%", "rose 5 per cent", None, id="none-lacks"),
        pytest.param("10年代", "", None, id="no-sure-form"),
        pytest.param("2022年1月4日至28日", "", "4 to 28 January 2022", id="range"),
        pytest.param("2022年1月4日至28日", "from 4 January 2022", "28 January", id="the-other-end-of-a-range"),
        pytest.param("5%至10%", "5 to 10 per cent", None, id="range-that-stands-there"),
        pytest.param("60周年", "the sixtieth anniversary", None, id="anniversary"),
    ],
)
def test_the_first_figure_that_lacks(source: str, target: str, figure: str | None) -> None:
    assert missing_figure(source, target, None) == figure


def test_a_figure_inside_a_term_comes_with_the_term() -> None:
    matcher = TermMatcher(Termbase((Concept("1", (Term("二十国集团", "zh"), Term("Group of 20", "en"))),)))
    assert missing_figure("二十国集团的31个成员", "", matcher) == "31"


async def test_without_matches_nothing_is_put_in(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await shown(desk)
        await desk.press("i")
        assert not desk.screen.is_writing
        assert "nothing in the memory is like this pair" in desk.notices


async def test_a_memory_that_cannot_be_read_is_told_and_the_screen_works_on(
    project: Project, open_desk: OpenDesk
) -> None:
    with_memory(project)
    (project.memories / "cut.tmx").write_text(MEMORY[:99], encoding="utf-8")
    async with open_desk() as desk:
        await desk.settle()
        assert any("cut.tmx" in notice for notice in desk.notices)
        await desk.press("a")
        assert not desk.units[0].status.is_open
