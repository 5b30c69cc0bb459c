from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from align_bench.errors import InputError
from align_bench.formats.aligned import write_aligned
from align_bench.formats.workbook.escapes import unescape
from align_bench.model.unit import Review, Unit
from formats.reviews import HARD


def written(*reviews: Review) -> bytes:
    stream = BytesIO()
    write_aligned(reviews, stream)
    return stream.getvalue()


def test_two_columns_and_nothing_of_the_review() -> None:
    sheet = load_workbook(BytesIO(written(HARD))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("No.", "Chinese", "English")
    assert [[unescape(str(cell or "")) for cell in row[1:]] for row in rows[1:]] == [
        [unit.source, unit.target] for unit in HARD.units
    ]
    assert sheet["C6"].data_type == "s"
    assert sheet["C6"].quotePrefix


def test_sheet_names_are_legal_and_differ() -> None:
    names = ["a" * 40, "a" * 40 + "b", "A" * 31, "x/y:z", "'q'"]
    book = load_workbook(BytesIO(written(*(Review(name, ()) for name in names))))
    assert book.sheetnames == ["a" * 31, "a" * 27 + " (2)", "A" * 27 + " (3)", "x_y_z", "q"]


def test_same_content_same_bytes() -> None:
    assert written(HARD) == written(HARD)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("长" * 32_768, "long: unit 1: the text has 32,768 characters", id="long"),
        pytest.param("\U0001f600" * 16_384, "has 32,768 characters", id="counted as the file counts"),
        pytest.param("a\ufffe", r"U\+FFFE", id="impossible character"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        written(Review("long", (Unit("u", text, "x"),)))
