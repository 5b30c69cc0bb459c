"""Sentences that lack a word, and good ones that look alike."""

from __future__ import annotations

import pytest

from align_bench.terms.rendering.gaps import has_gap


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the report of the on its work", id="article-without-noun"),
        pytest.param("the views of and of the secretariat", id="of-and"),
        pytest.param("the treaty between and Mongolia", id="between-and"),
        pytest.param("acceding to the (RT) and its protocols", id="article-before-bracket"),
        pytest.param("It met in the.", id="article-at-the-end"),
        pytest.param("the secretary of the held a meeting", id="article-before-verb"),
        pytest.param("the Chair, Mr. , and others", id="honorific"),
        pytest.param("the Assembly, , and the Council", id="two-marks"),
        pytest.param("They met. has adopted a plan.", id="sentence-without-subject"),
        pytest.param("the plan was agreed by.", id="preposition-at-the-end"),
    ],
)
def test_a_word_is_lost(text: str) -> None:
    assert has_gap(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The body referred to therein, as called for by the Council, was set up.", id="stranded"),
        pytest.param("the development of, and training in, techniques", id="shared-noun"),
        pytest.param("signature of the Treaty and, where possible, of its protocols", id="inserted"),
        pytest.param("Parties called upon, and so on, all of them", id="and-so-on"),
        pytest.param("to adhere to and develop the plan", id="verbs-joined"),
        pytest.param("(a) The parties; (b) Others", id="labels"),
        pytest.param("the well-to-do and the in-between state", id="hyphens"),
    ],
)
def test_nothing_is_lost(text: str) -> None:
    assert not has_gap(text)
