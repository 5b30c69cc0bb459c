"""One setting is changed; every other line stays as somebody wrote it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.config import Preferences, Settings, load_preferences, load_settings
from align_bench.errors import SettingsError
from align_bench.storage.settings_file import with_setting, write_setting

TEMPLATE = """\
# Settings of this project.

# level = "paragraph"      # what a row is
# reviewer = ""            # the name

[checks]                   # of single checks
# length-outlier = "off"
doubled-space = "off"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "align-bench.toml"
    path.write_text(TEMPLATE, "utf-8")
    return path


def test_a_setting_stands_under_the_line_that_tells_of_it(path: Path) -> None:
    write_setting(path, Settings, "reviewer", '李 "Li"')
    lines = path.read_text("utf-8").splitlines()
    assert lines[4] == 'reviewer = "李 \\"Li\\""'
    assert [line for line in lines if line != lines[4]] == TEMPLATE.splitlines()
    assert load_settings(path.parent).reviewer == '李 "Li"'
    write_setting(path, Settings, "reviewer", "Wang")
    assert load_settings(path.parent).reviewer == "Wang"
    write_setting(path, Settings, "reviewer", None)
    assert path.read_text("utf-8") == TEMPLATE


def test_levels_of_checks(path: Path) -> None:
    write_setting(path, Settings, "checks.length-outlier", "hint")
    assert load_settings(path.parent).checks == {"doubled-space": "off", "length-outlier": "hint"}
    write_setting(path, Settings, "checks.length-outlier", None)
    assert path.read_text("utf-8") == TEMPLATE
    write_setting(path, Settings, "checks.doubled-space", None)
    assert load_settings(path.parent).checks == {}


def test_owners_of_documents_with_any_name(path: Path) -> None:
    before = path.read_text("utf-8")
    for name in ("waters", "第二份文件 2.1", 'a "b" = c'):
        write_setting(path, Settings, f"owners.{name}", "王芳")
        write_setting(path, Settings, f"owners.{name}", "Li")
    assert load_settings(path.parent).owners == dict.fromkeys(("waters", "第二份文件 2.1", 'a "b" = c'), "Li")
    for name in ("waters", "第二份文件 2.1", 'a "b" = c'):
        write_setting(path, Settings, f"owners.{name}", None)
    assert path.read_text("utf-8").startswith(before)
    assert load_settings(path.parent).owners == {}


def test_a_file_that_is_missing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "settings.toml"
    write_setting(path, Preferences, "advance", False)
    assert path.read_text("utf-8") == "advance = false\n"
    assert not load_preferences(path).advance
    path.unlink()
    write_setting(path, Settings, "checks.near-form", "off")
    assert path.read_text("utf-8") == '[checks]\nnear-form = "off"\n'


@pytest.mark.parametrize(("text", "key", "value"), [
    pytest.param('reviewer = """a\nb"""\n', "reviewer", "Li", id="of-several-lines"),
    pytest.param('checks = { near-form = "off" }\n', "checks.near-form", "hint", id="inline-table"),
    pytest.param('levle = "sentence"\n', "reviewer", "Li", id="wrong-before"),
    pytest.param("reviewer = \n", "reviewer", "Li", id="no-toml"),
    pytest.param("", "encoding", "klingon", id="wrong-value"),
    pytest.param("", "colour", "red", id="no-setting"),
])  # fmt: skip
def test_what_cannot_be_changed_rightly_is_left_alone(path: Path, text: str, key: str, value: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        write_setting(path, Settings, key, value)
    assert str(path) in caught.value.message
    assert path.read_text("utf-8") == text


@given(name=st.text(st.characters(exclude_categories=["Cs"])), other=st.booleans())
def test_any_name_comes_back_as_it_was_typed(name: str, other: bool) -> None:
    text = with_setting(with_setting(TEMPLATE, "reviewer", name), "english_first", other)
    assert tomllib.loads(text) == {"reviewer": name, "english_first": other, "checks": {"doubled-space": "off"}}
