"""Where results go: never over what they are made from, and to what is no file without asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import EN, TERMS, ZH, Cli


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, text in {
        "a.zh.txt": ZH,
        "a.en.txt": EN,
        "terms.csv": TERMS,
        "test.align": "[0]:[0]\n",
        "gold.align": "[0]:[0]\n",
        "one/a.align": "[0]:[0]\n",
        "two/a.align": "[0]:[0]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link").symlink_to("a.en.txt")
    (tmp_path / "hard").hardlink_to(tmp_path / "gold.align")
    return tmp_path


PAIR = ["a.zh.txt", "a.en.txt"]
FILES = ["--source", "a.zh.txt", "--target", "a.en.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["align", *PAIR, "-o", "a.en.txt"], id="align"),
        pytest.param(["align", *PAIR, "-o", "link"], id="align through a link"),
        pytest.param(["align", *PAIR, "--terms", "terms.csv", "-o", "terms.csv"], id="align over the termbase"),
        pytest.param(["evaluate", "test.align", "gold.align", "-o", "test.align"], id="evaluate"),
        pytest.param(["evaluate", "test.align", "gold.align", "-o", "hard"], id="evaluate through a hard link"),
        pytest.param(["evaluate", "one", "two", "-o", "two/a.align"], id="evaluate folders"),
        pytest.param(["segment", "a.zh.txt", "-o", "./a.zh.txt"], id="segment"),
        pytest.param(["check", *FILES, "-o", "a.zh.txt"], id="check"),
        pytest.param(["check", *FILES, "--terms", "terms.csv", "-o", "terms.csv"], id="check over the termbase"),
    ],
)
def test_what_is_read_is_never_written_over(cli: Cli, texts: Path, arguments: list[str]) -> None:
    before = {path: path.read_bytes() for path in texts.rglob("*") if path.is_file()}
    run = cli(*arguments, "--force")
    assert (run.code, run.data) == (2, b"")
    assert f"{arguments[-1].removeprefix('./')} is one of the files that are read" in run.err
    assert {path: path.read_bytes() for path in texts.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["terms.csv", "sources/waters.zh.txt", "review/waters.xlsx"])
def test_a_report_is_never_written_over_the_project(cli: Cli, aligned: Path, name: str) -> None:
    before = (aligned / name).read_bytes()
    run = cli("check", "-o", name, "--force", cwd=aligned)
    assert (run.code, run.data) == (2, b"")
    assert (aligned / name).read_bytes() == before
    for _ in range(2):
        assert cli("check", "-o", "report.txt", "--force", cwd=aligned).code == 1


def test_folders_may_be_their_own_goal(cli: Cli, texts: Path) -> None:
    for _ in range(2):
        assert cli("align", ".", ".", "-o", ".", "--force").code == 0
    assert [(texts / name).read_text("utf-8") for name in PAIR] == [ZH, EN]
    (texts / "a.align").unlink()
    (texts / "a.align").symlink_to("a.zh.txt")
    assert cli("align", ".", ".", "-o", ".", "--force").code == 2
    assert (texts / "a.zh.txt").read_text("utf-8") == ZH


def test_an_empty_name_is_refused(cli: Cli, texts: Path) -> None:
    before = sorted(texts.iterdir())
    for arguments in (["align", *PAIR], ["align", ".", "."], ["segment", "a.zh.txt"], ["evaluate", "one", "two"]):
        run = cli(*arguments, "-o", "")
        assert (run.code, run.data) == (2, b"")
        assert "OUT is empty" in run.err
    assert sorted(texts.iterdir()) == before


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system has no /dev/stdout")
def test_the_standard_output_by_its_path(cli: Cli, texts: Path) -> None:
    plain = cli("align", *PAIR, cwd=texts)
    assert cli("align", *PAIR, "-o", "/dev/stdout").data == plain.data
    assert cli("align", *PAIR, "-o", "/dev/null").code == 0
