from __future__ import annotations

from align_bench.model.termbase import Concept, PartOfSpeech, Term, TermStatus, in_order, join_concepts

ZONE = Term("无核武器区", "zh")
FREE = Term("nuclear-weapon-free zone", "en")
SHORT = Term("NWFZ", "en", TermStatus.ADMITTED)
BARRED = Term("nuclear-free zone", "en", TermStatus.DEPRECATED)
OLD = Term("denuclearized zone", "en", TermStatus.SUPERSEDED)


def test_terms_by_language_and_status() -> None:
    concept = Concept("z", (ZONE, FREE, SHORT, BARRED, OLD))
    assert concept.source_terms == (ZONE.text,)
    assert concept.preferred == (FREE.text,)
    assert concept.allowed == (FREE.text, SHORT.text)
    assert concept.forbidden == (BARRED.text, OLD.text)


def test_a_name_stands_in_english_as_it_is_unless_it_has_english() -> None:
    name = Term("COVID-19", "zh")
    assert Concept("n", (name,), do_not_translate=True).preferred == ("COVID-19",)
    assert Concept("n", (name, FREE), do_not_translate=True).preferred == (FREE.text,)
    assert Concept("n", (name,)).preferred == ()


def test_what_is_allowed_and_forbidden_is_a_contradiction() -> None:
    contrary = Term(FREE.text, "en", TermStatus.SUPERSEDED)
    assert Concept("z", (ZONE, FREE, BARRED)).contradiction is None
    assert Concept("z", (ZONE, FREE, contrary)).contradiction == contrary
    # The same letters in the other language are another term.
    assert Concept("z", (Term(BARRED.text, "zh"), BARRED)).contradiction is None


def test_terms_in_order() -> None:
    assert in_order([OLD, SHORT, BARRED, FREE, ZONE]) == (ZONE, FREE, SHORT, BARRED, OLD)


def test_records_of_one_concept_are_joined_in_order() -> None:
    noun = Term(FREE.text, "en", TermStatus.PREFERRED, PartOfSpeech.NOUN)
    first = Concept("z", (ZONE, FREE), "one")
    second = Concept("y", (Term("无核区", "zh"), Term(FREE.text, "en", TermStatus.ADMITTED), noun), "two", domain="law")
    assert join_concepts([first, second, first]) == Concept(
        "z", (ZONE, Term("无核区", "zh"), FREE, noun), "one | two", domain="law"
    )


def test_a_contradiction_between_records_stays_to_be_seen() -> None:
    contrary = Term(FREE.text, "en", TermStatus.DEPRECATED)
    assert join_concepts([Concept("z", (ZONE, FREE)), Concept("z", (ZONE, contrary))]).contradiction == contrary
