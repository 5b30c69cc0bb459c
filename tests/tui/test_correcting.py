"""One key puts what a finding expects in the place of what it found: at the pairs, in the list, in the editor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from align_bench.model.unit import Review
from align_bench.storage.project import Project
from align_bench.tui.screens.findings import FindingsScreen
from align_bench.workflow.workbooks import write_new_workbook
from tui.desk import NAME, Desk, OpenDesk, make_units


def english(desk: Desk, unit_id: str) -> str:
    return next(unit.target for unit in desk.units if unit.id == unit_id)


async def go_to(desk: Desk, label: str) -> None:
    await desk.press("g", *label, "enter")


async def test_a_key_corrects_the_pair_and_undo_takes_it_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await go_to(desk, "2")
        before = english(desk, "u3")
        await desk.press("=")
        assert english(desk, "u3") == before.replace("Tide Network", "Tidal Observation Network")
        assert desk.screen.said == "Tide Network is now Tidal Observation Network; u takes it back"
        assert '"correct"' in desk.journal
        assert not any(found.found == "Tide Network" for found in desk.screen.findings.get("u3", ()))
        await desk.press("u")
        assert english(desk, "u3") == before


async def test_the_next_finding_of_the_pair_comes_with_the_next_key(open_desk: OpenDesk, project: Project) -> None:
    twice = "1. We met in Egret Harbour on 7 April 2031 to discuss the the safety of of ports and port safety."
    units = [replace(unit, target=twice) if unit.id == "u2" else unit for unit in make_units()]
    project.workbook(NAME).unlink()
    write_new_workbook(project.workbook(NAME), Review(NAME, tuple(units)), ())
    async with open_desk() as desk:
        await go_to(desk, "1")
        # Both at once: the second is not checked between.
        await desk.pilot.press("=", "=")
        await desk.settle()
        assert english(desk, "u2") == twice.replace("the the", "the").replace("of of", "of")


async def test_what_is_no_word_is_told_in_quotes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("end", "up", "e", *"We thank them .", "ctrl+s")
        await desk.settle()
        told = []
        for _ in range(3):
            await desk.press("=")
            told.append(desk.screen.said)
        assert "' .' is now '.'; u takes it back" in told


async def test_where_there_is_nothing_to_correct_that_is_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("=")
        assert desk.screen.said == "no findings for this pair"
        await go_to(desk, "2")
        await desk.press("x", "=")
        assert "locked" in desk.screen.said
        assert "Tide Network" in english(desk, "u3")


async def test_in_the_editor_the_text_is_corrected_and_not_accepted(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await go_to(desk, "2")
        await desk.press("e", "home", "X", "shift+f12")
        assert desk.screen.editor.text.count("Tidal Observation Network") == 1
        assert english(desk, "u3").count("Tidal Observation Network") == 0
        row, column = desk.screen.editor.area.cursor_location
        assert desk.screen.editor.text.split("\n")[row][:column].endswith("Tidal Observation Network")
        await desk.press("ctrl+z")
        assert "Tide Network" in desk.screen.editor.text
        await desk.press("shift+f12", "ctrl+s")
        assert english(desk, "u3").count("Tidal Observation Network") == 1


async def test_the_list_of_findings_corrects_where_they_stand(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("L")
        assert isinstance(desk.app.screen, FindingsScreen)
        options = desk.app.screen.query_one(OptionList)
        rows = [str(option.prompt) for option in options.options]
        place = next(place for place, row in enumerate(rows) if "Tide Network" in row)
        await desk.press(*["down"] * (place - (options.highlighted or 0)), "=")
        assert "Tidal Observation Network" in english(desk, "u3")
        assert str(options.get_option_at_index(place).prompt).startswith("= Tide Network is now")
        assert desk.current == "u1"
        await desk.press("escape", "u")
        assert "Tide Network" in english(desk, "u3")


async def test_the_list_corrects_several_findings_of_one_pair(open_desk: OpenDesk, project: Project) -> None:
    twice = "1. We met in Egret Harbour on 7 April 2031 to discuss the the safety of of ports and port safety."
    units = [replace(unit, target=twice) if unit.id == "u2" else unit for unit in make_units()]
    project.workbook(NAME).unlink()
    write_new_workbook(project.workbook(NAME), Review(NAME, tuple(units)), ())
    async with open_desk() as desk:
        await desk.press("L")
        options = desk.app.screen.query_one(OptionList)
        first = next(
            place for place, option in enumerate(options.options) if "'the' stands twice" in str(option.prompt)
        )
        await desk.press(*["down"] * (first - (options.highlighted or 0)), "=")
        await desk.settle()
        await desk.press("=")
        assert english(desk, "u2") == twice.replace("the the", "the").replace("of of", "of")
        # What was corrected once is not there any more.
        await desk.press("up", "=")
        assert "nothing says what belongs in its place" in "\n".join(desk.lines)
        assert str(options.get_option_at_index(first + 1).prompt).startswith("= of of is now of")


@pytest.mark.parametrize("key", ["down", "enter"])
async def test_one_of_several_forms_is_chosen(open_desk: OpenDesk, project: Project, key: str) -> None:
    terms = project.root / "terms.csv"
    terms.write_text(terms.read_text(encoding="utf-8") + "c1,潮汐观测网,Tide Watch,preferred\n", encoding="utf-8")
    async with open_desk() as desk:
        await go_to(desk, "2")
        await desk.press("=")
        await desk.press(*(["down", "enter"] if key == "down" else ["enter"]))
        chosen = "Tide Watch" if key == "down" else "Tidal Observation Network"
        assert chosen in english(desk, "u3")


async def test_typed_text_is_settled_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await go_to(desk, "2")
        await desk.press("e", "X", "escape", "=")
        assert "Tide Network" in english(desk, "u3")
        assert desk.app.screen is not desk.screen


async def test_while_the_checks_run_nothing_is_said_of_findings(open_desk: OpenDesk) -> None:
    async with open_desk(settles=False) as desk:
        while desk.screen.view.unit is None:
            await desk.pilot.pause()
        desk.screen._finding_count = None
        desk.screen.correct()
        assert desk.screen.said == "still checking: what is wrong here is not known yet"


async def test_a_pair_that_went_while_the_list_is_open_is_told(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        (finding, *_) = desk.screen.findings["u3"]
        told: list[tuple[str, bool]] = []
        desk.screen.correct_finding("gone", finding, lambda *what: told.append(what))
        assert told == [("this pair is not there any more", False)]
