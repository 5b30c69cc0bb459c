"""The panes below the pairs."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from align_bench.model.finding import Finding, Severity
from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.model.unit import Unit
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.tui.panels.findings import findings_content
from align_bench.tui.panels.terms import terms_content
from align_bench.tui.widgets.marks import Mark
from align_bench.tui.widgets.pane import Content, Entry, Pane

LONG = Content("12 findings", tuple(Entry("warning", "warning", f"number {n} of the list") for n in range(12)), "none")


class PaneApp(App[None]):
    CSS = "Pane { width: 36; height: 6; }"

    def compose(self) -> ComposeResult:
        yield Pane()


def lines(pane: Pane) -> list[str]:
    return [pane.render_line(y).text for y in range(pane.size.height)]


async def test_entries_are_set_in_under_their_heads() -> None:
    async with PaneApp().run_test(size=(36, 6)) as pilot:
        pane = pilot.app.query_one(Pane)
        pane.show(Content("1 term", (Entry("无核武器区", "term", "nuclear-weapon-free zone", (Mark(0, 7, "quiet"),)),)))
        assert lines(pane)[:3] == [
            "- 1 term ---------------------------",
            " 无核武器区 nuclear-weapon-free     ",
            "            zone                    ",
        ]


async def test_a_head_that_leaves_no_room_for_its_text_stands_above_it_whole() -> None:
    async with PaneApp().run_test(size=(36, 6)) as pilot:
        pane = pilot.app.query_one(Pane)
        long = Entry("全面禁止核试验条约组织", "term", "Comprehensive Nuclear-Test-Ban Treaty Organization")
        pane.show(Content("2 terms", (Entry("生效", "term", "entry into force"), long)))
        assert lines(pane)[1:] == [
            " 生效 entry into force              ",
            " 全面禁止核试验条约组织             ",
            "      Comprehensive                 ",
            "      Nuclear-Test-Ban Treaty       ",
            "      Organization                  ",
        ]
        pane.show(Content("1 term", (long,)))
        assert [line.rstrip() for line in lines(pane)[1:3]] == [
            " 全面禁止核试验条约组织",
            "    Comprehensive Nuclear-Test-Ban",
        ]


async def test_what_is_out_of_sight_is_told_and_comes_by_scrolling() -> None:
    async with PaneApp().run_test(size=(36, 6)) as pilot:
        pane = pilot.app.query_one(Pane)
        pane.show(LONG)
        assert "7 below -" in lines(pane)[0]
        pane.scroll_by(100)
        assert "7 above -" in lines(pane)[0]
        assert "number 11" in lines(pane)[-1]
        pane.show(LONG)
        assert "7 above -" in lines(pane)[0]
        pane.show(Content("findings", (), "none"))
        assert lines(pane)[1].split() == ["none"]
        pane.scroll_by(-5)
        assert lines(pane)[1].split() == ["none"]


async def test_a_pane_too_narrow_for_heads_shows_texts() -> None:
    async with PaneApp().run_test(size=(12, 6)) as pilot:
        pane = pilot.app.query_one(Pane)
        pane.styles.width = 12
        await pilot.pause()
        pane.show(LONG)
        assert all(len(line) == 12 for line in lines(pane))
        assert "number" in pane.text


async def test_control_characters_are_shown_as_signs() -> None:
    async with PaneApp().run_test(size=(36, 6)) as pilot:
        pane = pilot.app.query_one(Pane)
        pane.show(Content("a\x1b[31m", (Entry("\x1b]0;", "term", "b\x07\u202e"),)))
        assert all(line.isprintable() for line in lines(pane))


def test_findings_come_with_the_worst_first_and_the_comment_last() -> None:
    hint, error = (
        Finding("c", "form", severity, "d", "u", (), (), message, expected="x y")
        for severity, message in ((Severity.HINT, "small"), (Severity.ERROR, "not x y"))
    )
    content = findings_content(Unit("u", "一", "One", comment="why?"), (hint, error))
    assert content.title == "2 findings"
    assert [(entry.head, entry.text) for entry in content.entries] == [
        ("error", "not x y"),
        ("hint", "small; expected: x y"),
        ("comment", "why?"),
    ]


def test_what_is_not_checked_is_not_called_free_of_findings() -> None:
    assert findings_content(None, (), is_checked=False).empty == "not checked yet"
    assert findings_content(None, ()).empty == "no findings for this pair"


@pytest.mark.parametrize(("english", "told"), [("", "tide network"), ("A net.", "tide network  not found as such")])
def test_terms_are_missed_only_where_there_is_english(english: str, told: str) -> None:
    concept = Concept("t", (Term("潮汐网", "zh"), Term("tide network", "en")))
    (entry,) = terms_content(Unit("u", "潮汐网", english), TermMatcher(Termbase((concept,)))).entries
    assert entry.text == told
