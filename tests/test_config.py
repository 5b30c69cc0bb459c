from __future__ import annotations

from pathlib import Path

import pytest

from align_bench.config import Settings, load_settings
from align_bench.errors import SettingsError


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "align-bench.toml").write_text('level = "sentence"\nreviewer = "李"\nenglish_first = false\n', "utf-8")
    assert load_settings(tmp_path) == Settings(level="sentence", reviewer="李", english_first=False)


def test_levels_of_checks_are_read(tmp_path: Path) -> None:
    (tmp_path / "align-bench.toml").write_text('[checks]\ndoubled-space = "off"\nnear-form = "hint"\n', "utf-8")
    assert load_settings(tmp_path).checks == {"doubled-space": "off", "near-form": "hint"}


def test_owners_are_read(tmp_path: Path) -> None:
    (tmp_path / "align-bench.toml").write_text('[owners]\nwaters = "Li"\n"第二 2.1" = "王芳"\n', "utf-8")
    assert load_settings(tmp_path).owners == {"waters": "Li", "第二 2.1": "王芳"}


@pytest.mark.parametrize(("text", "message", "hint"), [
    pytest.param('levle = "sentence"', "unknown setting 'levle' (value 'sentence')", "level", id="misspelt"),
    pytest.param("colour = 3", "unknown setting 'colour' (value 3)", "the settings are", id="unknown"),
    pytest.param('level = "chapter"', "level = 'chapter'", "paragraph, sentence", id="unknown-choice"),
    pytest.param("level = [1]", "level = [1]", "paragraph, sentence", id="list-for-choice"),
    pytest.param("english_first = 1", "english_first = 1", "true or false", id="number-for-boolean"),
    pytest.param("reviewer = 7", "reviewer = 7", "quotes", id="number-for-text"),
    pytest.param('encoding = "klingon"', "encoding = 'klingon'", "gb18030", id="unknown-encoding"),
    pytest.param('encoding = "base64"', "encoding = 'base64'", "gb18030", id="encoding-of-bytes"),
    pytest.param('english_first = "yes"', "english_first = 'yes'", "true or false", id="text-for-boolean"),
    pytest.param("[level]\na = 1", "level = {'a': 1}", "paragraph, sentence", id="table"),
    pytest.param('checks = "off"', "checks = 'off' is no table", "[checks]", id="text-for-table"),
    pytest.param('[checks]\na-check = "info"', "[checks]: a-check = 'info'", "off, hint, warning, error", id="level"),
    pytest.param("[checks]\na-check = false", "[checks]: a-check = False", "off, hint, warning, error", id="boolean"),
    pytest.param("[checks]\na-check = []", "[checks]: a-check = []", "off, hint, warning, error", id="list"),
    pytest.param('owners = "Li"', "owners = 'Li' is no table", "[owners]", id="text-for-owners"),
    pytest.param("[owners]\nwaters = 3", "[owners]: waters = 3 is no text", "quotes", id="number-for-an-owner"),
    pytest.param("level = ", "Invalid value", "key = value", id="no-toml"),
])  # fmt: skip
def test_an_error_names_file_key_and_value(tmp_path: Path, text: str, message: str, hint: str) -> None:
    (tmp_path / "align-bench.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert str(tmp_path / "align-bench.toml") in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("content", [b"reviewer = '\xff'", b"\xff\xfea\0"])
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "align-bench.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(tmp_path)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "align-bench.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)
