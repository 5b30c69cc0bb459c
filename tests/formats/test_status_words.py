"""Statuses as people type them."""

from __future__ import annotations

import pytest

from align_bench.formats.workbook.typed import parse_status
from align_bench.model.unit import Status


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    "written", ["{}", "{} ", "\u00a0{}", "{}.", "{}\u200b"], ids=["as-is", "blank", "nbsp", "stop", "zwsp"]
)
def test_a_status_is_recognised_however_it_is_typed(status: Status, written: str) -> None:
    for word in (status.value, status.value.upper(), status.value.title()):
        assert parse_status(written.format(word)) is status


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("已审", Status.REVIEWED),
        ("已審校", Status.REVIEWED),
        ("ｒｅｖｉｅｗｅｄ", Status.REVIEWED),
        ("定稿。", Status.FINAL),
    ],
    ids=["simplified", "traditional", "full-width", "stop"],
)
def test_chinese_words(word: str, status: Status) -> None:
    assert parse_status(word) is status


@pytest.mark.parametrize(
    "word", ["", " ", "ok", "done", "reviewed?", "not reviewed", "未审", "approved", "review", "✓"]
)
def test_what_is_not_certain_is_no_status(word: str) -> None:
    assert parse_status(word) is None
