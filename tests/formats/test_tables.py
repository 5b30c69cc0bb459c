from __future__ import annotations

import csv
import io
import json
from io import BytesIO

import pytest

from align_bench.formats.tables import COLUMNS, escaped, guarded, unguarded, write_csv, write_jsonl, write_tsv
from align_bench.model.unit import Review, Unit
from formats.reviews import HARD


def test_csv_gives_every_text_back() -> None:
    stream = BytesIO()
    write_csv([HARD], stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert [row["zh"] for row in rows] == [unit.source for unit in HARD.units]
    assert [unguarded(row["en"]) for row in rows] == [unit.target for unit in HARD.units]
    assert not any(cell[:1] in tuple("=+-@\t\r\0") for row in rows for cell in row.values() if cell)


def test_csv_keeps_a_lone_carriage_return_in_its_cell() -> None:
    stream = BytesIO()
    write_csv([Review("x", (Unit("u", "a\rb", 'say "x", y'),))], stream)
    _, row = csv.reader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row[3:5] == ["a\rb", 'say "x", y']


@pytest.mark.parametrize("cell", ["=1", "+a", "-b", "@c", "\t", "\r", "\0", "'=1", "''-", "'quoted'", "plain", ""])
def test_guard_can_be_taken_off(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


def test_tsv_has_a_line_for_each_row() -> None:
    stream = BytesIO()
    write_tsv([HARD], stream)
    lines = stream.getvalue().decode().removesuffix("\n").split("\n")
    assert [line.count("\t") for line in lines] == [len(COLUMNS) - 1] * (len(HARD.units) + 1)
    assert lines[2].split("\t")[3] == "第二段\\n第三段"


def test_tsv_escapes() -> None:
    assert escaped("a\tb\\n\nc\rd") == "a\\tb\\\\n\\nc\\rd"


def test_jsonl_holds_texts_unchanged() -> None:
    stream = BytesIO()
    write_jsonl([HARD], stream)
    rows = [json.loads(line) for line in stream.getvalue().decode().splitlines() if line]
    assert [(row["zh"], row["en"]) for row in rows] == [(unit.source, unit.target) for unit in HARD.units]
    assert (rows[0]["confidence"], rows[1]["confidence"], rows[0]["shape"]) == (0.9876, None, "1-1")
