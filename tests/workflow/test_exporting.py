from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from align_bench.errors import StorageError, UsageError
from align_bench.model.unit import Status
from align_bench.storage.project import Project
from align_bench.workflow.exporting import Form, export_each, left_out, lost_characters, with_status, write_export
from align_bench.workflow.output import write_file
from formats.reviews import HARD


@pytest.mark.parametrize("form", list(Form))
def test_every_form_can_be_written(form: Form) -> None:
    stream = BytesIO()
    write_export([HARD], form, stream, level="paragraph", keep_empty=True)
    assert stream.getvalue()


def test_units_of_some_statuses() -> None:
    chosen = with_status(HARD, [Status.REVIEWED, Status.FINAL])
    assert {unit.status for unit in chosen.units} == {Status.REVIEWED, Status.FINAL}
    assert with_status(HARD, []) is HARD


def test_losses_are_told() -> None:
    assert [left_out([HARD], form, keep_empty=False) for form in (Form.TMX, Form.XLIFF, Form.CSV)] == [2, 1, 0]
    assert lost_characters([HARD], Form.TMX) == ("A & B <note>, unit 5: U+000C FORM FEED, U+000B LINE TABULATION",)
    assert lost_characters([HARD], Form.XLIFF) == ()


def test_one_file_in_the_way_stops_all(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "b.csv").write_text("mine")
    reviews = [type(HARD)(name, HARD.units) for name in ("a", "b")]
    with pytest.raises(UsageError, match=r"b\.csv exists already"):
        export_each(Project(tmp_path), reviews, Form.CSV)
    assert [path.name for path in (tmp_path / "export").iterdir()] == ["b.csv"]
    assert len(export_each(Project(tmp_path), reviews, Form.CSV, force=True)) == 2


def test_files_are_written_where_they_can_be(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="there is no folder"):
        write_file(tmp_path / "no" / "x", lambda _: None)
    with pytest.raises(UsageError, match="is a folder"):
        write_file(tmp_path, lambda _: None, force=True)
