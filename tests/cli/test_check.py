"""`check` and `waive` as they are called from a shell."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cli.conftest import Cli

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
