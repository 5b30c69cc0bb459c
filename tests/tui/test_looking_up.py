"""Looking things up: all findings, waiving, the history of a pair, the concordance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from align_bench.model.unit import Review
from align_bench.storage.lock import ProjectLock
from align_bench.storage.project import Project
from align_bench.storage.waivers import read_waivers
from align_bench.tui.screens.findings import FindingsScreen
from align_bench.tui.screens.looking import Look
from align_bench.tui.widgets.pane import Pane
from align_bench.tui.widgets.panel import Panel
from align_bench.workflow.workbooks import write_new_workbook
from tui.desk import NAME, Desk, OpenDesk, make_units


def shown(desk: Desk) -> str:
    assert isinstance(desk.app.screen, Look)
    return desk.app.screen.query_one(Pane).text


async def test_all_findings_in_a_list_lead_to_their_pairs(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("L")
        assert any("findings" in line for line in desk.lines)
        options = desk.app.screen.query_one(OptionList)
        rows = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        assert any("number-mismatch" in row and row.startswith("! 3") for row in rows)
        place = next(place for place, row in enumerate(rows) if "number-mismatch" in row)
        await desk.press(*["down"] * place, "enter")
        assert desk.current == "u4"


async def test_the_findings_begin_at_the_pair_and_tell_its_place(open_desk: OpenDesk, project: Project) -> None:
    units = tuple(replace(unit, label="") for unit in make_units())
    project.workbook(NAME).unlink()
    write_new_workbook(project.workbook(NAME), Review(NAME, units), ())
    async with open_desk() as desk:
        await desk.press("g", *"#3", "enter", "down", "L")
        options = desk.app.screen.query_one(OptionList)
        assert options.highlighted is not None
        rows = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        assert any(row.startswith("! #3 ") for row in rows)
        assert rows[options.highlighted][2:].startswith("#4 ")
        assert not any(row[2:].startswith("#4 ") for row in rows[: options.highlighted])


async def test_a_finding_is_waived_with_a_reason_until_its_text_changes(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter")
        count = len(desk.screen.findings["u4"])
        await desk.press("W")
        if count > 1:
            await desk.press("enter")
        await desk.press(*"as in the annex", "enter")
        await desk.settle()
        assert len(desk.screen.findings.get("u4", ())) == count - 1
        (waiver,) = read_waivers(project.waivers)
        assert (waiver.reason, waiver.who, waiver.unit) == ("as in the annex", "Li", "u4")
        await desk.press("e", "x", "ctrl+s")
        await desk.settle()
        assert len(desk.screen.findings["u4"]) >= count


async def waive(desk: Desk, reason: str) -> None:
    """The first finding of the current pair."""
    await desk.press("W")
    if len(desk.screen.findings[desk.current]) > 1:
        await desk.press("enter")
    await desk.press(*reason, "enter")
    await desk.settle()


async def test_undo_takes_a_waiver_back(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter")
        before = desk.screen.findings["u4"]
        await waive(desk, "so agreed")
        assert desk.screen.findings.get("u4", ()) != before
        await desk.press("u")
        await desk.settle()
        assert desk.screen.findings["u4"] == before
        assert read_waivers(project.waivers) == ()
        assert desk.screen.said == "undone: waive"
        await desk.press("u")
        assert any("nothing to be undone" in notice for notice in desk.notices)
        await desk.press("U")
        assert [waiver.reason for waiver in read_waivers(project.waivers)] == ["so agreed"]
        assert desk.screen.findings.get("u4", ()) != before


async def test_waivers_are_undone_and_redone_after_a_restart_and_stand_in_the_history(
    open_desk: OpenDesk, project: Project
) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter")
        before = desk.screen.findings["u4"]
        await waive(desk, "so agreed")
        await desk.press("H")
        assert "Li waive: waiver number-mismatch" in shown(desk)
        assert ": so agreed" in shown(desk)
        await desk.press("escape", "x")
    async with open_desk(reviewer="Wang") as desk:
        await desk.press("u", "u")
        assert desk.current == "u4"
        assert desk.screen.findings["u4"] == before
        assert read_waivers(project.waivers) == ()
    async with open_desk() as desk:
        await desk.press("U")
        (waiver,) = read_waivers(project.waivers)
        assert (waiver.reason, waiver.who) == ("so agreed", "Li")
        await desk.press("H")
        assert "Wang undo waive: waiver" in shown(desk)
        assert "Li redo waive: waiver" in shown(desk)


async def test_an_edit_after_a_waiver_is_undone_first(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter")
        await waive(desk, "so agreed")
        await desk.press("x", "u")
        assert not desk.units[3].locked
        assert len(read_waivers(project.waivers)) == 1


async def test_what_may_stand_is_told_and_can_be_reported_again(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("g", "3", "enter")
        before = desk.screen.findings["u4"]
        await waive(desk, "so agreed")
    async with open_desk(reviewer="Wang") as desk:
        await desk.press("g", "3", "enter")
        pane = desk.screen.query_one(Panel).pane("findings")
        assert "waived" in pane.text
        assert "(Li: so agreed)" in pane.text
        await desk.press("W", "end")
        assert any("report again: " in line for line in desk.lines)
        await desk.press("enter")
        await desk.settle()
        assert desk.screen.findings["u4"] == before
        assert "waived" not in pane.text
        assert read_waivers(project.waivers) == ()
        await desk.press("u")
        assert "(Li: so agreed)" in pane.text


async def test_findings_are_waived_in_the_list_of_all(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("L")
        options = desk.app.screen.query_one(OptionList)
        rows = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        place = next(place for place, row in enumerate(rows) if "number-mismatch" in row)
        await desk.press("home", *["down"] * place, "W", *"as in the annex", "enter")
        await desk.settle()
        assert str(options.get_option_at_index(place).prompt).startswith("= waived")
        (waiver,) = read_waivers(project.waivers)
        assert (waiver.check, waiver.unit) == ("number-mismatch", "u4")


async def test_a_finding_of_a_text_that_changed_is_not_waived_in_the_list(
    open_desk: OpenDesk, project: Project
) -> None:
    async with open_desk() as desk:
        await desk.press("L")
        options = desk.app.screen.query_one(OptionList)
        rows = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        place = next(place for place, row in enumerate(rows) if "number-mismatch" in row)
        await desk.press("home", *["down"] * place, "=", "home", *["down"] * place, "W")
        assert any("another one by now" in line for line in desk.lines)
        assert read_waivers(project.waivers) == ()


async def test_who_may_only_read_is_offered_no_change_of_a_finding(open_desk: OpenDesk, project: Project) -> None:
    with ProjectLock(project.private, name="Wang", time="2031-04-08T09:00:00+00:00"):
        async with open_desk() as desk:
            await desk.press("L")
            assert any("enter go there   esc back" in line for line in desk.lines)
            await desk.press("=", "W")
            assert isinstance(desk.app.screen, FindingsScreen)
            await desk.press("f1")
            text = "\n".join(desk.lines)
            assert "Go to its pair" in text
            assert "Let it stand" not in text.split("Moving")[0]


async def test_long_findings_are_set_in_below_their_label(open_desk: OpenDesk) -> None:
    async with open_desk((60, 24)) as desk:
        await desk.press("L")
        # Within the border and blanks of the box.
        rows = [line[5:] for line in desk.lines if line[2:3] == "│"]
        first = next(place for place, row in enumerate(rows) if row.startswith("! 3 "))
        assert rows[first + 1].startswith(" " * 11)
        assert rows[first + 1].strip(" │")


async def test_without_a_reason_nothing_is_waived(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("W")
        assert any("no finding to waive" in notice for notice in desk.notices)
        await desk.press("g", "3", "enter", "W", "escape", "escape")
        assert read_waivers(project.waivers) == ()


async def test_the_history_of_a_pair(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("down", "H")
        await desk.settle()
        assert "nothing was changed here" in shown(desk)
        await desk.press("escape", "a", "up", "e", *"New", "ctrl+s", "H")
        await desk.settle()
        text = shown(desk)
        assert desk.app.screen.query_one(Pane).content.title == "pair 1: 2 changes"
        assert "2031-04-08 09:30" in text
        assert "Li status: status translated to reviewed" in text
        assert "safety.New" in text


async def test_the_concordance_finds_other_places(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("K")
        await desk.settle()
        assert "Where else it stands" in "\n".join(desk.lines)
        await desk.press(*"cities")
        await desk.pilot.pause(0.3)
        await desk.settle()
        text = "\n".join(desk.lines)
        assert f"{NAME}  沿海城市联合声明" in text
        assert " places, as they stand" in text
        await desk.press(*"zzz", "enter")
        assert "found nowhere" in "\n".join(desk.lines)
        await desk.press("escape")
        assert desk.current == "u1"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_box_is_as_high_as_what_stands_in_it(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        await desk.press("H")
        await desk.settle()
        assert desk.app.screen.query_one(".box").size.height == 3
        await desk.press("escape", "down", "E")
        pane = desk.app.screen.query_one(Pane)
        assert pane.size.height == min(len(pane.text.split("\n")) + 1, size[1] * 3 // 4)
        assert any("esc back" in line for line in desk.lines)
