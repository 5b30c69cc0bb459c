"""Bad input: one clear error with file and way out, the right exit code, no traceback, nothing half-written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from align_bench.cli import main
from cli.conftest import ZH, Cli, Run


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def assert_refused(run: Run, code: int, *parts: str) -> None:
    lines = run.err.splitlines()
    assert run.code == code, run.err
    assert [line.split(":")[0] for line in lines[-2:]] == ["error", "hint"], run.err
    assert len(lines[-1]) > len("hint: ")
    for part in parts:
        assert part in run.err
    assert run.data == b""


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("missing.zh.txt", None, "there is no such file", id="missing"),
        pytest.param("empty.zh.txt", b"", "empty", id="empty"),
        pytest.param("blank.zh.txt", b"\n \n\t\n", "", id="white space only"),
        pytest.param("binary.zh.txt", bytes(range(256)) * 20, "", id="binary data"),
        pytest.param("image.zh.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "", id="a picture"),
        pytest.param("scan.zh.txt", b"\x0c\n1\n\x0c\n2\n\x0c\n", "", id="a scan without text"),
        pytest.param("report.zh.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF", id="a PDF file"),
        pytest.param("cut.zh.txt", ZH.encode()[:-3] + b"\xff\xfe\xfa", "", id="broken encoding"),
        pytest.param("english.zh.txt", b"A whole sentence of English text.\n" * 3, "Chinese", id="English as Chinese"),
    ],
)
@pytest.mark.parametrize("command", ["segment", "align", "check"])
def test_text_files(cli: Cli, project: Path, command: str, name: str, content: bytes | None, message: str) -> None:
    path = project / name
    if content is not None:
        path.write_bytes(content)
    english = project / "translations" / "waters.en.txt"
    arguments = {
        "segment": ["segment", path, "--lang", "zh", "-o", "out"],
        "align": ["align", path, english, "-o", "out"],
        "check": ["check", "--source", path, "--target", english, "-o", "out"],
    }[command]
    assert_refused(cli(*arguments), 3, name, message)
    assert not (project.parent / "out").exists()


def test_a_folder_for_a_file(cli: Cli, project: Path) -> None:
    assert_refused(cli("segment", project), 3, "folder")


def test_wrong_encoding_named(cli: Cli, project: Path) -> None:
    path = project / "sources" / "waters.zh.txt"
    assert_refused(cli("segment", path, "--encoding", "ascii"), 3, "waters.zh.txt")
    assert_refused(cli("segment", path, "--encoding", "no-such"), 2, "no-such")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("note,en_preferred\n词,word\n", "terms.csv", id="no Chinese column"),
        pytest.param("", "terms.csv", id="empty"),
    ],
)
def test_termbase(cli: Cli, aligned: Path, content: str, message: str) -> None:
    (aligned / "terms.csv").write_text(content, encoding="utf-8")
    assert_refused(cli("check", cwd=aligned), 3, message)


def workbook_with(path: Path, change: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet: Any = book["Review"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    if change == "missing column":
        sheet.delete_cols(heads["Chinese"])
    elif change == "unknown status":
        sheet.cell(3, heads["Status"], "nearly done")
    elif change == "duplicate id":
        sheet.cell(3, heads["Unit id"], sheet.cell(2, heads["Unit id"]).value)
    elif change == "no sheet":
        sheet.title = "Other"
    book.save(path)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ("missing column", "Chinese"),
        ("unknown status", "nearly done"),
        ("duplicate id", "id"),
        ("no sheet", "Review"),
    ],
)
@pytest.mark.parametrize("command", [["status"], ["check"], ["export", "--to", "tmx"], ["score", "--against", "draft"]])
def test_workbooks(cli: Cli, aligned: Path, command: list[str], change: str, part: str) -> None:
    workbook_with(aligned / "review" / "waters.xlsx", change)
    before = files_in(aligned)
    assert_refused(cli(*command, cwd=aligned), 3, "waters", part)
    assert files_in(aligned) == before


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 broken"])
def test_a_workbook_that_is_none(cli: Cli, aligned: Path, content: bytes) -> None:
    (aligned / "review" / "waters.xlsx").write_bytes(content)
    assert_refused(cli("status", cwd=aligned), 3, "waters.xlsx")


def test_a_cell_that_is_too_long(cli: Cli, project: Path) -> None:
    (project / "sources" / "long.zh.txt").write_text("长" * 33_000 + "。\n", encoding="utf-8")
    run = cli("align", cwd=project)
    assert_refused(run, 3, "long", "32,767")
    assert sorted(path.name for path in (project / "review").iterdir()) == ["summary.xlsx", "waters.xlsx"]


def test_settings(cli: Cli, project: Path) -> None:
    (project / "align-bench.toml").write_text('level = "word"\n')
    assert_refused(cli("align", cwd=project), 2, "align-bench.toml", "level", "word")


def test_a_folder_that_cannot_be_written(cli: Cli, project: Path) -> None:
    (project / "review").write_text("a file where the folder should be")
    assert_refused(cli("align", cwd=project), 3, "review")
    files = ("sources/waters.zh.txt", "translations/waters.en.txt")
    assert_refused(cli("align", *files, "-o", "sources/waters.zh.txt/out", cwd=project), 3, "out")
    assert_refused(cli("align", *files, "-o", "nowhere/out", cwd=project), 3, "nowhere")
    assert_refused(cli("new", "sources/waters.zh.txt", cwd=project), 2, "is a file")
    assert_refused(cli("demo", "sources/waters.zh.txt", cwd=project), 2, "is a file")
    assert_refused(cli("demo", "sources/waters.zh.txt/demo", cwd=project), 3, "demo")


def limited(limit: int, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run with files limited to so many bytes: writing more fails as on a full disk."""

    def restrict() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "align_bench", *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, preexec_fn=restrict, env=environment)


def test_a_full_disk_leaves_what_was_there(aligned: Path) -> None:
    (aligned / "review" / "waters.xlsx").unlink()
    before = files_in(aligned)
    run = limited(2_000, "align", cwd=aligned)
    assert run.returncode == 3
    assert b"error: " in run.stderr
    assert b"Traceback" not in run.stderr
    assert files_in(aligned) == before


def test_a_full_disk_while_exporting(aligned: Path) -> None:
    (aligned / "out.tmx").write_text("the old one")
    run = limited(500, "export", "--to", "tmx", "-o", "out.tmx", "--force", cwd=aligned)
    assert run.returncode == 3
    assert b"out.tmx" in run.stderr
    assert (aligned / "out.tmx").read_text() == "the old one"
    assert not [path for path in aligned.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [["segment", "sources/waters.zh.txt"], ["--help"], []])
def test_a_full_disk_behind_stdout(aligned: Path, command: list[str], unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "align_bench", *command],
            cwd=aligned,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment,
        )
    assert run.returncode == 3
    assert run.stderr.decode().splitlines() == [
        "error: standard output: cannot be written: No space left on device",
        "hint: what was written is not complete",
    ]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nothing_is_lost_in_a_slow_pipe(project: Path, unbuffered: str) -> None:
    (project / "sources" / "waters.zh.txt").write_text(ZH * 1_000, encoding="utf-8")
    command = f"{sys.executable} -m align_bench segment sources/waters.zh.txt | (sleep 1; cat) | wc -l"
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    run = subprocess.run(command, shell=True, cwd=project, capture_output=True, check=True, env=environment)
    assert int(run.stdout) == 4_000


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_seen_enough(project: Path, unbuffered: str) -> None:
    """`align-bench ... | head -1` says nothing on stderr."""
    (project / "sources" / "waters.zh.txt").write_text(ZH * 3_000, encoding="utf-8")
    command = [sys.executable, "-m", "align_bench", "segment", "sources/waters.zh.txt"]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "no command 'nothing'"),
        (["chek"], "did you mean 'check'?"),
        (["segment"], "missing argument"),
        (["segment", "x", "--format", "xml"], "'xml' is not one of"),
        (["segment", "x", "--explain", "--presegmented"], "nothing to explain"),
        (["align", "x"], "TARGET is missing"),
        (["align", "x", "y", "--dry-run"], "for a project"),
        (["evaluate", "-", "-"], "only one of"),
        (["check", "--source", "x"], "belong together"),
        (["score"], "either --reference"),
        (["status"], "no align-bench project"),
        (["review"], "needs a terminal"),
    ],
)
def test_usage(cli: Cli, arguments: list[str], message: str) -> None:
    assert_refused(cli(*arguments), 2, message)


def test_unknown_documents_and_checks(cli: Cli, aligned: Path) -> None:
    for command in (["check"], ["status"], ["export", "--to", "csv"], ["score", "--against", "draft"]):
        assert_refused(cli(*command, "watres", cwd=aligned), 2, "no document 'watres'", "summary, waters")
    assert_refused(cli("check", "--only", "no-such", cwd=aligned), 2, "no-such")


def test_not_aligned_yet(cli: Cli, project: Path) -> None:
    assert_refused(cli("export", "--to", "csv", cwd=project), 3, "no workbook yet")


def test_evaluate(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text("[0]:[0]\n")
    (tmp_path / "bad").write_text("[0]:[0]\nx\n")
    assert_refused(cli("evaluate", "bad", "gold"), 3, "bad: line 2")
    assert_refused(cli("evaluate", "-", "gold", stdin=b"\xff"), 3, "standard input")
    assert_refused(cli("evaluate", "missing", "gold"), 3, "missing")


def test_locked(cli: Cli, project: Path) -> None:
    from align_bench.storage.lock import ProjectLock

    with ProjectLock(project / ".align-bench", name="Li", time="2026-03-01T09:30:00+00:00"):
        assert_refused(cli("align", cwd=project), 4, "Li")


def test_a_mistake_of_ours_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from align_bench.workflow import creating

    monkeypatch.setattr("align_bench.storage.crash.report_folder", lambda: tmp_path)

    def stumble(_folder: Path) -> None:
        raise KeyError("inner")

    monkeypatch.setattr(creating, "create_project", stumble)
    assert main(["new", "x"]) == 70
    error, hint = capsys.readouterr().err.splitlines()
    assert error.startswith("error: align-bench made a mistake here: KeyError in align_bench/cli/new.py:")
    assert "inner" not in error + hint
    monkeypatch.setenv("ALIGN_BENCH_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["new", "x"])


def test_interrupt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from align_bench.workflow import creating

    def interrupt(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(creating, "create_project", interrupt)
    assert main(["new", "x"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_utf8_and_line_feeds_whatever_the_locale(cli: Cli, project: Path, locale: str) -> None:
    settings = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = cli("segment", project / "sources" / "waters.zh.txt", "--format", "text", **settings)
    assert run.data.startswith("关于共同水域的声明\n".encode())
    assert b"\r" not in run.data
