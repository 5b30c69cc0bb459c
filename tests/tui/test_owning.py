"""Who looks after which document: set from the list of documents, found by its search, kept in the settings."""

from __future__ import annotations

import pytest

from align_bench.config import load_settings
from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.text import cells
from align_bench.tui.screens.documents import DocumentsScreen
from align_bench.tui.widgets.document_list import document_line
from align_bench.workflow.overview import Figures
from align_bench.workflow.workbooks import write_new_workbook
from tui.desk import NAME, OpenDesk, make_units

OTHER = "第二份文件 2.1"


@pytest.fixture
def two(project: Project) -> Project:
    write_new_workbook(project.workbook(OTHER), Review(OTHER, make_units()), ())
    return project


async def test_an_owner_is_set_shown_searched_and_taken_away(open_desk: OpenDesk, two: Project) -> None:
    async with open_desk(name=None) as desk:
        assert "Li" not in "".join(desk.lines)
        await desk.press("end", "w")
        await desk.press("enter")
        assert load_settings(two.root).owners == {OTHER: "Li"}
        assert any(OTHER in line and " Li " in line for line in desk.lines)
        await desk.press("home", "w", "down", "enter", *"Wang Fang", "enter")
        assert load_settings(two.root).owners == {OTHER: "Li", NAME: "Wang Fang"}
        await desk.press("/", *"wang")
        shown = "\n".join(desk.lines)
        assert NAME in shown
        assert OTHER not in shown
        await desk.press("escape", "home", "w", "end", "enter")
        assert load_settings(two.root).owners == {OTHER: "Li"}
        await desk.press("w", "escape")
        assert isinstance(desk.app.screen, DocumentsScreen)
        assert load_settings(two.root).owners == {OTHER: "Li"}


async def test_an_owner_is_set_and_reset_among_the_settings(open_desk: OpenDesk, two: Project) -> None:
    async with open_desk(name=None) as desk:
        await desk.press(",", "end", "enter", "down", "enter", "enter", *"Hao", "enter")
        assert load_settings(two.root).owners == {OTHER: "Hao"}
        await desk.press("escape")
        assert any(OTHER in line and " Hao " in line for line in desk.lines)
        await desk.press(",", "end", "delete", "escape")
        assert load_settings(two.root).owners == {}
        assert not any(" Hao " in line for line in desk.lines)


async def test_settings_that_cannot_be_read_are_told_and_stay(open_desk: OpenDesk, two: Project) -> None:
    async with open_desk(name=None) as desk:
        path = two.root / "align-bench.toml"
        path.write_text("owners = 3\n", encoding="utf-8")
        await desk.press("end", "w", "enter")
        assert any("owners = 3 is no table" in notice for notice in desk.notices)
        assert path.read_text(encoding="utf-8") == "owners = 3\n"


@pytest.mark.parametrize("width", [57, 73, 77, 97, 137])
def test_a_line_has_room_for_its_owner(width: int) -> None:
    figures = Figures(12345, 1234, 99999, 5, 1000, "Li", "2031-04-08T09:30:00+00:00")
    line = document_line("a", figures, width, "米罗·哈斯塔尔 of the section")
    assert cells.width(line) <= width
    assert ("米罗" in line) is (width >= 77)
    assert (" - " in document_line("a", figures, width, "")) is (width >= 77)
