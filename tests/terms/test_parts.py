from __future__ import annotations

from align_bench.model.termbase import Concept, Term, Termbase
from align_bench.terms.matching.matcher import TermMatcher
from align_bench.terms.matching.parts import concept_parts


def concept(chinese: str, english: str) -> Concept:
    return Concept(chinese, (Term(chinese, "zh"), Term(english, "en")))


def test_a_part_is_one_in_both_languages() -> None:
    zone = concept("无核武器区", "nuclear-weapon-free zone")
    whole = concept("中亚无核武器区", "Central Asian nuclear-weapon-free zone")
    region = concept("中亚", "the five republics")
    parts = concept_parts(TermMatcher(Termbase((zone, whole, region))))
    assert parts == {zone.id: (), whole.id: (zone,), region.id: ()}
