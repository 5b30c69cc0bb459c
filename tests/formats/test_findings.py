from __future__ import annotations

import json
from io import StringIO
from typing import Literal

from align_bench.formats.findings import write_findings
from align_bench.model.finding import Finding, Severity, Span
from align_bench.text.cells import width

FINDINGS = (
    Finding(
        "near-form", "terminology", Severity.ERROR, "a-document", "u1", (3,), (4,), "'UNIDR' is not quite 'UNIDIR'",
        source_span=Span(3, 5, 8), target_span=Span(4, 10, 15), zh_term="裁研所", found="UNIDR", expected="UNIDIR",
    ),
    Finding("doubled-space", "form", Severity.WARNING, "a-document", "u2", (5, 6), (6,), "more\tthan one\nspace"),
    Finding("omitted-paragraph", "alignment", Severity.WARNING, "b", "u1", (12,), (), "no English for 联系人"),
)  # fmt: skip


def written(kind: Literal["table", "jsonl", "tsv"]) -> str:
    stream = StringIO()
    write_findings(FINDINGS, stream, kind)
    return stream.getvalue()


def test_json_lines_have_the_documented_keys() -> None:
    first, second, third = (json.loads(line) for line in written("jsonl").splitlines())
    assert first == {
        "check": "near-form",
        "family": "terminology",
        "severity": "error",
        "document": "a-document",
        "unit": "u1",
        "source_segments": [3],
        "target_segments": [4],
        "source_span": [5, 8],
        "target_span": [10, 15],
        "zh_term": "裁研所",
        "found": "UNIDR",
        "expected": "UNIDIR",
        "message": "'UNIDR' is not quite 'UNIDIR'",
    }
    assert list(second) == list(third) == list(first)
    assert second["source_span"] is None
    assert third["target_segments"] == []


def test_tsv_has_a_row_a_finding() -> None:
    header, *rows = (line.split("\t") for line in written("tsv").splitlines())
    assert [len(row) for row in rows] == [len(header)] * 3
    assert rows[1][header.index("source_segments")] == "5,6"
    assert rows[1][-1] == "more than one space"


def test_the_table_is_aligned() -> None:
    lines = written("table").splitlines()
    assert lines[0] == "a-document  (1 error, 1 warning)"
    columns = {
        width(line[: line.index(word)]) for line, word in zip(lines[1:4], ("finding", "裁研所", "more"), strict=True)
    }
    assert len(columns) == 1
    assert "裁研所: 'UNIDR' is not quite 'UNIDIR'" in lines[2]
