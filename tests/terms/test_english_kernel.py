"""The compiled words and places of terms, held against the Python that defines them."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.checks.terminology import terminology
from align_bench.kernels import kernel
from align_bench.model.termbase import Concept, Term, TermStatus
from align_bench.terms import english
from align_bench.terms.english import tokens
from align_bench.terms.hits import TermHit
from align_bench.terms.matching import target_terms
from align_bench.terms.matching.target_terms import TargetTerms
from terms.definitions import without_kernels

compiled, compiled_terms = kernel("english"), kernel("english_terms")
pytestmark = pytest.mark.skipif(
    compiled is None or compiled_terms is None, reason="the kernels are not compiled, or out of date"
)

# Apostrophes, joiners, accents of their own, an underscore, figures of other scripts, characters beyond 16 bits.
_CHARACTERS = st.sampled_from("abs st'’'s_-–é\u0301\u00ad\u200b\u2060 .9²٣中\U00020000\n")


@given(text=st.text(_CHARACTERS, max_size=30) | st.text(max_size=30))
def test_words_are_those_of_the_definition(text: str) -> None:
    assert compiled is not None
    words = english._tokenizer(compiled).tokens(text)
    assert words == english._defined_tokens(text)
    assert all(type(word) is english.Token for word in words)


@given(texts=st.lists(st.text(_CHARACTERS, max_size=30), max_size=4))
def test_words_are_read_as_the_definition_does(texts: list[str]) -> None:
    counts, holders = english.words_and_holders(texts, str.isalpha)
    with without_kernels():
        others = english.words_and_holders(texts, str.isalpha)
    assert [list(each.items()) for each in others] == [list(counts.items()), list(holders.items())]


@given(
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda span: (span[0], sum(span))), max_size=5)
)
def test_words_outside_of_places_are_those_of_the_definition(spans: list[tuple[int, int]]) -> None:
    words = tokens("The Treaty of the States parties, and zones: it entered into force")
    left = english.outside(words, spans)
    with without_kernels():
        assert english.outside(words, spans) == left


@given(words=st.lists(st.sampled_from(("Natoins", "UNIDR", "NATO", "Nato", "IAEa", "treaty", "É", "ÉÉÉÉ", "A-Bomb"))))
def test_strange_words_are_those_of_the_definition(words: list[str]) -> None:
    assert compiled is not None
    found, known = tokens(" ".join(words)), {"nato", "bomb"}
    defined = {word.start for word in found if terminology._may_be_slip(word.text) and word.key not in known}
    assert terminology._strange(found, known) == compiled.strange(found, known, terminology._LONG) == defined


_WORDS = ("Treaty", "treaties", "the", "The", "Non-Proliferation", "of", "State’s", "Parties", "zone")


@given(
    pieces=st.lists(
        st.tuples(st.sampled_from(_WORDS), st.sampled_from((" ", "  ", "-", ", ", "\n", "/", "’ "))), max_size=12
    )
)
def test_places_are_those_of_the_definition(pieces: list[tuple[str, str]]) -> None:
    assert compiled_terms is not None
    text = "".join(word + gap for word, gap in pieces)
    forms = (
        "Treaty",
        "States Parties",
        "States Parties of the Treaty",
        "zone of the Treaty",
        "Non-Proliferation Treaty",
    )
    terms = [Term(form, "en", TermStatus.PREFERRED) for form in forms]
    known = TargetTerms(Concept(str(n), (Term(f"词{n}", "zh"), term)) for n, term in enumerate(terms))
    defined = list(target_terms._places(text, tokens(text), known._forms, known._beginnings))
    assert compiled_terms.Places(known._forms, target_terms._MOST_ARTICLES).find(text, tokens(text)) == defined


_FORMS = (
    "the Regulations",
    "Regulations",
    "Member State",
    "member State",
    "NSA",
    "take effect",
    "Treaty (Part 3)",
    "zones",
)


@given(
    pieces=st.lists(
        st.sampled_from((*_FORMS, "Part 3", "took effect", "of", ", ", "NSAs", "nsa", "’s", "\n")), max_size=12
    )
)
def test_hits_are_those_of_the_definition(pieces: list[str]) -> None:
    statuses = itertools.cycle(TermStatus)
    concepts = [
        Concept(str(n), (Term(f"词{n}", "zh"), *(Term(form, "en", next(statuses)) for form in forms)))
        for n, forms in enumerate(zip(_FORMS[::2], _FORMS[1::2], strict=True))
    ]
    known, text = TargetTerms(concepts), " ".join(pieces)
    found = known.hits(text)
    with without_kernels():
        assert TargetTerms(concepts).hits(text) == found
    assert all(type(hit) is TermHit for hit in found)
    assert set(known.hits(text, concepts[:2])) == {hit for hit in found if hit.concept in concepts[:2]}


def test_articles_in_a_row_are_gone_through_once() -> None:
    known = TargetTerms([Concept("1", (Term("会议", "zh"), Term("Conference of the Parties", "en")))])
    assert [hit.text for hit in known.hits("Conference of the the Parties")] == ["Conference of the the Parties"]
    assert not known.hits(f"Conference of {5 * 'the '}Parties")


def test_more_words_than_are_remembered() -> None:
    assert compiled is not None
    text = " ".join(f"w{number}" for number in range(70_000))
    assert len(english._tokenizer(compiled).tokens(text)) == 70_000
    assert english._tokenizer(compiled).tokens("w1 Zones")[1].key == "zone"
    counts, holders = english.words_and_holders([text, "w7", text], lambda word: word == "w7", 5)
    assert len(counts) == 70_000
    assert Counter(counts.values()) == {2: 69_999, 3: 1}
    assert {key: list(numbers) for key, numbers in holders.items()} == {"w7": [5, 6, 7]}
