"""The compiled words and places of terms, held against the Python that defines them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align_bench.kernels import kernel
from align_bench.model.termbase import Concept, Term, TermStatus
from align_bench.terms import english, target_terms
from align_bench.terms.english import is_joint, tokens
from align_bench.terms.target_terms import TargetTerms

compiled = kernel("english")
pytestmark = pytest.mark.skipif(compiled is None, reason="the kernels are not compiled, or out of date")

# Apostrophes, joiners, accents of their own, an underscore, figures of other scripts, characters beyond 16 bits.
_CHARACTERS = st.sampled_from("abs st'’'s_-–é\u0301\u00ad\u200b\u2060 .9²٣中\U00020000\n")


@given(text=st.text(_CHARACTERS, max_size=30) | st.text(max_size=30))
def test_words_are_those_of_the_definition(text: str) -> None:
    assert compiled is not None
    words = english._tokenizer(compiled).tokens(text)
    assert words == english._defined_tokens(text)
    assert all(type(word) is english.Token for word in words)


_WORDS = ("Treaty", "treaties", "the", "The", "Non-Proliferation", "of", "State’s", "Parties", "zone")


@given(
    pieces=st.lists(
        st.tuples(st.sampled_from(_WORDS), st.sampled_from((" ", "  ", "-", ", ", "\n", "/", "’ "))), max_size=12
    )
)
def test_places_are_those_of_the_definition(pieces: list[tuple[str, str]]) -> None:
    assert compiled is not None
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
    of = (text, tokens(text), known._forms, known._beginnings)
    assert compiled.places(*of, is_joint) == list(target_terms._places(*of))


def test_more_words_than_are_remembered() -> None:
    assert compiled is not None
    text = " ".join(f"w{number}" for number in range(70_000))
    assert len(english._tokenizer(compiled).tokens(text)) == 70_000
    assert english._tokenizer(compiled).tokens("w1 Zones")[1].key == "zone"
