"""`check` and `waive` as they are called from a shell."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli, Run

FORMS = ["table", "jsonl", "tsv", "xlsx", "sarif", "html"]


def finding(cli: Cli, folder: Path, check: str = "number-mismatch") -> dict[str, Any]:
    run = cli("check", "--format", "jsonl", "--waived", cwd=folder)
    return next(row for row in map(json.loads, run.out.splitlines()) if row["check"] == check)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_and_stdout_get_the_same_bytes_each_time(cli: Cli, aligned: Path, form: str) -> None:
    piped = cli("check", "--format", form, "-o", "-", cwd=aligned)
    assert (piped.code, piped.data != b"") == (1, True)
    assert cli("check", "--format", form, "-o", "out", cwd=aligned).code == 1
    assert (aligned / "out").read_bytes() == piped.data
    again = cli("check", "--format", form, "-o", "out", cwd=aligned)
    assert (again.code, "exists already" in again.err) == (2, True)


def test_every_report_is_signed(cli: Cli, aligned: Path) -> None:
    run = cli("check", cwd=aligned)
    signature = run.out.splitlines()[-1].removeprefix("signature: ")
    assert signature.startswith("align-bench:")
    assert f"signature: {signature}\n" in cli("check", "--format", "jsonl", cwd=aligned).err
    assert f"signature: {signature}\n" in cli("check", "--format", "tsv", cwd=aligned).err
    sarif = json.loads(cli("check", "--format", "sarif", cwd=aligned).out)
    assert sarif["runs"][0]["properties"]["signature"] == signature
    book = load_workbook(BytesIO(cli("check", "--format", "xlsx", cwd=aligned).data))
    assert book["About"]["B3"].value == signature
    assert signature in cli("check", "--format", "html", cwd=aligned).out


def test_files_without_a_project_have_their_own_places(cli: Cli, project: Path) -> None:
    files = ("--source", "sources/waters.zh.txt", "--target", "translations/waters.en.txt")
    run = cli("check", *files, "--format", "sarif", cwd=project)
    artifacts = json.loads(run.out)["runs"][0]["artifacts"]
    assert [a["location"]["uri"] for a in artifacts if "contents" not in a] == [files[1], files[3]]


def sarif_places(run: Run, check: str) -> list[tuple[str, dict[str, Any]]]:
    """Where the first finding of a check stands."""
    result = next(r for r in json.loads(run.out)["runs"][0]["results"] if r["ruleId"] == check)
    places = [p["physicalLocation"] for p in (*result["locations"], *result.get("relatedLocations", ()))]
    return [(place["artifactLocation"]["uri"], place["region"]) for place in places]


def test_sarif_leads_to_the_lines_of_the_texts(cli: Cli, aligned: Path) -> None:
    english, chinese = sarif_places(cli("check", "--format", "sarif", cwd=aligned), "number-mismatch")
    lines = (aligned / "translations" / "waters.en.txt").read_text("utf-8").split("\n")
    assert (english[0], english[1]["startLine"]) == ("translations/waters.en.txt", 5)
    assert lines[4][english[1]["startColumn"] - 1 : english[1]["endColumn"] - 1] == "fifteen"
    assert (chinese[0], chinese[1]["startLine"]) == ("sources/waters.zh.txt", 5)


def test_sarif_names_no_lines_that_say_something_else(cli: Cli, aligned: Path) -> None:
    path = aligned / "translations" / "waters.en.txt"
    path.write_text(path.read_text("utf-8").replace("We decided", "They decided"), "utf-8")
    english, chinese = sarif_places(cli("check", "--format", "sarif", cwd=aligned), "number-mismatch")
    assert (english[0], chinese[0]) == ("en.txt", "sources/waters.zh.txt")
    path.unlink()
    assert sarif_places(cli("check", "--format", "sarif", cwd=aligned), "number-mismatch")[0] == english


def test_a_waived_finding_counts_no_more(cli: Cli, aligned: Path) -> None:
    before = finding(cli, aligned)
    assert before["waived"] is None
    done = cli("waive", before["id"][:8], "--reason", "as in the 2019 text", "--reviewer", "Li", cwd=aligned)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"waived {before['id']} in waters: number-mismatch: ")
    assert 'reason = "as in the 2019 text"' in (aligned / "waivers.toml").read_text("utf-8")

    run = cli("check", cwd=aligned)
    assert run.code == 0
    assert "number-mismatch" not in run.out
    assert "1 more is waived" in run.out
    assert "1 finding waived; --waived shows them" in cli("check", "--format", "jsonl", cwd=aligned).err
    shown = cli("check", "--waived", cwd=aligned)
    assert shown.code == 0
    assert "[waived by Li: as in the 2019 text]" in shown.out
    waived = dict(finding(cli, aligned)["waived"])
    assert (waived["reason"], waived["who"]) == ("as in the 2019 text", "Li")
    sarif = json.loads(cli("check", "--format", "sarif", cwd=aligned).out)
    assert [r["ruleId"] for r in sarif["runs"][0]["results"] if r["suppressions"]] == ["number-mismatch"]

    assert cli("waive", before["id"], "--remove", cwd=aligned).code == 0
    assert cli("check", cwd=aligned).code == 1


def test_waivers_are_listed(cli: Cli, aligned: Path) -> None:
    assert cli("waive", cwd=aligned).out == "no waivers\n"
    name = finding(cli, aligned)["id"]
    cli("waive", name, "--reason", "so it is", "--reviewer", "Li", cwd=aligned)
    head, row = cli("waive", cwd=aligned).out.splitlines()
    assert head.split() == ["id", "document", "check", "who", "when", "reason"]
    assert row.split()[:5] == [name, "holds", "waters", "number-mismatch", "Li"]
    text = (aligned / "waivers.toml").read_text("utf-8")
    (aligned / "waivers.toml").write_text(text.replace(name, "0" * 12), "utf-8")
    run = cli("waive", "--format", "jsonl", cwd=aligned)
    (record,) = map(json.loads, run.out.splitlines())
    assert (record["finding"], record["holds"], record["reason"]) == ("0" * 12, False, "so it is")
    assert "1 waiver void" in run.err
    assert cli("waive", "0000", "--remove", cwd=aligned).code == 0
    assert cli("waive", cwd=aligned).out == "no waivers\n"


def test_a_dry_run_writes_nothing(cli: Cli, aligned: Path) -> None:
    name = finding(cli, aligned)["id"]
    run = cli("waive", name, "--reason", "so it is", "--dry-run", cwd=aligned)
    assert (run.code, run.err.startswith(f"would be waived {name}")) == (0, True)
    assert not (aligned / "waivers.toml").exists()


@pytest.mark.parametrize(("arguments", "message"), [
    pytest.param(["abcd"], "either a --reason, or --remove", id="no-reason"),
    pytest.param(["abcd", "--reason", "x", "--remove"], "either a --reason, or --remove", id="both"),
    pytest.param(["--reason", "x"], "name the findings", id="no-id"),
    pytest.param(["abcdabcdabcd", "--reason", "x"], "there is no finding 'abcdabcdabcd'", id="unknown"),
    pytest.param(["abcdabcdabcd", "--remove"], "there is no finding 'abcdabcdabcd'", id="not-waived"),
])  # fmt: skip
def test_what_cannot_be_waived(cli: Cli, aligned: Path, arguments: list[str], message: str) -> None:
    run = cli("waive", *arguments, cwd=aligned)
    assert (run.code, message in run.err) == (2, True)


def test_an_empty_reason_is_none(cli: Cli, aligned: Path) -> None:
    run = cli("waive", finding(cli, aligned)["id"], "--reason", " ", cwd=aligned)
    assert (run.code, "with a reason" in run.err) == (2, True)


def test_waivers_that_cannot_be_read(cli: Cli, aligned: Path) -> None:
    (aligned / "waivers.toml").write_text("[[waived]]\nfinding = 3\n")
    for command in (["check"], ["waive"], ["status"]):
        run = cli(*command, cwd=aligned)
        assert (run.code, "waivers.toml: entry 1" in run.err) == (3, True)


def test_settings_of_checks(cli: Cli, aligned: Path) -> None:
    settings = aligned / "align-bench.toml"
    settings.write_text('[checks]\nnumber-mismatch = "warning"\n', "utf-8")
    assert cli("check", cwd=aligned).code == 0
    assert cli("check", "--fail-on", "warning", cwd=aligned).code == 1
    settings.write_text('[checks]\nnumber-mismatch = "off"\n', "utf-8")
    assert cli("check", cwd=aligned).out.startswith("no findings\n")
    assert cli("check", "--only", "number-mismatch", cwd=aligned).code == 1
    settings.write_text('[checks]\nnumber-mistmatch = "off"\n', "utf-8")
    run = cli("check", cwd=aligned)
    assert run.code == 2
    assert "did you mean number-mismatch?" in run.err


def test_while_somebody_reviews_nothing_is_waived(cli: Cli, aligned: Path) -> None:
    from align_bench.storage.lock import ProjectLock

    name = finding(cli, aligned)["id"]
    with ProjectLock(aligned / ".align-bench", name="Wang", time="2026-03-01T09:30:00+00:00"):
        run = cli("waive", name, "--reason", "so it is", cwd=aligned)
    assert (run.code, "Wang" in run.err) == (4, True)
    assert not (aligned / "waivers.toml").exists()


def reasoned(path: Path, check: str, reason: str) -> None:
    """Write a reason beside the first finding of a check, as a person does in a spreadsheet."""
    book = load_workbook(path)
    sheet = book["Findings"]
    places = {str(cell.value): index for index, cell in enumerate(sheet[1])}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[places["Check"]].value == check)
    row[places["Waived because"]].value = reason
    book.save(path)


@pytest.mark.parametrize("book", ["report.xlsx", "review/waters.xlsx"])
def test_findings_are_waived_from_a_spreadsheet(cli: Cli, aligned: Path, book: str) -> None:
    cli("check", "--format", "xlsx", "-o", "report.xlsx", cwd=aligned)
    name = finding(cli, aligned)["id"]
    reasoned(aligned / book, "number-mismatch", "as in the 2019 text")
    dry = cli("waive", "--from", book, "--dry-run", cwd=aligned)
    assert (dry.code, dry.err) == (0, f"would be waived {name} in waters: number-mismatch: as in the 2019 text\n")
    assert not (aligned / "waivers.toml").exists()
    run = cli("waive", "--from", book, "--reviewer", "Wang", cwd=aligned)
    assert (run.code, run.err) == (0, f"waived {name} in waters: number-mismatch: as in the 2019 text\n")
    assert finding(cli, aligned)["waived"] | {"when": ""} == {
        "reason": "as in the 2019 text",
        "who": "Wang",
        "when": "",
    }
    written = (aligned / "waivers.toml").read_bytes()
    assert cli("waive", "--from", book, cwd=aligned).err == "1 finding waived already\n"
    assert (aligned / "waivers.toml").read_bytes() == written


def test_a_reason_for_a_text_that_changed_waives_nothing(cli: Cli, aligned: Path) -> None:
    cli("check", "--format", "xlsx", "-o", "report.xlsx", cwd=aligned)
    name = finding(cli, aligned)["id"]
    reasoned(aligned / "report.xlsx", "number-mismatch", "so it is")
    review = load_workbook(aligned / "review" / "waters.xlsx")
    cell = next(row[2] for row in review["Review"].iter_rows(min_row=2) if "fifteen" in str(row[2].value))
    cell.value = f"{cell.value} (twelve)"
    review.save(aligned / "review" / "waters.xlsx")
    run = cli("waive", "--from", "report.xlsx", cwd=aligned)
    assert (run.code, run.err) == (
        0, f"report.xlsx: row 2: finding {name} is not there any more, or its text changed\n",
    )  # fmt: skip
    assert not (aligned / "waivers.toml").exists()


def test_a_spreadsheet_without_reasons_and_one_with_two(cli: Cli, aligned: Path) -> None:
    cli("check", "--format", "xlsx", "-o", "report.xlsx", cwd=aligned)
    assert "there is no reason in it" in cli("waive", "--from", "report.xlsx", cwd=aligned).err
    book = load_workbook(aligned / "report.xlsx")
    sheet = book["Findings"]
    sheet.append([cell.value for cell in sheet[2]])
    for row, reason in ((2, "one"), (sheet.max_row, "two")):
        sheet.cell(row, 6, reason)
    book.save(aligned / "report.xlsx")
    run = cli("waive", "--from", "report.xlsx", cwd=aligned)
    assert (run.code, "two reasons" in run.err) == (2, True)


def test_findings_in_two_files_are_waived_in_a_file_of_their_own(cli: Cli, project: Path) -> None:
    files = ("--source", "sources/waters.zh.txt", "--target", "translations/waters.en.txt", "--terms", "terms.csv")
    waived = (*files, "--waivers", "w.toml")
    before = cli("check", *files, "--format", "jsonl", "--waived", cwd=project)
    (name,) = (row["id"] for row in map(json.loads, before.out.splitlines()) if row["check"] == "number-mismatch")
    assert before.code == 1
    missing = cli("check", *waived, cwd=project)
    assert (missing.code, "w.toml: there is no such file" in missing.err) == (3, True)
    assert cli("waive", name[:6], "--reason", "so it is", *waived, cwd=project).code == 0
    run = cli("check", *waived, cwd=project)
    assert (run.code, "1 more is waived" in run.out, "waivers:1." in run.out) == (0, True, True)
    assert cli("waive", *waived, cwd=project).out.splitlines()[1].split()[:2] == [name, "holds"]
    english = project / "translations" / "waters.en.txt"
    english.write_text(english.read_text("utf-8").replace("commission of", "commission  of"), "utf-8")
    assert cli("check", *waived, cwd=project).code == 1
    assert cli("waive", *waived, cwd=project).out.splitlines()[1].split()[:2] == [name, "void"]
    assert cli("waive", name, "--remove", *waived, cwd=project).code == 0


@pytest.mark.parametrize(("arguments", "message"), [
    pytest.param(["check", "--waivers", "w.toml"], "--waivers needs --source and --target", id="project"),
    pytest.param(["waive", "--source", "a", "--target", "b"], "--waivers names the file", id="nowhere"),
    pytest.param(["waive", "--source", "a", "--waivers", "w.toml"], "belong together", id="one-file"),
    pytest.param(["waive", "abcd", "--from", "r.xlsx"], "leave out IDs", id="both"),
])  # fmt: skip
def test_options_for_files_and_spreadsheets_that_do_not_go_together(
    cli: Cli, aligned: Path, arguments: list[str], message: str
) -> None:
    run = cli(*arguments, cwd=aligned)
    assert (run.code, message in run.err) == (2, True)
