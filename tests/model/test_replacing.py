import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.errors import UsageError
from align_bench.model.edits import Stamp, apply
from align_bench.model.replacing import find_replacements, replace_all, without
from align_bench.model.unit import Review, Unit

UNITS = (
    Unit("a", "一", "The Treaty and the treaties;\nthe  Treaty’s article"),
    Unit("b", "二", "The Treaty", locked=True),
    Unit("c", "三", "Treaty"),
    Unit("d", "四", ""),
)
STAMP = Stamp("Li", "2026-01-01T00:00:00+00:00")


def after(find: str, by: str, **options: Any) -> dict[str, str]:
    return {each.unit.id: each.after for each in find_replacements(UNITS, find, by, **options)}


def test_whole_words_in_their_case_but_for_locked_units() -> None:
    assert after("Treaty", "Pact") == {"a": "The Pact and the treaties;\nthe  Pact’s article", "c": "Pact"}


@pytest.mark.parametrize(
    ("find", "by", "options", "found"),
    [
        ("the treaty", "the Pact", {"match_case": False}, "the Pact and the treaties;\nthe Pact’s article"),
        ("treat", "x", {"whole_words": False}, "The Treaty and the xies;\nthe  Treaty’s article"),
        ("the Treaty's", "its", {"match_case": False}, "The Treaty and the treaties;\nits article"),
        (";", "", {}, "The Treaty and the treaties\nthe  Treaty’s article"),
        (".*", "x", {}, None),
        ("  ", "x", {}, None),
        ("Treaty", "Treaty", {}, None),
    ],
)
def test_what_is_found(find: str, by: str, options: dict[str, bool], found: str | None) -> None:
    assert after(find, by, **options).get("a") == found


@pytest.mark.parametrize(
    ("find", "by", "options", "found"),
    [
        (r"(\w+) and the (\w+)", r"\2 and the \1", {}, "The treaties and the Treaty;\nthe  Treaty’s article"),
        (
            r"(?P<word>treat)(y|ies)",
            r"\g<word>ise",
            {"match_case": False},
            "The Treatise and the treatise;\nthe  Treatise’s article",
        ),
        (r"treat", "x", {}, None),
        (r"treat|xyz", "x", {"whole_words": False}, "The Treaty and the xies;\nthe  Treaty’s article"),
        (r"\s{2,}", " ", {"whole_words": False}, "The Treaty and the treaties;\nthe Treaty’s article"),
        (r"(x)?Treaty", r"\1Pact", {}, "The Pact and the treaties;\nthe  Pact’s article"),
    ],
)
def test_regular_expressions(find: str, by: str, options: dict[str, bool], found: str | None) -> None:
    assert after(find, by, is_expression=True, **options).get("a") == found


@pytest.mark.parametrize(
    ("find", "by", "told"),
    [
        ("(Treaty", "x", "not a regular expression: missing ) at position 7"),
        ("a)(b", "x", "not a regular expression: unbalanced parenthesis at position 1"),
        ("Treaty", r"\1", "replace by: no such group"),
        ("Treaty", "\\", "replace by: bad escape"),
        (r"((\w|\s)+)+(\d|\?)", "x", "this expression takes too long"),
    ],
)
def test_a_wrong_expression_is_told(find: str, by: str, told: str) -> None:
    slow = Unit("s", "五", "The Treaty and the treaties " * 40)
    with pytest.raises(UsageError, match=re.escape(told)):
        find_replacements([*UNITS, slow], find, by, is_expression=True)


def test_a_unit_is_not_emptied() -> None:
    assert after("Treaty", "") == {"a": "The  and the treaties;\nthe  ’s article"}


def test_one_edit_that_undo_takes_back() -> None:
    review = Review("r", UNITS)
    edit = replace_all(find_replacements(UNITS, "Treaty", "Pact"), STAMP)
    changed = apply(edit, review)
    assert [unit.target for unit in changed.units if unit.reviewer] == [
        "The Pact and the treaties;\nthe  Pact’s article",
        "Pact",
    ]
    assert apply(edit.inverse(), changed) == review


@given(st.text(max_size=12), st.text(max_size=3), st.text(max_size=3), st.booleans(), st.booleans())
def test_any_text_is_only_a_text(text: str, find: str, by: str, words: bool, case: bool) -> None:
    for each in find_replacements([Unit("u", "一", text)], find, by, whole_words=words, match_case=case):
        assert len(each.after) == len(text) + sum(len(by) - (stop - start) for start, stop in each.places)


def test_single_places_are_left_out() -> None:
    found = find_replacements(UNITS, "the", "a", match_case=False)
    assert [(each.unit.id, len(each.places)) for each in found] == [("a", 3)]
    left = without(found, {("a", 0), ("c", 0)})
    assert [each.after for each in left] == ["The Treaty and a treaties;\na  Treaty’s article"]
    assert without(found, {("a", place[0]) for place in found[0].places}) == []
