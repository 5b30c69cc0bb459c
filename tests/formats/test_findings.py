from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

from align_bench.formats.findings import write_jsonl, write_table, write_tsv
from align_bench.model.report import Entry
from align_bench.text.cells import width
from formats.reports import NOTHING, REPORT, WAIVER, entry


def jsonl(*, waived: bool = False) -> list[dict[str, object]]:
    stream = StringIO()
    write_jsonl(REPORT, stream, waived=waived)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def tsv(*, waived: bool = False) -> list[list[str]]:
    stream = StringIO()
    write_tsv(REPORT, stream, waived=waived)
    return [line.split("\t") for line in stream.getvalue().splitlines()]


def table(*, waived: bool = False) -> list[str]:
    stream = StringIO()
    write_table(REPORT, stream, waived=waived)
    return stream.getvalue().splitlines()


def test_json_lines_have_the_documented_keys() -> None:
    first, *others = jsonl()
    assert first == {
        "check": "near-form",
        "family": "terminology",
        "severity": "error",
        "document": "a-document",
        "unit": "u1",
        "source_segments": [3],
        "target_segments": [4],
        "source_span": [0, 3],
        "target_span": [0, 5],
        "zh_term": "裁研所",
        "found": "UNIDR",
        "expected": "UNIDIR",
        "message": "'UNIDR' is not quite 'UNIDIR'",
    }
    assert len(others) == 4
    assert all(list(other) == list(first) for other in others)
    assert others[2]["source_span"] is None
    assert others[2]["target_segments"] == []


def test_with_the_waived_ones_each_has_an_id_and_who_waived_it() -> None:
    *others, last = jsonl(waived=True)
    assert last["waived"] == {"reason": WAIVER.reason, "who": "Li", "when": WAIVER.when}
    assert last["id"] == WAIVER.finding
    assert [other["waived"] for other in others] == [None] * 5
    assert len({str(other["id"]) for other in others}) == 5


def test_tsv_has_a_row_a_finding() -> None:
    header, *rows = tsv()
    assert [len(row) for row in rows] == [len(header)] * 5
    assert rows[4][header.index("target_segments")] == "6,7"
    assert rows[4][-1] == "more than one line"
    header, *rows = tsv(waived=True)
    assert [len(row) for row in rows] == [len(header)] * 6
    assert rows[5][-4:] == [WAIVER.finding, WAIVER.reason, "Li", WAIVER.when]
    assert rows[4][-3:] == ["", "", ""]


def test_the_table_is_aligned() -> None:
    lines = table()
    assert lines[0] == "a-document  (2 errors, 2 warnings, 1 hint)"
    words = ("finding", "裁研所: 'UNIDR' is not", "nothing", "465 in the", "no English", "more")
    columns = {width(line[: line.index(word)]) for line, word in zip(lines[1:], words, strict=False)}
    assert len(columns) == 1
    assert entry("near-form").id[:8] in lines[2]
    assert lines[-2:] == ["2 errors, 2 warnings, 1 hint; 1 more is waived", f"signature: {REPORT.signature}"]


def test_the_table_shows_waived_findings_on_request() -> None:
    assert not any(line.startswith("b  ") for line in table())
    lines = table(waived=True)
    assert "b  (all waived)" in lines
    assert "more than one space in a row [waived by Li: as in the <original>]" in lines[-4]


def test_nothing_in_a_text_steers_the_terminal() -> None:
    (first, *_) = REPORT.entries
    waiver = replace(WAIVER, reason="\x1b[2J")
    finding = replace(first.finding, document="a\x1b]0;b\x07", message="\x1b[31m\u202e\r", expected="\x9b")
    hostile = Entry(finding, first.unit, waiver)
    stream = StringIO()
    write_table(replace(REPORT, entries=(hostile,)), stream, waived=True)
    text = stream.getvalue()
    assert "]0;b" in text
    assert "[2J" in text
    assert all(character.isprintable() or character == "\n" for character in text)


def test_a_table_of_nothing_says_so() -> None:
    stream = StringIO()
    write_table(NOTHING, stream)
    assert stream.getvalue() == f"no findings\nsignature: {NOTHING.signature}\n"


def test_no_cell_of_a_table_is_a_formula_or_breaks_its_line() -> None:
    (first, *_) = REPORT.entries
    finding = replace(first.finding, found="=1+1", message="@one\r\ntwo\tthree", expected="'-x")
    stream = StringIO()
    write_tsv(replace(REPORT, entries=(Entry(finding, first.unit),)), stream)
    header, row = stream.getvalue().split("\n")[:-1]
    cells = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert (cells["found"], cells["expected"], cells["message"]) == ("'=1+1", "''-x", "'@one  two three")
