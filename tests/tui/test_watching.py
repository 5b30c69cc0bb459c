"""A workbook that another program changes while it is open on the screen."""

from __future__ import annotations

from openpyxl import load_workbook

from align_bench.formats.workbook import read_workbook
from align_bench.storage.drafts import Drafts
from align_bench.storage.project import Project
from tui.desk import NAME, Desk, OpenDesk


def in_excel(project: Project, cell: str, value: str) -> None:
    workbook = load_workbook(project.workbook(NAME))
    workbook["Review"][cell] = value
    workbook.save(project.workbook(NAME))


async def look(desk: Desk) -> None:
    desk.screen.look_outside()
    await desk.settle()


async def test_what_is_changed_elsewhere_is_shown_without_a_restart(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("down", "a")
        in_excel(project, "C4", "3. Typed in Excel")
        await look(desk)
        assert desk.units[2].target == "3. Typed in Excel"
        assert "3. Typed in Excel" in "\n".join(desk.lines)
        assert "changed by another program" in "\n".join(desk.notices)
        assert desk.units[1].status.value == "reviewed"
        await desk.press("u")
        assert desk.units[1].status.value == "translated"


async def test_it_waits_for_who_is_typing(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("down", "down", "e", "!")
        in_excel(project, "C4", "3. Typed in Excel")
        await look(desk)
        assert desk.units[2].target.startswith("2. We welcome")
        await desk.press("ctrl+s")
        await look(desk)
        assert desk.units[2].target == "3. Typed in Excel"
        assert "1 kept" in desk.lines[0]
        kept = Drafts.of(project, NAME).texts["u3"]
        assert kept.startswith("2. We welcome")
        assert kept.endswith("!")


async def test_a_save_takes_in_first_what_was_changed_elsewhere(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        await desk.press("down", "a")
        in_excel(project, "C4", "3. Typed in Excel")
        await desk.press("f12")
        await desk.settle()
        written = read_workbook(project.workbook(NAME), name=NAME)
        assert written.units[2].target == "3. Typed in Excel"
        assert written.units[1].status.value == "reviewed"


async def test_a_workbook_that_is_half_written_is_looked_at_again(open_desk: OpenDesk, project: Project) -> None:
    async with open_desk() as desk:
        before, content = desk.units, project.workbook(NAME).read_bytes()
        project.workbook(NAME).write_bytes(content[:100])
        await look(desk)
        assert desk.units == before
        assert not desk.notices
        project.workbook(NAME).write_bytes(content)
        await look(desk)
        assert desk.units == before
