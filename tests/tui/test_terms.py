"""The termbase beside the pairs: a term is looked up, put in and added while the text is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Input, OptionList, Static

from align_bench.formats.termbase import read_termbase
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.tui.screens.terms import AddTermScreen, LookUpScreen
from align_bench.workflow.workbooks import write_new_workbook
from tui.desk import NAME, Desk, OpenDesk, make_units


async def typed(desk: Desk, text: str) -> None:
    """As it is typed, and after the pause that follows."""
    desk.app.screen.query_one(Input).value = text
    await desk.pilot.pause(0.2)
    await desk.settle()


def told(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#term-told", Static).render())


async def test_a_term_is_looked_up_and_its_english_put_in(open_desk: OpenDesk) -> None:
    async with open_desk((80, 24)) as desk:
        await desk.press("g", "2", "enter", "T")
        assert isinstance(desk.app.screen, LookUpScreen)
        await typed(desk, "观测网")
        assert "潮汐观测网  Tidal Observation Network  (not: Tide Network)" in "\n".join(desk.lines)
        await desk.press("down", "enter")
        assert desk.screen.editor.text.endswith("reliable data. Tidal Observation Network")


async def test_what_is_selected_in_the_editor_is_looked_up(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "1", "enter", "e")
        for _ in range(2):
            await desk.press("ctrl+shift+left")
        await desk.press("shift+f5")
        assert desk.app.screen.query_one(Input).value == "safety."
        await desk.settle()
        assert "port safety" in str(desk.app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        await desk.press("enter")
        assert desk.screen.editor.text.endswith("to discuss port port safety")
        assert desk.screen.editor.area.has_focus


async def test_nothing_found_is_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("T")
        await typed(desk, "zebra")
        assert "nothing like it" in "\n".join(desk.lines)
        await desk.press("enter", "escape")
        assert not desk.screen.is_writing


async def test_a_term_is_added_and_checked_at_once(project: Project, open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "5", "enter", "e")
        area = desk.screen.editor.area
        area.selection = area.selection._replace(start=(0, 34), end=(0, 48))
        await desk.press("shift+f4")
        assert isinstance(desk.app.screen, AddTermScreen)
        assert desk.app.screen.query_one("#new-english", Input).value == area.selected_text
        desk.app.screen.query_one("#new-chinese", Input).value = "灯塔湾"
        await desk.press("enter", "enter")
        await desk.settle()
        concept = next(each for each in read_termbase(project.root / "terms.csv").concepts if each.id == "灯塔湾")
        assert concept.preferred == (area.selected_text,)
        assert any("灯塔湾" in notice and "terms.csv" in notice for notice in desk.notices)
        assert desk.screen.is_writing
        assert desk.screen.checking is not None
        assert concept in desk.screen.checking.matcher.termbase.concepts


async def test_a_term_that_cannot_be_added_says_why_and_stays_typed(project: Project, open_desk: OpenDesk) -> None:
    before = (project.root / "terms.csv").read_bytes()
    async with open_desk((80, 24)) as desk:
        await desk.press("D")
        screen = desk.app.screen
        screen.query_one("#new-chinese", Input).value = "潮汐观测网"
        await desk.settle()
        assert "is there already: Tidal Observation Network" in told(desk)
        screen.query_one("#new-english", Input).value = "Tide Network"
        await desk.press("f2")
        assert "not to be used" in told(desk)
        assert (project.root / "terms.csv").read_bytes() == before
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_what_is_looked_up_in_vain_can_be_added(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("T")
        await typed(desk, "灯塔湾")
        await desk.press("f2")
        assert desk.app.screen.query_one("#new-chinese", Input).value == "灯塔湾"
        assert desk.app.screen.query_one("#new-english", Input).has_focus


async def add(desk: Desk, chinese: str, english: str) -> None:
    await desk.press("D")
    for field, text in (("#new-chinese", chinese), ("#new-english", english)):
        desk.app.screen.query_one(field, Input).value = text
    await desk.press("f2")


async def test_an_added_term_is_taken_back_by_undo(project: Project, open_desk: OpenDesk) -> None:
    before = (project.root / "terms.csv").read_bytes()
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "t")
        await add(desk, "灯塔湾", "Lighthouse Bay")
        assert desk.screen.said == "灯塔湾, Lighthouse Bay: added to terms.csv; u takes it back"
        assert (project.root / "terms.csv").read_bytes() != before
        await desk.press("u")
        assert "taken back" in desk.screen.said
        assert (project.root / "terms.csv").read_bytes() == before
        assert desk.screen._matcher is not None
        assert desk.screen._matcher.source_hits("灯塔湾") == ()
        assert desk.units[2].status == "translated"
        await desk.press("u")
        assert desk.units[2].status == "draft"


async def test_undo_takes_what_was_done_last(project: Project, open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await add(desk, "灯塔湾", "Lighthouse Bay")
        after = (project.root / "terms.csv").read_bytes()
        await desk.press("g", "2", "enter", "t", "u", "u")
        assert desk.units[2].status == "draft"
        assert (project.root / "terms.csv").read_bytes() == after


@pytest.mark.parametrize("size", [(60, 20), (140, 40)])
async def test_a_term_is_added_from_a_selection_on_both_sides(
    project: Project, open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(size) as desk:
        await desk.press("g", "5", "enter", "D", "tab", "tab")
        source, target = desk.units[5].source, desk.units[5].target
        await desk.press(*["right"] * source.index("灯塔湾"), *["shift+right"] * 3)
        assert desk.app.screen.query_one("#new-chinese", Input).value == "灯塔湾"
        await desk.press("tab", *["right"] * target.index("Lighthouse"), *["shift+right"] * len("Lighthouse Bay"))
        assert desk.app.screen.query_one("#new-english", Input).value == "Lighthouse Bay"
        assert any("esc back" in line for line in desk.lines)
        await desk.press("f2")
        added = read_termbase(project.root / "terms.csv").concepts[-1]
        assert (added.source_terms, added.allowed) == (("灯塔湾",), ("Lighthouse Bay",))


async def test_the_mouse_selects_from_the_texts(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "5", "enter", "D")
        area = desk.app.screen.query_one("#from-english")
        await desk.pilot.mouse_down(area, offset=(4, 0))
        await desk.pilot.hover(area, offset=(12, 0))
        await desk.pilot.mouse_up(area, offset=(12, 0))
        assert desk.app.screen.query_one("#new-english", Input).value
        assert desk.app.screen.query_one("#new-chinese", Input).value == ""


@pytest.mark.parametrize("key", ["T", "D"])
async def test_what_is_selected_gives_the_terminal_no_commands(project: Project, open_desk: OpenDesk, key: str) -> None:
    hostile = "5. OW\x1b[31mNED\x9b1m\u202e Bay"
    units = [replace(unit, target=hostile) if unit.id == "u6" else unit for unit in make_units()]
    project.workbook(NAME).unlink()
    write_new_workbook(project.workbook(NAME), Review(NAME, tuple(units)), ())
    async with open_desk() as desk:
        await desk.press("g", "5", "enter", "e", "home", "shift+end")
        await desk.press({"T": "shift+f5", "D": "shift+f4"}[key])
        assert isinstance(desk.app.screen, (LookUpScreen, AddTermScreen))
        shown = [field.value for field in desk.app.screen.query(Input)]
        assert "5. OW[31mNED1m Bay" in shown
        assert all(char.isprintable() for line in desk.lines for char in line)
