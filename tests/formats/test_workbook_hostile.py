"""Whatever a text holds, the workbook gives it back as it was, or refuses it by name before anything is written."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from align_bench.errors import WorkbookError
from align_bench.formats.workbook import read_workbook, update_workbook, write_workbook
from align_bench.model.unit import Review, Unit
from formats.books import FINDING, UNITS, parts, repacked, review, updated, worked_in, written
from formats.hostile import IMPOSSIBLE, anything

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXTS = st.lists(st.tuples(anything, anything, anything), min_size=1, max_size=12)
_NEVER = re.compile("[\ud800-\udfff\ufffe\uffff\0]")


def named(texts: list[tuple[str, str, str]]) -> tuple[Unit, ...]:
    return tuple(Unit(f"u{i}", a, b, comment=c) for i, (a, b, c) in enumerate(texts))


@given(TEXTS)
@example([("=1", "\ud800", "")])
@QUICK
def test_a_new_workbook_gives_back_every_text_or_refuses_it(tmp_path: Path, texts: list[tuple[str, str, str]]) -> None:
    stream = io.BytesIO()
    units = named(texts)
    if _NEVER.search("".join(map("".join, texts))):
        with pytest.raises(WorkbookError, match="no workbook can hold: U\\+"):
            write_workbook(Review("note", units), (), stream)
        assert stream.getvalue() == b""
        return
    write_workbook(Review("note", units), (), stream)
    path = tmp_path / "note.xlsx"
    path.write_bytes(stream.getvalue())
    assert read_workbook(path).units == units


@given(TEXTS)
@QUICK
def test_a_workbook_that_others_saved_takes_every_text_or_is_left_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("book") / "note.xlsx"
    written(path)
    worked_in(path, lambda _: None)
    before, units = path.read_bytes(), (*UNITS, *named(texts))
    if _NEVER.search("".join(map("".join, texts))):
        with pytest.raises(WorkbookError, match="no workbook can hold: U\\+"):
            updated(path, units)
        assert path.read_bytes() == before
        return
    updated(path, units)
    assert read_workbook(path).units == units
    # And once more, now that it holds them: nothing is left to change.
    after = path.read_bytes()
    updated(path, units)
    assert path.read_bytes() == after


@pytest.mark.parametrize("character", [pytest.param(c, id=f"U+{ord(c):04X}") for c in IMPOSSIBLE])
@pytest.mark.parametrize("field", ["source", "target", "comment", "reviewer", "label", "paragraph"])
def test_a_character_that_no_workbook_holds_is_named_with_its_place(tmp_path: Path, field: str, character: str) -> None:
    values: dict[str, Any] = {"source": "甲", "target": "first", field: f"ab{character}"}
    with pytest.raises(WorkbookError, match=rf"no workbook can hold: U\+{ord(character):04X} at character 3"):
        update_workbook(written(tmp_path / "note.xlsx"), review(Unit("a", **values)), None, io.BytesIO())


def test_a_finding_that_quotes_what_no_cell_holds_is_written_legible(tmp_path: Path) -> None:
    finding = replace(FINDING, message="half \ud800 a pair, \ufffe", found="x" * 40_000)
    path = written(tmp_path / "note.xlsx", UNITS, [finding])
    assert read_workbook(path) == review()
    sheet = load_workbook(path)["Findings"]
    assert sheet["E2"].value == "half \ufffd a pair, \ufffd"
    assert len(str(sheet["G2"].value)) == 32_767
    assert str(sheet["G2"].value).endswith("…")


RICH = (
    "<is><r><t xml:space='preserve'>I. </t></r><rPh sb='0' eb='1'><t>reading</t></rPh>"
    "<r><rPr><b/></rPr><t xml:space='preserve'>Gen_x0041_</t></r></is>"
)


def test_rich_text_and_readings_are_read_as_plain_text(tmp_path: Path) -> None:
    path = written(tmp_path / "note.xlsx")

    def work(package: dict[str, bytes]) -> None:
        sheet = package["xl/worksheets/sheet1.xml"]
        plain = b'<is><t xml:space="preserve">I. General</t></is>'
        assert plain in sheet
        package["xl/worksheets/sheet1.xml"] = sheet.replace(plain, RICH.encode())

    repacked(path, work)
    units = read_workbook(path).units
    assert units[0].target == "I. GenA"
    updated(path, units)
    assert b"<b/></rPr>" in parts(path)["xl/worksheets/sheet1.xml"]
    assert read_workbook(path).units == units
