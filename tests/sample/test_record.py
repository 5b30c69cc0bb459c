"""The record of the sample project is true: it agrees with the texts and the termbase, which it describes."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORD: dict[str, Any] = json.loads((ROOT / "tests/sample/record.json").read_text("utf-8"))
DOCUMENTS: list[dict[str, Any]] = RECORD["documents"]
TRANSLATED = [document for document in DOCUMENTS if document["translation"]]
FAULT_TYPES = {
    "date_error", "doubled_space", "forbidden_variant", "fullwidth_punctuation", "inconsistent_between_documents",
    "inconsistent_within_document", "misspelt_name", "number_error", "ordinal_error", "percent_error",
    "repeated_word", "resolution_number_error", "term_missing", "unpaired_bracket", "unpaired_quote",
    "untranslated_chinese", "wrong_term", "wrong_variant",
}  # fmt: skip

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["name"])
each_translated = pytest.mark.parametrize("document", TRANSLATED, ids=lambda document: document["name"])


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def body(document: dict[str, Any]) -> list[str]:
    return [p["marker"] + p["text"] for p in document["paragraphs"] if p["kind"] != "noise"]


def english(document: dict[str, Any]) -> list[str]:
    path: str = document["translation"]
    return (ROOT / path).read_text("utf-8").removesuffix("\n").split("\n\n")


def entries(kind: str, document: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for entry in RECORD[kind] if entry["document"] == document["name"]]


def corrected(document: dict[str, Any]) -> list[str]:
    paragraphs = english(document)
    for fault in sorted(entries("faults", document), key=lambda f: -f["offset"]):
        text, start = paragraphs[fault["en_paragraph"] - 1], fault["offset"]
        rest = text[start + len(fault["found"]) :]
        paragraphs[fault["en_paragraph"] - 1] = text[:start] + fault["expected"] + rest
    return paragraphs


def terms() -> list[dict[str, str]]:
    with (ROOT / "terms.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def forms(row: dict[str, str], *columns: str) -> list[str]:
    return [form for column in columns for form in row[column].split("|") if form]


def test_the_sample_is_what_the_record_lists() -> None:
    assert sorted(d["source"] for d in DOCUMENTS) == sorted(f"sources/{p.name}" for p in ROOT.glob("sources/*.zh.txt"))
    listed = sorted(d["translation"] for d in TRANSLATED)
    assert listed == sorted(f"translations/{p.name}" for p in ROOT.glob("translations/*.en.txt"))
    assert len(DOCUMENTS) == len(TRANSLATED) + 1
    assert sum(len(body(document)) for document in DOCUMENTS) >= 180


@each_document
def test_paragraphs_are_the_source(document: dict[str, Any]) -> None:
    text = (ROOT / document["source"]).read_text("utf-8")
    assert squeeze(text) == squeeze("".join(p["marker"] + p["text"] for p in document["paragraphs"]))
    for paragraph in document["paragraphs"]:
        assert (paragraph["label"] is None) == (paragraph["marker"] == "")
        assert paragraph["text"] == paragraph["text"].strip() != ""


@each_translated
def test_every_paragraph_stands_in_one_bead(document: dict[str, Any]) -> None:
    paragraphs = english(document)
    assert len(paragraphs) == document["english"]
    assert all(p == p.strip() != "" and "\n" not in p for p in paragraphs)
    for side, count in (("zh", len(body(document))), ("en", len(paragraphs))):
        used = sorted(number for bead in document["beads"] for number in bead[side])
        assert used == list(range(1, count + 1))
    assert all("note" in b for b in document["beads"] if (len(b["zh"]), len(b["en"])) != (1, 1))


@each_translated
def test_faults_stand_where_the_record_says(document: dict[str, Any]) -> None:
    paragraphs, sentences = english(document), Counter[tuple[int, int]]()
    for fault in entries("faults", document):
        text, start = paragraphs[fault["en_paragraph"] - 1], fault["offset"]
        assert text.startswith(fault["found"], start)
        assert fault["found"] in fault["context"]
        assert fault["context"] in text
        assert fault["found"] != fault["expected"]
        assert (fault["found"] == "") == (fault["type"] == "term_missing")
        ends = re.finditer(r"(?<!Mr)(?<!Ms)(?<!Dr)[.!?]”? ", text[:start])
        sentences[fault["en_paragraph"], sum(1 for _ in ends)] += 1
    assert set(sentences.values()) <= {1}, "at most one fault in a sentence"


@each_translated
def test_traps_stand_in_the_text(document: dict[str, Any]) -> None:
    paragraphs = english(document)
    for trap in entries("traps", document):
        assert trap["rendering"] in paragraphs[trap["en_paragraph"] - 1], trap


def test_there_are_faults_of_every_type() -> None:
    assert {fault["type"] for fault in RECORD["faults"]} == FAULT_TYPES
    assert len(RECORD["faults"]) >= 36


def test_the_termbase_is_sound() -> None:
    rows = terms()
    assert len({row["zh"] for row in rows}) == len(rows) >= 65
    sources = squeeze("".join(text for document in DOCUMENTS for text in body(document)))
    for row in rows:
        assert squeeze(row["zh"]) in sources
        assert not set(forms(row, "en_preferred", "en_admitted")) & set(forms(row, "en_forbidden"))


def source_hits(text: str, rows: list[dict[str, str]]) -> Counter[str]:
    """Longest match first; a match takes its characters away."""
    hits: Counter[str] = Counter()
    for row in sorted(rows, key=lambda row: -len(row["zh"])):
        text, hits[row["zh"]] = re.subn(re.escape(squeeze(row["zh"])), "\0", text)
    return +hits


def count_renderings(text: str, allowed: list[str]) -> int:
    text, total = text.replace("-", " ").lower(), 0
    for form in sorted((form.replace("-", " ").lower() for form in allowed), key=len, reverse=True):
        pattern = re.escape(form).replace("state", "states?").replace("y", "(?:y|ies)")
        text, count = re.subn(rf"\b{pattern}s?\b", "\0", text)
        total += count
    return total


@each_translated
def test_every_term_is_rendered_once_the_faults_are_corrected(document: dict[str, Any]) -> None:
    rows, sources, targets = terms(), body(document), corrected(document)
    by_term = {row["zh"]: row for row in rows}
    traps = {(trap["en_paragraph"], trap["zh_term"]) for trap in entries("traps", document)}
    for bead in document["beads"]:
        if not bead["en"]:
            continue
        hits = source_hits(squeeze("".join(sources[i - 1] for i in bead["zh"])), rows)
        text = " ".join(targets[i - 1] for i in bead["en"])
        for term, count in hits.items():
            found = count_renderings(text, forms(by_term[term], "en_preferred", "en_admitted"))
            assert found >= count or any((i, term) in traps for i in bead["en"]), (bead, term, found, count)
