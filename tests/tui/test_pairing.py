"""Mending the pairing: realigned around what was corrected, shown before, undone by one key; why a pair is one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.screen import Screen

from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.screens.looking import Look
from align_bench.tui.screens.review import ReviewScreen
from align_bench.tui.services import project_services
from align_bench.tui.widgets.pane import Pane
from tui.desk import NAME, Desk, OpenDesk, frozen_clock, make_project, make_units


def shown(desk: Desk) -> str:
    screen: Screen[object] = desk.app.screen
    assert isinstance(screen, Look)
    return screen.query_one(Pane).text


@pytest.fixture
def out_of_step(tmp_path: Path) -> Project:
    """The English of pairs 2 and 3 stands one pair too far down."""
    one, two, three, four, five, six = make_units()
    texts = ("", three.target, four.target)
    wrong = [replace(unit, target=text, confidence=0.5) for unit, text in zip((three, four, five), texts, strict=True)]
    root = tmp_path / "shifted"
    root.mkdir()
    return make_project(root, (one, two, *wrong, six))


async def test_what_stands_around_a_correction_is_proposed_and_undone(out_of_step: Project) -> None:
    app = ReviewApp(project_services(out_of_step, reviewer="Li", clock=frozen_clock), NAME)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot, out_of_step)
        await desk.settle()
        await desk.press("g", "3", "enter", "[")
        mended = desk.units
        assert "Tide Network" in mended[2].target
        assert mended[3].target == ""
        await desk.press("R")
        await desk.settle()
        assert "2 pairs would be paired anew" in desk.app.screen.query_one(Pane).content.title
        assert "now 3" in shown(desk)
        await desk.press("escape")
        assert desk.units == mended
        await desk.press("R", "enter")
        assert [unit.target for unit in desk.units] == [unit.target for unit in make_units()]
        await desk.press("u")
        assert desk.units == mended


async def test_an_edit_that_is_taken_back_corrects_nothing(out_of_step: Project) -> None:
    app = ReviewApp(project_services(out_of_step, reviewer="Li", clock=frozen_clock), NAME)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot, out_of_step)
        await desk.settle()
        await desk.press("g", "1", "enter", "R")
        await desk.settle()
        unasked = shown(desk)
        await desk.press("escape", "g", "3", "enter", "m", "u", "g", "1", "enter", "R")
        assert shown(desk) == unasked
        # What was mended stands again once the realignment is taken back.
        await desk.press("escape", "g", "3", "enter", "[", "R")
        proposed = shown(desk)
        assert proposed != unasked
        await desk.press("enter", "u", "R")
        assert shown(desk) == proposed


async def test_where_all_is_well_that_is_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "down", "R")
        await desk.settle()
        assert "paired as the aligner would pair it" in desk.notices[-1]


async def test_texts_that_find_no_other_partner_stay_where_they_are(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "2", "enter", "X")
        before = desk.units
        await desk.press("R")
        await desk.settle()
        assert isinstance(desk.app.screen, ReviewScreen)
        assert "as the aligner would pair it" in desk.screen.said
        assert desk.units == before


async def test_why_a_pair_is_one(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter", "w")
        await desk.settle()
        text = shown(desk)
        assert "可持续发展  =  sustainable development" in text
        assert "12  only in the Chinese" in text
        assert "as long as is usual" in text
        await desk.press("enter")
        assert desk.current == "u4"


async def test_a_pair_with_one_side_has_no_why(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "4", "enter", "w")
        await desk.settle()
        assert any("one side is empty" in notice for notice in desk.notices)


async def test_an_aligner_that_fails_is_told_and_can_be_asked_again(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        terms = (project.root / "terms.csv").read_bytes()
        (project.root / "terms.csv").write_bytes(b"\x00")
        await desk.press("w")
        await desk.settle()
        assert any("terms.csv" in notice for notice in desk.notices)
        (project.root / "terms.csv").write_bytes(terms)
        await desk.press("w")
        await desk.settle()
        assert isinstance(desk.app.screen, Look)


async def test_the_boundary_is_shifted_by_a_sentence_and_undone(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("g", "2", "enter", "+")
        assert desk.units[2].target == "2. We welcome the setting up of the Tide Network."
        assert desk.units[3].target.startswith("It will give all cities reliable data.\n3. We stress")
        await desk.press("down", "-")
        assert [unit.target for unit in desk.units] == [unit.target for unit in before]
        await desk.press("u", "u")
        assert desk.units == before
        await desk.press("g", "2", "enter", "|")
        assert desk.units[3].source.startswith("它将为各城市提供可靠的数据。\n3.")
        await desk.press("down", "_")
        assert [unit.source for unit in desk.units] == [unit.source for unit in before]
        await desk.press("home", "-")
        assert desk.screen.said == "there is no pair above"
