"""The settings at the screen: all of them, with what they mean; a change is on disk and holds."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from align_bench.config import Preferences, Settings, load_settings, settings_of_kind
from align_bench.model.unit import Status
from align_bench.tui.personal import Personal, load_personal
from align_bench.tui.screens.settings import SettingsScreen
from tui.desk import Desk, OpenDesk


async def at(desk: Desk, name: str) -> None:
    """Put the cursor on a setting: `me.theme`, `project.level`."""
    options = desk.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(name)
    await desk.settle()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_every_setting_is_there_with_what_it_means(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(size) as desk:
        await desk.press("comma")
        assert isinstance(desk.app.screen, SettingsScreen)
        for whose, kind in (("me", Preferences), ("project", Settings)):
            for info in settings_of_kind(kind):
                await at(desk, f"{whose}.{info.name}")
                text = " ".join(" ".join(line.strip(" │┃") for line in desk.lines).split())
                assert info.meaning.split()[-1] in text
                assert info.name in text
        assert "enter change" in "\n".join(desk.lines)
        await desk.press("escape")
        assert not isinstance(desk.app.screen, SettingsScreen)


async def test_a_change_is_on_disk_and_holds_at_once(open_desk: OpenDesk) -> None:
    personal = load_personal()
    assert personal.path is not None
    try:
        async with open_desk(personal=personal) as desk:
            await desk.press("comma")
            await at(desk, "me.advance")
            await desk.press("enter")
            await at(desk, "me.theme")
            await desk.press("enter", "down", "enter")
            assert desk.app.theme == "light"
            await at(desk, "me.left_side")
            await desk.press("enter", "down", "down", "enter")
            await at(desk, "me.reviewer")
            await desk.press("enter", "李", "enter", "escape")
            assert not desk.screen.view.columns.english_first
            await desk.press("down", "a")
            assert desk.units[1].status is Status.REVIEWED
            assert desk.current == "u2"
        assert load_personal().preferences == Preferences("李", "light", "chinese", advance=False)
    finally:
        personal.path.unlink()


async def test_settings_of_the_project(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        path = desk.project.root / "align-bench.toml"
        path.write_text("# mine\nenglish_first = true\n", "utf-8")
        await desk.press("comma")
        await at(desk, "project.english_first")
        await desk.press("enter")
        await at(desk, "project.checks")
        await desk.press("enter", "down", "enter", "down", "enter")
        settings = load_settings(desk.project.root)
        assert not settings.english_first
        assert list(settings.checks.values()) == ["off"]
        assert "off" in "\n".join(desk.lines)
        await desk.press("delete")
        assert load_settings(desk.project.root).checks == {}
        await at(desk, "project.english_first")
        await desk.press("delete")
        assert path.read_text("utf-8") == "# mine\n\n[checks]\n"
        await desk.press("escape")
        assert desk.screen.view.columns.english_first


async def test_a_wrong_file_is_told_and_left_alone(open_desk: OpenDesk) -> None:
    async with open_desk(personal=Personal()) as desk:
        path = desk.project.root / "align-bench.toml"
        await desk.press("comma")
        path.write_text("levle = 1\n", "utf-8")
        await at(desk, "project.shared_tables")
        await desk.press("enter")
        assert any("unknown setting 'levle'" in notice for notice in desk.notices)
        assert path.read_text("utf-8") == "levle = 1\n"
        await at(desk, "me.advance")
        await desk.press("enter")
        assert not desk.app.personal.preferences.advance
