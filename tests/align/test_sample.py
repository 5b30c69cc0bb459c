"""The sample project's documents: which paragraphs belong together is recorded beside the sample."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from align_bench.align.paragraphs import align_paragraphs
from align_bench.model.document import Kind, Paragraph
from align_bench.text.labels import split_marker

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS: list[dict[str, Any]] = json.loads((ROOT / "tests/sample/record.json").read_text("utf-8"))["documents"]

Pairs = set[tuple[tuple[int, ...], tuple[int, ...]]]

# By document, the right beads that are not found.
KNOWN_FAILURES: dict[str, Pairs] = {}


def chinese(document: dict[str, Any]) -> list[Paragraph]:
    body = [p for p in document["paragraphs"] if p["kind"] != "noise"]
    return [Paragraph(k, Kind(p["kind"]), p["text"], p["marker"], p["label"]) for k, p in enumerate(body, 1)]


def english(document: dict[str, Any]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for line in (ROOT / document["translation"]).read_text("utf-8").removesuffix("\n").split("\n\n"):
        marker, label, text = split_marker(line, "en")
        kind = Kind.NUMBERED if label else Kind.PARAGRAPH
        paragraphs.append(Paragraph(len(paragraphs) + 1, kind, text.strip(), marker.strip(), label))
    return paragraphs


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d["translation"]], ids=lambda document: document["name"])
def test_the_paragraphs_of_the_sample_find_each_other(document: dict[str, Any]) -> None:
    found: Pairs = {
        (bead.source, bead.target) for bead in align_paragraphs(chinese(document), english(document)).paragraphs
    }
    wanted: Pairs = {(tuple(k - 1 for k in bead["zh"]), tuple(k - 1 for k in bead["en"])) for bead in document["beads"]}
    assert wanted - found == KNOWN_FAILURES.get(document["name"], set())
