"""Reports on the sample: what they mark are the words that the findings are about."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from lxml import html
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from align_bench.model.document import Level
from align_bench.model.report import CheckReport
from align_bench.workflow.checking import read_terms, report_on_files
from align_bench.workflow.importing import load_document
from align_bench.workflow.reporting import ReportForm, write_report
from align_bench.workflow.units import make_review

NAME = "merath-declaration-2021"


@pytest.fixture(scope="module", params=get_args(Level))
def report(request: pytest.FixtureRequest, repository: Path) -> CheckReport:
    places = f"sources/{NAME}.zh.txt", f"translations/{NAME}.en.txt"
    chinese = load_document(repository / places[0], "zh")
    english = load_document(repository / places[1], "en")
    review = make_review(chinese, english, level=request.param)
    return report_on_files(review, read_terms(repository / "terms.csv"), places)


def written(report: CheckReport, form: ReportForm) -> bytes:
    stream = BytesIO()
    write_report(report, form, stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", ReportForm)
def test_the_same_report_gives_the_same_bytes(report: CheckReport, form: ReportForm) -> None:
    assert written(report, form) == written(report, form) != b""


def test_regions_of_sarif_hold_what_was_found(report: CheckReport) -> None:
    log = json.loads(written(report, ReportForm.SARIF))
    Sarif.model_validate(log)
    (run,) = log["runs"]
    snippets = 0
    for result, entry in zip(run["results"], report.entries, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        # A place that runs on into the next paragraph is marked up to its end.
        if entry.finding.target_span is not None and "\n" not in entry.finding.found:
            assert region["snippet"]["text"] == entry.finding.found
            snippets += 1
    assert snippets > 10


def test_marks_of_the_page_hold_what_was_found(report: CheckReport) -> None:
    tree = html.document_fromstring(written(report, ReportForm.HTML).decode())
    marked = 0
    for number, entry in enumerate(report.entries, start=1):
        text = "".join(
            str(mark.text)
            for mark in tree.findall(".//div[@lang='en']//mark")
            if str(number) in mark.get("data-of", "").split()
        )
        if entry.finding.target_span is not None and "\n" not in entry.finding.found:
            assert text == entry.finding.found
            marked += 1
    assert marked > 10
