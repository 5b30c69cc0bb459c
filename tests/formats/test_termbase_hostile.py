"""Termbases that mean harm, or are nothing but large: an error that says so, in bounded memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align_bench.errors import TermbaseError
from align_bench.formats.termbase import read_termbase, read_termbase_with_notices

ENTRY = '<conceptEntry><langSec xml:lang="zh"><termSec><term>核武器</term>{}</termSec></langSec></conceptEntry>'
LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
HEADER = "zh,en_preferred,en_admitted,en_forbidden,note\n"
MEMORY = 1 << 30
"""What a process may have that reads the files below, the interpreter and its libraries among it."""

READER = """\
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from align_bench.errors import TermbaseError
from align_bench.formats.termbase import read_termbase
try:
    print(len(read_termbase(Path(sys.argv[1])).concepts))
except TermbaseError as error:
    print(error.message, error.hint, sep="; ")
"""


def tbx(entry: str, document_type: str = "") -> str:
    return f"{document_type}<tbx><text><body>{entry}</body></text></tbx>"


def read_in_bounds(path: Path) -> str:
    """What comes of the file, as a line, in a process that has no more memory than `MEMORY`."""
    run = subprocess.run(
        [sys.executable, "-c", READER, str(path), str(MEMORY)], check=True, capture_output=True, encoding="utf-8"
    )
    return run.stdout.strip()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(tbx(ENTRY.format("&a9;"), f'<!DOCTYPE tbx [<!ENTITY a0 "ha">{LAUGHS}]>'), id="billion laughs"),
        pytest.param(
            tbx(ENTRY.format(""), f'<!DOCTYPE tbx [<!ENTITY a0 "ha">{LAUGHS}]>').replace("<tbx>", '<tbx type="&a9;">'),
            id="billion laughs in an attribute",
        ),
        pytest.param(
            tbx(ENTRY.format("&x;"), f'<!DOCTYPE tbx [<!ENTITY x "{"x" * 100_000}">]>'), id="quadratic growth"
        ),
        pytest.param(tbx(ENTRY.format("&x;"), '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), id="a file"),
        pytest.param(
            tbx(ENTRY.format("&x;"), '<!DOCTYPE tbx [<!ENTITY x SYSTEM "http://localhost:9/x">]>'), id="the network"
        ),
        pytest.param(
            tbx(ENTRY.format(""), '<!DOCTYPE tbx [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'), id="a parameter"
        ),
    ],
)
def test_entities_are_never_expanded(tmp_path: Path, text: str) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(text, encoding="utf-8")
    said = read_in_bounds(path)
    assert said.startswith("terms.tbx: ")
    assert "entit" in said
    assert "root:" not in said


def test_an_external_document_type_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY x "secret"><!ATTLIST conceptEntry id CDATA "secret">', encoding="utf-8")
    path = tmp_path / "terms.tbx"
    document_type = f'<!DOCTYPE tbx SYSTEM "{secret.as_uri()}">'
    path.write_text(tbx(ENTRY.format(""), document_type), encoding="utf-8")
    assert read_termbase(path).concepts[0].id == "核武器"
    path.write_text(tbx(ENTRY.format("<note>&x;</note>"), document_type), encoding="utf-8")
    with pytest.raises(TermbaseError, match="line 1: the entity &x; is not declared"):
        read_termbase(path)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param("<x>" * 10_000, "not well-formed XML: Excessive depth", id="deep"),
        pytest.param(ENTRY.format("<x/>" * 150_000), "more than 100,000 elements in one entry", id="wide"),
        pytest.param(ENTRY.format(f"<note>{'x' * 11_000_000}</note>"), "not well-formed XML", id="long"),
    ],
)
def test_measureless_entries(tmp_path: Path, entry: str, message: str) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(tbx(entry), encoding="utf-8")
    assert message in read_in_bounds(path)


def test_entries_are_forgotten_once_they_are_read(tmp_path: Path) -> None:
    """60 MB of entries with long notes, of which a termbase keeps a few terms."""
    path = tmp_path / "terms.tbx"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("<tbx><text><body>\n")
        left_out = f"<descrip type='definition'>{'definition ' * 500}</descrip>"
        stream.writelines(ENTRY.format(left_out) + "\n" for _ in range(10_000))
        stream.write("</body></text></tbx>")
    assert path.stat().st_size > 55_000_000
    assert read_in_bounds(path) == "10000"


def _many_terms() -> Iterator[str]:
    terms = "|".join(f"programme number {1_000_000 + index}" for index in range(1_000))
    yield HEADER
    yield from (f"第{number}号核武器计划,{terms}\n" for number in range(4_000))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(_many_terms(), "row 1001: a termbase holds at most 1,000,000 terms", id="terms"),
        pytest.param([HEADER, "核" * 35_000_000], "line 2 is longer than any row", id="one line"),
        pytest.param(
            [HEADER, '核,"a\n', *["核武器,nuclear weapon\n"] * 4_000_000], "field larger than", id="open quote"
        ),
    ],
)
def test_a_table_of_a_hundred_megabytes(tmp_path: Path, lines: Iterator[str], message: str) -> None:
    path = tmp_path / "terms.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(lines)
    assert path.stat().st_size > 90_000_000
    assert message in read_in_bounds(path)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    with path.open("wb") as stream:
        stream.truncate(300 << 20)
    with pytest.raises(TermbaseError, match="300 MB; termbases of up to 256 MB are read"):
        read_termbase(path)


def test_a_workbook_that_unpacks_to_more_than_memory_holds(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    packed = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with packed as archive, archive.open("xl/sheet.xml", "w") as part:
        for _ in range(130):
            part.write(b" " * (1 << 20))
    assert path.stat().st_size < 2 << 20
    assert "unpacks to 130 MB" in read_in_bounds(path)


def _sheet(rows: Iterator[str]) -> dict[str, str]:
    """The parts of the smallest workbook with these rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/{{}}" Target="{{}}"/></Relationships>'
    )
    return {
        "_rels/.rels": relation.format("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relation.format("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Terms" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }


def _table(rows: int, columns: int) -> Iterator[str]:
    yield '<row r="1"><c r="A1" t="str"><v>zh</v></c><c r="B1" t="str"><v>en</v></c></row>'
    for row in range(2, rows + 1):
        cells = "".join(f'<c r="{column}{row}" t="str"><v>w{row}</v></c>' for column in "ABCDEFGH"[:columns])
        yield f'<row r="{row}">{cells}</row>'


def test_a_sheet_as_large_as_sheets_are(tmp_path: Path) -> None:
    """The reader of cells makes a rectangle of four columns and 1,048,576 rows, whatever stands in them: 600 MB."""
    path = tmp_path / "terms.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        last = f'<row r="{1 << 20}"><c r="D{1 << 20}" t="str"><v>x</v></c></row>'
        for name, part in _sheet(chain(_table(1_000, 4), [last])).items():
            archive.writestr(name, part)
    assert "sheet 'Terms' reaches to column D and row 1048576" in read_in_bounds(path)


def test_a_formula_in_each_row_is_looked_at(tmp_path: Path) -> None:
    """2,000 formulas, the last of which has no result."""
    path = tmp_path / "terms.xlsx"
    formulas = (
        f'<row r="{row}"><c r="A{row}" t="str"><v>核武器{row}</v></c>'
        f'<c r="B{row}" t="str"><f>"weapon "&amp;{row}</f>{"<v>weapon</v>" if row < 2_000 else ""}</c></row>'
        for row in range(2, 2_001)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in _sheet(chain(_table(1, 2), formulas)).items():
            archive.writestr(name, part)
    assert "row 2000, column B: the formula '=\"weapon \"&2000' without a result" in read_in_bounds(path)


def test_cells_merged_over_a_whole_sheet_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    parts = _sheet(_table(2, 2))
    sheet = parts["xl/worksheets/sheet1.xml"]
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", merged)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert read_in_bounds(path) == "1"


def test_odd_things_by_the_thousand_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(HEADER + "核,nuclear\n" * 5_000, encoding="utf-8")
    termbase, notices = read_termbase_with_notices(path)
    assert len(termbase.concepts) == 1
    assert len(notices) == 1_001
    assert str(notices[-1]) == "8,999 more of the kind"


def failure(path: Path) -> TermbaseError | None:
    try:
        read_termbase(path)
    except TermbaseError as error:
        return error
    return None


@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "tbx"])
def test_any_bytes_are_a_termbase_or_an_error_with_a_way_out(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"terms.{suffix}"
    for start in (b"", HEADER.encode(), b"concept,language,term,match\n", b"<tbx><conceptEntry>"):
        path.write_bytes(start + content)
        error = failure(path)
        assert error is None or (error.message.startswith(path.name) and error.hint)
