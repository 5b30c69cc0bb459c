"""The beginning outside of a project: recent ones, a folder, a new one, the sample."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from align_bench.config import Preferences, settings_of_kind
from align_bench.errors import InputError
from align_bench.storage import personal
from align_bench.tui.screens.start import completed
from align_bench.tui.start import StartApp


@pytest.fixture(autouse=True)
def recent_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "align-bench" / "recent.json"


Opened = Callable[..., AbstractAsyncContextManager[tuple[StartApp, Pilot[Path]]]]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    @asynccontextmanager
    async def start(
        size: tuple[int, int] = (80, 24), trouble: InputError | None = None
    ) -> AsyncIterator[tuple[StartApp, Pilot[Path]]]:
        app = StartApp(tmp_path, trouble=trouble)
        app.animation_level = "none"
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot

    return start


async def type_in(app: StartApp, pilot: Pilot[Path], text: str) -> None:
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await pilot.pause()


def _count(recent_file: Path) -> int:
    return len(json.loads(recent_file.read_text()))


async def test_recent_projects_come_first(opened: Opened, tmp_path: Path, recent_file: Path) -> None:
    for day, name in enumerate(("a", "b", "gone"), 1):
        (tmp_path / name).mkdir()
        personal.remember_project(tmp_path / name, f"2031-04-0{day}T09:00:00+00:00")
    personal.remember_project(tmp_path / "a", "2031-04-09T09:00:00+00:00")
    (tmp_path / "gone").rmdir()
    assert [each.root.name for each in personal.recent_projects()] == ["a", "b"]
    assert _count(recent_file) == 3
    async with opened() as (app, pilot):
        options = app.screen.query_one(OptionList)
        assert "2031-04-09" in str(options.get_option_at_index(0).prompt)
        await pilot.press("down", "enter")
        await pilot.pause()
    assert app.return_value == tmp_path / "b"


@pytest.mark.parametrize("content", ["", "[", "{}", '[{"root": 1}]', '[{"root": "\\u0000", "time": ""}]', "[1]"])
def test_a_damaged_list_is_an_empty_one(recent_file: Path, content: str) -> None:
    recent_file.parent.mkdir(parents=True)
    recent_file.write_text(content)
    assert personal.recent_projects() == ()


def test_only_so_many_are_remembered(tmp_path: Path) -> None:
    for number in range(personal.KEPT + 5):
        (tmp_path / str(number)).mkdir()
        personal.remember_project(tmp_path / str(number), "2031-04-08")
    assert len(personal.recent_projects()) == personal.KEPT


async def test_the_sample_is_copied_and_opened(opened: Opened, tmp_path: Path) -> None:
    async with opened((60, 20)) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(Input).value == str(tmp_path / "align-bench-demo")
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value == tmp_path / "align-bench-demo"
    assert (tmp_path / "align-bench-demo" / "sources").is_dir()


async def test_a_new_project_is_made_and_told_of(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (app, pilot):
        await pilot.press("up", "enter")
        await pilot.pause()
        await type_in(app, pilot, str(tmp_path / "mine"))
        assert (tmp_path / "mine" / "align-bench.toml").is_file()
        assert any("NAME.zh.txt" in notice.message for notice in app._notifications)
        await pilot.press("enter")
        await pilot.pause()
        await type_in(app, pilot, str(tmp_path / "mine"))
        assert any("exists already and is not empty" in notice.title for notice in app._notifications)
        await pilot.press("q")
    assert app.return_value is None


async def test_a_folder_is_opened(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (app, pilot):
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        await type_in(app, pilot, str(tmp_path / "somewhere"))
    assert app.return_value == tmp_path / "somewhere"


async def test_what_could_not_be_opened_is_told(opened: Opened) -> None:
    async with opened(trouble=InputError("x is no project", hint="choose another")) as (app, pilot):
        assert [notice.title for notice in app._notifications] == ["x is no project"]
        await pilot.press("f11")
        assert app.theme == "light"
        await pilot.press("comma")
        await pilot.pause()
        assert len(app.screen.query_one(OptionList)._options) == len(settings_of_kind(Preferences))
        await pilot.press("escape", "f1")
        await pilot.pause()
        assert "The beginning" in "".join(
            segment.text for strip in app.screen._compositor.render_strips() for segment in strip
        )


def test_names_of_folders_are_completed(tmp_path: Path) -> None:
    for name in ("alpha", "beta", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "alp").write_text("")
    assert completed(f"{tmp_path}/al") == f"{tmp_path}/alpha/"
    assert completed(f"{tmp_path}/") == f"{tmp_path}/alpha/"
    assert completed(f"{tmp_path}/.h") == f"{tmp_path}/.hidden/"
    assert completed(f"{tmp_path}/x") is None
    assert completed(f"{tmp_path}/none/x") is None


async def test_esc_closes_what_was_told_and_leaves_after_that(opened: Opened) -> None:
    async with opened(trouble=InputError("no such project", hint="choose another")) as (app, pilot):
        assert len(app._notifications) == 1
        await pilot.press("escape")
        await pilot.pause()
        assert not app._notifications
        assert app._exit is False
        await pilot.press("escape")
        await pilot.pause()
        assert app._exit is True
