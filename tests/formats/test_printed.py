"""From a place in a paragraph to the line and column where it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align_bench.formats.plain import read_document
from align_bench.formats.printed import read_printed
from align_bench.model.document import Language
from align_bench.model.printed import PrintedText, Region

ENGLISH = """\
   Statement on Shared Waters

1. We, the representatives of the three riparian
   States, met in  Lovina on 24 June 2024.
\x0c2. We decided to establish a com-
mission of fifteen members.
"""


def printed(folder: Path, text: str, language: Language = "en") -> PrintedText:
    path = folder / "note.txt"
    path.write_bytes(text.encode())
    return read_printed(path, language, "note.txt")


def words(folder: Path, text: str, paragraph: int, wanted: str, language: Language = "en") -> Region | None:
    """Where the words of a paragraph are printed."""
    read = printed(folder, text, language)
    document = read_document(folder / "note.txt", language)
    line = document.paragraphs[paragraph - 1].line
    return read.region(paragraph, line, line.index(wanted), line.index(wanted) + len(wanted))


@pytest.mark.parametrize(("paragraph", "wanted", "region"), [
    pytest.param(1, "Shared Waters", Region((1, 17), (1, 30)), id="indented"),
    pytest.param(2, "1.", Region((3, 1), (3, 3)), id="marker"),
    pytest.param(2, "riparian States", Region((3, 41), (4, 10)), id="over-a-line-end"),
    pytest.param(2, "  ", Region((4, 18), (4, 20)), id="spaces"),
    pytest.param(3, "We", Region((5, 5), (5, 7)), id="behind-a-form-feed"),
    pytest.param(3, "com-mission", Region((5, 31), (6, 8)), id="hyphenated"),
])  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_where_words_are_printed(tmp_path: Path, paragraph: int, wanted: str, region: Region, end: str) -> None:
    assert words(tmp_path, ENGLISH.replace("\n", end), paragraph, wanted) == region


def test_separators_that_no_editor_counts(tmp_path: Path) -> None:
    text = "Title of the text\n\nOne\u2028two three.\n\nThe last paragraph."
    assert words(tmp_path, text, 3, "three") == Region((3, 9), (3, 14))
    assert words(tmp_path, text, 4, "last") == Region((5, 5), (5, 9))


def test_a_mark_at_the_beginning_of_a_file_is_no_column(tmp_path: Path) -> None:
    assert words(tmp_path, "\ufeff关于共同水域的声明\n", 1, "共同", "zh") == Region((1, 3), (1, 5))


def test_a_text_that_is_not_in_the_file_has_no_place(tmp_path: Path) -> None:
    text = printed(tmp_path, ENGLISH)
    assert text.region(2, "1. We, the representatives of four riparian States", 0, 2) is None
    assert text.region(9, "1. We", 0, 2) is None
    assert text.region(2, "", 0, 0) is None
    assert text.region_of_all((1, 2), ("Statement on Shared Waters", "1. We")) == Region((1, 4), (3, 6))
    assert text.region_of_all((1, 2), ("Statement on Shared Waters", "1. They")) is None
    assert text.region_of_all((1,), ("Statement on Shared Waters", "1. We")) is None
    assert text.region_of_all((), ()) is None


_WORDS = st.lists(
    st.sampled_from(["States", "met", "in", "2024,", "treaty", "naïve", "(CTBT)"]), min_size=2, max_size=40
)


@given(st.lists(_WORDS, min_size=1, max_size=4), st.integers(20, 60), st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_are_found_where_they_are(
    tmp_path: Path, paragraphs: list[list[str]], width: int, data: st.DataObject
) -> None:
    """Wrapped at some width, whatever the reader makes of it."""
    text = "\n\n".join(_wrapped(["Text:", *paragraph], width) for paragraph in paragraphs)
    read = printed(tmp_path, text)
    document = read_document(tmp_path / "note.txt", "en")
    paragraph = data.draw(st.sampled_from(document.paragraphs))
    line = paragraph.line
    start = data.draw(st.integers(0, len(line) - 1))
    stop = data.draw(st.integers(start + 1, len(line)))
    region = read.region(paragraph.number, line, start, stop)
    if line[start:stop].isspace():
        return
    assert region is not None
    rows = text.split("\n")
    (first, column), (last, end) = region.first, region.stop
    rows = rows[first - 1 : last]
    rows[-1] = rows[-1][: end - 1]
    rows[0] = rows[0][column - 1 :]
    assert "".join("".join(rows).split()) == "".join(line[start:stop].split())


def _wrapped(paragraph: list[str], width: int) -> str:
    lines = [""]
    for word in paragraph:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
