"""The sample project: every fault that its record names is found, and nothing that it calls right is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from align_bench.checks import run_checks
from align_bench.formats.termbase import read_termbase
from align_bench.model.finding import Finding, Severity
from align_bench.model.unit import Review, Unit
from align_bench.text.labels import split_marker

Record = dict[str, Any]


@pytest.fixture(scope="module")
def record(repository: Path) -> Record:
    path = repository / "tests" / "sample" / "record.json"
    if not path.is_file():
        pytest.skip("the sample has no record")
    found: Record = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def english(repository: Path, record: Record) -> dict[str, list[str]]:
    """The paragraphs of each translation, without those of documents that have none."""
    return {
        document["name"]: [line for line in _lines(repository / document["translation"]) if line.strip()]
        for document in record["documents"]
        if document.get("translation")
    }


@pytest.fixture(scope="module")
def findings(repository: Path, record: Record, english: dict[str, list[str]]) -> tuple[Finding, ...]:
    documents = [document for document in record["documents"] if document["name"] in english]
    reviews = [_review(document, english[document["name"]]) for document in documents]
    return run_checks(reviews, read_termbase(repository / "terms.csv"))


def test_every_recorded_fault_is_found(
    record: Record, english: dict[str, list[str]], findings: tuple[Finding, ...]
) -> None:
    missed = [fault for fault in record["faults"] if not any(_is_on(f, fault, english) for f in findings)]
    assert not missed, "\n".join(str(fault) for fault in missed)


def test_nothing_else_is_reported(record: Record, english: dict[str, list[str]], findings: tuple[Finding, ...]) -> None:
    counted = [f for f in findings if f.family != "alignment" and f.severity is not Severity.HINT]
    others = [f for f in counted if not any(_is_on(f, fault, english) for fault in record["faults"])]
    assert not others, "\n".join(f"{f.document} {f.target_segments} {f.check} {f.zh_term} {f.message}" for f in others)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def _review(document: Record, target: list[str]) -> Review:
    # Beads count the paragraphs without noise.
    source = [p for p in document["paragraphs"] if p["kind"] != "noise"]
    units = []
    for index, bead in enumerate(document["beads"]):
        chinese = [source[i - 1] for i in bead["zh"]]
        lines = [f"{p['marker']} {p['text']}" if p["marker"] else p["text"] for p in chinese]
        units.append(
            Unit(
                id=str(index),
                source="\n".join(lines),
                target="\n".join(target[i - 1].strip() for i in bead["en"]),
                source_numbers=tuple(bead["zh"]),
                target_numbers=tuple(bead["en"]),
            )
        )
    return Review(document["name"], tuple(units))


def _is_on(finding: Finding, fault: Record, english: dict[str, list[str]]) -> bool:
    """Whether a finding overlaps the fault, or names its term in the same paragraph."""
    if finding.document != fault["document"] or fault["en_paragraph"] not in finding.target_segments:
        return False
    if finding.target_span is None:
        return bool(fault["zh_term"]) and fault["zh_term"].strip("《》") == finding.zh_term.strip("《》")
    if fault["type"].startswith("unpaired"):
        # The mark that is left stands elsewhere than the one that is lost.
        return finding.check.startswith("unpaired")
    paragraph = split_marker(english[fault["document"]][fault["en_paragraph"] - 1].strip(), "en")[2]
    context = paragraph.find(fault["context"])
    start = paragraph.find(fault["found"] or fault["context"], max(0, context))
    stop = start + len(fault["found"] or fault["context"])
    return finding.target_span.start < stop and start < finding.target_span.stop
