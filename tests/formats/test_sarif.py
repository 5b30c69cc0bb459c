"""SARIF 2.1.0: valid by the types that `pydantic-sarif` makes from the schema, and in what no schema can say."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from align_bench.formats.sarif import write_sarif
from align_bench.model.printed import PrintedText
from align_bench.model.report import CheckReport
from formats.reports import NOTHING, REPORT, WAIVER


def log(report: CheckReport = REPORT) -> dict[str, Any]:
    stream = BytesIO()
    write_sarif(report, stream)
    loaded: dict[str, Any] = json.loads(stream.getvalue())
    return loaded


def region_text(run: dict[str, Any], location: dict[str, Any]) -> str:
    """What a program reads at a location: lines and columns count from 1, the end column is not in it."""
    physical = location["physicalLocation"]
    artifact = run["artifacts"][physical["artifactLocation"]["index"]]
    assert artifact["location"]["uri"] == physical["artifactLocation"]["uri"]
    lines = artifact["contents"]["text"].split("\n")
    region = physical["region"]
    chosen = lines[region["startLine"] - 1 : region["endLine"]]
    if "startColumn" not in region:
        return "\n".join(chosen)
    (line,) = chosen
    text = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert text == region["snippet"]["text"]
    return str(text)


@pytest.mark.parametrize("report", [REPORT, NOTHING], ids=["findings", "nothing"])
def test_it_is_valid(report: CheckReport) -> None:
    Sarif.model_validate(log(report))


@pytest.mark.parametrize("spoil", [
    lambda run: run["results"][0].update(level="hint"),
    lambda run: run["results"][0].update(severity="error"),
    lambda run: run["results"][0].pop("message"),
    lambda run: run["results"][5]["suppressions"][0].update(kind="waived"),
    lambda run: run.update(columnKind="codePoints"),
])  # fmt: skip
def test_the_validation_finds_what_is_wrong(spoil: Any) -> None:
    spoilt = log()
    spoil(spoilt["runs"][0])
    with pytest.raises(ValidationError):
        Sarif.model_validate(spoilt)


def test_each_finding_is_a_result_of_its_rule() -> None:
    (run,) = log()["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in REPORT.rules]
    for result, entry in zip(run["results"], REPORT.entries, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == entry.finding.check
        assert result["partialFingerprints"] == {"alignBenchFinding/v1": entry.id}
    assert [result["level"] for result in run["results"]] == ["error", "note", "error", *["warning"] * 3]
    assert run["properties"]["signature"] == REPORT.signature


def test_a_location_leads_to_the_words() -> None:
    (run,) = log()["runs"]
    read = [
        [region_text(run, location) for location in (*result["locations"], *result.get("relatedLocations", ()))]
        for result in run["results"]
    ]
    unit = REPORT.entries[0].unit
    assert read == [
        ["UNIDR", "裁研所"],
        ["裁研所提交", unit.target],
        ["465", "456次"],
        ["无关联的一段。"],
        [REPORT.entries[4].unit.target],
        ["  ", "联系人"],
    ]


def test_a_finding_leads_to_the_line_of_its_file() -> None:
    glyphs = {4: tuple((9, column, letter) for column, letter in enumerate("3.UNIDRsubmittedareport.", start=5))}
    text = PrintedText("/texts/a b.en.txt", glyphs)
    whole = log(replace(REPORT, printed=((None, text), (None, None))))
    Sarif.model_validate(whole)
    (run,) = whole["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///texts/a%20b.en.txt"
    assert run["artifacts"][place["artifactLocation"]["index"]] == {"location": {"uri": "file:///texts/a%20b.en.txt"}}
    region = {"startLine": 9, "startColumn": 7, "endLine": 9, "endColumn": 12, "snippet": {"text": "UNIDR"}}
    assert place["region"] == region
    # The other paragraph of the unit is not in that file as the review has it.
    assert region_text(run, run["results"][2]["locations"][0]) == "465"


def test_texts_stand_in_the_files_that_they_come_from() -> None:
    artifacts = log()["runs"][0]["artifacts"]
    files = {
        (artifacts[artifact["parentIndex"]]["location"]["uri"], artifact["location"]["uri"])
        for artifact in artifacts
        if "parentIndex" in artifact
    }
    assert files == {
        ("review/a-document.xlsx", "zh.txt"),
        ("review/a-document.xlsx", "en.txt"),
        ("b%201.zh.txt", "zh.txt"),
        ("b.en.txt", "en.txt"),
    }
    # The schema wants no two alike, which its types do not see.
    assert len({json.dumps(artifact, sort_keys=True) for artifact in artifacts}) == len(artifacts)


def test_a_waived_finding_is_suppressed() -> None:
    *others, last = log()["runs"][0]["results"]
    assert last["suppressions"] == [
        {
            "kind": "external",
            "justification": WAIVER.reason,
            "properties": {"who": "Li", "when": WAIVER.when},
        }
    ]
    # On all results or on none (SARIF 2.1.0, 3.27.23).
    assert [other["suppressions"] for other in others] == [[]] * 5
