"""A report of a crash tells where it was, and nothing of any text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from align_bench.errors import AlignmentError, InputError
from align_bench.model.edits import Edit
from align_bench.model.records import edit_from_record
from align_bench.storage import crash
from align_bench.storage.crash import crash_report, place_of, write_crash_report

TIME = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TEXT = "本决议的秘密段落 secret paragraph"


def fail_on(text: str) -> Edit:
    """Fail with the text in the message, in a value of every frame, in a note and in the cause."""
    try:
        text.encode("ascii")
    except UnicodeEncodeError as error:
        error.add_note(text)
        paths = {text: [text]}
        raise FileNotFoundError(2, text, f"/home/{text}/{next(iter(paths))}.xlsx") from error
    return edit_from_record({"action": text})


def crashed() -> BaseException:
    try:
        fail_on(TEXT)
    except OSError as error:
        return error
    raise AssertionError


def test_no_text_is_in_a_report() -> None:
    report = crash_report(crashed(), "review", TIME)
    for part in ("秘密", "secret", "home", "ascii", TEXT):
        assert part not in report
    assert "builtins.FileNotFoundError (errno 2)" in report
    assert "came from: builtins.UnicodeEncodeError" in report
    assert "test_crash.py" in report
    assert "fail_on" in report


def test_it_tells_where_our_code_was() -> None:
    with pytest.raises(InputError) as caught:
        edit_from_record({"action": 1, "changes": TEXT})
    assert place_of(caught.value).startswith("align_bench/model/records.py:")
    assert TEXT[:2] not in crash_report(caught.value, "", TIME)


def test_reports_are_kept_beside_each_other_and_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "report_folder", lambda: tmp_path / "state" / "crashes")
    paths = [write_crash_report(AlignmentError(TEXT), "check", TIME) for _ in range(3)]
    assert [path.name for path in paths if path] == [
        "2026-03-01T093000.txt", "2026-03-01T093000-1.txt", "2026-03-01T093000-2.txt",
    ]  # fmt: skip
    for _ in range(crash.KEPT):
        write_crash_report(AlignmentError(TEXT), "check", TIME)
    assert len(list((tmp_path / "state" / "crashes").iterdir())) == crash.KEPT


def test_where_no_report_can_be_written_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(crash, "report_folder", lambda: tmp_path / "file" / "crashes")
    assert write_crash_report(AlignmentError(TEXT), "check", TIME) is None


def test_reports_are_in_the_folder_of_the_system(state_folder: Path) -> None:
    assert crash.report_folder() == state_folder / "align-bench" / "crashes"
