"""The list of documents: order, search, who holds the lock, and that it is as fast as it is long."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from align_bench.model.edits import set_status
from align_bench.model.unit import Review, Status
from align_bench.storage.project import Project
from align_bench.text import cells
from align_bench.tui.orders import ORDERS, last_worked_on, sorted_names
from align_bench.tui.screens.documents import DocumentsScreen
from align_bench.tui.widgets.document_list import DocumentList, document_line
from align_bench.workflow import overview
from align_bench.workflow.overview import Figures
from align_bench.workflow.reviewing import Session
from align_bench.workflow.workbooks import write_new_workbook
from tui.desk import NAME, Desk, OpenDesk, frozen_clock, make_units


def fill(project: Project) -> None:
    """Three documents: one done, one begun, one with nothing done."""
    for name, done in (("a-done", 6), ("b-begun", 3)):
        units = tuple(
            replace(unit, status=Status.FINAL if place < done else unit.status, target=unit.target or "4. Thanks.")
            for place, unit in enumerate(make_units())
        )
        write_new_workbook(project.workbook(name), Review(name, units), ())


def shown(desk: Desk) -> list[str]:
    return list(desk.app.screen.query_one(DocumentList).names)


async def test_sorted_and_searched(open_desk: OpenDesk, project: Project) -> None:
    fill(project)
    async with open_desk(name=None) as desk:
        assert shown(desk) == ["a-done", "b-begun", NAME]
        assert desk.lines[0].startswith(" 3 documents   10 of 18 pairs reviewed")
        assert desk.app.screen.query_one(DocumentList).current == "b-begun"
        await desk.press("s")
        assert shown(desk) == [NAME, "b-begun", "a-done"]
        assert desk.app.screen.query_one(DocumentList).current == "b-begun"
        await desk.press("slash", *"GUN")
        assert shown(desk) == ["b-begun"]
        await desk.press("x")
        assert "no document's name or owner holds this" in "\n".join(desk.lines)
        await desk.press("escape")
        assert len(shown(desk)) == 3
        await desk.press("slash", *"gun", "enter")
        await desk.settle()
        assert desk.screen.document == "b-begun"


async def test_the_mouse_chooses_and_opens(open_desk: OpenDesk, project: Project) -> None:
    fill(project)
    async with open_desk((80, 24), name=None) as desk:
        await desk.pilot.click(DocumentList, offset=(4, 0))
        await desk.settle()
        assert desk.app.screen.query_one(DocumentList).current == "a-done"
        await desk.pilot.click(DocumentList, offset=(4, 0))
        await desk.settle()
        await desk.settle()
        assert desk.screen.document == "a-done"


async def test_who_has_it_open_is_told_and_nothing_can_be_changed(open_desk: OpenDesk, project: Project) -> None:
    with Session.open(project, NAME, reviewer="Wang", clock=frozen_clock):
        async with open_desk(name=None) as desk:
            assert "read-only here: Wang" in desk.lines[0]
            await desk.press("enter")
            await desk.settle()
            assert "read-only: Wang" in desk.lines[0]
            before = desk.units
            for key in ("a", "e", "m", "x", "u", "r"):
                await desk.press("down", key)
                assert any("read-only: Wang" in notice for notice in desk.notices)
            assert desk.units == before
            assert not desk.screen.is_writing


async def test_another_project_is_asked_for(open_desk: OpenDesk) -> None:
    async with open_desk(name=None) as desk:
        await desk.press("ctrl+o")
        assert desk.app.wants_projects


async def test_settings_and_colours_from_the_list(open_desk: OpenDesk) -> None:
    async with open_desk(name=None) as desk:
        await desk.press("f11")
        assert desk.app.theme == "light"
        await desk.press("f1")
        assert "Show only documents whose name or owner holds a text" in "\n".join(desk.lines)
        await desk.press("f1", "comma")
        assert "left_side" in "\n".join(desk.lines)
        await desk.press("escape")
        assert isinstance(desk.app.screen, DocumentsScreen)


@pytest.mark.parametrize("width", [57, 77, 137])
def test_a_line_fits_whatever_stands_in_it(width: int) -> None:
    figures = Figures(12345, 1234, 99999, 5, 1000, "米罗·哈斯塔尔 \x1b[31m" * 3, "2031-04-08T09:30:00+00:00")
    for name in ("a", "裁军谈判会议" * 9, "x\u202e" * 40):
        for each in (None, figures, Figures(note="cannot be read " * 20), Figures(), replace(figures, findings=None)):
            line = document_line(name, each, width)
            assert cells.width(line) <= width
            assert "\x1b" not in line
    assert "1234 of 12345 reviewed" in document_line("a", figures, width)


@pytest.mark.parametrize("width", [66, 78, 90, 138])
@pytest.mark.parametrize("owner", [None, "Li"])
def test_thousands_of_findings_are_told_whole(width: int, owner: str | None) -> None:
    figures = Figures(units=9_876, done=1, findings=12_345, words=234_567)
    assert " 12,345 findings" in document_line("a-name-of-some-length", figures, width, owner)


def test_a_single_word_is_no_words() -> None:
    assert " 1 word " in document_line("a", Figures(units=1, words=1), 137)


async def test_a_reading_that_fails_is_told_and_esc_leaves_the_list(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, crash_reports: Path
) -> None:
    def fail(*_: object) -> Figures:
        raise KeyError("no such column")

    monkeypatch.setattr(overview, "read_figures", fail)
    async with open_desk(name=None) as desk:
        assert any("no such column" in notice for notice in desk.notices)
        assert any(str(crash_reports) in notice for notice in desk.notices)
        assert "0 of 1 read: ! reads on" in desk.lines[0]
        await desk.press("escape")
        assert desk.app._exit is False
        await desk.press("escape")
        assert desk.app._exit is True


@pytest.mark.parametrize(("order", "names"), list(zip(ORDERS, ["abcd", "bacd", "abcd", "bacd"], strict=True)))
def test_orders(order: str, names: str) -> None:
    figures = {
        "a": Figures(units=5, done=5, findings=3, changed="2031-01-01"),
        "b": Figures(units=5, done=1, findings=0, changed="2031-02-01"),
        "c": Figures(note="not aligned yet"),
    }
    assert "".join(sorted_names(["d", "c", "b", "a"], figures, order)) == names


async def test_it_opens_on_the_document_worked_on_last(open_desk: OpenDesk, project: Project) -> None:
    fill(project)
    async with open_desk(name="a-done") as desk:
        await desk.press("ctrl+o")
        assert desk.app.screen.query_one(DocumentList).current == "a-done"
    with Session.open(project, NAME, reviewer="Li", clock=frozen_clock) as session:
        session.apply(set_status([session.review.units[1]], Status.FINAL, session.stamp()))
    async with open_desk(name=None) as desk:
        assert desk.app.screen.query_one(DocumentList).current == NAME


async def test_the_cursor_stays_while_documents_are_read(open_desk: OpenDesk, project: Project) -> None:
    fill(project)
    async with open_desk(name=None) as desk:
        screen = desk.app.screen
        here = screen.query_one(DocumentList).current
        assert here != "a-done"
        screen.post_message(DocumentsScreen.Known({"a-done": Figures(units=6, done=6, changed="2031-05-01")}))
        await desk.settle()
        assert screen.query_one(DocumentList).current == here
        screen.post_message(DocumentsScreen.Known({}, is_last=True))
        await desk.settle()
        assert screen.query_one(DocumentList).current == "a-done"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"a": ("Li", "2031-01-02"), "b": ("Li", "2031-01-03")}, "b", id="last"),
        pytest.param({"a": ("Li", "2031-01-02"), "b": ("Wang", "2031-01-03")}, "a", id="own-before-others"),
        pytest.param({"a": ("", ""), "b": ("Wang", "2031-01-03")}, "b", id="of-others"),
        pytest.param({"a": ("", ""), "b": ("", "")}, "a", id="nobody"),
    ],
)
def test_the_document_worked_on_last(changed: dict[str, tuple[str, str]], expected: str) -> None:
    figures = {name: Figures(units=3, words=9, reviewer=who, changed=when) for name, (who, when) in changed.items()}
    assert last_worked_on(figures, "Li") == expected


async def test_a_file_that_belongs_to_no_document_is_told_and_esc_closes_that(
    open_desk: OpenDesk, project: Project
) -> None:
    project.translations.mkdir()
    (project.translations / "nobody.en.txt").write_text("Text.\n", "utf-8")
    async with open_desk((80, 24), name=None, notifications=True) as desk:
        await desk.settle()
        assert "there is no Chinese text for it" in " ".join(" ".join(desk.lines).split())
        await desk.press("f1")
        assert any("read on   esc back" in line for line in desk.lines), "nothing stands before the keys"
        await desk.press("escape", "escape")
        assert not any("passed over" in line for line in desk.lines)
        assert type(desk.app.screen) is DocumentsScreen
        await desk.press("escape")
        assert desk.app._exit is True


async def test_much_that_is_to_be_known_is_read_in_a_box(open_desk: OpenDesk, project: Project) -> None:
    project.translations.mkdir()
    for number in range(30):
        (project.translations / f"nobody-{number:02}.en.txt").write_text("Text.\n", "utf-8")
    async with open_desk((60, 20), name=None) as desk:
        await desk.settle()
        assert "30 things to know" in "\n".join(desk.lines)
        await desk.press(*["pagedown"] * 40)
        assert "nobody-29" in "\n".join(desk.lines)
        await desk.press("escape")
        assert type(desk.app.screen) is DocumentsScreen
