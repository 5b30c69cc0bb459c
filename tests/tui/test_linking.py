"""Texts unlinked, linked across the document, moved, and said to be meant to stand alone; what `R` does with that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from align_bench.formats.workbook.read import read_workbook
from align_bench.model.unit import Status, Unit
from align_bench.storage.project import Project
from align_bench.tui.app import ReviewApp
from align_bench.tui.services import project_services
from align_bench.tui.widgets.pane import Pane
from tui.desk import NAME, Desk, OpenDesk, frozen_clock, make_project, make_units


def texts(units: tuple[Unit, ...]) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in units]


async def test_a_pair_is_unlinked_and_that_is_undone(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("g", "3", "enter", "X")
        assert [unit.shape for unit in desk.units[3:5]] == ["1-0", "0-1"]
        assert (desk.current, desk.units[4].label) == ("u4", "3")
        assert any("unlinked" in notice for notice in desk.notices)
        await desk.press("X")
        assert any("one text only" in notice for notice in desk.notices)
        await desk.press("u")
        assert desk.units == before


async def test_english_is_taken_in_hand_and_linked_far_away(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("g", "1", "enter", "J")
        assert "English of 1 in hand" in desk.lines[0]
        await desk.press("end", "J")
        assert "in hand" not in desk.lines[0]
        assert desk.current == "u6"
        assert (desk.units[5].target, desk.units[1].target) == (before[1].target, before[5].target)
        await desk.press("ctrl+s")
        await desk.settle()
        assert texts(tuple(read_workbook(project.workbook(NAME)).units)) == texts(desk.units)
    async with open_desk() as desk:
        await desk.press("u")
        assert texts(desk.units) == texts(before)


async def test_what_is_in_hand_can_be_laid_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("down", "J", "down", "escape")
        assert "in hand" not in desk.lines[0]
        await desk.press("J", "J")
        assert any("stays where it is" in notice for notice in desk.notices)
        await desk.press("g", "4", "enter", "J")
        assert any("no English to take" in notice for notice in desk.notices)
        assert desk.units == before


async def test_what_was_typed_for_the_english_in_hand_comes_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("down", "J", "e", "x", "escape", "down", "J")
        assert any("first accept or drop what is typed for 1" in notice for notice in desk.notices)
        assert desk.units == before


async def test_an_omission_that_is_meant_so_is_no_finding(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("g", "4", "enter")
        assert [finding.check for finding in desk.screen.findings["u5"]] == ["omitted-paragraph"]
        await desk.press("Z")
        assert desk.units[4].status is Status.OMITTED
        assert "u5" not in desk.screen.findings
        assert "2 of 6 reviewed" in desk.lines[0]
        await desk.press("ctrl+s")
        await desk.settle()
        assert read_workbook(project.workbook(NAME)).units[4].status is Status.OMITTED
        await desk.press("Z")
        assert desk.units[4].status.value == "untranslated"
        assert "u5" in desk.screen.findings
        await desk.press("up", "Z")
        assert any("has both texts" in notice for notice in desk.notices)


async def test_english_typed_where_none_was_to_be_opens_the_pair(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("g", "4", "enter", "Z", "e", "O", "K", "ctrl+s")
        assert (desk.units[4].target, desk.units[4].status) == ("OK", Status.DRAFT)


@pytest.mark.parametrize(("key", "place"), [("{", 2), ("}", 4)])
async def test_chinese_moves_to_a_neighbour(open_desk: OpenDesk, key: str, place: int) -> None:
    async with open_desk() as desk:
        before = desk.units
        await desk.press("g", "3", "enter", key)
        moved = desk.units[place if place < 3 else 4]
        assert before[3].source in moved.source.split("\n")
        assert "3" in moved.label.split(", ")
        await desk.press("u")
        assert desk.units == before


@pytest.mark.parametrize("keys", [("home", "{"), ("end", "}")])
async def test_at_either_end_there_is_no_neighbour(open_desk: OpenDesk, keys: tuple[str, str]) -> None:
    async with open_desk() as desk:
        await desk.press(*keys)
        assert any("there is no pair" in notice for notice in desk.notices)


def right_units() -> tuple[Unit, ...]:
    """All with English."""
    *first, bare, last = make_units()
    thanks = "4. We thank the city government of Egret Harbour for its generous hospitality."
    return (*first, replace(bare, target=thanks, target_numbers=(5,), status=Status.DRAFT), last)


@pytest.fixture
def exchanged(tmp_path: Path) -> Project:
    """The English of pairs 2 and 5 changed places."""
    units = list(right_units())
    english = units[2].target, units[5].target
    units[2], units[5] = (replace(units[k], target=t, confidence=0.4) for k, t in ((2, english[1]), (5, english[0])))
    root = tmp_path / "exchanged"
    root.mkdir()
    return make_project(root, tuple(units))


async def test_unlinked_texts_find_their_partners_and_not_each_other(exchanged: Project) -> None:
    app = ReviewApp(project_services(exchanged, reviewer="Li", clock=frozen_clock), NAME)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot, exchanged)
        await desk.settle()
        await desk.press("g", "2", "enter", "X", "g", "5", "enter", "X", "R")
        await desk.settle()
        assert "would be paired anew" in desk.app.screen.query_one(Pane).content.title
        await desk.press("enter")
        right = texts(right_units())
        assert texts(desk.units)[2] == right[2]
        assert texts(desk.units)[-1] == right[-1]


async def test_a_link_stays_when_its_surroundings_are_paired_anew(exchanged: Project) -> None:
    app = ReviewApp(project_services(exchanged, reviewer="Li", clock=frozen_clock), NAME)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot, exchanged)
        await desk.settle()
        await desk.press("g", "5", "enter", "J", "g", "2", "enter", "J")
        linked = desk.units
        assert texts(linked) == texts(right_units())
        await desk.press("R")
        await desk.settle()
        assert "paired as the aligner would pair it" in desk.notices[-1]
        assert texts(desk.units) == texts(linked)
