from __future__ import annotations

import pytest

from align_bench.model.termbase import Concept, Term, Termbase, TermStatus
from align_bench.model.unit import Unit
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.tui.widgets.counterparts import Counterparts
from align_bench.tui.widgets.panel import Panel
from align_bench.tui.widgets.text_pane import TextPane
from tui.desk import OpenDesk

TERMS = Termbase(
    (
        Concept(
            "1",
            (
                Term("潮汐观测网", "zh"),
                Term("Tidal Observation Network", "en"),
                Term("Tide Network", "en", TermStatus.DEPRECATED),
            ),
        ),
    )
)


@pytest.mark.parametrize(
    ("source", "target", "chinese", "english"),
    [
        pytest.param("潮汐观测网", "", ["open 潮汐观测网"], [], id="nothing-typed"),
        pytest.param(
            "建立潮汐观测网。",
            "Set up the Tidal Observation Network.",
            ["term 潮汐观测网"],
            ["term Tidal Observation Network"],
            id="term",
        ),
        pytest.param(
            "建立潮汐观测网。", "the Tide Network", ["bad-term 潮汐观测网"], ["bad-term Tide Network"], id="deprecated"
        ),
        pytest.param("拨款2500万元", "25 million yuan", ["figure 2500万"], ["figure 25 million"], id="figure"),
        pytest.param("12个港口", "21 ports", ["open 12"], [], id="another-figure"),
        pytest.param("3. 欢迎12国", "3. welcomes 12 States", ["figure 12"], ["figure 12"], id="marker-is-no-figure"),
    ],
)
def test_what_is_lit(source: str, target: str, chinese: list[str], english: list[str]) -> None:
    marks = Counterparts(Unit("u1", source, target), TermMatcher(TERMS)).marks(target)
    assert [f"{mark.style} {source[mark.start : mark.stop]}" for mark in marks.source] == chinese
    assert [f"{mark.style} {target[mark.start : mark.stop]}" for mark in marks.target] == english


async def test_typing_lights_the_chinese_and_the_terms_pane(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", *"#3", "enter", "e")
        terms = desk.screen.query_one(Panel).pane("terms")
        pane, area = desk.screen.editor.query_one(TextPane), desk.screen.editor.area
        assert "bad-term" in [mark.style for mark in pane.marks]
        assert "not to be used" in terms.content.entries[0].text
        area.load_text("2. We welcome the Tidal Observation Networ")
        await desk.settle()
        assert [mark.style for mark in pane.marks] == ["open"]
        await desk.press("end", "k")
        assert [mark.style for mark in pane.marks] == ["term"]
        styles = {str(span.style) for span in area.get_line(0).spans}
        assert len(styles) == 1
        await desk.press("escape")
        assert "not to be used" in terms.content.entries[0].text


async def test_marks_have_their_colours_in_the_line_of_the_cursor_too(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "e")
        area = desk.screen.editor.area
        shown = [segment for y in range(area.size.height) for segment in area.render_line(y)]
        (wrong,) = (segment for segment in shown if segment.text == "Tide Network")
        assert wrong.style is not None
        assert wrong.style.color == area._colours()["error"].color
        assert wrong.style.reverse
