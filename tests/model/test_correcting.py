"""Corrections: where a finding is put right, in which form, and where it cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align_bench.errors import AlignmentError
from align_bench.model.correcting import correct_unit, corrected, correction
from align_bench.model.edits import Stamp, apply
from align_bench.model.finding import Family, Finding, Severity, Span
from align_bench.model.unit import Review, Unit

STAMP = Stamp("Li", "2031-04-08T09:30:00+00:00")


def finding(text: str, found: str, expected: str, check: str = "wrong-term", family: Family = "terminology") -> Finding:
    start = text.index(found)
    span = Span(1, start, start + len(found))
    return Finding(
        *(check, family, Severity.ERROR, "statement", "u1", (1,), (1,), "something is wrong"),
        target_span=span,
        found=found,
        expected=expected,
    )


def unit(target: str, source: str = "一些文字") -> Unit:
    return Unit("u1", source, target, source_numbers=(1,), target_numbers=(1,))


@pytest.mark.parametrize(
    ("text", "found", "expected", "after"),
    [
        pytest.param("All open zones.", "open zones", "free zone", "All free zones.", id="plural"),
        pytest.param("At an eleventh meeting", "eleventh", "tenth", "At a tenth meeting", id="article"),
        pytest.param("peace，and security", "，", ",", "peace, and security", id="wide-mark"),
        pytest.param("the risk of a a test", "a a", "a", "the risk of a test", id="repeated-article"),
        pytest.param("our  commitment", "  ", " ", "our commitment", id="blanks"),
        pytest.param("some 1,650 ships", "1,650", "1560", "some 1,560 ships", id="thousands"),
        pytest.param("3 May 2020, 3 pm", "3 May 2020", "3 June 2020", "3 June 2020, 3 pm", id="date"),
    ],
)
def test_what_is_expected_takes_the_place_of_what_was_found(text: str, found: str, expected: str, after: str) -> None:
    what = correction(unit(text), finding(text, found, expected, family="figures"))
    assert what is not None
    assert corrected(text, what, what.forms[0]) == after


def test_places_count_from_behind_the_marker() -> None:
    numbered = unit("12. The sixth session.")
    what = correction(numbered, finding("The sixth session.", "sixth", "fifth"))
    assert what is not None
    assert corrected(numbered.target, what, what.forms[0]) == "12. The fifth session."


def test_a_fraction_is_written_as_english_documents_do() -> None:
    pair = unit("one half of them", "其中三分之一")
    half = finding(pair.target, "one half", "1/3", "number-mismatch", "figures")
    what = correction(pair, replace(half, source_span=Span(1, 2, 6)))
    assert what is not None
    assert what.forms == ("one third",)


def test_several_forms_are_offered() -> None:
    pair = unit("The General Secretary spoke.")
    found = finding(pair.target, "General Secretary", "Secretary-General or head")
    what = correction(pair, found, ("Secretary-General", "head"))
    assert what is not None
    assert what.forms == ("Secretary-General", "Head")


@pytest.mark.parametrize(
    ("check", "found", "expected"),
    [
        pytest.param("missing-term", "text", "", id="nothing-expected"),
        pytest.param("label-mismatch", "T", "12", id="label"),
        pytest.param("unit-mismatch", "text", "euros", id="currency"),
        pytest.param("sentence-end", "t", ".", id="mark-behind-a-word"),
        pytest.param("form", "text", "text", id="nothing-changes"),
    ],
)
def test_what_is_no_text_for_the_place_is_not_put_there(check: str, found: str, expected: str) -> None:
    assert correction(unit("The text"), finding("The text", found, expected, check)) is None


def test_a_text_that_is_another_by_now_is_left_alone() -> None:
    assert correction(unit("At this tenth meeting"), finding("At the sixth meeting", "sixth", "fifth")) is None


def test_the_edit_is_undone_by_its_inverse_and_a_locked_pair_refuses_it() -> None:
    pair = unit("The sixth session.")
    what = correction(pair, finding(pair.target, "sixth", "fifth"))
    assert what is not None
    edit = correct_unit(pair, what, what.forms[0], STAMP)
    review = Review("statement", (pair,))
    assert apply(edit, review).units[0].target == "The fifth session."
    assert apply(edit.inverse(), apply(edit, review)) == review
    with pytest.raises(AlignmentError, match="locked"):
        correct_unit(replace(pair, locked=True), what, what.forms[0], STAMP)
