from __future__ import annotations

import pytest

from align_bench.model.termbase import PartOfSpeech, Term
from align_bench.terms.matching.inflection import verb_forms


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        pytest.param("take effect", ["took effect", "taken effect", "taking effect"], id="irregular"),
        pytest.param("enter into force", ["entered into force", "entering into force"], id="regular"),
        pytest.param("comply with", ["complied with", "complying with"], id="y"),
        pytest.param("legalize", ["legalized", "legalizing"], id="e"),
        pytest.param("begin", ["began", "begun", "beginning"], id="irregular-and-doubled"),
        pytest.param("working group", [], id="no-verb"),
        pytest.param("Stand for Peace", [], id="name"),
        pytest.param("war", [], id="noun"),
    ],
)
def test_verb_forms(term: str, forms: list[str]) -> None:
    assert set(forms) <= set(verb_forms(Term(term, "en")))
    assert bool(forms) == bool(set(verb_forms(Term(term, "en"))))


def test_the_part_of_speech_says_what_is_a_verb() -> None:
    assert set(verb_forms(Term("submit reports", "en"))) == set()
    assert "submitted reports" in verb_forms(Term("submit reports", "en", part_of_speech=PartOfSpeech.VERB))
    assert set(verb_forms(Term("lead", "en", part_of_speech=PartOfSpeech.NOUN))) == set()
    assert set(verb_forms(Term("take effect", "en", is_exact=True))) == set()
