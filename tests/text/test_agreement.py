"""Words in the place of others: capitals, plural and article, where they are unmistakable."""

from __future__ import annotations

import pytest

from align_bench.text.agreement import agreeing, article_before


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        pytest.param("tenth", "eleventh", "tenth", id="small"),
        pytest.param("tenth", "Eleventh", "Tenth", id="begins-a-sentence"),
        pytest.param("It", "it", "It", id="capital-that-is-wanted"),
        pytest.param("Korsan", "corsane", "Korsan", id="name"),
        pytest.param("note verbale", "Verbal Note", "Note Verbale", id="title"),
        pytest.param("right to peace", "The Law of Peace", "The Right to Peace", id="title-with-small-words"),
        pytest.param("nuclear test", "NUCLEAR TRIALS", "NUCLEAR TESTS", id="heading"),
        pytest.param("observer", "NPT", "Observer", id="abbreviation-is-no-heading"),
        pytest.param("nuclear-weapon-free zone", "denuclearized zones", "nuclear-weapon-free zones", id="plural"),
        pytest.param("activity", "studies", "activities", id="plural-of-y"),
        pytest.param("Review Conference", "Review Meeting", "Review Conference", id="singular"),
        pytest.param("negative security assurances", "assertions", "negative security assurances", id="plural-already"),
        pytest.param("Group of Eminent Persons", "Eminent Persons Groups", "Groups of Eminent Persons", id="head"),
        pytest.param("weapon-free zone", "zone free of arms", "weapon-free zone", id="plural-of-another-word"),
        pytest.param("note verbale", "verbal notes", "note verbale", id="counted-word-is-not-the-last"),
        pytest.param("nuclear disarmament", "arms cuts", "nuclear disarmament", id="not-counted"),
        pytest.param("means of delivery", "delivery vehicles", "means of delivery", id="ends-like-a-plural"),
        pytest.param("nuclear-free zone", "an atom-free zone", "a nuclear-free zone", id="keeps-its-article"),
        pytest.param("the", "the the", "the", id="article-alone"),
    ],
)
def test_new_words_agree_with_the_old_ones(new: str, old: str, expected: str) -> None:
    assert agreeing(new, old) == expected


@pytest.mark.parametrize(
    ("before", "new", "old", "expected"),
    [
        pytest.param("It is an ", "tenth", "eleventh", "It is a ", id="a"),
        pytest.param("A ", "action plan", "plan", "An ", id="an-with-capital"),
        pytest.param("than ", "tenth", "eleventh", "than ", id="part-of-a-word"),
        pytest.param("an ", "hour", "eleventh", "an ", id="no-telling"),
        pytest.param("an ", "NPT review", "eleventh", "an ", id="abbreviation"),
        pytest.param("a ", "tenth", "eleventh", "a ", id="right-already"),
        pytest.param("the ", "tenth", "eleventh", "the ", id="definite"),
    ],
)
def test_the_article_follows(before: str, new: str, old: str, expected: str) -> None:
    assert article_before(before, new, old) == expected
