"""Files that are made to harm: a command ends in words, within bounds of time and memory, and nothing is written."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.formats.zips import MOST_UNPACKED
from cli.conftest import TERMS, Cli
from formats.books import repacked

SHEET = "xl/worksheets/sheet1.xml"
MEMORY = 1 << 30
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE t [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'


def bounded(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with a limit to its memory, which ends it with a traceback, and one to its time."""

    def restrict() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))

    command = [sys.executable, "-m", "align_bench", *arguments]
    # Each thread of the libraries for numbers reserves memory.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, preexec_fn=restrict, env=environment
    )


def refused(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    for part in (*parts, "error: ", "hint: "):
        assert part in done.stderr


def claiming(path: Path, size: int) -> None:
    """Make a package of one part, 20 MB of zero bytes in 20 kB, whose directory claims another size for it."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, bytes(20 << 20))
    content = bytearray(packed.getvalue())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    path.write_bytes(content)


def test_a_part_that_unpacks_to_more_than_any_memory(aligned: Path) -> None:
    path = aligned / "review" / "waters.xlsx"
    claiming(path, MOST_UNPACKED + (1 << 20))
    refused(bounded(aligned, "export", "--to", "csv", "waters"), "waters.xlsx", "unpacks to 513 MB; up to 512 MB")


def test_a_part_that_lies_about_its_size(aligned: Path) -> None:
    """The directory of the archive says ten bytes; nobody unpacks more of it."""
    path = aligned / "review" / "waters.xlsx"
    claiming(path, 10)
    refused(bounded(aligned, "export", "--to", "csv", "waters"), "waters.xlsx", "is damaged")


def test_two_parts_of_one_name(aligned: Path) -> None:
    """Programs differ in which of them they read."""
    path = aligned / "review" / "waters.xlsx"
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    refused(bounded(aligned, "export", "--to", "csv", "waters"), f"two parts are called '{SHEET}'")


def test_more_rows_than_anybody_reviews(aligned: Path) -> None:
    rows = "".join(f'<row r="{number}"><c r="Q{number}"><v>1</v></c></row>' for number in range(2, 600_002))

    def fill(parts: dict[str, bytes]) -> None:
        head, _, tail = parts[SHEET].partition(b"</sheetData>")
        parts[SHEET] = head + rows.encode() + b"</sheetData>" + tail

    repacked(aligned / "review" / "waters.xlsx", fill)
    refused(bounded(aligned, "export", "--to", "csv", "waters"), "reaches to column Q and row 600001", "ctrl+end")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_entities_in_a_workbook(aligned: Path, part: str) -> None:
    def laugh(parts: dict[str, bytes]) -> None:
        start = parts[part].index(b"?>") + 2 if parts[part].startswith(b"<?") else 0
        parts[part] = (
            parts[part][:start] + DOCTYPE.encode() + parts[part][start:].replace(b"<t>No.<", b"<t>&l9;&file;<")
        )

    repacked(aligned / "review" / "waters.xlsx", laugh)
    done = bounded(aligned, "export", "--to", "csv", "waters")
    refused(done, "waters.xlsx", "is damaged", "document type")


@pytest.mark.parametrize(("name", "content", "command"), [
    pytest.param("terms.tbx", f"{DOCTYPE}<tbx><text><body><conceptEntry>&l9;&file;</conceptEntry></body></text></tbx>",
                 ["terms", "list"], id="termbase"),
    pytest.param("note.tmx", f"{DOCTYPE}<tmx version='1.4'><body><tu><tuv xml:lang='zh'><seg>&l9;&file;</seg></tuv>"
                 "</tu></body></tmx>", ["import", "note.tmx"], id="tmx"),
    pytest.param("note.xlf", f"{DOCTYPE}<xliff version='2.1'><file id='waters'><unit id='1'><segment><source>&l9;&file;"
                 "</source></segment></unit></file></xliff>", ["import", "note.xlf"], id="xliff"),
])  # fmt: skip
def test_entities_in_other_files(aligned: Path, name: str, content: str, command: list[str]) -> None:
    (aligned / "terms.csv").unlink()
    (aligned / name).write_text(content)
    done = bounded(aligned, *command)
    refused(done, name, "entit")
    assert "root:" not in done.stdout + done.stderr


def test_names_with_control_characters_are_passed_over(cli: Cli, project: Path) -> None:
    for name in ("a\nb.zh.txt", "a\x1b[31mb.zh.txt", "a\u2028b.zh.txt"):
        (project / "sources" / name).write_text("一、总则", encoding="utf-8")
    done = cli("align", cwd=project)
    assert done.code == 0
    assert [line for line in done.err.split("\n") if "passed over" in line] == [
        f"passed over {str(project / 'sources' / name)!r}: its name holds a control character; rename it"
        for name in ("a\nb.zh.txt", "a\x1b[31mb.zh.txt", "a\u2028b.zh.txt")
    ]
    assert sorted(path.name for path in (project / "review").iterdir() if "b" in path.name) == []


def test_what_would_command_the_terminal_is_shown_as_a_picture(cli: Cli, project: Path) -> None:
    done = cli("segment", "\x1b[2Jno\x9b.zh.txt", cwd=project)
    assert done.code == 3
    assert "\x1b" not in done.err
    assert "␛[2Jno␦.zh.txt: there is no such file" in done.err


@pytest.mark.parametrize("place", ["review/waters.xlsx", ".align-bench/journal/waters.jsonl"])
def test_a_link_out_of_the_project_is_not_written_through(cli: Cli, project: Path, place: str) -> None:
    outside = project.parent / "outside"
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    (project / place).unlink(missing_ok=True)
    (project / place).symlink_to(outside)
    done = cli("align", cwd=project)
    if place.startswith("review"):
        assert done.code == 3
        assert "is a link to" in done.err
        assert "outside its folder" in done.err
    else:
        done = cli("status", cwd=project)
        assert "is a link to" in done.out + done.err
    assert not outside.exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_an_export_does_not_go_through_a_link_out_of_the_project(cli: Cli, aligned: Path, *, is_there: bool) -> None:
    outside = aligned.parent / "outside.tmx"
    if is_there:
        outside.write_bytes(b"theirs")
    (aligned / "export").mkdir()
    (aligned / "export" / "waters.tmx").symlink_to(outside)
    for options in (["--force"], ["--force", "--dry-run"], []):
        done = cli("export", "--to", "tmx", *options, cwd=aligned)
        assert done.code == 2
        assert f"{aligned / 'export' / 'waters.tmx'} is a link to {outside.resolve()}, outside its folder" in done.err
    assert not outside.exists() or outside.read_bytes() == b"theirs"
    # The folder itself may be elsewhere, and whoever names a file means it.
    assert cli("export", "--to", "tmx", "-o", outside, "--force", cwd=aligned).code == 0


@pytest.mark.parametrize(("place", "command"), [
    (".align-bench/lock", ["import", "review.xlsx", "--apply"]),
    (".align-bench/lock.json", ["import", "review.xlsx", "--apply"]),
    (".align-bench/drafts/waters.json", ["import", "review.xlsx", "--apply"]),
    (".align-bench/english/waters.json", ["align", "--update"]),
    ("terms.csv", ["terms", "import", "more.csv", "--force"]),
])  # fmt: skip
def test_no_command_writes_through_a_link_out_of_the_project(
    cli: Cli, aligned: Path, place: str, command: list[str]
) -> None:
    back = Path(shutil.copy(aligned / "review" / "waters.xlsx", aligned.parent / "review.xlsx"))
    workbook = load_workbook(back)
    workbook["Review"]["C2"] = "Declaration"
    workbook.save(back)
    english = aligned / "translations" / "waters.en.txt"
    english.write_text(english.read_text("utf-8").replace("next year", "in 2026"), "utf-8")
    (aligned.parent / "more.csv").write_text("zh,en_preferred\n会议,meeting\n", "utf-8")
    outside = aligned.parent / "outside"
    content = TERMS.encode() if place == "terms.csv" else b""
    outside.write_bytes(content)
    (aligned / place).parent.mkdir(parents=True, exist_ok=True)
    (aligned / place).unlink(missing_ok=True)
    (aligned / place).symlink_to(outside)
    done = cli(*(aligned.parent / word if "." in word else word for word in command), cwd=aligned)
    assert done.code in (2, 3)
    assert "is a link to" in done.err
    assert outside.read_bytes() == content


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_text_that_a_spreadsheet_would_run_is_only_text_in_a_table(cli: Cli, aligned: Path, form: str) -> None:
    def put(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b"3. The secretariat", b"=cmd|' /C calc'!A0 The secretariat")

    repacked(aligned / "review" / "waters.xlsx", put)
    done = cli("export", "waters", "--to", form, "-o", "-", cwd=aligned)
    assert done.code == 0
    assert "'=cmd|' /C calc'!A0" in done.out


def test_a_workbook_that_is_such_a_link_stops_no_other_document(cli: Cli, project: Path) -> None:
    outside = project.parent / "outside.xlsx"
    outside.write_bytes(b"theirs")
    (project / "review").mkdir()
    (project / "review" / "summary.xlsx").symlink_to(outside)
    run = cli("align", cwd=project)
    assert run.code == 3
    assert "aligned waters" in run.err
    assert "not aligned: summary" in run.err
    assert "is a link to" in run.err
    assert outside.read_bytes() == b"theirs"
