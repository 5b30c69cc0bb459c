"""A person's own keys: what the file may say, and that every place shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from align_bench.errors import SettingsError
from align_bench.model.unit import Status
from align_bench.tui.actions import ACTIONS
from align_bench.tui.keymap import load_keymap, with_keymap
from align_bench.tui.palette import ActionProvider
from align_bench.tui.personal import Personal
from align_bench.tui.themes import THEMES
from tui.desk import OpenDesk


def keymap(folder: Path, text: str) -> Path:
    path = folder / "keymap.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_registry_itself_gives_no_key_twice(tmp_path: Path) -> None:
    assert load_keymap(tmp_path / "none.toml") == {}
    assert load_keymap(keymap(tmp_path, 'approve = ["a", "F8"]\n')) == {"approve": ("a", "f8")}


def test_modifiers_stand_in_one_order(tmp_path: Path) -> None:
    assert load_keymap(keymap(tmp_path, 'merge = "shift+ctrl+F3"\nreplace = []\n')) == {
        "merge": ("ctrl+shift+f3",),
        "replace": (),
    }


@pytest.mark.parametrize(("text", "message", "hint"), [
    pytest.param('aprove = "a"', "there is no action 'aprove'", "did you mean approve?", id="unknown-action"),
    pytest.param('approve = "pgdown"', "approve: 'pgdown' is no key", "did you mean pagedown?", id="unknown-key"),
    pytest.param('approve = "meta+a"', "approve: 'meta+a' is no key", "ctrl+", id="unknown-modifier"),
    pytest.param("approve = 8", "approve = 8 is no list of keys", "approve = [", id="number"),
    pytest.param("approve = [8]", "approve = [8] is no list of keys", "approve = [", id="list-of-numbers"),
    pytest.param('approve = "x"', "approve: 'x' is a key of lock too", "give lock another key", id="taken"),
    pytest.param("help = []", "help has no key", "give it one", id="no-way-out"),
    pytest.param('approve = "a', "keymap.toml", "key = value", id="no-toml"),
    pytest.param('approve = "\\u0007"', "is no key", "write a character", id="control-character"),
])  # fmt: skip
def test_an_error_names_file_action_and_key(tmp_path: Path, text: str, message: str, hint: str) -> None:
    path = keymap(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_keymap(path)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_keys_that_change_places_are_no_clash(tmp_path: Path) -> None:
    changed = load_keymap(keymap(tmp_path, 'approve = ["x", "f8"]\nlock = "a"\n'))
    actions = with_keymap(changed)
    assert (actions["approve"].key_names, actions["lock"].key_names) == ("x, F8", "a")
    assert ACTIONS["lock"].key_names == "x"


async def test_other_keys_work_and_are_shown_everywhere(open_desk: OpenDesk, tmp_path: Path) -> None:
    keys = load_keymap(keymap(tmp_path, 'approve = ["x", ","]\nlock = "a"\nsettings = "~"\nreject = []\n'))
    async with open_desk((140, 40), personal=Personal(keymap=keys)) as desk:
        assert "x approve" in desk.lines[-1]
        await desk.press("down", "x")
        assert desk.units[1].status is Status.REVIEWED
        await desk.press("comma")
        assert desk.units[2].status is Status.REVIEWED
        await desk.press("a")
        assert desk.units[3].locked
        await desk.press("a", "r")
        assert desk.units[3].status is Status.DRAFT
        prompts = [str(hit.prompt) for hit in [hit async for hit in ActionProvider(desk.screen).discover()]]
        assert len(prompts) == len(ACTIONS) + len(THEMES)
        assert "approve (x, ,)" in prompts
        assert "reject" in prompts
        await desk.press("f1")
        help_text = str(desk.app.screen.query_one("#help-text", Static).render())
        assert "  x, ,  " in help_text


async def test_help_in_the_editor_tells_keys_that_are_no_text(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e", "f1")
        text = "\n".join(desk.lines)
        assert "F8  " in text
        assert "a, F8" not in text[: text.index("Moving")]


async def test_help_in_the_termbase_has_words_of_its_own(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("T", "f1")
        assert any("Put the English of the term under the cursor in" in line for line in desk.lines)
