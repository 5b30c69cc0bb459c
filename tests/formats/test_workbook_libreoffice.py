"""What LibreOffice makes of the workbook: it reads, saves, and nothing is lost."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align_bench.formats.workbook import read_workbook
from align_bench.formats.workbook.schema import PROPERTY, SCHEMA
from align_bench.model.unit import Status, Unit
from formats.books import UNITS, parts, review, updated, written
from formats.hostile import PIECES

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

HOSTILE = [
    "=1+1", "+1", "-", "@x", "#N/A", "001", "1/2", "NA", "TRUE", "2026-03-01", "  lead and trail  ", "a\nb\n", "\ttab",
    "_x0041_", "_x005F_", "_x000D_", "_xD83D_", "a\x01\x0bb", "😀" * 20, "x\n\n\ny", "<&>", "e" * 32_767, "长" * 32_767,
]  # fmt: skip


def converted(path: Path, folder: Path, kind: str = "xlsx") -> Path:
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(path)], check=True, capture_output=True, timeout=180)
    return folder / "out" / f"{path.stem}.{kind}"


def test_it_comes_back_equal_and_fit_for_work(tmp_path: Path) -> None:
    hostile = [Unit(f"h{i}", text, text, comment=text, confidence=0.1234) for i, text in enumerate(HOSTILE)]
    units = (*UNITS, *hostile)
    path = converted(written(tmp_path / "note.xlsx", units), tmp_path)
    back = read_workbook(path)
    for wanted, found in zip(units, back.units, strict=True):
        assert found == wanted
    sheet = load_workbook(path)["Review"]
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    assert sheet.auto_filter.ref == f"A1:Q{len(units) + 1}"
    assert [str(rule.formula1) for rule in sheet.data_validations.dataValidation] == [
        f'"{",".join(Status)}"',
        '"yes"',
    ]
    (colours,) = sheet.conditional_formatting
    assert len(colours.rules) == len(Status)
    assert sheet["B3"].alignment.wrap_text
    assert sheet["B3"].protection.locked
    assert not sheet["C3"].protection.locked
    assert sheet["B3"].number_format == "@"
    assert sheet.column_dimensions["N"].hidden


def test_texts_put_together_at_random_come_back_equal(tmp_path: Path) -> None:
    """Without carriage returns: beside a line feed LibreOffice makes line feeds of them."""
    chance = random.Random(20260301)
    texts = ["".join(chance.choices(PIECES, k=chance.randrange(1, 7))) for _ in range(2000)]
    units = tuple(Unit(f"u{i}", text, text, comment=text[::-1]) for i, text in enumerate(texts))
    back = read_workbook(converted(written(tmp_path / "note.xlsx", units), tmp_path))
    for wanted, found in zip(units, back.units, strict=True):
        assert found == wanted


def test_what_it_saved_can_be_updated(tmp_path: Path) -> None:
    path = converted(written(tmp_path / "note.xlsx"), tmp_path)
    assert PROPERTY.encode() in parts(path)["docProps/custom.xml"]
    assert f">{SCHEMA}</vt:".encode() in parts(path)["docProps/custom.xml"]
    updated(path, UNITS[1:])
    assert read_workbook(path) == review(*UNITS[1:])
    again = converted(path.rename(tmp_path / "again.xlsx"), tmp_path)
    assert read_workbook(again).units == UNITS[1:]
