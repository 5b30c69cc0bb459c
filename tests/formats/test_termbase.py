from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import read_termbase, read_termbase_with_notices
from align_bench.model.termbase import TermStatus

HEADER = "zh,en_preferred,en_admitted,en_forbidden,note\n"
ROW = "联系人,focal point,,contact person|liaison person,a note\n"


def _written(folder: Path, text: str, encoding: str = "utf-8", name: str = "terms.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    concept = read_termbase(_written(tmp_path, HEADER + ROW, encoding)).concepts[0]
    assert concept.source_terms == ("联系人",)
    assert concept.preferred == ("focal point",)
    assert concept.forbidden == ("contact person", "liaison person")
    assert concept.terms[-1].status is TermStatus.DEPRECATED
    assert concept.note == "a note"


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    path = _written(tmp_path, "Forbidden;English;remark x;中文\nNTBT;CTBT;-;《禁核试条约》\n")
    concept = read_termbase(path).concepts[0]
    assert (concept.source_terms, concept.preferred, concept.forbidden) == (("《禁核试条约》",), ("CTBT",), ("NTBT",))


def test_a_workbook_reads_like_the_table(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADER + ROW).splitlines():
        sheet.append(line.split(","))
    book.save(path)
    assert read_termbase(path) == read_termbase(_written(tmp_path, HEADER + ROW))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "the termbase is empty", id="empty"),
        pytest.param(
            "en,note\na,b\n", "row 1: no Chinese column (the columns are 'en', 'note')", id="no-chinese-column"
        ),
        pytest.param("zh,note\na,b\n", "row 1: no English column", id="no-english-column"),
        pytest.param(
            "zh,en,zh\n", "row 1, column C: 'zh' is a second column for zh (the first is column A)", id="twice"
        ),
        pytest.param(HEADER + "\n,a,,,\n", "row 3, column A: the Chinese term is missing", id="term-missing"),
        pytest.param(
            HEADER + "核,a,,a,\n",
            "row 2, column D: 'a' is both allowed and forbidden for 核",
            id="contradiction-in-row",
        ),
        pytest.param(
            HEADER + "核,a,,,\n核,b,,a,\n",
            "row 3: 'a' is forbidden for 核, but row 2 says the contrary",
            id="contradiction-between-rows",
        ),
        pytest.param(HEADER + "核,\0,,,\n", "this is not a text file", id="binary"),
    ],
)
def test_errors_name_file_row_and_column(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        read_termbase(_written(tmp_path, text))
    assert caught.value.message == f"terms.csv: {message}"
    assert caught.value.hint


def test_other_files_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv", _written(tmp_path, "x", name="terms.doc")):
        with pytest.raises(TermbaseError):
            read_termbase(path)
    with pytest.raises(TermbaseError, match="is damaged"):
        read_termbase(_written(tmp_path, "x", name="terms.xlsx"))
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"zh,en\n\xff\xff\xff\xff,a\n")
    with pytest.raises(TermbaseError, match="the encoding cannot be told"):
        read_termbase(broken)


def test_a_row_twice_is_a_notice(tmp_path: Path) -> None:
    termbase, notices = read_termbase_with_notices(
        _written(tmp_path, HEADER + "核试验,test,,,\n核试验,nuclear test,,,\n裁军,,,denuclearization,\n")
    )
    assert termbase.concepts[0].preferred == ("test", "nuclear test")
    assert [str(notice).split(";")[0] for notice in notices] == [
        "row 3: 核试验 stands in row 2 already",
        "row 4: 裁军 has no English term",
    ]
